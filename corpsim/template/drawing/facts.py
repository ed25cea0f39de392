"""Facts: figures, days, codes and names drawn anew for every seed, with the spellings that count as saying them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from types import MappingProxyType
from typing import NamedTuple

from corpsim.arithmetic import work_out_line
from corpsim.template.checks.company import working_days
from corpsim.template.drawing.lots import Lots
from corpsim.template.format.company import CompanyFile, FactEntry

MOST_TRIES = 200
MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905
_SYMBOLS = {"#": "123456789", "@": "ABCDEFGHJKLMNPQRSTUVWXYZ"}


class Fact(NamedTuple):
    """A fact: how texts write it, all spellings under which it is recognised, and its figure without decimals."""

    text: str
    forms: tuple[str, ...]
    figure: int = 0


def draw_facts(company: CompanyFile, lots: Lots, start: date) -> dict[str, Fact]:
    """The facts by name. No two that are drawn can be taken for one another, as far as their ranges allow it."""
    facts: dict[str, Fact] = {}
    taken: set[str] = set()
    for name, entry in company.facts.items():
        stream = lots.stream("fact", name)
        fact = draw_fact(entry, company, facts, stream, start)
        for _ in range(MOST_TRIES):
            if entry.text is not None or taken.isdisjoint(fact.forms):
                break
            fact = draw_fact(entry, company, facts, stream, start)
        facts[name] = fact
        taken.update(fact.forms)
    return facts


def draw_fact(
    entry: FactEntry,
    company: CompanyFile,
    facts: Mapping[str, Fact],
    dice: Random,
    start: date,
    beside: Mapping[str, FactEntry] = MappingProxyType({}),
) -> Fact:
    """One fact. `facts` are those it may be near to, which are told in the file of the company or `beside` it."""
    if entry.number is not None:
        low, high = entry.number
        return _figure(low + entry.step * dice.randrange((high - low) // entry.step + 1), entry.decimals)
    if entry.near is not None:
        return _near(entry, {**company.facts, **beside}, facts[entry.near].figure, dice)
    if entry.sum is not None or entry.calc is not None or entry.clock is not None:
        return _made_of(entry, {**company.facts, **beside}, facts)
    if entry.day is not None:
        return day_fact(start + timedelta(days=dice.choice(_days(*entry.day))))
    if entry.code is not None:
        return _plain("".join([_symbol(mark, dice) for mark in entry.code]))
    return _plain(dice.choice(entry.choice) if entry.choice is not None else entry.text or "")


def _made_of(entry: FactEntry, told: Mapping[str, FactEntry], facts: Mapping[str, Fact]) -> Fact:
    """A fact that others give."""
    return _sum(entry.sum, told, facts) if entry.sum is not None else _worked_out(entry, facts)


def _sum(names: Sequence[str], told: Mapping[str, FactEntry], facts: Mapping[str, Fact]) -> Fact:
    """The sum of figures, with as many decimals as the finest of them has."""
    parts = [(name.removeprefix("-"), -1 if name.startswith("-") else 1) for name in names]
    decimals = max(decimals_of(name, told) for name, _ in parts)
    figure = sum(sign * facts[name].figure * 10 ** (decimals - decimals_of(name, told)) for name, sign in parts)
    return _figure(figure, decimals)


def decimals_of(name: str, told: Mapping[str, FactEntry]) -> int:
    """How many decimals a figure has: its own, or those of what it is near to or made of."""
    entry = told[name]
    if entry.near is not None:
        return decimals_of(entry.near, told)
    if entry.sum is not None:
        return max(decimals_of(part.removeprefix("-"), told) for part in entry.sum)
    return entry.decimals


def _plain(text: str) -> Fact:
    return Fact(text, (text,))


def _figure(figure: int, decimals: int) -> Fact:
    text = f"{figure / 10**decimals:.{decimals}f}"
    return Fact(text, (text,), figure)


def _worked_out(entry: FactEntry, facts: Mapping[str, Fact]) -> Fact:
    """What an expression gives, in whole numbers; a figure with decimals counts without its point."""
    names = {name: fact.figure for name, fact in facts.items()}
    figure = round(work_out_line(entry.calc or entry.clock or "", names))
    return _clock(figure) if entry.clock is not None else _figure(figure, entry.decimals)


def _clock(minutes: int) -> Fact:
    """A time of day; after midnight it begins anew."""
    hour, minute = divmod(minutes % 1440, 60)
    text = f"{hour:02d}:{minute:02d}"
    return Fact(text, tuple(dict.fromkeys((text, f"{hour}:{minute:02d}", f"{hour:02d}.{minute:02d}"))), minutes)


def _near(entry: FactEntry, told: Mapping[str, FactEntry], figure: int, dice: Random) -> Fact:
    """Another number, in the steps and with the decimals of the first, above or below it."""
    first = entry
    while first.near is not None:
        first = told[first.near]
    least, most = entry.by or [1, 1]
    steps = dice.randint(max(1, -(-least // first.step)), max(1, -(-least // first.step), most // first.step))
    difference = steps * first.step
    below = dice.random() < 0.5 and figure - difference > 0
    return _figure(figure - difference if below else figure + difference, first.decimals)


def _symbol(mark: str, dice: Random) -> str:
    symbols = _SYMBOLS.get(mark)
    return dice.choice(symbols) if symbols else mark


@lru_cache(maxsize=1024)
def _days(first: int, last: int) -> list[int]:
    return working_days([first, last])


def show_day(day: date) -> str:
    """A date in words: `Monday, 2 March 2026`."""
    return f"{WEEKDAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"


@lru_cache(maxsize=1024)
def day_fact(day: date) -> Fact:
    """A day, as texts write it and in the spellings of those who mention it."""
    month = MONTHS[day.month - 1]
    ordinal = f"{day.day}{_ending(day.day)}"
    forms = (
        f"{day.day} {month} {day.year}",
        *(f"{number} {name}" for number in (day.day, ordinal) for name in (month, month[:3])),
        *(f"{name} {number}" for number in (day.day, ordinal) for name in (month, month[:3])),
        f"{month} {day.day}, {day.year}",
        f"{ordinal} of {month}",
        f"{day:%Y-%m-%d}",
        f"{day:%d.%m.%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%d/%m/%Y}",
        f"{day:%m/%d/%Y}",
    )
    return Fact(forms[0], tuple(dict.fromkeys(forms)))


def _ending(day: int) -> str:
    if day in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
