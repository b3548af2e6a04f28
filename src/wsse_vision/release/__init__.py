"""Is what was built fit to be shown? Consent, page limits, problems."""
