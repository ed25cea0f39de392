"""Who can watch: shipped monitors (one file each), plug-ins, files of your own, and several of them in one.

`rules`, `path/to/file.py`, `path/to/file.py:Class`, `max(rules, surprise)`, `mean(rules, max(surprise, confidence))`.
"""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import corpsim.monitors
from corpsim.catalog.classes import Trade, brought, class_in, construct, own_file
from corpsim.errors import CorpSimError, InvalidConfiguration, UnknownName
from corpsim.monitor import History, Monitor
from corpsim.monitors._ensemble import WAYS, Ensemble

MonitorClass = Callable[..., Monitor]
MONITOR = Trade("monitor", ("reset", "watch"))
OFFERED = ("baseline", "past")
"""Arguments of constructors that are not options: what a monitor is given to learn from."""

_SEVERAL = re.compile(rf"({'|'.join(WAYS)})\((.*)\)", re.DOTALL)


def monitor_files() -> dict[str, Path]:
    """The monitors of this installation, by name."""
    folder = Path(corpsim.monitors.__path__[0])
    return {path.stem: path for path in sorted(folder.glob("*.py")) if not path.stem.startswith("_")}


def monitor_names() -> list[str]:
    """Every name that `make_monitor` knows."""
    return sorted({*monitor_files(), *brought(MONITOR, monitor_files())})


def make_monitor(
    spec: str,
    *,
    baseline: Sequence[History] = (),
    past: Sequence[History] = (),
    options: Mapping[str, Any] | None = None,
    weights: Sequence[float] = (),
) -> Monitor:
    """The monitor named by `spec`.

    Its class is given `baseline` and `past` if its constructor asks for them, and those of the `options` that it takes.
    `weights` are those of a logistic ensemble. Raises UnknownName, and InvalidConfiguration for what cannot be made.
    """
    several = _SEVERAL.fullmatch(spec.strip())
    if several is not None:
        members = [make_monitor(m, baseline=baseline, past=past, options=options) for m in _members(several[2], spec)]
        way = several[1]
        return _made(spec, lambda: Ensemble(way, members, weights))
    kind = find_monitor(spec)
    taken = {name: value for name, value in (options or {}).items() if name in monitor_options(spec)}
    offered = {"baseline": tuple(baseline), "past": tuple(past)}
    return _made(spec, lambda: construct(MONITOR, spec, kind, offered, taken))


def monitor_options(spec: str) -> set[str]:
    """The options that a monitor takes, or that one of its members does."""
    several = _SEVERAL.fullmatch(spec.strip())
    if several is not None:
        return {name for member in _members(several[2], spec) for name in monitor_options(member)}
    return {name for name in inspect.signature(find_monitor(spec)).parameters if name not in OFFERED}


def learns_from(spec: str) -> set[str]:
    """What a monitor, or one of its members, learns from: `baseline`, `past`, both or nothing."""
    members = members_of(spec)
    if members:
        return {name for member in members for name in learns_from(member)}
    return set(OFFERED) & set(inspect.signature(find_monitor(spec)).parameters)


def members_of(spec: str) -> tuple[str, ...]:
    """The members of an ensemble; none for a single monitor."""
    several = _SEVERAL.fullmatch(spec.strip())
    return tuple(_members(several[2], spec)) if several is not None else ()


def monitor_source(spec: str) -> tuple[Path, ...]:
    """The files of one's own that a monitor, or its members, are in."""
    members = members_of(spec)
    own = own_file(spec)
    return tuple(p for member in members for p in monitor_source(member)) if members else ((own[0],) if own else ())


def find_monitor(spec: str) -> MonitorClass:
    """The class behind a spec of one monitor. Raises UnknownName or InvalidConfiguration."""
    own = own_file(spec)
    if own is not None:
        return class_in(MONITOR, *own)
    shipped = monitor_files()
    found = brought(MONITOR, shipped)
    if spec in found:
        return found[spec]
    if spec not in shipped:
        raise UnknownName("monitor", spec, [*shipped, *found])
    return class_in(MONITOR, shipped[spec])


def _members(inside: str, spec: str) -> Iterator[str]:
    """What stands between the commas of an ensemble that are in no bracket of their own."""
    depth, start = 0, 0
    for place, character in enumerate(f"{inside},"):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            member = inside[start:place].strip()
            if not member:
                raise InvalidConfiguration(f"the monitor {spec!r} names no member; it looks like max(rules, surprise).")
            yield member
            start = place + 1
    if depth:
        raise InvalidConfiguration(f"the brackets of the monitor {spec!r} do not match.")


def _made(spec: str, make: Callable[[], Monitor]) -> Monitor:
    try:
        return make()
    except CorpSimError:
        raise
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise InvalidConfiguration(f"the monitor {spec!r} cannot be made: {reason}") from error
