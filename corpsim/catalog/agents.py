"""Who can be asked to sit in the chair: shipped agents (one file each), plug-ins, files of your own, and a world's
own witnesses."""

import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from corpsim.agent import Agent
from corpsim.catalog.classes import Trade, brought, class_in, construct, own_file
from corpsim.content import content_folder
from corpsim.errors import UnknownName, nearest, quoted
from corpsim.scenario import Scenario
from corpsim.template import Template

AgentClass = Callable[..., Agent]
AGENT = Trade("agent", ("reset", "act"))


def agent_files() -> dict[str, Path]:
    """The agents of this installation, by name."""
    return {path.stem: path for path in sorted(content_folder("agents").glob("*.py")) if not path.stem.startswith("_")}


def agent_names(scenario: Scenario | None = None) -> list[str]:
    """Every name that `make_agent` knows; with a scenario also its witnesses."""
    witnesses = [witness.name for witness in scenario.witnesses] if scenario is not None else []
    return sorted({*agent_files(), *_brought(), *witnesses})


def make_agent(
    spec: str,
    *,
    scenario: Scenario,
    action_space: Any = None,
    seed: int = 0,
    options: Mapping[str, Any] | None = None,
) -> Agent:
    """The agent named by `spec`: a name, `path/to/file.py`, `path/to/file.py:Class`, or a witness of the scenario.

    A class is given, of `scenario`'s `witness`, `action_space` and `seed`, what its constructor asks for by name, and
    the `options`. Raises UnknownName, or InvalidConfiguration for options it does not take.
    """
    # An agent that ships with the house comes before a witness of its name, so nobody need draw the witnesses.
    witnesses = {} if spec in agent_files() else {witness.name: witness for witness in scenario.witnesses}
    offered: dict[str, Any] = {"action_space": action_space, "seed": seed}
    if spec in witnesses:
        offered["witness"] = witnesses[spec]
    kind = find_agent("witness") if spec in witnesses else find_agent(spec, witnesses)
    agent: Agent = construct(AGENT, "witness" if spec in witnesses else spec, kind, offered, options)
    return agent


def misnamed_agent(spec: str, worlds: Mapping[str, Template]) -> str:
    """Why nobody of this name can play in some worlds; empty where it is an agent, a file, or a witness of them all."""
    if not worlds or own_file(spec) is not None or spec in agent_files() or spec in _brought():
        return ""
    having = [name for name, template in worlds.items() if spec in template.witnesses]
    without = [name for name in worlds if name not in having]
    if not having:
        witnesses = (name for template in worlds.values() for name in template.witnesses)
        return f"there is no agent {quoted(spec)}.{nearest(spec, [*agent_names(), *witnesses])}"
    if not without:
        return ""
    return f"{spec!r} is a witness of {', '.join(having)} and nobody in {', '.join(without)}"


def agent_source(spec: str) -> Path | None:
    """The file that holds an agent, found without running it; None for a witness and for what has no file."""
    own = own_file(spec)
    if own is not None:
        return own[0]
    found = _brought()
    if spec in found:
        source = inspect.getsourcefile(found[spec])
        return Path(source) if source else None
    return agent_files().get(spec)


def find_agent(spec: str, also: Mapping[str, Any] | None = None) -> AgentClass:
    """The class behind a spec. Raises UnknownName (which lists `also` too) or InvalidConfiguration."""
    own = own_file(spec)
    if own is not None:
        return class_in(AGENT, *own)
    found, shipped = _brought(), agent_files()
    if spec in found:
        return found[spec]
    if spec not in shipped:
        raise UnknownName("agent", spec, [*shipped, *found, *(also or ())])
    return class_in(AGENT, shipped[spec])


def _brought() -> dict[str, AgentClass]:
    return brought(AGENT, agent_files())
