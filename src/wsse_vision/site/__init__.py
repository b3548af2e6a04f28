"""The readers' way in: ``outputs/index.html``."""
