"""Learning how to judge kinds and themes from labelled texts: ``make learn``."""
