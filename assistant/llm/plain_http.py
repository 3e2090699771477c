"""The client for addresses that need no vendor's kit: vectors and the order of passages.

Whatever the environment says is ignored, no redirect is followed and no proxy is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import SecretStr

from assistant.llm.addresses import Address

if TYPE_CHECKING:
    import httpx2

CONNECT_SECONDS = 5.0


def plain_client(address: Address, key: SecretStr | None, seconds: float) -> httpx2.Client:
    """A client that waits at most ``seconds`` for each part of an answer."""
    import httpx2

    headers = {"user-agent": "viceversa"}
    if key is not None:
        headers["authorization"] = f"Bearer {key.get_secret_value()}"
    local = address.url.startswith("http://")
    return httpx2.Client(
        headers=headers,
        follow_redirects=False,
        trust_env=False,
        timeout=httpx2.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS)),
        verify=False if local else httpx2.create_ssl_context(trust_env=False),
    )


def sayable(text: str) -> str:
    """Without lone surrogates, which are legal here and not in JSON; never empty."""
    return text.encode("utf-8", "replace").decode("utf-8") or " "
