"""Answers kept, so that the same question of the same trial is not paid for twice."""

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Protocol

from corpsim.disk import draft_of


class Shelf(Protocol):
    """Where answers lie by their names. Nothing is raised: what cannot be had is not there, nor what cannot be kept."""

    async def read(self, name: str) -> str | None:
        """The answer of this name, if there is one."""
        ...

    async def keep(self, name: str, answer: str) -> None:
        """Put an answer there, whole or not at all."""
        ...


@dataclass(frozen=True)
class Cache:
    """Which answers are kept, and where: with `sampled` whatever the temperature, else only those at temperature 0."""

    shelf: Shelf
    sampled: bool

    def name(self, model: str, temperature: float | None, request: Mapping[str, Any]) -> str | None:
        """What the answer to a request is called, `MODEL/DIGEST.json`; None for one that is not to be kept."""
        if temperature != 0 and not self.sampled:
            return None
        whole = json.dumps({"model": model, **request}, sort_keys=True, default=str).encode()
        folder = re.sub(r"[^A-Za-z0-9_.-]+", "-", model).strip(".-")[:60] or "model"
        return f"{folder}/{blake2b(whole, digest_size=16).hexdigest()}.json"


class FolderShelf:
    """A folder of answers: one folder a model, one file an answer as the server sent it.

    A disk that takes no more loses nothing that was answered; answers are not synced, as they can be asked for again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def read(self, name: str) -> str | None:
        """The answer of this name, if there is one."""
        return read_kept(self._folder / name)

    async def keep(self, name: str, answer: str) -> None:
        """Put an answer there, whole or not at all."""
        keep(self._folder / name, answer)


def read_kept(place: Path) -> str | None:
    """The answer that lies there, if there is one."""
    try:
        return place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def keep(place: Path, answer: str) -> None:
    """Put an answer there, whole or not at all; what the disk refuses is not kept."""
    draft = draft_of(place)
    with suppress(OSError):
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(answer, encoding="utf-8", errors="replace", newline="")
            os.replace(draft, place)
        finally:
            draft.unlink(missing_ok=True)
