"""What people write and drop into ``sources/``: found, described, checked."""
