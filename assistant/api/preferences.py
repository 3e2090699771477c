"""What a person chose for themselves."""

from __future__ import annotations

from assistant.api.calls import Calls
from assistant.domain.preferences import PreferenceName, Preferences


class PreferenceCalls(Calls):
    """The settings of the screen, and where things are kept."""

    async def preferences(self) -> Preferences:
        """What is chosen now."""
        return await self._call(lambda s: s.preferences.shown)

    async def choose(self, name: PreferenceName, value: str | bool) -> Preferences:
        """Keep one choice in the settings' file. InvalidInput, StorageTrouble."""
        services = await self._services()
        return await self._run(services.preferences.choose, name, value)
