"""What can go wrong, and whose mistake it is.

An agent's mistake is data: a `Refusal` is caught inside the company and becomes an event and a helpful reply.
A mistake in a world, a configuration or this program is an exception that reaches the user.
"""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple


class CorpSimError(Exception):
    """Base of every error this package raises on purpose. `exit_code` is what the command line returns for it."""

    exit_code = 2


def first_of(group: BaseExceptionGroup[CorpSimError]) -> CorpSimError:
    """The first error of a group that was caught for this package's errors alone."""
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    assert isinstance(error, CorpSimError)  # noqa: S101  that is what was caught
    return error


class UnknownName(CorpSimError):
    """A name that is not in the catalog. The message says what exists and what is nearest."""

    def __init__(self, kind: str, name: str, known: Iterable[str], where: str = "") -> None:
        prefix = f"{where}: " if where else ""
        super().__init__(f"{prefix}there is no {kind} {quoted(name)}.{nearest(name, known)}")
        self.kind = kind
        self.name = name


class UnknownNames(UnknownName):
    """Several names, perhaps only one, that do not exist where they would have to; a line each."""

    def __init__(self, messages: Sequence[str]) -> None:
        CorpSimError.__init__(self, "\n".join(messages))


class CannotCreate(CorpSimError):
    """Something new cannot be made: its name is unfit or taken, or its place is."""


@contextmanager
def creating(path: Path) -> Iterator[None]:
    """Make the folders above something new; whatever the system refuses meanwhile is raised as CannotCreate."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise CannotCreate(f"{path} cannot be written: {error.strerror or error}.") from None


class InvalidConfiguration(CorpSimError):
    """A run, an agent or an environment was configured in a way that cannot work."""

    exit_code = 3


class UntrustedCode(InvalidConfiguration):
    """A world from outside this installation brings Python code, and nobody has allowed it to run."""


class WorldError(CorpSimError):
    """Code that a world or an installed package brings failed, or broke its contract. The message says where."""

    exit_code = 3


class ReplayMismatch(CorpSimError):
    """A recorded episode did not replay to the same bytes. The message shows the first difference."""

    exit_code = 5


class Excerpt(NamedTuple):
    """The line of a file that a problem is about, or a part of a long one; `caret` and `width` say which characters."""

    text: str
    caret: int
    width: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a world: where it is and what would be right.

    `line` and `column` (in characters) count from 1; they are 0 for what is wrong with a whole file.
    """

    path: str
    line: int
    message: str
    column: int = 0
    excerpt: Excerpt | None = field(default=None, compare=False)

    @property
    def place(self) -> str:
        """Where it is, as editors and terminals jump to it: `people.yaml:12:15`."""
        numbers = (number for number in (self.line, self.column) if number)
        return ":".join([self.path, *map(str, numbers)])

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


MOST_PROBLEMS = 1_000
"""Problems of one world that are told; with more of them it is looked at no further."""


class InvalidWorld(CorpSimError):
    """A world with problems; all of them, in `problems`, in order of file, line and column. `count` says how many."""

    exit_code = 3

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = sorted(set(problems), key=lambda p: (p.path, p.line, p.column, p.message))
        self.problems = tuple(found[:MOST_PROBLEMS])
        many = len(found) > MOST_PROBLEMS
        self.count = (
            f"more than {MOST_PROBLEMS:,} problems" if many else f"{len(found)} problem{'s'[: len(found) != 1]}"
        )
        super().__init__("\n".join([f"{self.count} in this world:", *(f"  {problem}" for problem in self.problems)]))


class Refusal(Exception):
    """A call the company does not carry out. `denied` names the thing that was out of reach, or is empty."""

    def __init__(self, reason: str, denied: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.denied = denied


MOST_COMPARED = 100_000
"""Characters of a name times those of the names it is compared with; where there are more, none is offered."""


def visible(text: str) -> str:
    """A text with what cannot be seen in it, or turns the reading direction round, written as `\\u202e`."""
    return text if text.isprintable() else repr(text)[1:-1]


def quoted(name: str) -> str:
    """A name as a message shows it: in quotes, and not endless."""
    return repr(name if len(name) <= 60 else f"{name[:59]}…")


def nearest(name: str, known: Iterable[str], most: int = 12) -> str:
    """The tail of an error message: the nearest known name, or the names there are; empty when there are none."""
    names = sorted(set(known))
    match = closest(name, names)
    if match:
        return f" Did you mean {match!r}?"
    if not names:
        return ""
    shown = ", ".join(visible(name[:60]) for name in names[:most])
    return f" There is: {shown}{', …' if len(names) > most else '.'}"


def closest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The known name that is most like `name`, whatever the case of its letters; empty when none is near."""
    names = set(known)
    if len(name) * sum(map(len, names)) > MOST_COMPARED:
        return ""
    by_lower = {other.lower(): other for other in sorted(names, reverse=True)}
    close = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=cutoff)
    return by_lower[close[0]] if close else ""
