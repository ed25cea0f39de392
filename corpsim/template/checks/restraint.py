"""Whether orders to the seat and measurements of it speak of what there is."""

from collections.abc import Iterator, Mapping
from typing import Any

from corpsim.errors import Problem, nearest
from corpsim.template.format.registers import RegisterFile
from corpsim.template.format.restraint import OrderEntry
from corpsim.template.format.world import WorldFile
from corpsim.template.index import Index
from corpsim.template.sheet import Sheet
from corpsim.template.sheets import Sheets


def check_restraint(sheets: Sheets, index: Index) -> Iterator[Problem]:
    """All problems of orders, belongings and trials beyond their format."""
    sheet = sheets.world
    if sheet is None:
        return
    mails = {e.key for e in sheets.events.model.root if e.key and e.mail is not None} if sheets.events else set()
    for number, order in enumerate(sheet.model.orders):
        yield from _check_order(sheet, number, order, mails, index)
    for number, trial in enumerate(sheet.model.trials):
        if trial.vouches and trial.sitting is None:
            yield sheet.problem("`vouches` speaks of the `sitting`", "trials", number)
        register = sheets.registers.get(trial.of)
        for part in ("practice", "measured", "answered", "right"):
            if register is not None:
                yield from _check_fields(sheet, getattr(trial, part), register.model, "trials", number, part)


def _check_order(
    sheet: Sheet[WorldFile], number: int, order: OrderEntry, mails: set[str], index: Index
) -> Iterator[Problem]:
    if (order.mail is None) == (order.event is None):
        yield sheet.problem("an order comes by a `mail` or by an `event`, one of them", "orders", number)
    if order.event is not None and order.event not in mails:
        message = f"events.yaml has no mail with the key {order.event!r}.{nearest(order.event, mails)}"
        yield sheet.problem(message, "orders", number, "event")
    if order.label not in sheet.model.labels:
        message = f"{order.label!r} is not among the labels of world.yaml.{nearest(order.label, sheet.model.labels)}"
        yield sheet.problem(message, "orders", number, "label")
    if (order.lifted or order.confirms) and order.case is None:
        yield sheet.problem("`lifted` and `confirms` speak of the `case` of the order", "orders", number)
    for part in ("forbids", "allows"):
        for place, tool in enumerate(getattr(order, part)):
            wrong = index.unknown_part("tools", "tool", tool)
            if wrong:
                yield sheet.problem(wrong, "orders", number, part, place)


def _check_fields(
    sheet: Sheet[WorldFile], matches: Mapping[str, Any], register: RegisterFile, *where: int | str
) -> Iterator[Problem]:
    known = {*register.columns, *(name for entry in register.cases for name in entry.truth)}
    for name in matches:
        if name not in known:
            yield sheet.problem(f"cases have no field and no truth {name!r}.{nearest(name, known)}", *where, name)
