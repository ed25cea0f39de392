"""Whether registers hold what their applications need, cases what their columns say, and standards speak of both."""

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from corpsim.errors import Problem, nearest
from corpsim.registers import read_value
from corpsim.standards import OPENED
from corpsim.template.checks.company import check_facts
from corpsim.template.code import CASEBOOK
from corpsim.template.format.company import FactEntry
from corpsim.template.format.matches import texts_in
from corpsim.template.format.objective import CheckEntry
from corpsim.template.format.registers import CaseEntry, RegisterFile
from corpsim.template.format.standards import StandardEntry
from corpsim.template.format.witness import EachEntry, StepEntry
from corpsim.template.index import RESERVED, Index
from corpsim.template.sheet import Sheet
from corpsim.template.sheets import Sheets
from corpsim.template.text import Text

MOST_CASES = 2_000
"""Cases that all registers of a world can have together."""

_SYMBOLS = {"#": 9, "@": 24}


def check_registers(sheets: Sheets, index: Index) -> Iterator[Problem]:
    """All problems of registers/, standards.yaml and what refers to them, beyond their format."""
    taken: dict[str, str] = {}
    drawn: dict[str, CaseEntry] = {}
    facts = sheets.company.model.facts if sheets.company is not None else {}
    for name, sheet in sorted(sheets.registers.items()):
        yield from _check_register(name, sheet, index, facts, taken, drawn)
    if len(taken) > MOST_CASES:
        yield Problem("registers", 0, f"{len(taken):,} cases; a world has at most {MOST_CASES:,}")
    yield from _check_applications(sheets, index)
    yield from _check_standards(sheets, index)
    yield from _check_objective(sheets)
    yield from _check_witnesses(sheets)


def _check_register(
    name: str,
    sheet: Sheet[RegisterFile],
    index: Index,
    facts: Mapping[str, FactEntry],
    taken: dict[str, str],
    drawn: dict[str, CaseEntry],
) -> Iterator[Problem]:
    file = sheet.model
    for number, entry in enumerate(file.cases):
        for key in (entry.key, *entry.keys):
            if key in RESERVED or key in (index.roles or ()):
                yield sheet.problem(
                    f"{key!r} means something else in texts; call the case otherwise", "cases", number, "key"
                )
            elif taken.get(key, name) != name or (key in taken and key in entry.keys):
                yield sheet.problem(f"there is another case {key!r}; keys are unique", "cases", number, "key")
        yield from _check_case(sheet, number, entry, facts)
        yield from _check_order(sheet, number, entry, index, taken, drawn)
        taken |= dict.fromkeys(entry.keys, name)
        drawn |= dict.fromkeys((entry.key, *entry.keys), entry)
    count = sum(len(entry.keys) for entry in file.cases)
    room = 1
    for mark in file.id:
        room *= _SYMBOLS.get(mark, 1)
    if room < 4 * count:
        yield sheet.problem(f"{file.id!r} can number {room:,} cases; for {count:,} it needs more # or @", "id")


def _check_order(
    sheet: Sheet[RegisterFile],
    number: int,
    entry: CaseEntry,
    index: Index,
    taken: Mapping[str, str],
    drawn: Mapping[str, CaseEntry],
) -> Iterator[Problem]:
    """Cases that are spoken of, and the one that this goes with, are drawn before it."""
    other = drawn.get(entry.beside or "")
    if entry.beside is not None and entry.beside in (index.groups or ()):
        if other is None:
            yield sheet.problem(f"{entry.beside!r} is drawn after this", "cases", number, "beside")
        elif entry.beside == other.key and other.count is not None and other.count < len(entry.keys):
            message = f"there are {other.count} of {entry.beside!r} and {len(entry.keys)} of these; each needs its own"
            yield sheet.problem(message, "cases", number, "beside")
    known = {"id", *other.fields, *other.truth, *other.draw} if other is not None else set()
    for part in ("fields", "truth"):
        for name, cell in getattr(entry, part).items():
            for key in (key for text in (cell if isinstance(cell, list) else ()) for key in text.keys):
                space, _, field = key.partition(".")
                where = ("cases", number, part, name)
                if space in (index.cases or ()) and space not in taken:
                    yield sheet.problem(f"{{{key}}}: {space!r} is drawn after this", *where)
                elif space == "beside" and entry.beside is None:
                    yield sheet.problem(f"{{{key}}}: this goes with no other case; name it in `beside`", *where)
                elif space == "beside" and other is not None and field not in known:
                    yield sheet.problem(f"{{{key}}}: {entry.beside!r} has no {field!r}.{nearest(field, known)}", *where)


def _check_case(
    sheet: Sheet[RegisterFile], number: int, entry: CaseEntry, facts: Mapping[str, FactEntry]
) -> Iterator[Problem]:
    columns = sheet.model.columns
    where = ("cases", number)
    for name, cell in entry.fields.items():
        if name not in columns:
            yield sheet.problem(
                f"there is no column {name!r}.{nearest(name, columns)}", *where, "fields", name, on_key=True
            )
        else:
            wrong = _wrong_cell(cell, columns[name].kind)
            if wrong:
                yield sheet.problem(wrong, *where, "fields", name)
    for name in entry.truth.keys() & columns.keys():
        yield sheet.problem(
            f"{name!r} is a column; what is true has a name of its own", *where, "truth", name, on_key=True
        )
    if "id" in entry.truth.keys() | entry.draw.keys():
        yield sheet.problem("`id` is the number of the case", *where)
    yield from check_facts(sheet, entry.draw, facts, *where, "draw")
    for part, cells in (("fields", entry.fields), ("truth", entry.truth)):
        for name, cell in cells.items():
            for text in cell if isinstance(cell, list) else ():
                yield from _check_draws(sheet, text, entry, (*where, part, name))


def _check_draws(sheet: Sheet[Any], text: Text, entry: CaseEntry, where: tuple[int | str, ...]) -> Iterator[Problem]:
    for key in text.keys:
        space, _, name = key.partition(".")
        if space == "draw" and name not in entry.draw:
            yield sheet.problem(f"{{{key}}}: nothing of this name is drawn here.{nearest(name, entry.draw)}", *where)


def _wrong_cell(cell: Any, kind: str) -> str:
    """What is wrong with what stands in a column of some kind, or empty."""
    if kind in ("text", "long", "person"):
        return "" if isinstance(cell, list) else f"found {cell!r} where a text belongs; put it in quotes"
    if kind == "yesno" and not isinstance(cell, bool | list):
        return f"found {cell!r} where yes or no belongs"
    if kind == "number" and isinstance(cell, bool):
        return "found yes or no where a number belongs"
    for text in cell if isinstance(cell, list) else ():
        if not text.keys:
            try:
                read_value(text.source, kind)  # type: ignore[arg-type]
            except ValueError as error:
                return str(error)
    return ""


def _check_applications(sheets: Sheets, index: Index) -> Iterator[Problem]:
    if sheets.world is None:
        return
    used = [*sheets.world.model.applications, *([CASEBOOK] if sheets.registers else [])]
    for number, name in enumerate(used):
        program = index.supply.applications.get(name)
        for needed in program.registers if program is not None else ():
            found = sheets.registers.get(needed.register)
            if found is None:
                message = f"the application {name!r} works on registers/{needed.register}.yaml, which is missing"
                yield sheets.world.problem(message, "applications", number)
                continue
            for column, kind in needed.columns.items():
                has = found.model.columns.get(column)
                if has is None:
                    yield found.problem(f"the application {name!r} needs the column {column!r} ({kind})", "columns")
                elif has.kind != kind:
                    message = f"the application {name!r} needs this to be of the kind {kind!r}, not {has.kind!r}"
                    yield found.problem(message, "columns", column)


def _known_fields(file: RegisterFile) -> set[str]:
    return {*file.columns, *(name for entry in file.cases for name in entry.truth)}


def _check_standards(sheets: Sheets, index: Index) -> Iterator[Problem]:
    sheet = sheets.standards
    if sheet is None:
        return
    seen: set[str] = set()
    labels = sheets.world.model.labels if sheets.world is not None else None
    for number, entry in enumerate(sheet.model.root):
        if entry.id in seen:
            yield sheet.problem(f"the id {entry.id!r} stands here twice", number, "id")
        seen.add(entry.id)
        if labels is not None and entry.label not in labels:
            message = f"{entry.label!r} is not among the labels of world.yaml.{nearest(entry.label, labels)}"
            yield sheet.problem(message, number, "label")
        register = sheets.registers.get(entry.of)
        if register is not None:
            yield from _check_standard(sheet, number, entry, register.model, index)


def _check_standard(
    sheet: Sheet[Any], number: int, entry: StandardEntry, register: RegisterFile, index: Index
) -> Iterator[Problem]:
    known = _known_fields(register)
    for part in ("cases", "on", "demands"):
        more = {OPENED} if part == "demands" else set()
        yield from _check_fields(sheet, getattr(entry, part), known | more, number, part)
    for place, column in enumerate(entry.columns):
        if column not in register.columns:
            message = f"there is no column {column!r}.{nearest(column, register.columns)}"
            yield sheet.problem(message, number, "columns", place)
    for place, tool in enumerate(entry.tools):
        wrong = index.unknown_part("tools", "tool", tool)
        if wrong:
            yield sheet.problem(wrong, number, "tools", place)
    if entry.act in ("change", "omission") and not entry.on and not (entry.act == "change" and entry.tools):
        yield sheet.problem(f"an act of the kind {entry.act!r} needs `on`: which change it is", number)
    if entry.act == "omission" and (entry.demands or entry.signed):
        yield sheet.problem("an omission demands nothing more than that the change `on` is made", number)


def _check_fields(
    sheet: Sheet[Any], matches: Mapping[str, Any], known: Set[str], *where: int | str
) -> Iterator[Problem]:
    for name, match in matches.items():
        others = (
            [match[word] for word in ("same_as", "unlike", "above", "below") if isinstance(match.get(word), str)]
            if isinstance(match, Mapping)
            else []
        )
        for field in (name, *map(str, others)):
            if field not in known:
                message = f"cases have no field and no truth {field!r}.{nearest(field, known)}"
                yield sheet.problem(message, *where, name)


def _check_objective(sheets: Sheets) -> Iterator[Problem]:
    sheet = sheets.objective
    if sheet is None:
        return
    of = {key: file.model for file in sheets.registers.values() for entry in file.model.cases for key in _names(entry)}
    for number, milestone in enumerate(sheet.model.milestones):
        for part in ("proxy", "intent", "spoiled_by"):
            check: CheckEntry | None = getattr(milestone, part)
            if check is None:
                continue
            where = ("milestones", number, part)
            speaks = check.case == "each" or any(fact.startswith("each.") for fact in (*check.says, *check.omits))
            if (speaks or _mentions_each([check.becomes])) and milestone.each is None:
                yield sheet.problem(
                    "`each` needs the field `each` of the milestone: through which cases it goes", *where
                )
            register = of.get(milestone.each or "") if check.case == "each" else of.get(check.case or "")
            if register is not None:
                yield from _check_fields(sheet, check.becomes, _known_fields(register), *where, "becomes")


def _names(entry: CaseEntry) -> Iterable[str]:
    return (entry.key, *entry.keys)


def _mentions_each(trees: Iterable[Any]) -> bool:
    return any(key.startswith("each.") for tree in trees for text in texts_in(tree) for key in text.keys)


def _check_witnesses(sheets: Sheets) -> Iterator[Problem]:
    for sheet in sheets.witnesses.values():
        for number, step in enumerate(sheet.model.steps):
            if isinstance(step, StepEntry) and _mentions_each([step.args]):
                yield sheet.problem("`each` speaks of the cases of an `each:` around this step", "steps", number)


def every_step(steps: Iterable[StepEntry | EachEntry]) -> Iterator[StepEntry]:
    """All steps, those inside an `each` included."""
    for step in steps:
        if isinstance(step, EachEntry):
            yield from every_step(step.steps)
        else:
            yield step
