"""The readers' site in ``outputs/``: it opens from disk and from any web server under any path."""
