"""Which addresses a model may have, and how each is shown. Pure: nothing is looked up.

https to anywhere, plain http to this computer alone, and no form that reads as one host but
reaches another: user names, number tricks, look-alike letters, odd schemes.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from assistant.errors import InvalidInput

_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_ALLOWED = re.compile(r"[A-Za-z0-9:/._~\-\[\]]+")
_EXAMPLE = "Give one such as http://localhost:8080/v1 or https://models.example.org/v1."
_MAX_LENGTH = 2048


class Address(BaseModel):
    """An address that passed the rules. ``url`` ends without a slash; ``host`` is what is shown."""

    model_config = ConfigDict(frozen=True)

    url: str
    host: str
    local: bool

    @property
    def place(self) -> str:
        """In words: this computer, or which other one."""
        return "this computer" if self.local else f"another computer: {self.host}"


def read_address(typed: str) -> Address:
    """The address that somebody typed, checked and tidied; InvalidInput with the reason if not.

    A missing path becomes ``/v1``, where such servers answer; a pasted ``/chat/completions`` goes.
    """
    text = typed.strip()
    if not text:
        raise _refused("There is no address.")
    if len(text) > _MAX_LENGTH:
        raise _refused("That address is too long.")
    if "@" in text:
        raise _refused("An address may not hold a user name or a key.")
    if "?" in text or "#" in text:
        raise _refused("An address may not hold ? or #.")
    if not _ALLOWED.fullmatch(text):
        raise _refused("That address holds characters that an address should not have.")
    scheme, separator, _ = text.partition("://")
    if not separator:
        raise _refused("An address begins with https:// or, on this computer, http://.")
    if scheme.lower() not in ("http", "https"):
        raise _refused("Only https, or http on this computer, can be used.")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _refused("That address cannot be read.") from error
    if parts.netloc.endswith(":") or port == 0:
        raise _refused("That address names no usable port.")
    name, here = _judge(host)
    if scheme.lower() == "http" and not here:
        raise _refused(
            f"{name} is another computer, and http would send your text there in the open.",
            "Use https:// for it.",
        )
    shown = f"[{name}]" if ":" in name else name
    netloc = shown if port is None else f"{shown}:{port}"
    return Address(
        url=f"{scheme.lower()}://{netloc}{_path(parts.path)}",
        host=name if port is None else netloc,
        local=here,
    )


def _judge(host: str) -> tuple[str, bool]:
    """The host as shown, and whether it is this computer. InvalidInput if it is a trick."""
    if not host:
        raise _refused("That address names no computer.")
    if ":" in host:
        return _judge_number(ipaddress.IPv6Address, host)
    labels = host.rstrip(".").split(".")
    # A last label of digits or 0x... is read as a number by resolvers: 127.1, 0x7f.1, 2130706433.
    if re.fullmatch(r"[0-9]+|0x[0-9a-f]*", labels[-1]):
        return _judge_number(ipaddress.IPv4Address, host)
    if host.endswith(".") or not all(_LABEL.fullmatch(label) for label in labels):
        raise _refused("That is not the name of a computer.")
    if len(host) > 253:
        raise _refused("That name is too long.")
    return host, host == "localhost"


def _judge_number(
    kind: type[ipaddress.IPv4Address] | type[ipaddress.IPv6Address], host: str
) -> tuple[str, bool]:
    try:
        number = kind(host)
    except ValueError as error:
        raise _refused("That number is not written as an address usually is.") from error
    if number.version == 6 and (number.ipv4_mapped or number.sixtofour or number.teredo):
        raise _refused("That address hides another one inside it.")
    unusable = (
        number.is_unspecified or number.is_multicast or number.is_link_local or number.is_reserved
    )
    if unusable and not number.is_loopback:
        raise _refused("That address is not a computer that answers.")
    return number.compressed, number.is_loopback


def _path(path: str) -> str:
    segments = [segment for segment in path.split("/") if segment]
    if any(segment in (".", "..") for segment in segments):
        raise _refused("The path of an address may not climb.")
    if segments[-2:] == ["chat", "completions"]:
        segments = segments[:-2]
    return "/" + "/".join(segments) if segments else "/v1"


def _refused(happened: str, next_step: str = _EXAMPLE) -> InvalidInput:
    return InvalidInput(happened, safe="Nothing was sent.", next_step=next_step)
