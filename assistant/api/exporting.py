"""Any document as a file."""

from __future__ import annotations

from pathlib import Path

from assistant.api.calls import Calls
from assistant.domain.exporting import Exported, ExportPreview, ExportWish


class ExportCalls(Calls):
    """What a person does to take a document along. Everything happens in a thread."""

    async def preview_export(self, wish: ExportWish) -> ExportPreview:
        """The words that a file would hold, its name, and who may read it. Nothing is written.
        A format that does not fit gives the document's first one. NotFound."""
        services = await self._services()
        return await self._run(services.exporting.preview, wish)

    async def save_words(self, words: str, to: Path) -> Exported:
        """Write words that a person copied to a file that did not exist. InvalidInput,
        StorageTrouble."""
        services = await self._services()
        return await self._run(services.exporting.save_words, words, to)

    async def export(self, wish: ExportWish, to: Path) -> Exported:
        """Write a document to a file that did not exist; ``to`` may be a folder.

        Rights are asked again. NotFound, InvalidInput, StorageTrouble."""
        services = await self._services()
        return await self._run(services.exporting.export, wish, to)
