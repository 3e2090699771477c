"""The facade: all that the screen and the command line hold."""

from assistant.api.calls import EngineChoice
from assistant.api.facade import Assistant

__all__ = ["Assistant", "EngineChoice"]
