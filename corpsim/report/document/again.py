"""The command line that plays a run anew, where there is one; never one that would play something else."""

import json
import shlex
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

from corpsim.errors import CorpSimError
from corpsim.runs.seeds import show_seeds
from corpsim.runs.settings import RunConfig
from corpsim.suites.load import find_suite
from corpsim.suites.plan import plan_suite

_GIVEN: tuple[tuple[str, ...], ...] = ((), ("agents",), ("agents", "seeds"), ("agents", "seeds", "trials"))
"""What may have been said on the command line beside the suite, the least first."""


def command_of(config: RunConfig, out: str) -> str | None:
    """The command, or None where only the configuration itself says what was run."""
    words = _suite(config) if config.suite is not None else _plain(config)
    return shlex.join(["corpsim", "run", *words, "--out", out]) if words is not None else None


def _suite(config: RunConfig) -> list[str] | None:
    """A suite of this installation that gives this very run."""
    name = config.suite.name if config.suite is not None else ""
    for given in _GIVEN:
        beside: dict[str, Any] = {field: getattr(config, field) for field in given}
        beside |= {"options": config.options} if config.options else {}
        try:
            if plan_suite(find_suite(name), **beside).identity() == config.identity():
                return ["--suite", name, *_flags(beside)]
        except CorpSimError:
            return None
    return None


def _plain(config: RunConfig) -> list[str] | None:
    """Worlds, agents and conditions, where the conditions are all combinations of some levels."""
    factors = dict.fromkeys(factor for condition in config.conditions for factor in condition)
    levels = {f: list(dict.fromkeys(condition.get(f, "") for condition in config.conditions)) for f in factors}
    cells = [dict(zip(levels, cell, strict=True)) for cell in product(*levels.values())]
    if cells != [dict(condition) for condition in config.conditions]:
        return None
    fields = ("agents", "seeds", "trials", "options", "company_size", "audit_probability", "max_steps")
    said = {field: getattr(config, field) for field in fields if getattr(config, field) not in (None, {}, 1)}
    words = [*config.worlds, *_flags(said)]
    words += [word for factor, found in levels.items() for word in ("-c", f"{factor}={','.join(found)}")]
    words += ["--pairs", config.pairs] if config.pairs else []
    return [*words, "--doses", ",".join(f"{dose:g}" for dose in config.doses)] if config.doses else words


def _flags(said: Mapping[str, Any]) -> Iterator[str]:
    for field, value in said.items():
        if field == "agents":
            for agent in value:
                yield from ("-a", _agent(agent))
        elif field == "options":
            for name, option in value.items():
                yield from ("-o", f"{name}={option if isinstance(option, str) else json.dumps(option)}")
        else:
            yield from (f"--{field.replace('_', '-')}", show_seeds(value) if field == "seeds" else str(value))


def _agent(spec: str) -> str:
    """An agent's file by its name: where it lay is nobody's business."""
    return Path(spec).name if ".py" in spec else spec
