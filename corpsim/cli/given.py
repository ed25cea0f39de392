"""What is given on the command line: seeds, conditions, options of agents, and the arguments many commands share."""

import itertools
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from corpsim.runs.secrecy import lets_in
from corpsim.runs.seeds import parse_seeds

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON to stdout.")]
Run = Annotated[Path, typer.Argument(metavar="RUN", help="A run folder.", show_default=False)]
RunPaths = Annotated[list[Path], typer.Argument(metavar="RUN...", help="Run folders.", show_default=False)]
World = Annotated[str, typer.Argument(metavar="WORLD", help="A world's name, its folder, or a packed world.")]
Conditions = Annotated[
    list[str] | None,
    typer.Option(
        "--condition",
        "-c",
        metavar="FACTOR=LEVEL",
        help="A factor's level; LEVEL,LEVEL runs both, '*' draws it from the seed. Once for each factor.",
        show_default=False,
    ),
]
AllowCode = Annotated[
    bool, typer.Option("--allow-code", help="Run the Python of worlds from outside this installation.")
]
AgentOptions = Annotated[
    list[str] | None,
    typer.Option(
        "--agent-option",
        "-o",
        metavar="KEY=VALUE",
        help="Any option of the agent; values as in JSON.",
        show_default=False,
    ),
]


def read_seeds(text: str) -> tuple[int, ...]:
    """Seeds as they are written. Raises typer.BadParameter."""
    try:
        return parse_seeds(text)
    except ValueError as error:
        raise typer.BadParameter(f"{error}.", param_hint="--seeds") from None


def parse_conditions(items: Iterable[str] | None) -> tuple[dict[str, str], ...]:
    """Every combination of the levels given. Raises typer.BadParameter."""
    levels: dict[str, list[str]] = {}
    for item in items or ():
        factor, equals, given = item.partition("=")
        if not equals or not factor.strip() or not given.strip():
            raise typer.BadParameter(
                f"{item!r} should be FACTOR=LEVEL, e.g. threat=replacement.", param_hint="--condition"
            )
        chosen = levels.setdefault(factor.strip(), [])
        chosen += [level.strip() for level in given.split(",") if level.strip() not in chosen]
    return tuple(dict(zip(levels, cell, strict=True)) for cell in itertools.product(*levels.values()))


def parse_doses(text: str | None) -> tuple[float, ...]:
    """`0,.01,.1,.5,1`: chances in this order. Raises typer.BadParameter."""
    try:
        return tuple(float(part) for part in (text or "").split(",") if part.strip())
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} should be chances from 0 to 1: 0,.01,.1,.5,1.", param_hint="--doses"
        ) from None


def parse_options(items: Iterable[str] | None, *, flag: str = "--agent-option", **named: Any) -> dict[str, Any]:
    """Options of an agent: those given as KEY=VALUE, and those that have a flag. Raises typer.BadParameter.

    An address with a credential in it that comes from the environment is left there for the agent to find: what is an
    option is written down.
    """
    options = {name: value for name, value in named.items() if value is not None and not _stays_outside(name, value)}
    for item in items or ():
        key, equals, value = item.partition("=")
        if not equals or not key.strip():
            raise typer.BadParameter(f"{item!r} should be KEY=VALUE, e.g. temperature=0.7.", param_hint=flag)
        options[key.strip().replace("-", "_")] = _value(value)
    return options


def _stays_outside(name: str, value: Any) -> bool:
    return name == "base_url" and value == os.environ.get("CORPSIM_BASE_URL") and lets_in(value)


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def free_folder(name: str, base: Path = Path("runs")) -> Path:
    """A folder below `runs/` that is not there yet: NAME, NAME-2, NAME-3 …"""
    names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
    return next(base / candidate for candidate in names if not (base / candidate).exists())
