"""One writer at a time for a local store.

The lock is the operating system's, on a file beside the store, so it ends with the process that
held it, however that ended: there is no stale lock. It is taken at the first write and held until
the store is closed, so that somebody who only reads never shuts others out.
"""

from __future__ import annotations

import threading
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import StorageTrouble
from assistant.storage.translating import store_in_use

WAIT_SECONDS = 2.0
"""Long enough for a short command to end, short enough to be told why nothing happens."""


class WriterLock:
    """The right to write one store; always had without a path (shared, or in memory)."""

    def __init__(self, store: Path | None, wait_seconds: float = WAIT_SECONDS) -> None:
        self._wait = wait_seconds
        self._guard = threading.Lock()
        self._lock = (
            None
            if store is None
            else FileLock(
                store.with_name(store.name + ".lock"),
                mode=0o600,
                # One lock for all threads of this process.
                thread_local=False,
                # A lock that is only a file's existence could be stale.
                fallback_to_soft=False,
                # Deleting a lock file lets two processes hold two files of one name.
                preserve_lock_file=True,
            )
        )

    @property
    def held(self) -> bool:
        """Whether this process has it now."""
        return self._lock is None or self._lock.is_locked

    def hold(self) -> None:
        """Take it, waiting a little. StoreInUse if another process has it."""
        if self._lock is None or self._lock.is_locked:
            return
        with self._guard:
            self._take(self._wait)

    def available(self) -> bool:
        """Whether it is held or could be had now; does not keep it."""
        if self._lock is None or self._lock.is_locked:
            return True
        with self._guard:
            try:
                self._take(0)
            except StorageTrouble:
                return False
            self._lock.release()
        return True

    def release(self) -> None:
        """Let others write."""
        if self._lock is not None:
            with self._guard:
                self._lock.release(force=True)

    def _take(self, wait: float) -> None:
        assert self._lock is not None
        if self._lock.is_locked:
            return
        try:
            self._lock.acquire(timeout=wait)
        except Timeout:
            raise store_in_use() from None
        except (OSError, NotImplementedError) as error:
            raise StorageTrouble(
                "The store cannot be written where it is.",
                safe="What you wrote is still here, and nothing saved before was touched.",
                next_step="Check the folder's rights and space, or name another with --store.",
            ) from error
