"""The stage ingest: from files in any format to canonical text and its blocks."""
