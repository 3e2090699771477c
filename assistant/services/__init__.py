"""One use case to a module."""
