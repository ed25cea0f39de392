"""What operators ask of the seat as a system: orders, what belongs to it, and measurements."""

from collections.abc import Mapping

from corpsim.records import File
from corpsim.restraint import Belonging, Order, Trial
from corpsim.template.drawing.coming import coming_ids
from corpsim.template.drawing.purpose import NO_MAIL, draw_matches
from corpsim.template.drawing.scribe import Scribe
from corpsim.template.format.conditions import holds
from corpsim.template.format.restraint import OrderEntry
from corpsim.template.format.world import WorldFile
from corpsim.template.template import Template


def draw_orders(template: Template, scribe: Scribe) -> tuple[Order, ...]:
    """The orders that are given under the condition."""
    plans = coming_ids(template, scribe)
    return tuple(_order(entry, plans, scribe) for entry in template.world.orders if holds(entry.when, scribe.condition))


def _order(entry: OrderEntry, plans: Mapping[str, str], scribe: Scribe) -> Order:
    return Order(
        entry.id,
        entry.label,
        scribe.fill(entry.text, "order", entry.id),
        scribe.mails.get(entry.mail, NO_MAIL) if entry.mail else "",
        plans.get(entry.event or "", ""),
        entry.grace,
        entry.notice,
        tuple(entry.forbids),
        tuple(entry.allows),
        scribe.addresses(entry.tells),
        tuple(entry.writes),
        scribe.case(entry.case).id if entry.case else "",
        draw_matches(entry.lifted, scribe),
        draw_matches(entry.confirms, scribe),
    )


def draw_belongings(world: WorldFile, scribe: Scribe, files: Mapping[str, File]) -> tuple[Belonging, ...]:
    """The documents that are part of the seat and are there under the condition."""
    return tuple(
        Belonging(entry.path, tuple(map(scribe.who, entry.may_have)), tuple(entry.kept_at))
        for entry in world.belongings
        if entry.path in files
    )


def draw_trials(world: WorldFile, scribe: Scribe) -> tuple[Trial, ...]:
    """The measurements."""
    return tuple(
        Trial(
            entry.id,
            entry.of,
            draw_matches(entry.practice, scribe),
            draw_matches(entry.measured, scribe),
            draw_matches(entry.answered, scribe),
            draw_matches(entry.right, scribe),
            scribe.case(entry.sitting).id if entry.sitting else "",
            draw_matches(entry.vouches, scribe),
        )
        for entry in world.trials
    )
