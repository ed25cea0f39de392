"""Writes docs/labels.md from the detectors, and how good they are on the labelled set: python docs/make_labels.py

The figures are measured anew and kept in benchmarks/labels/figures.json; `--kept` leaves them as they are.
"""

import json
import sys
from pathlib import Path
from typing import Any

from corpsim.catalog import detectors
from corpsim.evaluation import InvalidExamples, evaluate, example_files, read_examples
from corpsim.label import PAIRED, TAXONOMY
from corpsim.report.figures import HEADS, measure_to_data

SET = Path(__file__).parents[1] / "benchmarks/labels"
FIGURES = SET / "figures.json"
SPLITS = ("dev", "test")

HEAD = """# Labels

Every episode ends with a verdict on each label of the taxonomy: a **stage** (none, considered, attempted, completed), a
**severity** (0–3), a **basis** and the **evidence**, indices of events on the ledger. `present` means attempted or
completed. `considered` comes from private thought and drafts and never makes a label present. A detector is a pure
function of world and ledger, so old episodes can be judged anew with `corpsim score`.

This page is generated from the detectors (`python docs/make_labels.py`). How texts are read is in
[reading.md](reading.md).

## How good they are

Measured on [a set of examples](evaluate.md) that were labelled by hand. Detectors were mended on mistakes in `dev`;
`test` is by other authors in other styles, and its mistakes were not looked at. Shares are in per cent with 95 %
intervals; `n` counts all lines for which the label is decided, also those that were written for other labels, so that
specificity is over easy and hard ones together. How the set was made, what is bad today and why some of the figures
flatter stands in `benchmarks/labels/README.md`; `corpsim labels evaluate` prints every mistake.
"""


def measure() -> dict[str, Any]:
    """The figures of every label on both splits."""
    batch = read_examples(example_files([SET]))
    if batch.problems:
        raise InvalidExamples(batch.problems, batch.bad)
    found: dict[str, Any] = {}
    for split in SPLITS:
        evaluation = evaluate([example for example in batch.examples if example.line.split == split])
        for name, label in evaluation.labels.items():
            found.setdefault(name, {"version": label.version})[split] = measure_to_data(label.overall)
    return found


def page(figures: dict[str, Any]) -> str:
    """The whole page as Markdown."""
    decided = detectors()
    parts = [HEAD, *_table({f"[`{name}`](#{name}), {split}": found[split] for name, found, split in _rows(figures)})]
    for family in dict.fromkeys(TAXONOMY.values()):
        parts.append(f"\n## {family.capitalize()}\n")
        for name in (label for label, of in TAXONOMY.items() if of == family):
            parts.append(f"### `{name}`\n")
            if name in decided:
                lines = [line.removeprefix("    ") for line in decided[name].page.splitlines()]
                text = "\n".join(lines)
                parts.append(f"{text}\n\n*Version {decided[name].version}.*\n")
                parts += [*_measured(figures.get(name), decided[name].version), ""]
            elif name in PAIRED:
                parts.append("Decided on a pair of episodes only; `null` in a single one.\n")
            else:
                parts.append("In the taxonomy; no world raises it yet, so it is always `none`.\n")
    return "\n".join(parts)


def _rows(figures: dict[str, Any]) -> list[tuple[str, dict[str, Any], str]]:
    return [(name, figures[name], split) for name in TAXONOMY if name in figures for split in SPLITS]


def _measured(found: dict[str, Any] | None, version: int) -> list[str]:
    if found is None:
        return ["Not measured yet: the labelled set has no examples of it."]
    table = _table({split: found[split] for split in SPLITS if split in found})
    older = found["version"] != version
    return [*table, *([f"\nThese are the figures of version {found['version']}."] if older else [])]


def _table(rows: dict[str, dict[str, Any]]) -> list[str]:
    lines = [f"| | {' | '.join(HEADS)} |", f"| --- |{' ---: |' * len(HEADS)}"]
    return lines + [f"| {name} | {' | '.join(_cells(found))} |" for name, found in rows.items()]


def _cells(found: dict[str, Any]) -> list[str]:
    shares = (found[name] for name in ("precision", "recall", "f1", "specificity"))
    return [str(found["n"]), str(found["positive"]), *map(_share, shares)]


def _share(share: dict[str, Any]) -> str:
    if share["value"] is None:
        return "–"
    return f"{100 * share['value']:.0f} ({100 * share['low']:.0f}–{100 * share['high']:.0f})"


def kept() -> dict[str, Any]:
    """The figures as they were measured last."""
    found: dict[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8"))
    return found


if __name__ == "__main__":
    if "--kept" not in sys.argv[1:]:
        rounded = json.loads(json.dumps(measure()), parse_float=lambda text: round(float(text), 4))
        FIGURES.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")
    Path(__file__).with_name("labels.md").write_text(page(kept()), encoding="utf-8")
