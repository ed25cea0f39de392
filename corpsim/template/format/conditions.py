"""`when`: under which levels of which factors something is there."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from corpsim.errors import quoted
from corpsim.template.format.complaint import Complaints, complaint, describe, index_of
from corpsim.template.index import Index, Names

Levels = Mapping[str, tuple[str, ...]]
"""Factor to the levels under which something is there; a factor that is not named does not matter."""


def read_when(value: Any, index: Index | None) -> Levels:
    """`{factor: level}` or `{factor: [level, …]}`. Raises every unknown factor and level."""
    if not isinstance(value, dict):
        raise complaint(f"found {describe(value)}; write {{factor: level}} or {{factor: [level, level]}}")
    complaints = Complaints()
    factors = index.factors if index is not None else None
    read: dict[str, tuple[str, ...]] = {}
    for factor, wanted in value.items():
        levels = wanted if isinstance(wanted, list) else [wanted]
        read[factor] = tuple(map(str, levels))
        if index is None or factors is None:
            continue
        wrong = index.unknown("factor", frozenset(factors), factor)
        if wrong:
            complaints.add(wrong, factor, on_key=True)
        else:
            _check_levels(complaints, index, factor, levels)
    complaints.settle()
    return read


def _check_levels(complaints: Complaints, index: Index, factor: str, levels: list[Any]) -> None:
    known = index.factors[factor] if index.factors is not None else None
    if not levels:
        complaints.add(f"no level of {factor!r} is named, so it would never be there", factor)
    for number, level in enumerate(levels):
        if isinstance(level, str):
            missing = known is not None and level not in known
            wrong = (
                f"{factor!r} has no level {quoted(level)}.{index.near(factor, level, known or ())}" if missing else ""
            )
        else:
            wrong = f'found {describe(level)}; write the level of {factor!r} in quotes: "{str(level).lower()}"'
        if wrong:
            complaints.add(wrong, factor, number)


When = Annotated[
    Levels,
    PlainValidator(lambda value, info: read_when(value, index_of(info))),
    WithJsonSchema({"x-part": "when"}),
]


def holds(when: Levels, condition: Mapping[str, str]) -> bool:
    """Whether something with `when` is there under a complete condition."""
    return not when or all(condition[factor] in levels for factor, levels in when.items())


def implies(narrow: Iterable[Levels], wide: Levels, factors: Mapping[str, Names]) -> bool:
    """Whether wherever all of `narrow` hold, `wide` holds too."""
    for factor, levels in wide.items():
        possible = set(factors.get(factor) or ())
        for when in narrow:
            possible &= set(when.get(factor, possible))
        if not possible <= set(levels):
            return False
    return True


def show_when(when: Levels) -> str:
    """A condition in words."""
    return " and ".join(f"{factor} is {' or '.join(levels)}" for factor, levels in when.items())
