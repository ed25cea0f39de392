"""What went wrong with a request, and what follows from it. Providers differ in words more than in status codes."""

import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any, Literal, NamedTuple

from corpsim.models.answer import Garbled

Kind = Literal["retry", "overflow", "filter", "no_tools", "no_schema", "fatal"]

_OVERFLOW = re.compile(
    r"context.{0,20}(?:length|window|size|limit)|exceed_context|maximum.{0,20}(?:tokens|context)|too many tokens"
    r"|(?:prompt|input|request).{0,20}too (?:long|large)|reduce the (?:length|number of)|token limit",
    re.IGNORECASE | re.DOTALL,
)
_FILTER = re.compile(r"content.?(?:filter|policy|management)|responsible ?ai|safety system", re.IGNORECASE)
_TOOLS = re.compile(r"\btools?\b|tool.?(?:choice|call)|function.?call", re.IGNORECASE)
_SCHEMA = re.compile(r"response_format|json_schema|text\.format|grammar", re.IGNORECASE)
_SPENT = re.compile(r"insufficient_quota|exceeded your current quota|billing|credit balance", re.IGNORECASE)

PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
"""Status codes that may be gone at the next try."""

HINTS = {
    401: "Is the key in OPENAI_API_KEY or CORPSIM_API_KEY right?",
    403: "The key is known but may not use this model.",
    404: "Is there a model of this name, and does the base URL end as the server wants it (mostly in /v1)?",
}


class Trouble(NamedTuple):
    """A failed request: what to do, the note it is counted under, the words for the user, and the wait asked for."""

    kind: Kind
    note: str
    message: str
    wait_s: float | None = None


def diagnose(error: Exception, now: float, mask: Callable[[str], str] = str) -> Trouble:
    """What an exception of the SDK, a timeout or a garbled answer means.

    `now` is Unix time, for dates in headers; `mask` takes credentials out of what was said, before it is cut short.
    """
    if isinstance(error, Garbled):
        said = mask(str(error))
        return _status(error.code, said, None) if error.code else Trouble("retry", "garbled_answer", said)
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        headers = getattr(getattr(error, "response", None), "headers", {})
        return _status(status, _words(error, mask), retry_after(headers, now))
    if isinstance(error, TimeoutError) or "timeout" in type(error).__name__.lower():
        return Trouble("retry", "timed_out", "no answer in time")
    cause = f": {error.__cause__}" if error.__cause__ else ""
    return Trouble("retry", "connection_failed", mask(f"{error}{cause}")[:300])


def _status(status: int, words: str, wait_s: float | None) -> Trouble:
    message = f"status {status}: {words} {HINTS.get(status, '')}".strip()
    if status in (400, 413, 422, 500) and _OVERFLOW.search(words):
        return Trouble("overflow", "context_overflow", message)
    if status == 429 and not _SPENT.search(words):
        return Trouble("retry", "rate_limited", message, wait_s)
    if status in PASSING - {429} or status > 500:
        return Trouble("retry", "server_error", message, wait_s)
    if status in (400, 404, 422) and (kind := _unsupported(status, words)):
        return Trouble(kind, kind, message)
    return Trouble("fatal", "refused_request", message)


def _unsupported(status: int, words: str) -> Kind | None:
    if status != 404 and _FILTER.search(words):
        return "filter"
    if _SCHEMA.search(words):
        return "no_schema"
    return "no_tools" if _TOOLS.search(words) else None


def _words(error: Exception, mask: Callable[[str], str]) -> str:
    """What the server said, in one line of at most 400 characters."""
    body: Any = getattr(error, "body", None)
    said = body.get("message") if isinstance(body, dict) else None
    code = body.get("code") or body.get("type") if isinstance(body, dict) else None
    words = mask(said if isinstance(said, str) else str(body or error))
    code = mask(code) if isinstance(code, str) else None
    return " ".join(f"{words} [{code}]".split() if code is not None else words.split())[:400]


def retry_after(headers: Any, now: float) -> float | None:
    """Seconds the server asks to wait, from `retry-after-ms` or `retry-after` (seconds or a date), or None."""
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        value = headers.get(name)
        if not value:
            continue
        try:
            seconds = float(value) * scale
        except ValueError:
            seconds = _until(value, now)
        if 0 <= seconds < 1e9:
            return seconds
    return None


def _until(date: str, now: float) -> float:
    try:
        return max(0.0, parsedate_to_datetime(date).timestamp() - now)
    except ValueError:
        return -1.0
