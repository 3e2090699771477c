"""Which addresses of models are used, which are refused, and what a person is told of each."""

from __future__ import annotations

import pytest

from assistant.errors import InvalidInput
from assistant.llm.addresses import read_address

USED = {
    # typed: (sent to, shown as, on this computer)
    "http://localhost:8080/v1": ("http://localhost:8080/v1", "localhost:8080", True),
    "http://localhost:11434": ("http://localhost:11434/v1", "localhost:11434", True),
    "http://localhost": ("http://localhost/v1", "localhost", True),
    "  http://localhost:1234/v1/  ": ("http://localhost:1234/v1", "localhost:1234", True),
    "HTTP://LOCALHOST:8080/v1": ("http://localhost:8080/v1", "localhost:8080", True),
    "http://127.0.0.1:8080/v1": ("http://127.0.0.1:8080/v1", "127.0.0.1:8080", True),
    "http://127.0.0.53/v1": ("http://127.0.0.53/v1", "127.0.0.53", True),
    "http://[::1]:8080/v1": ("http://[::1]:8080/v1", "[::1]:8080", True),
    "http://[0:0:0:0:0:0:0:1]/v1": ("http://[::1]/v1", "::1", True),
    "https://localhost/v1": ("https://localhost/v1", "localhost", True),
    "https://api.openai.com/v1": ("https://api.openai.com/v1", "api.openai.com", False),
    "https://models.example.org": ("https://models.example.org/v1", "models.example.org", False),
    "https://models.example.org/": ("https://models.example.org/v1", "models.example.org", False),
    "https://Models.Example.ORG/v1": ("https://models.example.org/v1", "models.example.org", False),
    "https://example.org:8443/a/b": ("https://example.org:8443/a/b", "example.org:8443", False),
    "https://example.org/v1/chat/completions": ("https://example.org/v1", "example.org", False),
    "https://example.org//v1": ("https://example.org/v1", "example.org", False),
    "https://192.168.1.20:8000/v1": ("https://192.168.1.20:8000/v1", "192.168.1.20:8000", False),
    "https://[2001:db8::1]/v1": ("https://[2001:db8::1]/v1", "2001:db8::1", False),
    "https://localhost.example.org/v1": (
        "https://localhost.example.org/v1", "localhost.example.org", False,
    ),
    "https://127.0.0.1.example.org/v1": (
        "https://127.0.0.1.example.org/v1", "127.0.0.1.example.org", False,
    ),
    "https://xn--bcher-kva.example/v1": (
        "https://xn--bcher-kva.example/v1", "xn--bcher-kva.example", False,
    ),
    "https://my_host-1.example/v1": ("https://my_host-1.example/v1", "my_host-1.example", False),
}  # fmt: skip

REFUSED = (
    "",
    "   ",
    "localhost:8080",
    "example.org/v1",
    "//example.org/v1",
    "http://example.org/v1",
    "http://192.168.1.20:11434/v1",
    "http://10.0.0.5/v1",
    "http://localhost.example.org/v1",
    "http://127.0.0.1.nip.io/v1",
    "http://localhost.:8080/v1",
    "http://0.0.0.0:8080/v1",
    "http://127.1/v1",
    "http://127.0.1/v1",
    "http://2130706433/v1",
    "http://0x7f000001/v1",
    "http://0x7f.0.0.1/v1",
    "http://0177.0.0.1/v1",
    "https://0x7f.1/v1",
    "http://127.0.0.256/v1",
    "http://[::ffff:127.0.0.1]/v1",
    "http://[::]/v1",
    "https://[::ffff:8.8.8.8]/v1",
    "https://[2002:7f00:1::]/v1",
    "https://[64:ff9b::7f00:1]/v1",
    "https://[fe80::1%25eth0]/v1",
    "https://[fe80::1]/v1",
    "https://169.254.169.254/latest",
    "https://224.0.0.1/v1",
    "https://255.255.255.255/v1",
    "https://user:secret@example.org/v1",
    "https://example.org@evil.example/v1",
    "https://sk-key@example.org/v1",
    "ftp://example.org/v1",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/plain,hello",
    "ws://localhost:8080/v1",
    "unix:///run/model.sock",
    "https://",
    "https:///v1",
    "https://:8080/v1",
    "https://example.org:0/v1",
    "https://example.org:99999/v1",
    "https://example.org:port/v1",
    "https://example.org:/v1",
    "https://example.org/v1?key=secret",
    "https://example.org/v1#part",
    "https://example.org/../v1",
    "https://example.org/./v1",
    "https://exa mple.org/v1",
    "https://example.org\\@evil.example/v1",
    "https://example.org/v1\nHost: evil.example",
    "https://example.org\t/v1",
    "https://еxample.org/v1",
    "https://bücher.example/v1",
    "https://example.org/v1\u200b",
    "https://example%2eorg/v1",
    "https://exa..mple.org/v1",
    "https://-example.org/v1",
    "https://example.org./v1",
    "https://[example.org]/v1",
    "https://[::1/v1",
    "http://①②⑦.0.0.1/v1",
    "https://" + "a" * 64 + ".org/v1",
    "https://example.org/" + "a" * 3000,
)


def test_at_least_sixty_addresses_are_judged() -> None:
    assert len(USED) + len(REFUSED) >= 60


@pytest.mark.parametrize("typed", USED)
def test_person_is_shown_where_their_text_would_go(typed: str) -> None:
    url, host, local = USED[typed]
    address = read_address(typed)
    assert (address.url, address.host, address.local) == (url, host, local)
    assert address.place == ("this computer" if local else f"another computer: {host}")


@pytest.mark.parametrize("typed", REFUSED)
def test_address_that_tricks_or_leaks_is_refused_in_plain_words(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_address(typed)
    assert refused.value.safe == "Nothing was sent."
    assert "secret" not in refused.value.sentences()
