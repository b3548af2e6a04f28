"""Elements, findings, voices, indicators and votes joined by theme: the evidence."""
