"""The core of Viceversa: the same under pytest, the command line and the screen."""

__version__ = "0.1.0"
