"""Search over everything that was said in many runs."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from corpsim.errors import CorpSimError, UnknownName, quoted
from corpsim.evidence.index import SAID, TOKENS
from corpsim.evidence.tables import PLACES

AROUND = 24
"""Words of a text that a hit shows."""

OPEN, CLOSE = "\x02", "\x03"
"""What stands around the words that were looked for; where a text holds them itself, only the emphasis is off."""


class CannotSearch(CorpSimError):
    """What is looked for cannot be read. The message says what would be right."""


@dataclass(frozen=True)
class Question:
    """What is looked for: all of these words, or with `syntax` what FTS5 of SQLite understands; and where.

    `runs` are absolute paths. `label` is one that is present in the episode; `condition` is by factor.
    """

    words: str
    runs: Sequence[str]
    syntax: bool = False
    agent: str | None = None
    world: str | None = None
    label: str | None = None
    condition: Mapping[str, str] = field(default_factory=dict)
    places: Sequence[str] = PLACES


class Hit(NamedTuple):
    """Where words stand: the best place of that person in that step. `parts` are the text around them in pieces, each
    with whether it was looked for."""

    run: str
    episode: str
    world: str
    agent: str
    step: int
    event: int | None
    place: str
    who: str
    parts: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """The text around the words."""
        return "".join(text for text, _ in self.parts)


def expression(question: Question) -> str:
    """What FTS5 is asked. Raises CannotSearch."""
    words = [word for word in question.words.replace("\0", " ").split() if any(map(str.isalnum, word))]
    if not words:
        raise CannotSearch(f"{quoted(question.words)} holds no word to look for.")
    if not question.syntax:
        return " ".join('"{}"'.format(word.replace('"', '""')) for word in words)
    with sqlite3.connect(":memory:") as empty:
        empty.execute(SAID.format(content="", tokens=TOKENS))
        try:
            empty.execute("SELECT rowid FROM said WHERE said MATCH ?", (question.words,)).fetchall()
        except sqlite3.OperationalError as error:
            right = "e.g. 'shut* NOT \"shut down\"', 'NEAR(affair spouse, 5)'; without --fts every word counts as it is"
            raise CannotSearch(f"--fts {quoted(question.words)}: {error}; {right}.") from None
    return question.words


def search(connection: sqlite3.Connection, question: Question, most: int) -> list[Hit]:
    """At most `most` hits, the best first. Raises CannotSearch, and UnknownName for a filter that fits nothing."""
    asked = expression(question)
    _check_names(connection, question)
    where, values = _filters(question)
    found = connection.execute(
        "SELECT t.id, t.run, t.episode, e.world, e.agent, t.step, t.event, t.place, t.who "  # noqa: S608
        "FROM said CROSS JOIN texts t ON t.id = said.rowid JOIN episodes e ON e.run = t.run AND e.episode = t.episode "
        f"WHERE said MATCH ? AND {' AND '.join(where)} ORDER BY said.rank, t.id",
        (asked, *values),
    )
    hits: dict[tuple[Any, ...], Hit] = {}
    for number, run, episode, world, agent, step, event, place, who in found:
        if len(hits) == most:
            break
        if (run, episode, step, who) not in hits:
            parts = tuple(_parts(connection, asked, number))
            hits[run, episode, step, who] = Hit(run, episode, world, agent, step, event, place, who, parts)
    return list(hits.values())


def _parts(connection: sqlite3.Connection, asked: str, number: int) -> Iterator[tuple[str, bool]]:
    (text,) = connection.execute(
        "SELECT snippet(said, 0, ?, ?, '…', ?) FROM said WHERE said MATCH ? AND rowid = ?",
        (OPEN, CLOSE, AROUND, asked, number),
    ).fetchone()
    before, *rest = text.split(OPEN)
    yield before, False
    for piece in rest:
        word, _, after = piece.partition(CLOSE)
        yield word, True
        yield after, False


def _filters(question: Question) -> tuple[list[str], list[Any]]:
    """Conditions with a mark for each of the values."""
    found: list[tuple[str, Sequence[Any]]] = [
        (f"t.run IN ({', '.join('?' * len(question.runs))})", question.runs),
        (f"t.place IN ({', '.join('?' * len(question.places))})", question.places),
    ]
    found += [("e.agent = ?", [question.agent])] if question.agent is not None else []
    found += [("e.world = ?", [question.world])] if question.world is not None else []
    if question.label is not None:
        found.append((_in_episode("labels", "o.label = ? AND o.present"), [question.label]))
    for level in question.condition.items():
        found.append((_in_episode("conditions", "o.factor = ? AND o.level = ?"), level))
    return [where for where, _ in found], [value for _, values in found for value in values]


def _in_episode(table: str, what: str) -> str:
    return f"EXISTS (SELECT 1 FROM {table} o WHERE o.run = t.run AND o.episode = t.episode AND {what})"  # noqa: S608


def _check_names(connection: sqlite3.Connection, question: Question) -> None:
    asked = [
        ("agent", "SELECT DISTINCT agent FROM episodes", question.agent),
        ("world", "SELECT DISTINCT world FROM episodes", question.world),
        ("label", "SELECT DISTINCT label FROM labels", question.label),
        *(("factor", "SELECT DISTINCT factor FROM conditions", factor) for factor in question.condition),
    ]
    for kind, known, name in asked:
        names = [found for (found,) in connection.execute(known)] if name is not None else []
        if name is not None and name not in names:
            raise UnknownName(kind, name, names, where="these runs")
