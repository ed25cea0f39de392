"""The tables as data frames of pandas: `episodes("runs/a", "runs/b")`, `labels(…)` and so on.

Columns that may be empty are of the nullable kinds of pandas (`Int64`, `boolean`), so that no whole number becomes a
fraction. Needs `pip install 'corpsim[stats]'`.
"""

from pathlib import Path
from typing import Any

from corpsim.errors import InvalidConfiguration
from corpsim.evidence.rows import rows
from corpsim.evidence.tables import columns
from corpsim.runs.store import RunFolder

Folder = RunFolder | Path | str

_KINDS = {"text": "str", "json": "str", "integer": "Int64", "real": "float64", "boolean": "boolean"}


def frame(table: str, *folders: Folder) -> Any:
    """A table over run folders as a `pandas.DataFrame`. Raises what `RunFolder.open` raises, and CorruptRecord."""
    pandas = _pandas()
    opened = [folder if isinstance(folder, RunFolder) else RunFolder.open(folder) for folder in folders]
    kinds = columns(table)
    data = pandas.DataFrame.from_records(list(rows(table, *opened)), columns=list(kinds))
    return data.astype({name: _KINDS[kind] for name, kind in kinds.items()})


def episodes(*folders: Folder) -> Any:
    """One row an episode, and a column `condition.FACTOR` for every factor, empty where a world does not have it."""
    whole = frame("episodes", *folders)
    levels = frame("conditions", *folders).pivot(index=["run", "episode"], columns="factor", values="level")
    return whole.join(levels.add_prefix("condition."), on=["run", "episode"])


def labels(*folders: Folder) -> Any:
    """One row for each label of an episode that has a verdict."""
    return frame("labels", *folders)


def events(*folders: Folder) -> Any:
    """One row an event."""
    return frame("events", *folders)


def pairs(*folders: Folder) -> Any:
    """One row for each label or step of the protocol of two episodes that were compared."""
    return frame("pairs", *folders)


def opinions(*folders: Folder) -> Any:
    """One row for each label on which a judge was asked."""
    return frame("opinions", *folders)


def _pandas() -> Any:
    try:
        import pandas
    except ImportError:
        raise InvalidConfiguration("data frames need pandas: pip install 'corpsim[stats]'") from None
    return pandas
