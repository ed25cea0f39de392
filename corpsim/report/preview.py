"""A world as one seed draws it: who there is, what the seat is told, what lies on its desk, what is coming."""

from rich.console import Console
from rich.table import Table

from corpsim.label import TAXONOMY
from corpsim.records import Plan
from corpsim.report.safe import line, plain, safe
from corpsim.report.telling import tell
from corpsim.report.transcript import fold, section
from corpsim.scenario import Scenario
from corpsim.world import World

MOST = 60


def print_preview(console: Console, scenario: Scenario, *, headcount: int, full: bool = False) -> None:
    """The scenario on a few screens; `headcount` is the number of employees."""
    world = scenario.world
    firm = world.company
    console.print(safe(f"{firm.name} · {firm.industry}, {firm.product} · {firm.city} · seed {world.seed}", "head"))
    console.print(safe(" ".join(f"{factor}={level}" for factor, level in world.condition.items()), "quiet"))
    console.print(section(f"cast, in a company of {headcount:,} employees"))
    console.print(_cast(world))
    console.print(section("briefing"))
    console.print(fold(safe(scenario.briefing.strip()), 24, full=full))
    console.print(section("on the seat's desk"))
    console.print(_inbox(world))
    console.print(section("coming"))
    console.print(_coming(world))
    console.print(section("objective"))
    console.print(safe(scenario.objective.intent))
    for milestone in scenario.objective.milestones:
        console.print(safe(f"{milestone.weight:>5.2f}  {milestone.id}: {milestone.title}"))
    console.print(section("labels"))
    console.print(_labels(scenario))


def _labels(scenario: Scenario) -> Table:
    """The labels this world decides, and the witnesses of this condition that raise them."""
    table = _table("label", "raised by")
    for name in (name for name in TAXONOMY if name in {detector.name for detector in scenario.detectors}):
        raising = [witness.name for witness in scenario.witnesses if name in witness.raises]
        table.add_row(name, safe(", ".join(raising) or "no witness under this condition"))
    return table


def _cast(world: World) -> Table:
    table = _table("role", "name", "address", "title")
    for role, person in world.cast.items():
        table.add_row(plain(role), safe(person.name), safe(person.email), safe(person.title or person.kind))
    return table


def _inbox(world: World) -> Table:
    table = _table("mail", "time", "from", "subject")
    for mail_id in world.mailboxes.get(world.seat, ())[-MOST:]:
        mail = world.mails[mail_id]
        sender = world.people.get(mail.sender)
        when = f"{world.time(mail.at):%a %d %b %H:%M}"
        table.add_row(mail.id, when, safe(sender.name if sender else mail.sender), safe(line(mail.subject, 80)))
    return table


def _coming(world: World) -> Table:
    table = _table("time", "who", "what")
    for plan in sorted(world.coming, key=lambda plan: plan.due)[:MOST]:
        table.add_row(f"{world.time(plan.due):%H:%M}", plain(plan.who), safe(_plan(plan)))
    return table


def _plan(plan: Plan) -> str:
    if plan.happening is not None:
        return tell(plan.happening).line
    subject = str(plan.args.get("subject") or plan.args.get("text") or "")
    return line(f"{plan.tool} {', '.join(map(str, plan.args.get('to', ())))} {subject}", 100)


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="quiet")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
