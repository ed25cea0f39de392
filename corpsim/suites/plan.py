"""From a suite to a run: its parts as conditions, with everything that does not fit said at once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpsim.catalog import find_world, world_folders
from corpsim.dose import DOSED
from corpsim.errors import InvalidConfiguration, Problem, UnknownName, nearest
from corpsim.label import TAXONOMY
from corpsim.runs.seeds import parse_seeds
from corpsim.runs.settings import RunConfig, parse_config
from corpsim.suites.format import ALL, PartEntry
from corpsim.suites.fractions import Cell, fraction, full, one_at_a_time
from corpsim.suites.load import InvalidSuite, Suite
from corpsim.template import Template
from corpsim.template.format.shared import SHARED


def plan_suite(suite: Suite, **given: Any) -> RunConfig:
    """The run that a suite asks for; `given` are fields of `RunConfig` that are said otherwise.

    Raises InvalidSuite with every name that does not exist, and InvalidConfiguration for what `given` makes impossible.
    """
    problems = list(_problems(suite))
    if problems:
        raise InvalidSuite(suite.path, problems)
    file = suite.file
    limits = {name: value for name, value in file.limits.model_dump().items() if value is not None}
    said = {
        "agents": file.agents,
        "options": file.options,
        "seeds": parse_seeds(file.seeds),
        "trials": file.trials,
        "audit_probability": file.audit_probability,
        **limits,
        **given,
    }
    note = {key: getattr(file, key) for key in ("title", "question", "labels", "reference")}
    parts = [_part(part, given) for part in file.parts]
    worlds = list(dict.fromkeys(world for part in parts for world in part["worlds"]))
    agents = dict.fromkeys([*said["agents"], *(agent for part in parts for agent in part.get("agents") or ())])
    if list(agents) != list(said["agents"]):
        parts = [{**part, "agents": part.get("agents") or said["agents"]} for part in parts]
    return parse_config(
        {**said, "worlds": worlds, "agents": list(agents), "parts": parts, "suite": {"name": suite.name, **note}}
    )


def _part(part: PartEntry, given: Mapping[str, Any]) -> dict[str, Any]:
    """A part as `runs.parts.Part` takes it; what the command line says goes before what the part says."""
    own = {
        "agents": part.agents,
        "seeds": parse_seeds(part.seeds) if part.seeds is not None else None,
        "trials": part.trials,
    }
    return {
        "name": part.name,
        "worlds": worlds_of(part),
        "conditions": [{**part.fixed, **cell} for cell in cells_of(part)],
        "pairs": part.pairs,
        "doses": part.doses,
        **{name: value for name, value in own.items() if value is not None and name not in given},
    }


def worlds_of(part: PartEntry) -> list[str]:
    """The worlds of a part."""
    return sorted(world_folders()) if part.worlds == ALL else list(part.worlds)


def cells_of(part: PartEntry) -> Sequence[Cell]:
    """The combinations of levels of a part, without what is fixed. Raises InvalidConfiguration for too few."""
    levels = {factor: SHARED[factor] if given == ALL else given for factor, given in part.factors.items()}
    if part.design == "full":
        return full(levels)
    if part.design == "one_at_a_time":
        return one_at_a_time(levels)
    try:
        return fraction(levels, part.cells).cells
    except ValueError as error:
        raise InvalidConfiguration(f"{part.name}: {error}.") from None


def _problems(suite: Suite) -> Iterator[Problem]:
    """Names that do not exist, wherever they stand."""
    for number, label in enumerate(suite.file.labels):
        if label not in TAXONOMY:
            yield suite.page.problem(f"there is no label {label!r}.{nearest(label, TAXONOMY)}", "labels", number)
    names = [part.name for part in suite.file.parts]
    for number, part in enumerate(suite.file.parts):
        where = ("parts", number)
        if part.name in names[:number]:
            yield suite.page.problem(f"{part.name!r} is the name of two parts", *where, "name")
        templates, faults = _worlds(part)
        yield from (suite.page.problem(fault, *where, "worlds", place) for place, fault in faults)
        yield from _levels_wrong(suite, part, where, templates)
        if part.cells is not None and part.design != "fraction":
            yield suite.page.problem(
                f"only a fraction has a number of cells; this design is {part.design}", *where, "cells"
            )


def _worlds(part: PartEntry) -> tuple[dict[str, Template], list[tuple[int, str]]]:
    templates, faults = {}, []
    for place, name in enumerate(worlds_of(part)):
        try:
            templates[name] = find_world(name)
        except UnknownName as error:
            faults.append((place, str(error)))
    return templates, faults


def _levels_wrong(
    suite: Suite, part: PartEntry, where: tuple[str, int], templates: Mapping[str, Template]
) -> Iterator[Problem]:
    asked = {factor: given if given != ALL else [] for factor, given in part.factors.items()}
    for field, levels in (("factors", asked), ("fixed", {factor: [level] for factor, level in part.fixed.items()})):
        for factor, given in levels.items():
            for world, template in templates.items():
                known = template.factors
                if factor not in known:
                    wrong = f"the world {world} has no factor {factor!r}.{nearest(factor, known)}"
                    yield suite.page.problem(wrong, *where, field, factor, on_key=True)
                    continue
                for level in given:
                    if level not in known[factor].levels and not (factor == DOSED and known[factor].doses):
                        wrong = f"{factor} has no level {level!r} in {world}.{nearest(level, known[factor].levels)}"
                        yield suite.page.problem(wrong, *where, field, factor)
    if part.pairs is not None and part.pairs not in SHARED:
        yield suite.page.problem(f"there is no factor {part.pairs!r}.{nearest(part.pairs, SHARED)}", *where, "pairs")
    if part.doses:
        for world, template in templates.items():
            if not template.factors[DOSED].doses:
                yield suite.page.problem(f"the world {world} words no doses", *where, "doses")
