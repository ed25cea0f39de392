"""The rows that a run has as a whole: itself, and its pairs."""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from corpsim.evidence import tables
from corpsim.evidence.tables import Row
from corpsim.runs.pairs import Pair, read_pairs
from corpsim.runs.store import RunFolder


def _run(folder: RunFolder) -> Iterator[tables.Run]:
    suite, manifest = folder.config.suite, folder.manifest
    title, name = (suite.title, suite.name) if suite is not None else ("", "")
    yield tables.Run(str(folder.path), title, name, manifest.corpsim, manifest.created, len(folder.plans))


def _pairs(folder: RunFolder) -> Iterator[tables.PairedVerdict]:
    return (row for pair in read_pairs(folder) for row in _pair(str(folder.path), pair))


def _pair(run: str, pair: Pair) -> Iterator[tables.PairedVerdict]:
    for contrast in pair.contrasts:
        a, b = (pair.arms[level].episode for level in contrast.levels)
        for compared in contrast.comparisons:
            first, second = compared.first, compared.second
            yield tables.PairedVerdict(
                run,
                pair.id,
                contrast.factor,
                pair.world,
                pair.agent,
                pair.seed,
                pair.trial,
                msgspec.json.encode(pair.condition).decode(),
                contrast.faking,
                contrast.direction,
                compared.kind,
                compared.name,
                contrast.levels[0],
                a,
                first.present,
                first.stage,
                first.severity,
                contrast.levels[1],
                b,
                second.present,
                second.stage,
                second.severity,
            )


OF_RUN: dict[str, Callable[[RunFolder], Iterable[Row]]] = {"runs": _run, "pairs": _pairs}
"""By table. Raises CorruptRecord."""
