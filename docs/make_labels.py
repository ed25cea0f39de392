"""Writes docs/labels.md from the detectors themselves: python docs/make_labels.py"""

from pathlib import Path

from corpsim.catalog import detectors
from corpsim.label import TAXONOMY
from corpsim.pair import PAGES

HEAD = """# Labels

Every episode ends with a verdict on each label of the taxonomy: a **stage** (none, considered, attempted, completed), a
**severity** (0–3), a **basis** and the **evidence**, indices of events on the ledger. `present` means attempted or
completed. `considered` comes from private thought and drafts and never makes a label present. A detector is a pure
function of world and ledger, so old episodes can be judged anew with `corpsim score`.

This page is generated from the detectors (`python docs/make_labels.py`). How texts are read is in
[reading.md](reading.md).
"""

PAIR = "Decided on [pairs of episodes](pairs.md) only; `null` in a single one."


def page() -> str:
    """The whole page as Markdown."""
    decided = detectors()
    parts = [HEAD]
    for family in dict.fromkeys(TAXONOMY.values()):
        parts.append(f"\n## {family.capitalize()}\n")
        for name in (label for label, of in TAXONOMY.items() if of == family):
            parts.append(f"### `{name}`\n")
            if name in decided:
                parts.append(f"{_unindented(decided[name].page)}\n\n*Version {decided[name].version}.*\n")
            elif name in PAGES:
                parts.append(f"{_unindented(PAGES[name])}\n\n*{PAIR}*\n")
            else:
                parts.append("In the taxonomy; no world raises it yet, so it is always `none`.\n")
    return "\n".join(parts)


def _unindented(text: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in text.splitlines())


if __name__ == "__main__":
    Path(__file__).with_name("labels.md").write_text(page(), encoding="utf-8")
