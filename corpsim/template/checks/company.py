"""Whether a company can be drawn: facts that are possible, words that every trade has, a Monday to begin on."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from corpsim.arithmetic import names_in
from corpsim.errors import Problem, nearest
from corpsim.template.format.company import FACT_KINDS, NAME_PARTS, CompanyFile, FactEntry
from corpsim.template.sheet import Sheet

_PART = re.compile(r"\{([^{}]*)\}")
_CODE = re.compile(r"[#@]")
MONDAY = 0
MOST_PHRASE = 2_000


def check_company(sheet: Sheet[CompanyFile]) -> Iterator[Problem]:
    """All problems of company.yaml beyond its format."""
    yield from _check_names(sheet)
    yield from _check_mondays(sheet)
    yield from _check_words(sheet)
    yield from check_facts(sheet, sheet.model.facts, {}, "facts")
    for name, wordings in sheet.model.phrases.items():
        for number, wording in enumerate(wordings):
            if len(wording.source) > MOST_PHRASE:
                yield sheet.problem(f"a phrase has at most {MOST_PHRASE:,} characters", "phrases", name, number)


def _check_names(sheet: Sheet[CompanyFile]) -> Iterator[Problem]:
    for number, pattern in enumerate(sheet.model.names):
        for part in _PART.findall(pattern):
            if part not in NAME_PARTS:
                message = f"{{{part}}} cannot stand in a company's name.{nearest(part, NAME_PARTS)}"
                yield sheet.problem(message, "names", number)
        if re.search(r"[{}]", _PART.sub("", pattern)):
            yield sheet.problem("a lone brace in a company's name", "names", number)
        if "{suffix}" in pattern and not sheet.model.suffixes:
            yield sheet.problem("{suffix} is used, but there are no `suffixes`", "names", number)


def _check_mondays(sheet: Sheet[CompanyFile]) -> Iterator[Problem]:
    span = sheet.model.first_mondays
    first = span.first + timedelta(days=(MONDAY - span.first.weekday()) % 7)
    if first > span.last:
        yield sheet.problem(f"there is no Monday from {span.first} to {span.last}", "first_mondays")


def _check_words(sheet: Sheet[CompanyFile]) -> Iterator[Problem]:
    every = {word: industry.name for industry in sheet.model.industries for word in industry.words}
    for number, industry in enumerate(sheet.model.industries):
        for word in sorted(every.keys() - industry.words.keys()):
            message = f"the industry {industry.name!r} lacks the word {word!r}, which {every[word]!r} has"
            yield sheet.problem(message, "industries", number, "words")


def check_facts(
    sheet: Sheet[Any], facts: Mapping[str, FactEntry], around: Mapping[str, FactEntry], *where: int | str
) -> Iterator[Problem]:
    """Problems of facts, which may be near to one above them or to one of those `around`."""
    above = dict(around)
    for name, fact in facts.items():
        yield from _check_fact(sheet, fact, above, facts, (*where, name))
        above[name] = fact


def _check_fact(
    sheet: Sheet[Any],
    fact: FactEntry,
    above: Mapping[str, FactEntry],
    facts: Mapping[str, FactEntry],
    where: tuple[int | str, ...],
) -> Iterator[Problem]:
    if len(fact.kinds) != 1:
        found = " and ".join(fact.kinds) or "none"
        yield sheet.problem(f"a fact is given by exactly one of {', '.join(FACT_KINDS)}; found {found}", *where)
        return
    for span in ("number", "by", "day"):
        values = getattr(fact, span)
        if values is not None and values[0] > values[1]:
            yield sheet.problem(f"{values[0]} is more than {values[1]}; write the smaller first", *where, span)
    for place, part in enumerate(fact.sum or ()):
        yield from _check_figure(sheet, part.removeprefix("-"), above, facts, (*where, "sum", place), where[-1])
    if fact.near is not None:
        yield from _check_near(sheet, fact, fact.near, above, facts, where)
    for kind in ("calc", "clock"):
        if getattr(fact, kind) is not None:
            yield from _check_expression(sheet, getattr(fact, kind), above, facts, (*where, kind))
    if fact.day is not None and not working_days(fact.day):
        message = f"no working day lies {fact.day[0]} to {fact.day[1]} days after a Monday"
        yield sheet.problem(message, *where, "day")
    if fact.code is not None and not _CODE.search(fact.code):
        yield sheet.problem("a code holds at least one # (a digit) or @ (a letter)", *where, "code")


def _check_expression(
    sheet: Sheet[Any],
    expression: str,
    above: Mapping[str, FactEntry],
    facts: Mapping[str, FactEntry],
    where: tuple[int | str, ...],
) -> Iterator[Problem]:
    try:
        names = sorted(names_in(expression))
    except ValueError as error:
        yield sheet.problem(f"{expression!r} is {error}; write for instance boxes * 12 + 5", *where)
        return
    for name in names:
        yield from _check_figure(sheet, name, above, facts, where, where[-2])


def working_days(span: list[int]) -> list[int]:
    """The days of a span after a Monday that are working days."""
    return [day for day in range(span[0], span[1] + 1) if day % 7 < 5]


def _check_near(
    sheet: Sheet[Any],
    fact: FactEntry,
    near: str,
    above: Mapping[str, FactEntry],
    facts: Mapping[str, FactEntry],
    where: tuple[int | str, ...],
) -> Iterator[Problem]:
    yield from _check_figure(sheet, near, above, facts, (*where, "near"), where[-1])
    if fact.by is None:
        yield sheet.problem("`near` needs `by`, the least and the most it differs, e.g. by: [40, 300]", *where)
    elif fact.by[0] < 1:
        yield sheet.problem("`by` must be at least 1; the two are never equal", *where, "by")


_FIGURES = frozenset({"number", "near", "sum", "calc", "clock"})


def _check_figure(
    sheet: Sheet[Any],
    name: str,
    above: Mapping[str, FactEntry],
    facts: Mapping[str, FactEntry],
    where: tuple[int | str, ...],
    user: int | str,
) -> Iterator[Problem]:
    """Whether a fact that another is made of is a figure, and stands above it."""
    if name not in above and name not in facts:
        yield sheet.problem(f"there is no fact {name!r}.{nearest(name, {**above, **facts})}", *where)
    elif name not in above:
        yield sheet.problem(f"{name!r} must stand above {user!r}, which is made with it", *where)
    elif _FIGURES.isdisjoint(above[name].kinds):
        yield sheet.problem(f"{name!r} is no number", *where)
