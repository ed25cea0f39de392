"""The registers of the company's applications, with the cases that the seed draws."""

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random
from typing import Any, NamedTuple

from corpsim.population.names import pool
from corpsim.registers import Case, Column, Register, Value, read_value, show_value
from corpsim.template.drawing.facts import Fact, day_fact, draw_fact
from corpsim.template.drawing.scribe import Scribe
from corpsim.template.format.company import CompanyFile
from corpsim.template.format.conditions import holds
from corpsim.template.format.registers import CaseEntry, DrawEntry, RegisterFile
from corpsim.template.template import Template
from corpsim.template.text import Text

MOST_TRIES = 200


class Drawn(NamedTuple):
    """A case under its key, and whether it is there under the condition."""

    key: str
    case: Case
    present: bool


def draw_registers(template: Template, scribe: Scribe) -> dict[str, Register]:
    """The registers by name. From here on texts can speak of all cases, and `each` of those that are there."""
    drawing = _Drawing(template, scribe)
    return {name: drawing.register(name, file) for name, file in sorted(template.registers.items())}


class _Drawing:
    """Cases being drawn; no two have the same number."""

    def __init__(self, template: Template, scribe: Scribe) -> None:
        self._company: CompanyFile = template.company
        self._scribe = scribe
        self._taken: set[str] = set()
        self._start: date = scribe.firm.start.date()

    def register(self, name: str, file: RegisterFile) -> Register:
        """A register, its cases in the order the seed gives them."""
        scribe = self._scribe
        kinds = {column: entry.kind for column, entry in file.columns.items()}
        columns = tuple(
            Column(
                column, e.kind, scribe.fill(e.about, "column", name, column) if e.about else "", e.private, e.editable
            )
            for column, e in file.columns.items()
        )
        drawn = [found for entry in file.cases for found in self._cases(name, file, entry, kinds)]
        present = [found.case for found in drawn if found.present]
        if file.shuffled:
            scribe.lots.stream("order", name).shuffle(present)
        grants = {scribe.group(group): level for group, level in file.grants.items()}
        cases = {case.id: case for case in present}
        return Register(
            name,
            columns,
            scribe.who(file.owner),
            grants,
            cases,
            scribe.fill(file.about, "about", name),
            tuple(file.copies.paths),
            tuple(map(scribe.who, file.copies.to)),
            file.copies.since.after(scribe.opens) if file.copies.since is not None else 0,
        )

    def _cases(self, name: str, file: RegisterFile, entry: CaseEntry, kinds: Mapping[str, Any]) -> Iterator[Drawn]:
        present = holds(entry.when, self._scribe.condition)
        for place, key in enumerate(entry.keys):
            if entry.beside is not None:
                self._scribe.turn_beside(entry.beside, place)
            number = self._number(file.id, name, key)
            facts = self._facts(key, entry.draw)
            values = {f"draw.{fact}": drawn.text for fact, drawn in facts.items()}
            fields = self._cells(entry.fields, kinds, values, name, key)
            truth = self._cells(entry.truth, {}, values, name, key)
            case = Case(number, name, fields, truth)
            shown = {**{n: f.text for n, f in facts.items()}, **_texts(truth), **_texts(fields), "id": number}
            self._scribe.learn_case(key, entry.key, case, shown, facts, present=present)
            yield Drawn(key, case, present)

    def _number(self, pattern: str, *purpose: str) -> str:
        dice = self._scribe.lots.stream("case", *purpose)
        for _ in range(MOST_TRIES):
            number = draw_fact(DrawEntry(code=pattern), self._company, {}, dice, self._start).text
            if number not in self._taken:
                break
        self._taken.add(number)
        return number

    def _facts(self, key: str, draws: Mapping[str, DrawEntry]) -> dict[str, Fact]:
        facts: dict[str, Fact] = {}
        for name, entry in draws.items():
            dice = self._scribe.lots.stream("case fact", key, name)
            known = {**self._scribe.firm.facts, **facts}
            facts[name] = self._fact(entry, known, dice, draws)
        return facts

    def _fact(self, entry: DrawEntry, known: Mapping[str, Fact], dice: Random, draws: Mapping[str, DrawEntry]) -> Fact:
        if entry.person:
            return self._name(dice)
        if entry.born is not None:
            return day_fact(date(dice.randint(*sorted(entry.born)), dice.randint(1, 12), dice.randint(1, 28)))
        return draw_fact(entry, self._company, known, dice, self._start, draws)

    def _name(self, dice: Random) -> Fact:
        """The name of somebody who is nobody of the company."""
        first, last = pool(dice.choice(self._company.locales)).draw(dice)
        text = f"{first.text} {last.text}"
        return Fact(text, (text,))

    def _cells(
        self, cells: Mapping[str, Any], kinds: Mapping[str, Any], values: Mapping[str, str], *purpose: str
    ) -> dict[str, Value]:
        return {name: self._cell(cell, kinds.get(name), values, (*purpose, name)) for name, cell in cells.items()}

    def _cell(self, cell: Any, kind: Any, values: Mapping[str, str], purpose: tuple[str, ...]) -> Value:
        if not isinstance(cell, list):
            value: Value = cell
            return value
        variants: list[Text] = cell
        text = self._scribe.write_with(values, variants, "cell", *purpose)
        if kind == "person":
            return self._scribe.who(text) if self._scribe.is_role(text) else text
        # A truth has no column to say what it is; a figure is one.
        return _guess(text) if kind is None else read_value(text, kind)


def _guess(text: str) -> Value:
    try:
        return read_value(text, "number")
    except ValueError:
        return text


def _texts(values: Mapping[str, Value]) -> dict[str, str]:
    return {name: show_value(value) for name, value in values.items()}
