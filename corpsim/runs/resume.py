"""Going on with a run: the folder is all that is needed."""

from pathlib import Path
from typing import Any

from corpsim.runs.manifest import check_same, describe
from corpsim.runs.prices import Prices
from corpsim.runs.progress import Listener, Progress
from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import parse_config
from corpsim.runs.store import RunFolder


def resume(
    folder: str | Path,
    *,
    allow_code: bool = False,
    progress: Listener | None = None,
    prices: Prices | None = None,
    **how: Any,
) -> Progress:
    """Play what a run has left, failed episodes included. The result equals that of a run that was never stopped.

    `how` are fields of `RunConfig` that say how a run is carried out, its budget for one; those left out are as they
    were. That code was allowed when the run began says nothing now: it takes `allow_code` again. Raises
    InvalidConfiguration with a diff when the world, an agent's file, this program or the manifest has changed.
    """
    found = unchanged(folder, allow_code=allow_code)
    config = parse_config({**found.config.model_dump(), **how})
    return run_blocking(config, found.path, progress=progress, prices=prices)


def unchanged(folder: str | Path, *, allow_code: bool = False) -> RunFolder:
    """A run folder that can be gone on with; nothing of it, an agent's file least of all, is run to find that out.

    With `allow_code` the modules of its worlds are.

    Raises InvalidConfiguration with a diff otherwise.
    """
    found = RunFolder.open(folder, allow_code=allow_code)
    check_same(found.manifest, describe(found.config), found.path)
    return found
