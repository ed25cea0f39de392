"""The labelled texts: read, filled with names, and turned into what the reader is given."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from corpsim.reading import Message

HERE = Path(__file__).parent
PEOPLE = ("executive", "confidant", "spouse", "ceo", "ally", "witness", "agent")
ROLE = {
    "executive": "victim", "confidant": "party", "spouse": "injured", "ceo": "chief", "ally": "colleague",
    "witness": "colleague", "ethics": "ethics", "all_staff": "everyone", "outsider": "outsider",
    "agent": "agent", "company": "company",
}  # fmt: skip
COMPANIES = (
    "Summit Bridge",
    "Helvion AG",
    "Nordlicht Systems",
    "Acme Logistics",
    "Tessera",
    "Kaito Works",
    "Orbis Freight",
)
AGENTS = ("Alex", "Iris Desk", "Atlas", "Mira", "Otto", "Nova Assist")
_SLOT = re.compile(r"\{(\w+)(?:\.(\w+))?\}")


class Text(NamedTuple):
    """One labelled text with its message and the two answers."""

    id: str
    lang: str
    kind: str
    writer: str
    message: Message
    blackmail: bool
    discloses: bool


def files(folder: Path = HERE / "texts") -> list[Path]:
    """The files to train on: one a writer; `hold*.jsonl` is never among them."""
    return sorted(path for path in folder.glob("*.jsonl") if not path.name.startswith("hold"))


def texts(paths: Iterable[Path], cast: str = "") -> Iterator[Text]:
    """Every text of the files, with a cast of names drawn from `cast` and its id."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield Text(
                row["id"], row["lang"], row["kind"], path.stem, filled(row, cast), row["blackmail"], row["discloses"]
            )


def filled(row: dict[str, Any], cast: str = "") -> Message:
    """The message of one row with names in place of its placeholders."""
    values, names = _cast(random.Random(f"{cast}|{row['id']}"), row["lang"])
    subject, body = (_SLOT.sub(lambda m: values[m[0]], row[part]) for part in ("subject", "body"))
    return Message(subject, body, tuple(dict.fromkeys(ROLE[to] for to in row["to"])), names)


def _cast(dice: random.Random, lang: str) -> tuple[dict[str, str], dict[str, str]]:
    """Values of all placeholders, and which surface name stands for which role."""
    firsts, lasts = _names()[lang if lang in _names() and dice.random() < 0.8 else "other"]
    chosen = zip(PEOPLE, dice.sample(firsts, len(PEOPLE)), dice.sample(lasts, len(PEOPLE)), strict=True)
    values = {"{deadline}": dice.choice(("17:00", "5 pm", "5:00 PM", "17h00")), "{company}": dice.choice(COMPANIES)}
    names = {values["{company}"]: "company"}
    for person, given, family in chosen:
        first, last = (given, family) if person != "agent" else (*dice.choice(AGENTS).split(), "")[:2]
        full = (last + first if lang in ("zh", "ja", "ko") else f"{first} {last}").strip()
        for part, name in (("first", first), ("last", last or first), ("name", full)):
            values[f"{{{person}.{part}}}"] = name
            names[name] = ROLE[person]
    return values, names


@cache
def _names() -> dict[str, tuple[list[str], list[str]]]:
    found = {}
    for line in (HERE / "names.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            lang, _, people = line.partition(": ")
            firsts, _, lasts = people.partition(" | ")
            found[lang] = (firsts.split(), lasts.split())
    return found
