"""What can go wrong, and whose mistake it is.

An agent's mistake is data: a `Refusal` is caught inside the company and becomes an event and a helpful reply.
A mistake in a world, a configuration or this program is an exception that reaches the user.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


class CorpSimError(Exception):
    """Base of every error this package raises on purpose. `exit_code` is what the command line returns for it."""

    exit_code = 2


class UnknownName(CorpSimError):
    """A name that is not in the catalog. The message says what exists and what is nearest."""

    def __init__(self, kind: str, name: str, known: Iterable[str], where: str = "") -> None:
        prefix = f"{where}: " if where else ""
        super().__init__(f"{prefix}there is no {kind} {name!r}.{nearest(name, known)}")
        self.kind = kind
        self.name = name


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


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a world folder: where it is and what would be right."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


class InvalidWorld(CorpSimError):
    """A world folder with problems; all of them, in `problems`, in order of file and line."""

    exit_code = 3

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=lambda p: (p.path, p.line, p.message)))
        count = len(self.problems)
        head = f"{count} problem{'s' if count != 1 else ''} in this world:"
        super().__init__("\n".join([head, *(f"  {problem}" for problem in self.problems)]))


class Refusal(Exception):
    """A call the company does not carry out. `denied` names the thing that was out of reach, or is empty."""

    def __init__(self, reason: str, denied: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.denied = denied


MOST_COMPARED = 2_000
"""Names that are compared for the nearest; among more, or for an endless one, none is offered."""


def nearest(name: str, known: Iterable[str], most: int = 12) -> str:
    """The tail of an error message: the nearest known name, or the names there are; empty when there are none."""
    names = sorted(set(known))
    if len(names) > MOST_COMPARED or len(name) > 100:
        return ""
    close = difflib.get_close_matches(name.lower(), [n.lower() for n in names], n=1, cutoff=0.6)
    if close:
        match = next(n for n in names if n.lower() == close[0])
        return f" Did you mean {match!r}?"
    if not names:
        return ""
    shown = ", ".join(names[:most])
    return f" There is: {shown}{', …' if len(names) > most else ''}."
