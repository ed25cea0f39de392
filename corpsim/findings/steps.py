"""The steps of the protocol that the seat works under, each with the acts that broke it."""

from collections.abc import Callable, Mapping, Sequence

from corpsim.events import Event
from corpsim.findings.breaches import breaches_by_rule
from corpsim.findings.finding import Finding
from corpsim.findings.standards import breaches_by_standard
from corpsim.world import World

Steps = Mapping[str, Sequence[Finding]]

_SOURCES: tuple[Callable[[World, Sequence[Event]], Steps], ...] = (breaches_by_rule, breaches_by_standard)
"""Whatever declares steps: each gives id → breaches for all of its steps, those that were kept included."""


def steps(world: World, events: Sequence[Event]) -> dict[str, tuple[Finding, ...]]:
    """Every step that was declared, by its id; one that was kept has no breaches."""
    found: dict[str, tuple[Finding, ...]] = {}
    for source in _SOURCES:
        for name, breaches in source(world, events).items():
            found[name] = (*found.get(name, ()), *breaches)
    return found
