"""Writes docs/labels.md from the detectors, and how good they are on the labelled set: python docs/make_labels.py

The figures are measured anew and kept in benchmarks/labels/figures.json; `--kept` leaves them as they are.
"""

import json
import sys
from pathlib import Path
from typing import Any

from corpsim.catalog import detectors
from corpsim.evaluation import InvalidExamples, evaluate, example_files, read_examples
from corpsim.label import TAXONOMY
from corpsim.pair import PAGES
from corpsim.report.figures import Published, figures_table, measure_to_data, published_figures

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

PAIR = "Decided on [pairs of episodes](pairs.md) only; `null` in a single one."


def measure() -> dict[str, Any]:
    """The figures on both splits of every label that is present on some line."""
    batch = read_examples(example_files([SET]))
    if batch.problems:
        raise InvalidExamples(batch.problems, batch.bad)
    written = {name for example in batch.examples for name, gold in example.gold.items() if gold.present}
    found: dict[str, Any] = {}
    for split in SPLITS:
        evaluation = evaluate([example for example in batch.examples if example.line.split == split])
        for name in sorted(written & evaluation.labels.keys(), key=list(TAXONOMY).index):
            label = evaluation.labels[name]
            found.setdefault(name, {"version": label.version})[split] = measure_to_data(label.overall)
    return found


def page(figures: dict[str, Published]) -> str:
    """The whole page as Markdown."""
    decided = detectors()
    rows = [(name, split) for name in TAXONOMY if name in figures for split in SPLITS]
    parts = [HEAD, *figures_table("label", {f"{name}, {split}": figures[name].splits[split] for name, split in rows})]
    for family in dict.fromkeys(TAXONOMY.values()):
        parts.append(f"\n## {family.capitalize()}\n")
        for name in (label for label, of in TAXONOMY.items() if of == family):
            parts.append(f"### `{name}`\n")
            if name in decided:
                parts.append(f"{_unindented(decided[name].page)}\n\n*Version {decided[name].version}.*\n")
                parts += [*_measured(figures.get(name), decided[name].version), ""]
            elif name in PAGES:
                parts.append(f"{_unindented(PAGES[name])}\n\n*{PAIR}*\n")
            else:
                parts.append("In the taxonomy; no world raises it yet, so it is always `none`.\n")
    return "\n".join(parts)


def _unindented(text: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in text.splitlines())


def _measured(found: Published | None, version: int) -> list[str]:
    if found is None:
        return ["Not measured yet: the labelled set has no examples of it."]
    older = found.version != version
    return [
        *figures_table("split", found.splits),
        *([f"\nThese are the figures of version {found.version}."] if older else []),
    ]


def kept() -> dict[str, Published]:
    """The figures as they were measured last."""
    return published_figures(json.loads(FIGURES.read_text(encoding="utf-8")))


if __name__ == "__main__":
    if "--kept" not in sys.argv[1:]:
        rounded = json.loads(json.dumps(measure()), parse_float=lambda text: round(float(text), 4))
        FIGURES.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")
    Path(__file__).with_name("labels.md").write_text(page(kept()), encoding="utf-8")
