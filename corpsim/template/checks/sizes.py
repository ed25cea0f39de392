"""Whether the texts of a world stay texts once everything is filled in: what a placeholder stands for may be long, and
may have placeholders itself. The longest each text can become is added up here, and nothing is filled in for it."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from corpsim.errors import Problem
from corpsim.template.format.company import CompanyFile
from corpsim.template.format.people import PeopleFile
from corpsim.template.index import ROLE_FIELDS, SEAT
from corpsim.template.sheets import Sheets
from corpsim.template.text import Text

MOST_FILLED = 1_000_000
"""Characters one text can have, filled in."""

MOST_IN_ALL = 20_000_000
"""Characters all texts can have together, every variant counted."""

_USUAL = 200
"""Characters of anything drawn that is not looked up: a day, a code, an id."""


def check_sizes(sheets: Sheets) -> Iterator[Problem]:
    """The texts that could become too long, and whether all of them together could."""
    if sheets.company is None or sheets.people is None:
        return
    lengths = _lengths(sheets, sheets.company.model, sheets.people.model)
    left = MOST_IN_ALL
    for sheet in sheets.every():
        for where, text in _texts(sheet.model, ()):
            most = _longest(text, lengths)
            left -= most
            if most > MOST_FILLED:
                message = f"filled in, this can have {most:,} characters; a text has at most {MOST_FILLED:,}"
                yield sheet.problem(message, *where)
        if left < 0:
            yield Problem(".", 0, f"filled in, all texts can have more than {MOST_IN_ALL:,} characters together")
            return


def _longest(text: Text, lengths: Mapping[str, int]) -> int:
    return sum(map(len, text.literals)) + sum(lengths.get(key, _USUAL) for key in text.keys)


def _lengths(sheets: Sheets, company: CompanyFile, people: PeopleFile) -> dict[str, int]:
    """The longest each placeholder can become. Later ones are made of earlier ones."""
    name = max(len(pattern) + _USUAL * pattern.count("{") for pattern in company.names)
    found = {"company.name": name, "company.domain": name}
    for industry in company.industries:
        for word, meaning in industry.words.items():
            found[f"word.{word}"] = max(len(meaning), found.get(f"word.{word}", 0))
    for role, entry in people.roles.items():
        title = _longest(entry.title, found) if entry.title is not None else 0
        employer = _longest(entry.employer, found) if entry.employer is not None else 0
        found |= {f"{role}.{field}": 3 * _USUAL + employer + name for field in ROLE_FIELDS}
        found[f"{role}.title"] = title
    found |= {f"{SEAT}.{field}": max(found[f"{role}.{field}"] for role in people.roles) for field in ROLE_FIELDS}
    for phrase, wordings in company.phrases.items():
        found[f"phrase.{phrase}"] = max(_longest(wording, found) for wording in wordings)
    for case in (case for sheet in sheets.registers.values() for case in sheet.model.cases):
        for field, cell in (*case.fields.items(), *case.truth.items()):
            long = max(_longest(text, found) for text in cell) if isinstance(cell, list) and cell else _USUAL
            found |= {f"{key}.{field}": long for key in case.keys}
            found[f"each.{field}"] = max(long, found.get(f"each.{field}", 0))
    for factor, levels in (sheets.factors.model.root if sheets.factors is not None else {}).items():
        told = [*levels.doses, *(wording for wordings in levels.levels.values() for wording in wordings)]
        said = [_longest(wording, found) for wording in told]
        found[f"factor.{factor}"] = max(said)
    return found


def _texts(value: Any, where: tuple[int | str, ...]) -> Iterator[tuple[tuple[int | str, ...], Text]]:
    """Every text in a model, a list or a mapping, with its path."""
    if isinstance(value, Text):
        yield where, value
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            part = () if name == "root" else (field.alias or name,)
            yield from _texts(getattr(value, name), (*where, *part))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _texts(part, (*where, key))
    elif isinstance(value, list | tuple):
        for number, part in enumerate(value):
            yield from _texts(part, (*where, number))
