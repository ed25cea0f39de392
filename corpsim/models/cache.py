"""Answers kept on disk, so that the same question of the same trial is not paid for twice."""

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from corpsim.disk import draft_of


class Cache:
    """A folder of answers: one folder a model, one file an answer as the server sent it, named by what was asked.

    With `sampled` answers are kept whatever the temperature, else only those at temperature 0. A file that is damaged
    is as good as none, and so is a disk that takes no more: nothing that was answered is lost for it.
    """

    def __init__(self, folder: Path, *, sampled: bool) -> None:
        self._folder = folder
        self._sampled = sampled

    def place(self, model: str, temperature: float | None, request: Mapping[str, Any]) -> Path | None:
        """Where the answer to a request lies or will lie; None for one that is not to be kept."""
        if temperature != 0 and not self._sampled:
            return None
        whole = json.dumps({"model": model, **request}, sort_keys=True, default=str).encode()
        name = re.sub(r"[^A-Za-z0-9_.-]+", "-", model).strip(".-")[:60] or "model"
        return self._folder / name / f"{blake2b(whole, digest_size=16).hexdigest()}.json"


def read_kept(place: Path) -> str | None:
    """The answer that lies there, if there is one."""
    try:
        return place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def keep(place: Path, answer: str) -> None:
    """Put an answer there, whole or not at all; it is not synced, as it can be asked for again."""
    draft = draft_of(place)
    with suppress(OSError):
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(answer, encoding="utf-8", errors="replace", newline="")
            os.replace(draft, place)
        finally:
            draft.unlink(missing_ok=True)
