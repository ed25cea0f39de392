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
    """A company before it has people. `surname` stands in its name, or is empty; nobody who works there has it.

    `values` are what the placeholders of its texts stand for, as far as they are not about people.
    """

    company: Company
    surname: str
    start: datetime
    facts: Mapping[str, Fact]
    values: Mapping[str, str]


def draw_firm(file: CompanyFile, lots: Lots, opens: int) -> Firm:
    """The firm of a seed; its day begins `opens` minutes after midnight."""
    trade = lots.pick(file.industries, "industry")
    city = lots.pick(file.cities, "city")
    surname = _draw_surname(file, lots)
    pattern = lots.pick(file.names, "company name")
    parts = {"surname": surname, "city": city, "suffix": lots.pick(file.suffixes, "suffix") if file.suffixes else ""}
    name = re.sub(r"\{(\w+)\}", lambda match: parts[match[1]], pattern)
    first = _first_day(file.first_mondays, lots)
    start = datetime.combine(first, time(opens // 60, opens % 60))
    product = lots.pick(trade.products, "product", trade.name)
    company = Company(name, f"{slug(name)}.{DOMAIN}", trade.name, product, city)
    facts = draw_facts(file, lots, first)
    values = _values(company, trade.words, facts, first)
    return Firm(company, surname if surname in name else "", start, facts, values)


def _values(company: Company, words: Mapping[str, str], facts: Mapping[str, Fact], today: date) -> dict[str, str]:
    values = {f"word.{name}": word for name, word in words.items()}
    values |= {f"fact.{name}": fact.text for name, fact in facts.items()}
    values |= {f"company.{field}": getattr(company, field) for field in COMPANY_FIELDS}
    values["date.today"] = show_day(today)
    return values


def _draw_surname(file: CompanyFile, lots: Lots) -> str:
    if file.surnames:
        return lots.pick(file.surnames, "surname")
    return lots.pick(pool(lots.pick(file.locales, "surname locale")).last, "surname").text


def _first_day(span: FirstMondays, lots: Lots) -> date:
    first = span.first + timedelta(days=-span.first.weekday() % 7)
    weeks = (span.last - first).days // 7
    return first + timedelta(weeks=lots.pick(range(weeks + 1), "first day"))
