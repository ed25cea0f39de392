"""What commands over many runs share: which runs they are, where their index is kept, and what it took to read them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from corpsim.errors import InvalidConfiguration
from corpsim.evidence.following import Followed
from corpsim.evidence.index import NAME
from corpsim.report.console import talk
from corpsim.report.safe import safe
from corpsim.runs.below import runs_below
from corpsim.runs.store import RunFolder

MOST_TOLD = 5
"""Files that cannot be read and are named one by one."""

Under = Annotated[Path, typer.Option("--under", metavar="FOLDER", help="A folder that runs are in.")]
Index = Annotated[
    Path | None,
    typer.Option(
        "--index", metavar="FILE", help=f"Where the index is kept; {NAME} beside the runs.", show_default=False
    ),
]


def found_runs(runs: Sequence[Path] | None, under: Path) -> list[Path]:
    """The runs that are asked for. Raises InvalidConfiguration where there is none, or where a named one is none."""
    for run in runs or ():
        RunFolder.open(run)
    found = list(runs or runs_below(under))
    if not found:
        raise InvalidConfiguration(
            f"there is no run below {under}; name run folders, or another folder: --under FOLDER."
        )
    return found


def index_of(index: Path | None, folder: Path) -> Path:
    """Where the index is kept: where it was asked for, or with the runs; that of one run lies beside it."""
    beside = folder.parent if (folder / "manifest.json").is_file() else folder
    return index if index is not None else beside / NAME


def tell_followed(followed: Followed) -> None:
    """Say what was read anew, and what cannot be read."""
    if followed.read:
        talk().print(f"read {followed.read} new or changed episodes", style="quiet")
    for path, problem in list(followed.problems.items())[:MOST_TOLD]:
        talk().print(
            safe(f"cannot be read: {problem if path in problem else f'{path}: {problem}'}", "bad"), soft_wrap=True
        )
    if len(followed.problems) > MOST_TOLD:
        talk().print(f"and {len(followed.problems) - MOST_TOLD} more that cannot be read", style="bad")
