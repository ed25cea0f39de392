"""Going on with a run: the folder is all that is needed."""

from pathlib import Path

from corpsim.runs.manifest import check_same, describe
from corpsim.runs.progress import Listener, Progress
from corpsim.runs.runner import run_blocking
from corpsim.runs.store import RunFolder


def resume(folder: str | Path, *, progress: Listener | None = None) -> Progress:
    """Play what a run has left, failed episodes included. The result equals that of a run that was never stopped.

    Raises InvalidConfiguration with a diff when the world, an agent's file, this program or the manifest has changed.
    """
    found = unchanged(folder)
    return run_blocking(found.config, found.path, progress=progress)


def unchanged(folder: str | Path) -> RunFolder:
    """A run folder that can be gone on with; nothing of it, an agent's file least of all, is run to find that out.

    Raises InvalidConfiguration with a diff otherwise.
    """
    found = RunFolder.open(folder)
    check_same(found.manifest, describe(found.config), found.path)
    return found
