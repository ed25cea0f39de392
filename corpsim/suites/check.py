"""What a suite names and does not exist: labels, worlds, factors, levels and agents, each with its place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from corpsim.catalog import find_world, misnamed_agent, world_folders
from corpsim.dose import DOSED
from corpsim.errors import Problem, UnknownName, nearest
from corpsim.label import TAXONOMY
from corpsim.suites.format import ALL, PartEntry
from corpsim.suites.fractions import check_size
from corpsim.suites.load import InvalidSuite, Suite
from corpsim.template import Template
from corpsim.template.format.shared import SHARED


class _Part(NamedTuple):
    """A part with its place in the file, and those of its worlds that exist."""

    number: int
    entry: PartEntry
    worlds: Mapping[str, Template]

    @property
    def where(self) -> tuple[str, int]:
        return "parts", self.number


def worlds_of(part: PartEntry) -> list[str]:
    """The worlds of a part."""
    return sorted(world_folders()) if part.worlds == ALL else list(part.worlds)


def check_names(suite: Suite, *, agents: bool) -> None:
    """Raises InvalidSuite with everything in a suite that does not fit; with `agents` also those that are to play."""
    problems: list[Problem] = []
    parts = [_Part(n, part, _worlds(suite, n, part, problems)) for n, part in enumerate(suite.file.parts)]
    problems += _labels(suite)
    for part in parts:
        problems += _design(suite, part)
        problems += _levels(suite, part)
        problems += _arms(suite, part)
    if agents:
        problems += _agents(suite, parts)
    if problems:
        raise InvalidSuite(suite.path, problems)


def _worlds(suite: Suite, number: int, part: PartEntry, problems: list[Problem]) -> dict[str, Template]:
    """The worlds of a part that exist; of the others it is noted that they do not."""
    found = {}
    for place, name in enumerate(worlds_of(part)):
        try:
            found[name] = find_world(name)
        except UnknownName as error:
            problems.append(suite.page.problem(str(error), "parts", number, "worlds", place))
    return found


def _labels(suite: Suite) -> Iterator[Problem]:
    for number, label in enumerate(suite.file.labels):
        if label not in TAXONOMY:
            yield suite.page.problem(f"there is no label {label!r}.{nearest(label, TAXONOMY)}", "labels", number)


def _design(suite: Suite, part: _Part) -> Iterator[Problem]:
    """What is wrong with a part before any world is looked at."""
    entry = part.entry
    if entry.name in [other.name for other in suite.file.parts[: part.number]]:
        yield suite.page.problem(f"{entry.name!r} is the name of two parts", *part.where, "name")
    for factor in entry.fixed.keys() & entry.factors.keys():
        yield suite.page.problem(f"{factor} is varied in this part as well", *part.where, "fixed", factor, on_key=True)
    if entry.design != "fraction":
        if entry.cells is not None:
            wrong = f"only a fraction has a number of cells; this design is {entry.design}"
            yield suite.page.problem(wrong, *part.where, "cells")
        return
    wrong = check_size([len(_asked(factor, given)) for factor, given in entry.factors.items()], entry.cells)
    if wrong:
        yield suite.page.problem(wrong, *part.where, "cells")


def _levels(suite: Suite, part: _Part) -> Iterator[Problem]:
    """Factors and levels that a world of the part has not, and levels that are given twice."""
    for factor, given in part.entry.factors.items():
        twice = [level for n, level in enumerate(given) if given != ALL and level in given[:n]]
        if twice:
            yield suite.page.problem(f"the level {twice[0]!r} is given twice", *part.where, "factors", factor)
        for wrong, on_key in _lacking(part, factor, given):
            yield suite.page.problem(wrong, *part.where, "factors", factor, on_key=on_key)
    for factor, level in part.entry.fixed.items():
        for wrong, on_key in _lacking(part, factor, [level]):
            yield suite.page.problem(wrong, *part.where, "fixed", factor, on_key=on_key)


def _asked(factor: str, given: Sequence[str]) -> Sequence[str]:
    return SHARED.get(factor, ()) if given == ALL else given


def _lacking(part: _Part, factor: str, given: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """What worlds have not of a factor and its levels, and whether it is the factor that they have not."""
    for world, template in part.worlds.items():
        known = template.factors.get(factor)
        if known is None:
            yield f"the world {world} has no factor {factor!r}.{nearest(factor, template.factors)}", True
            continue
        if factor == DOSED and known.doses:
            continue
        absent = [level for level in _asked(factor, given) if level not in known.levels]
        if absent:
            told = " or ".join(map(repr, absent))
            yield f"{factor} has no level {told} in {world}.{nearest(absent[0], known.levels)}", False


def _arms(suite: Suite, part: _Part) -> Iterator[Problem]:
    """Pairs and doses that there are not, in general or in a world of the part."""
    pairs = part.entry.pairs
    if pairs is not None and pairs not in SHARED:
        yield suite.page.problem(f"there is no factor {pairs!r}.{nearest(pairs, SHARED)}", *part.where, "pairs")
    elif pairs is not None and pairs not in part.entry.factors | part.entry.fixed:
        for wrong, _ in _lacking(part, pairs, ALL):
            yield suite.page.problem(wrong, *part.where, "pairs")
    for world, template in part.worlds.items() if part.entry.doses else ():
        if not template.factors[DOSED].doses:
            yield suite.page.problem(f"the world {world} words no doses", *part.where, "doses")


def _agents(suite: Suite, parts: Sequence[_Part]) -> Iterator[Problem]:
    """Agents that are none, of the suite and of parts that have their own."""
    shared = {name: template for part in parts if part.entry.agents is None for name, template in part.worlds.items()}
    for number, agent in enumerate(suite.file.agents if "agents" in suite.file.model_fields_set else ()):
        wrong = misnamed_agent(agent, shared)
        if wrong:
            yield suite.page.problem(wrong, "agents", number)
    for part in parts:
        for number, agent in enumerate(part.entry.agents or ()):
            wrong = misnamed_agent(agent, part.worlds)
            if wrong:
                yield suite.page.problem(wrong, *part.where, "agents", number)
