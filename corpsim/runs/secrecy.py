"""What must not be written into a run folder: keys and passwords, in options, in error texts, in what agents say."""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from corpsim.agent import Turn
from corpsim.models.credentials import credentials, forms

_NAME = re.compile(
    r"(^|[_-])(api_?key|key|secret|password|passwd|passphrase|pwd|token|jwt|bearer|auth|authorization|credentials?"
    r"|cookie|signature|sig)$",
    re.I,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_VALUE = re.compile(r"^((Bearer|Basic)\s|(sk|pk|hf|gsk|xai|ghp|glpat|xox[bp]|AIza)[-_]?[A-Za-z0-9_-]{12,})", re.I)
_RANDOM = re.compile(r"(?=[^\s/]*\d)(?=[^\s/]*[A-Za-z])[^\s/]{16,}")
_ENVIRONMENT = re.compile(r"KEY|TOKEN|SECRET|PASSW|CREDENTIAL|COOKIE|(^|_)(AUTH|PAT|PWD|HEADERS)$")
_NOT_SECRET = frozenset({"PWD", "OLDPWD"})
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
HEADERS = "extra_headers"
"""The option whose values are headers: there any value that looks random is taken for a key, whatever its name."""

SHORTEST = 8
"""Characters from which the value of an environment variable named like a secret is masked in texts."""

SHORTEST_SAID = 16
"""The same in what agents say and do: a shorter one might be a word."""


def secret_options(options: Mapping[str, Any], where: str = "options") -> Iterator[str]:
    """Where in an agent's options a secret seems to stand, e.g. `options.headers.Authorization`."""
    known = [secret for secrets in _environment().values() for secret in secrets if len(secret) >= SHORTEST_SAID]
    for here, name, value in _texts(options, where):
        header = f".{HEADERS}." in here
        if value and (_named(name) or _looks_secret(value, header) or any(secret in value for secret in known)):
            yield here


def _texts(options: Any, where: str, name: str = "") -> Iterator[tuple[str, str, str]]:
    """Place, name and value of every text in options, those in JSON that is given as text included."""
    if isinstance(options, str):
        inside = _parsed(options)
        if isinstance(inside, dict | list):
            yield from _texts(inside, where, name)
        else:
            yield where, name, options
    elif isinstance(options, Mapping):
        for inner, value in options.items():
            yield from _texts(value, f"{where}.{inner}", str(inner))
    elif isinstance(options, list | tuple):
        for number, value in enumerate(options):
            yield from _texts(value, f"{where}.{number}", name)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text) if text.lstrip()[:1] in ("{", "[") else None
    except (ValueError, RecursionError):
        return None


def _named(name: str) -> bool:
    return _NAME.search(_CAMEL.sub("_", name)) is not None


def _looks_secret(value: str, header: bool) -> bool:
    if "://" in value:
        return lets_in(value)
    return _VALUE.search(value) is not None or (header and _RANDOM.fullmatch(value) is not None)


def lets_in(url: str) -> bool:
    """Whether an address holds a user, a password, or something named like a secret in its query."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "@" in url
    return "@" in parts.netloc or any(_named(name) or _VALUE.search(value) for name, value in parse_qsl(parts.query))


def _environment() -> dict[str, tuple[str, ...]]:
    """The secrets in each variable of the environment that is named like one or holds an address that lets one in."""
    found = {}
    for name, value in os.environ.items():
        if "://" in value and _ENVIRONMENT.search(name) is None:
            secrets = credentials("", value, {}) if _readable(value) else ()
        elif _ENVIRONMENT.search(name) and name not in _NOT_SECRET:
            inside = _parsed(value)
            secrets = (value, *(text for _, _, text in _texts(inside, "")))
        else:
            continue
        found[name] = forms(secret for secret in secrets if len(secret) >= SHORTEST)
    return found


def _readable(url: str) -> bool:
    try:
        return bool(urlsplit(url).netloc)
    except ValueError:
        return False


def _by_length(shortest: int) -> list[tuple[str, str]]:
    """Each form of a secret of the environment with the name of its variable; the longest are first."""
    found = [(form, name) for name, secrets in _environment().items() for form in secrets if len(form) >= shortest]
    return sorted(found, key=lambda pair: (-len(pair[0]), pair))


def fit_to_record(text: str) -> str:
    """An error text as a record may hold it: secrets of the environment masked, memory addresses left out."""
    text = _masked(text, _by_length(SHORTEST))
    return _ADDRESS.sub("0x…", text).encode("utf-8", "replace").decode()


def turn_cleaner() -> Callable[[Turn], Turn]:
    """What masks the long secrets of the environment in a turn, before the company hears it and it is written down."""
    found = [(form, name) for form, name in _by_length(SHORTEST_SAID) if not re.search(r"\s|^[./~]", form)]

    def clean(turn: Turn) -> Turn:
        call, thought = _clean(turn.call, found), _masked(turn.thought, found)
        return Turn(call, thought, turn.usage, tuple(_masked(note, found) for note in turn.notes))

    return clean if found else lambda turn: turn


def _masked(text: str, found: Iterable[tuple[str, str]]) -> str:
    for form, name in found:
        text = text.replace(form, f"<{name}>")
    return text


def _clean(value: Any, found: list[tuple[str, str]]) -> Any:
    if isinstance(value, str):
        return _masked(value, found)
    if isinstance(value, dict):
        return {_masked(name, found): _clean(item, found) for name, item in value.items()}
    return [_clean(item, found) for item in value] if isinstance(value, list) else value
