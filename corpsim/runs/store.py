"""A run folder: the manifest, one record per episode, the labels apart, and unfinished earlier attempts.

It holds `manifest.json`, `episodes/<id>.jsonl`, `labels/<id>.json`, `attempts/<id>.<n>.jsonl` and `timing.jsonl`;
where a judge was asked, `opinions/<id>.json`; where episodes are paired, `pairs/<number>-<number>.json`.
"""

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
from pydantic import ValidationError

from corpsim.disk import draft_of, is_draft, sync_folder
from corpsim.errors import InvalidConfiguration, UnknownName
from corpsim.label import Label
from corpsim.runs.design import EpisodePlan
from corpsim.runs.labels import EpisodeLabels, read_labels
from corpsim.runs.lock import LOCK
from corpsim.runs.manifest import FORMAT, Manifest, check_same, describe
from corpsim.runs.opinion import Opinion, read_opinions
from corpsim.runs.record import FINAL, EpisodeRecord, read_ends, read_episode
from corpsim.runs.settings import RunConfig
from corpsim.runs.writer import CannotRecord, cut_torn_line, make_folder, recording, write_whole

MANIFEST = "manifest.json"
TIMES = "timing.jsonl"

UNFINISHED = "unfinished"
"""The outcome of an episode whose record has no end yet."""

MOST_DIGITS = 10
"""Digits from which on a name is no episode's number."""

LEAST_FREE = 16 * 2**20
"""Bytes that must be free for a run to begin."""


@dataclass(frozen=True)
class EpisodeResult:
    """An episode in short; the fields are those of its record's `End` and of its labels.

    `condition` is complete. `labels` holds the whole taxonomy, or nothing while there is no verdict; `decided` names
    those that the world's detectors decide.
    """

    plan: EpisodePlan
    outcome: str
    ended: str = ""
    steps: int = 0
    reward: float = 0.0
    minutes: int = 0
    objective: Mapping[str, float] = field(default_factory=dict)
    milestones: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)
    usage: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, int] = field(default_factory=dict)
    error: str = ""
    world: str = ""
    condition: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Label] = field(default_factory=dict)
    decided: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The episode's id."""
        return self.plan.id

    @property
    def agent(self) -> str:
        """The agent as it was asked for."""
        return self.plan.agent

    @property
    def seed(self) -> int:
        """The seed of its company."""
        return self.plan.seed

    @property
    def final(self) -> bool:
        """Whether it enters rates and is not played again."""
        return self.outcome in FINAL


class RunFolder:
    """A run on disk. Make one with `create` or `open`."""

    def __init__(self, path: Path, manifest: Manifest, *, allow_code: bool) -> None:
        self.path = path
        self.manifest = manifest
        self._allow_code = allow_code

    @classmethod
    def create(cls, path: str | Path, config: RunConfig) -> "RunFolder":
        """A new run folder, or an old one that holds the same run; `settle` it once its lock is held.

        Raises InvalidConfiguration when it cannot be written to or holds something else, and what `describe` raises.
        """
        path = Path(path)
        now = describe(config)
        if not (path / MANIFEST).is_file() and path.is_dir() and not all(map(_is_left, path.iterdir())):
            raise InvalidConfiguration(f"{path} is not empty and holds no run; name another folder.")
        folder = cls(path, now, allow_code=config.allow_code)._joined()
        check_writable(path)
        return folder

    def _joined(self) -> "RunFolder":
        """This run as the folder holds it, if it holds one. Raises InvalidConfiguration for another run."""
        if not (self.path / MANIFEST).is_file():
            return self
        held = RunFolder.open(self.path).manifest
        check_same(held, self.manifest, self.path)
        manifest = held.model_copy(update={"config": self.manifest.config})
        return RunFolder(self.path, manifest, allow_code=self._allow_code)

    def settle(self) -> None:
        """Write the manifest, make the folders, and clear away what a crash left; for whoever holds the lock.

        Raises CannotRecord, and InvalidConfiguration when another run has settled here since.
        """
        self._joined()
        for path in self.path.rglob(".*.new"):
            with recording(path):
                path.unlink(missing_ok=True)
        if (self.path / TIMES).exists():
            cut_torn_line(self.path / TIMES)
        write_whole(self.path / MANIFEST, self.manifest.model_dump_json(indent=1).encode() + b"\n")
        for name in ("episodes", "labels", "attempts"):
            make_folder(self.path / name)

    @classmethod
    def open(cls, path: str | Path, *, allow_code: bool = False) -> "RunFolder":
        """An existing run folder. Raises InvalidConfiguration for what is none.

        Whether code of its worlds may run is for the caller to say; what its manifest says of that is no permission.
        """
        path = Path(path)
        try:
            data = msgspec.json.decode((path / MANIFEST).read_bytes())
            if isinstance(data, dict) and data.get("format", FORMAT) > FORMAT:
                raise InvalidConfiguration(f"{path} was written by a later version of corpsim ({data.get('corpsim')}).")
            return cls(path, Manifest.model_validate(data), allow_code=allow_code)
        except OSError as error:
            raise InvalidConfiguration(f"{path} is no run folder: {error.strerror} ({MANIFEST}).") from None
        except (msgspec.DecodeError, ValidationError) as error:
            raise InvalidConfiguration(f"{path / MANIFEST} cannot be read: {error}") from None

    @cached_property
    def config(self) -> RunConfig:
        """What was asked for, with `allow_code` as it is now."""
        return self.manifest.config.model_copy(update={"allow_code": self._allow_code})

    @cached_property
    def plans(self) -> tuple[EpisodePlan, ...]:
        """The episodes of this run, in their order."""
        return self.config.plans()

    def episode_path(self, episode: str) -> Path:
        """Where the record of an episode lies or will lie."""
        return self.path / "episodes" / f"{episode}.jsonl"

    def attempt_path(self, episode: str, number: int) -> Path:
        """Where the record of an attempt that was set aside lies; they are numbered from 1."""
        return self.path / "attempts" / f"{episode}.{number}.jsonl"

    def labels_path(self, episode: str) -> Path:
        """Where the labels of an episode lie or will lie."""
        return self.path / "labels" / f"{episode}.json"

    def opinions_path(self, episode: str) -> Path:
        """Where second opinions on an episode lie, if a judge was asked."""
        return self.path / "opinions" / f"{episode}.json"

    def find(self, name: str) -> str:
        """The id of an episode from its id, its beginning or its number. Raises UnknownName."""
        if any(plan.id == name for plan in self.plans) and self.episode_path(name).is_file():
            return name
        plans = [plan for plan in self.plans if self.episode_path(plan.id).is_file()]
        number = int(name) if name.isdecimal() and len(name) < MOST_DIGITS else None
        ids = [plan.id for plan in plans]
        matches = [plan.id for plan in plans if plan.number == number] or [i for i in ids if i.startswith(name)]
        if len(matches) != 1:
            raise UnknownName("episode", name, matches or ids, where=str(self.path))
        return matches[0]

    def episode(self, name: str) -> EpisodeRecord:
        """The record of an episode, by its id, the beginning of it or its number. Raises UnknownName, CorruptRecord."""
        return read_episode(self.episode_path(self.find(name)))

    def labels(self, name: str) -> EpisodeLabels | None:
        """The labels of an episode, or None while there is no verdict."""
        return read_labels(self.labels_path(self.find(name)))

    def opinions(self, name: str) -> tuple[Opinion, ...]:
        """Second opinions on an episode; those on an earlier playing of it are left out. Raises CorruptRecord."""
        episode = self.find(name)
        end = read_ends(self.episode_path(episode))[1]
        found = read_opinions(self.opinions_path(episode))
        return tuple(opinion for opinion in found if end is not None and opinion.ledger_digest == end.ledger_digest)

    def result(self, plan: EpisodePlan) -> EpisodeResult | None:
        """An episode in short; None if it was never begun."""
        found = read_result(plan, self.episode_path(plan.id))
        labels = read_labels(self.labels_path(plan.id)) if found is not None and found.final else None
        if found is None or labels is None:
            return found
        return replace(found, labels=labels.labels, decided=tuple(labels.detectors))

    def results(self) -> list[EpisodeResult]:
        """All episodes that were begun, in the order of the plans."""
        found = (self.result(plan) for plan in self.plans)
        return [result for result in found if result is not None]

    def set_aside(self, episode: str) -> None:
        """Move an attempt that is to be played again out of the way; its labels go. Nothing to do is no mistake.

        Raises CannotRecord.
        """
        path, attempts = self.episode_path(episode), self.path / "attempts"
        with recording(path):
            self.labels_path(episode).unlink(missing_ok=True)
            self.opinions_path(episode).unlink(missing_ok=True)
            if not path.exists():
                return
            taken = (int(kept.suffixes[-2][1:]) for kept in attempts.glob(f"{episode}.*.jsonl"))
            path.replace(self.attempt_path(episode, 1 + max(taken, default=0)))
            sync_folder(attempts)
            sync_folder(path.parent)

    def note_time(self, episode: str, outcome: str, seconds: float) -> None:
        """Write down how long an attempt took. Raises CannotRecord."""
        line = msgspec.json.encode({"episode": episode, "outcome": outcome, "seconds": round(seconds, 3)})
        times = self.path / TIMES
        try:
            with recording(times), times.open("ab") as file:
                file.write(line + b"\n")
        except CannotRecord:
            with suppress(CannotRecord):  # An episode beside this one may still come to write its time.
                cut_torn_line(times)
            raise


def read_result(plan: EpisodePlan, path: Path) -> EpisodeResult | None:
    """What the record of an episode says of it, in short and without labels; None if there is none."""
    try:
        start, end = read_ends(path)
    except FileNotFoundError:
        return None
    known: dict[str, Any] = {"world": start.world, "condition": start.condition} if start is not None else {}
    if end is None:
        return EpisodeResult(plan, UNFINISHED, **known)
    told = {field: getattr(end, field) for field in end.__struct_fields__}
    del told["ledger_digest"], told["traceback"]
    return EpisodeResult(plan, **told, **known)


def _is_left(path: Path) -> bool:
    """Whether this may lie in a folder in which a run was stopped before it had a manifest."""
    return path.name == LOCK or is_draft(path)


def check_writable(path: Path) -> None:
    """Make a folder and try it. Raises InvalidConfiguration saying why nothing can be written there."""
    probe = draft_of(path / "probe")
    try:
        path.mkdir(parents=True, exist_ok=True)
        with probe.open("wb") as file:
            file.write(b"\0" * 65_536)
            file.flush()
            os.fsync(file.fileno())
        probe.unlink(missing_ok=True)
        free = shutil.disk_usage(path).free
    except OSError as error:
        raise InvalidConfiguration(f"nothing can be written to {path}: {error.strerror or error}.") from None
    if free < LEAST_FREE:
        raise InvalidConfiguration(f"there are only {free // 1024:,} KiB free for {path}; a run needs more.")
