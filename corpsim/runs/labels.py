"""The labels of an episode on disk: a file of its own apart from the record, replaced as a whole."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from corpsim.label import Label
from corpsim.runs.record import CorruptRecord
from corpsim.runs.writer import write_whole


class EpisodeLabels(msgspec.Struct, frozen=True):
    """Every label of the taxonomy and of its world for one episode.

    `detectors` are those that decided, with their versions; labels of others are absent because nobody looked.
    `ledger_digest` says which events were read.
    """

    episode: str
    ledger_digest: str
    detectors: dict[str, int]
    labels: dict[str, Label]


def write_labels(path: Path, labels: EpisodeLabels) -> None:
    """Put labels on disk, all or nothing. Raises CannotRecord."""
    shown = {name: _shown(label) for name, label in labels.labels.items()}
    data = {**msgspec.structs.asdict(labels), "labels": shown}
    write_whole(path, msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n")


def _shown(label: Label) -> dict[str, Any]:
    """The label with the `present` that readers in other languages look for."""
    data = {"name": label.name, **label.as_info()}
    return {**data, "scores": label.scores} if label.scores else data


def read_labels(path: Path) -> EpisodeLabels | None:
    """The labels in a file, or None if there is no such file. Raises CorruptRecord."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=EpisodeLabels)
    except FileNotFoundError:
        return None
    except msgspec.MsgspecError as error:
        raise CorruptRecord(f"{path}: {error}. `corpsim score` writes it anew.") from None


def changed(before: Mapping[str, Label], after: Mapping[str, Label]) -> list[str]:
    """The labels on which two judgements of the same episode differ."""
    return [name for name, label in after.items() if before.get(name) != label]
