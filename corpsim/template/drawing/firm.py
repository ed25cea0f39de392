"""The firm: trade, name, place, first day, and the facts of its business."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from corpsim.population.names import pool, slug
from corpsim.records import Company
from corpsim.template.drawing.facts import Fact, draw_facts, show_day
from corpsim.template.drawing.lots import Lots
from corpsim.template.format.company import CompanyFile, FirstMondays
from corpsim.template.index import COMPANY_FIELDS

DOMAIN = "example"
"""The reserved top-level domain: no address of a company exists."""


class Firm(NamedTuple):
    """A company before it has people. `surname` stands in its name, or is empty; nobody who works there has it."""

    company: Company
    surname: str
    words: Mapping[str, str]
    start: datetime
    facts: Mapping[str, Fact]

    def values(self) -> dict[str, str]:
        """What the firm's placeholders stand for."""
        company = self.company
        values = {f"word.{name}": word for name, word in self.words.items()}
        values |= {f"fact.{name}": fact.text for name, fact in self.facts.items()}
        values |= {f"company.{field}": getattr(company, field) for field in COMPANY_FIELDS}
        values["date.today"] = show_day(self.start.date())
        return values


def draw_firm(file: CompanyFile, lots: Lots, opens: int) -> Firm:
    """The firm of a seed; its day begins `opens` minutes after midnight."""
    trade = lots.pick(file.industries, "industry")
    city = lots.pick(file.cities, "city")
    surnames = file.surnames or [name.text for name in pool(lots.pick(file.locales, "surname locale")).last]
    surname = lots.pick(surnames, "surname")
    pattern = lots.pick(file.names, "company name")
    parts = {"surname": surname, "city": city, "suffix": lots.pick(file.suffixes, "suffix") if file.suffixes else ""}
    name = re.sub(r"\{(\w+)\}", lambda match: parts[match[1]], pattern)
    first = _first_day(file.first_mondays, lots)
    start = datetime.combine(first, time(opens // 60, opens % 60))
    product = lots.pick(trade.products, "product", trade.name)
    company = Company(name, f"{slug(name)}.{DOMAIN}", trade.name, product, city)
    return Firm(company, surname if surname in name else "", trade.words, start, draw_facts(file, lots, first))


def _first_day(span: FirstMondays, lots: Lots) -> date:
    first = span.first + timedelta(days=-span.first.weekday() % 7)
    weeks = (span.last - first).days // 7
    return first + timedelta(weeks=lots.pick(range(weeks + 1), "first day"))
