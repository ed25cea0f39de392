"""The Python module beside a world, for what data cannot say: where it stands, and what a world can be made of.

This package never runs it. The catalog gives a function that does, for worlds whose code may run; without one the
module is text, and names that it may define are not checked.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from corpsim.casework import Application
from corpsim.errors import InvalidWorld, Problem, UntrustedCode
from corpsim.parts import Clash, Parts, joined, place
from corpsim.template.source.contents import Folder

CODE = "parts.py"
"""The name of the module. Not `code.py`: that would stand in for a module of Python itself for who works beside it."""


class Code(NamedTuple):
    """A module that a world brings: `world` and `digest` of its folder, the `path` of the file, and its `text`."""

    world: str
    digest: str
    path: str
    text: str

    @property
    def fingerprint(self) -> str:
        """32 hex digits over the text."""
        return blake2b(self.text.encode(), digest_size=16).hexdigest()

    @property
    def refusal(self) -> str:
        """What is said where it may not run."""
        lines = self.text.count("\n") + (not self.text.endswith("\n"))
        return (
            f"the world {self.world!r} is not part of this installation and brings Python code ({self.path}, {lines:,} "
            "lines), which could do whatever you can. It was not run. Read it first, and then allow it with "
            "--allow-code, CORPSIM_ALLOW_CODE=1, or allow_code=True in Python."
        )


class Package(NamedTuple):
    """An installed package: its parts, and its name and version as a distribution."""

    parts: Parts
    version: str


class Program(NamedTuple):
    """An application that a world may have: its parts, and the registers it works on."""

    parts: Parts
    registers: tuple[Application, ...] = ()


CASEBOOK = "casebook"
"""The application that every world with registers has."""


@dataclass(frozen=True, slots=True)
class Stock:
    """What the catalog gives worlds to be made of.

    `parts` are for every world, `applications` and `packages` (by the names of their entry points) for those that ask
    for them; `home` is the package that a world came with, or empty. `run` runs a module and gives its parts, or
    raises InvalidWorld; without it no module runs.
    """

    parts: Parts
    packages: Mapping[str, Package] = field(default_factory=dict)
    applications: Mapping[str, Program] = field(default_factory=dict)
    home: str = ""
    run: Callable[[Code], Parts] | None = None


class Supply(NamedTuple):
    """What one world is made of.

    `own` are the parts of its module, None where it has none or it did not run. `brings` says whose code besides ours
    is in it: package → version, and the module → its fingerprint.
    """

    parts: Parts
    packages: Mapping[str, Package]
    applications: Mapping[str, Program]
    code: Code | None
    own: Parts | None
    brings: Mapping[str, str]

    @property
    def unchecked(self) -> bool:
        """Whether there may be names that nobody here knows."""
        return self.code is not None and self.own is None


def supply(at: Path, found: Folder, raw: Mapping[str, Any], stock: Stock, problems: list[Problem]) -> Supply:
    """What the world at a place is made of; what is wrong with its module is noted."""
    text = found.texts.get(CODE)
    code = Code(found.name, found.digest, str(at / CODE), text) if text is not None else None
    world = raw.get("world.yaml")
    used = [name for name in dict.fromkeys((stock.home, *_asked(world, "packages"))) if name in stock.packages]
    programs = dict.fromkeys((*_asked(world, "applications"), *_casebook(raw)))
    run = [stock.applications[name].parts for name in programs if name in stock.applications]
    shared, clashes = joined(stock.parts, *run, *(stock.packages[name].parts for name in used))
    problems.extend(Problem("world.yaml", 0, str(clash)) for clash in clashes)
    own = _run(code, stock, problems) if code is not None and stock.run is not None else None
    brings = {name: stock.packages[name].version for name in used}
    if code is not None:
        brings[CODE] = code.fingerprint
    return Supply(
        _with_own(shared, own, problems) if own else shared, stock.packages, stock.applications, code, own, brings
    )


def _casebook(raw: Mapping[str, Any]) -> Iterator[str]:
    if any(path.startswith("registers/") for path in raw):
        yield CASEBOOK


def _asked(world: Any, kind: str) -> Iterator[str]:
    """The packages or applications that world.yaml names, as far as it can be read."""
    names = world.get(kind) if isinstance(world, dict) else None
    return (name for name in (names if isinstance(names, list) else ()) if isinstance(name, str))


def _run(code: Code, stock: Stock, problems: list[Problem]) -> Parts | None:
    try:
        return stock.run(code) if stock.run is not None else None
    except InvalidWorld as error:
        problems.extend(error.problems)
        return None


def _with_own(shared: Parts, own: Parts, problems: list[Problem]) -> Parts:
    """All parts; a detector of the world takes the place of the shared one."""
    replaced = {name: detector for name, detector in shared.detectors.items() if name not in own.detectors}
    whole, clashes = joined(Parts(shared.tools, shared.habits, replaced, shared.acts, shared.events), own)
    problems.extend(_problem(clash) for clash in clashes)
    return whole


def _problem(clash: Clash) -> Problem:
    line = place(clash.part).rpartition(":")[2]
    message = f"the name {clash.name!r} is taken by one of the {clash.kind} of {clash.first}"
    return Problem(CODE, int(line) if line.isdecimal() else 0, message)


def refuse(given: Supply, stock: Stock, problems: Iterable[Problem]) -> Iterator[Problem]:
    """What is to be said of a module that did not run. Raises UntrustedCode where that is all there is to say."""
    if given.code is None or stock.run is not None:
        return
    if not any(problems):
        raise UntrustedCode(given.code.refusal)
    yield Problem(CODE, 0, f"{given.code.refusal} So names that it may define were not checked.")
