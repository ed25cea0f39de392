"""What lets us in at a model's server, and texts without it: the key, parts of the address, and headers."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit, urlunsplit

SHORTEST = 4
"""Characters from which a credential is masked in messages; a shorter one would be found in any word."""

SHORTEST_IN_ANSWERS = 16
"""The same for what a model says: `test` and `admin` are credentials somewhere, and words everywhere."""

MASK = "***"


def public_address(url: str) -> str:
    """An address without user, password, query and fragment, as it may be written down."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def split_query(url: str) -> tuple[str, dict[str, str]]:
    """An address without its query, and what the query says; a client adds that to every request."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", "")), dict(parse_qsl(parts.query))


def in_address(url: str) -> Iterator[str]:
    """The credentials in an address: user and password, alone and as they are sent, and what its query says."""
    parts = urlsplit(url)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if user or password:
        yield from (parts.netloc.rpartition("@")[0], user, password)
        yield b64encode(f"{user}:{password}".encode()).decode()
    yield parts.query
    yield from (value for _, value in parse_qsl(parts.query))


def credentials(key: str, url: str, headers: Mapping[str, Any]) -> tuple[str, ...]:
    """Everything with which a server lets somebody in; a header counts whole and without the word before its value."""
    values = [str(value) for value in headers.values()]
    bare = [value.rpartition(" ")[2] for value in values]
    return tuple(text for text in (key, *in_address(url), *values, *bare) if text)


def masker(secrets: Iterable[str], shortest: int) -> Callable[[str], str]:
    """What takes secrets of at least so many characters out of a text, in whatever form they come back."""
    found = forms(secret for secret in secrets if len(secret) >= shortest)

    def mask(text: str) -> str:
        for form in found:
            text = text.replace(form, MASK)
        return text

    return mask


def forms(secrets: Iterable[str]) -> tuple[str, ...]:
    """Secrets as they are and as addresses and JSON write them; the longest first, as one may be a part of another."""
    found = {
        form
        for secret in secrets
        for form in (
            secret,
            unquote(secret),
            quote(secret, safe=""),
            json.dumps(secret)[1:-1],
            json.dumps(secret)[1:-1].replace("/", "\\/"),
            repr(secret)[1:-1],
        )
    }
    return tuple(sorted(found - {""}, key=lambda form: (-len(form), form)))
