"""Figures drawn from the evidence: vector graphics, the same bytes for the same data."""
