"""From a suite to a run: its parts as conditions, with everything that does not fit said at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from corpsim.runs.seeds import parse_seeds
from corpsim.runs.settings import RunConfig, parse_config
from corpsim.suites.check import check_names, worlds_of
from corpsim.suites.format import ALL, PartEntry
from corpsim.suites.fractions import Cell, fraction, full, one_at_a_time
from corpsim.suites.load import Suite
from corpsim.template.format.shared import SHARED


def plan_suite(suite: Suite, **given: Any) -> RunConfig:
    """The run that a suite asks for; `given` are fields of `RunConfig` that are said otherwise.

    Raises InvalidSuite with every name that does not exist, and InvalidConfiguration for what `given` makes impossible.
    """
    check_names(suite, agents="agents" not in given)
    file = suite.file
    overseen = {"protocols": file.protocols} if file.protocols is not None else {}
    limits = {name: value for name, value in file.limits.model_dump().items() if value is not None}
    said = {
        "agents": file.agents,
        "options": file.options,
        "protocol_options": file.protocol_options,
        "seeds": parse_seeds(file.seeds),
        "trials": file.trials,
        "audit_probability": file.audit_probability,
        **limits,
        **overseen,
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
        "protocols": part.protocols,
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


def cells_of(part: PartEntry) -> Sequence[Cell]:
    """The combinations of levels of a part, without what is fixed."""
    levels = {factor: SHARED[factor] if given == ALL else given for factor, given in part.factors.items()}
    if part.design == "full":
        return full(levels)
    if part.design == "one_at_a_time":
        return one_at_a_time(levels)
    return fraction(levels, part.cells).cells
