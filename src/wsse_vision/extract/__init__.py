"""Extraction: canonical text and a codebook become coded elements."""
