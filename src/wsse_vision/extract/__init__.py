"""Extraction: canonical text and a codebook become coded elements."""

from wsse_vision.extract.coding import Coder, code

__all__ = ["Coder", "code"]
