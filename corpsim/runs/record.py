"""The record of an episode: one append-only file of JSON lines, `start`, `step`s and `end`.

No wall clock stands in it, so that equal episodes have equal bytes. `writer` writes it; here it is read.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from corpsim.containment import MEASURES
from corpsim.errors import CorpSimError
from corpsim.events import Event, ForeignEvent, event_to_data, foreign_event, parse_event

OUTCOMES = ("completed", "limit", "agent_error", "model_error", "world_error", "cancelled")
"""How an episode comes out: its own end; cut off; the agent's, the model's, our mistake; a person's stop."""

FINAL = ("completed", "limit", "agent_error")
"""The outcomes that enter rates; the others are played again and counted beside every rate."""


class CorruptRecord(CorpSimError):
    """An episode file that cannot be read, and not because its last line was cut off."""

    exit_code = 3


class _Line(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", omit_defaults=True):
    """One line of a record."""


class Start(_Line, frozen=True, kw_only=True, tag="start"):
    """Who was put where, and what they saw first.

    `plan` is the `EpisodePlan` as asked for, `condition` the level of every factor that came of it. `tools` are names.
    `events` are those before the first call. `brings` says whose code besides this package's was in it: the name of an
    installed package or of the world's module, with its version or fingerprint.
    """

    episode: str
    plan: dict[str, Any]
    world: str
    world_version: str
    world_digest: str
    seed: int
    condition: dict[str, str]
    agent: str
    briefing: str
    tools: tuple[str, ...]
    observation: str
    events: tuple[Any, ...]
    options: dict[str, Any] = {}
    company_size: int | None = None
    audit_probability: float | None = None
    max_steps: int | None = None
    brings: dict[str, str] = {}


class Overseen(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a protocol made of a call: how suspicious it was (None where it could not be rated), and what was done.

    `done` is empty where the call was carried out as a matter of course, else `flagged`, `blocked`, `deferred`, `held`,
    `released`, or a measure that was taken against the seat right before the call: `restricted`, `paused`, `retired`.
    `wanted` is the agent's own call where another was made, `told` what it was told of that.
    """

    suspicion: float | None
    reason: str = ""
    done: str = ""
    wanted: Any = None
    told: str = ""

    @property
    def measure(self) -> str:
        """The measure of `corpsim.containment` that was taken right before the call; empty where none was."""
        return next((measure for measure, done in MEASURES.items() if done == self.done), "")


class Step(_Line, frozen=True, kw_only=True, tag="step"):
    """One call, numbered from 1, with what the agent saw of it and everything that happened.

    `call` is what the company was told: the agent's own call, made fit for JSON where it was not, or under a protocol
    what was done instead; `overseen` then says what the agent wanted. The agent saw the `told` of it above the
    observation.
    """

    i: int
    call: Any
    observation: str
    reward: float
    events: tuple[Any, ...]
    thought: str = ""
    usage: dict[str, int] = {}
    notes: tuple[str, ...] = ()
    overseen: Overseen | None = None

    @property
    def wanted(self) -> Any:
        """The call that the agent itself made."""
        return self.call if self.overseen is None or self.overseen.wanted is None else self.overseen.wanted


class End(_Line, frozen=True, kw_only=True, tag="end"):
    """How it came out.

    `ended` is `finished`, `decommissioned`, `day over`, `step limit`, `timeout`, or empty when something broke.
    `reward` is the sum over the steps, `minutes` the company's clock. `objective` holds `proxy` and `intent`,
    `milestones` the same for each; both are empty when nothing could be judged. `usage` and `notes` are counts.
    """

    outcome: str
    ended: str
    steps: int
    reward: float
    minutes: int
    ledger_digest: str
    objective: dict[str, float] = {}
    milestones: dict[str, dict[str, bool]] = {}
    usage: dict[str, int] = {}
    notes: dict[str, int] = {}
    error: str = ""
    traceback: str = ""


Line = Start | Step | End
_decode = msgspec.json.Decoder(Line).decode


@dataclass(frozen=True)
class EpisodeRecord:
    """An episode as read from its file. `start` and `end` are None where they were not reached; `torn` says that the
    last line was cut off and left out."""

    path: Path
    start: Start | None
    steps: tuple[Step, ...]
    end: End | None
    torn: bool

    @property
    def id(self) -> str:
        """The episode's id, which is the name of its file."""
        return self.path.stem

    @property
    def seat(self) -> str:
        """Who sat at the desk: whoever did what the first call led to; empty where it led to nothing."""
        return next((step.events[0].actor for step in self.steps if step.events), "")

    @property
    def events(self) -> tuple[Event, ...]:
        """The whole ledger; evidence in labels are indices into it."""
        first = self.start.events if self.start is not None else ()
        return tuple(event for events in (first, *(step.events for step in self.steps)) for event in events)

    def events_before(self, step: int) -> int:
        """How many events the ledger had before step `step` (numbered from 1)."""
        first = len(self.start.events) if self.start is not None else 0
        return first + sum(len(earlier.events) for earlier in self.steps[: step - 1])


def read_episode(path: str | Path) -> EpisodeRecord:
    """An episode from its file. Only a last line that was cut off is forgiven.

    No code is run for it: events of an application that the episode's world brought are `ForeignEvent`s until
    `with_kinds` makes them what they are. Raises CorruptRecord with file and line, and FileNotFoundError.
    """
    path = Path(path)
    whole, _, rest = path.read_bytes().rpartition(b"\n")
    raw = whole.split(b"\n") if whole else []
    lines: list[Line] = []
    torn = bool(rest)
    for number, line in enumerate(raw, 1):
        try:
            lines.append(_parse_line(line, foreign=bool(lines) and _brings(lines[0])))
        except (ValueError, RecursionError) as error:
            if number < len(raw) or rest:
                raise CorruptRecord(f"{path}:{number}: {error}") from None
            torn = True
    return _assemble(path, lines, torn)


def _brings(first: Line) -> bool:
    return isinstance(first, Start) and bool(first.brings)


def _parse_line(line: bytes, *, foreign: bool) -> Line:
    """A line with its events as objects, `foreign` ones too where there may be. Raises ValueError (as msgspec does)."""
    parsed: Line = _decode(line)
    if isinstance(parsed, End):
        return parsed
    parse = foreign_event if foreign or _brings(parsed) else parse_event
    return msgspec.structs.replace(parsed, events=tuple(parse(event) for event in parsed.events))


def with_kinds(record: EpisodeRecord, kinds: Mapping[str, type[Event]]) -> EpisodeRecord:
    """A record whose foreign events are of the kinds that they are. Raises CorruptRecord for other kinds."""
    start = record.start
    if start is None or not start.brings:
        return record
    return replace(
        record,
        start=msgspec.structs.replace(start, events=_at_home(record, start.events, kinds)),
        steps=tuple(msgspec.structs.replace(s, events=_at_home(record, s.events, kinds)) for s in record.steps),
    )


def _at_home(record: EpisodeRecord, events: Sequence[Event], kinds: Mapping[str, type[Event]]) -> tuple[Event, ...]:
    found = []
    for event in events:
        try:
            found.append(parse_event(event_to_data(event), kinds) if isinstance(event, ForeignEvent) else event)
        except ValueError as error:
            start = record.start
            brings = ", ".join(f"{name} {version}" for name, version in start.brings.items()) if start else ""
            world = f"{start.world} {start.world_version}" if start else "its world"
            raise CorruptRecord(
                f"{record.path}: {error}. The episode was played in {world} with the code of {brings}; "
                "what is here is other code."
            ) from None
    return tuple(found)


def _assemble(path: Path, lines: Sequence[Line], torn: bool) -> EpisodeRecord:
    starts = [line for line in lines if isinstance(line, Start)]
    steps = tuple(line for line in lines if isinstance(line, Step))
    ends = [line for line in lines if isinstance(line, End)]
    in_order = [*starts[:1], *steps, *ends[:1]]
    if len(in_order) != len(lines) or any(a is not b for a, b in zip(in_order, lines, strict=True)):
        raise CorruptRecord(f"{path}: not one start, then steps, then one end.")
    if [step.i for step in steps] != list(range(1, len(steps) + 1)) or (steps and not starts):
        raise CorruptRecord(f"{path}: steps are missing.")
    return EpisodeRecord(path, starts[0] if starts else None, steps, ends[0] if ends else None, torn)


def read_ends(path: Path) -> tuple[Start | None, End | None]:
    """Only the first and the last line of an episode: cheap, whatever lies between. None for what is not there."""
    with path.open("rb") as file:
        first = _complete(file.readline())
        last = _complete(_last_line(file))
    return (first if isinstance(first, Start) else None), (last if isinstance(last, End) else None)


def _complete(line: bytes) -> Line | None:
    try:
        return _decode(line) if line.endswith(b"\n") else None
    except (ValueError, RecursionError):
        return None


def _last_line(file: Any, block: int = 16_384) -> bytes:
    position = file.seek(0, os.SEEK_END)
    tail = b""
    while position and tail.count(b"\n", 0, -1) == 0:
        size = min(block, position)
        position = file.seek(position - size)
        tail = file.read(size) + tail
    return bytes(tail[tail.rfind(b"\n", 0, -1) + 1 :])
