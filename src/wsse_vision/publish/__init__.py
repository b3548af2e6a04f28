"""From evidence and narrative to publications: composed once, then written in each format."""
