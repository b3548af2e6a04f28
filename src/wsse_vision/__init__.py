"""From notebooks, reports and interviews to a synthesis whose every quote leads back to its source."""

__version__ = "0.1.0"
