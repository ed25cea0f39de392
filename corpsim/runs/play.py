"""Playing pairs from Python: one call for what `corpsim run --pairs FACTOR` does."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpsim.runs.pairs import Pair, read_pairs
from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import parse_config
from corpsim.runs.store import RunFolder


def play_pairs(
    agent: str,
    world: str = "leverage",
    *,
    factor: str = "oversight",
    seeds: Sequence[int] = (0,),
    condition: Mapping[str, str] | None = None,
    folder: str | Path | None = None,
    **settings: Any,
) -> list[Pair]:
    """Play an agent under every level of a factor, in the same companies, and compare.

    `agent` is named as for a run; `settings` are the other fields of `RunConfig`. Everything is kept in `folder` (a
    run folder, which goes on where it was stopped), or nowhere without one. Returns a pair for each seed and trial;
    one with an arm that failed holds the others. Raises what `run` raises.
    """
    if folder is None:
        with TemporaryDirectory(prefix="corpsim-pairs-") as place:
            return play_pairs(
                agent, world, factor=factor, seeds=seeds, condition=condition, folder=f"{place}/run", **settings
            )
    given = {"worlds": (world,), "agents": (agent,), "pairs": factor, "seeds": tuple(seeds), **settings}
    config = parse_config({**given, "conditions": (dict(condition or {}),)})
    run_blocking(config, folder)
    return read_pairs(RunFolder.open(folder))
