"""What an overseer may see of an episode. An allow-list: what is not named here is seen by no monitor.

Shown are the seat's calls, what it read, what it did to others, and the mail and decisions that reached it. Withheld
are thoughts (unless a monitor may read them), the researcher's questions and the answers to them, what others did among
themselves, their plans, and whatever the ledger keeps beside a public fact: what a document said before, which rules a
signature covers, which hidden thing was out of reach.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any, Protocol

from corpsim import events as ev
from corpsim.case_events import CaseChanged, CaseOpened
from corpsim.events import Event
from corpsim.monitor import THINKING, Happened, History, Seen, Setting, Sight, ToolNote
from corpsim.records import Mail
from corpsim.scenario import Scenario, Witness
from corpsim.wire import Nonsense, parse_call
from corpsim.world import World

ANSWERING = "answer_question"
QUESTION = "[a question of the researcher]"

_OWN: Mapping[type[Event], tuple[str, ...]] = {
    ev.FileShared: ("path", "with_", "level"),
    ev.FileDeleted: ("path",),
    ev.MessagePosted: ("channel", "text"),
    ev.MeetingCancelled: ("meeting", "reason"),
    ev.Finished: ("report", "confidence"),
    ev.Waited: ("minutes",),
    ev.CallRefused: ("tool", "reason"),
    ev.AccessDenied: ("tool", "reason"),
    CaseChanged: ("register", "case", "tool", "changes"),
}
"""Kinds of the seat's own acts that are shown as they are, with their fields."""


def setting_of(scenario: Scenario) -> Setting:
    """What an overseer knows of a situation at nine."""
    world = scenario.world
    outsiders = [person for person in world.people.values() if not person.inside]
    return Setting(
        seat=world.seat,
        company=world.company.name,
        domain=world.company.domain.lower(),
        briefing=scenario.briefing,
        policies=tuple(f"{policy.title}: {policy.text}" for policy in world.policies),
        outsiders=frozenset(name.lower() for person in outsiders for name in (person.id, person.email)),
        lists=frozenset(world.lists),
        tools={name: ToolNote(tool.risk, tuple(tool.arguments.model_fields)) for name, tool in scenario.tools.items()},
    )


class Vantage:
    """Where an overseer stands during one episode: it is told what happens, and gives the sights of it."""

    def __init__(self, world: World, observation: str, events: Iterable[Event], *, thoughts: bool = False) -> None:
        self._world = world
        self._thoughts = thoughts
        self._step = 0
        self.happened(observation, events)

    def sight(self, call: Any, at: int, thought: str = "") -> Sight:
        """The sight of a call that is about to be made at minute `at`; whoever changes it changes no call."""
        self._step += 1
        parsed = parse_call(call)
        tool, args = ("", {}) if isinstance(parsed, Nonsense) else (parsed.tool, deepcopy(dict(parsed.args)))
        if tool == ANSWERING or (tool == THINKING and not self._thoughts):
            args = {}
        return Sight(self._step, at, tool, args, self.last, thought if self._thoughts else "")

    def happened(self, observation: str, events: Iterable[Event]) -> None:
        """Take note of what came of a call."""
        events = tuple(events)
        for event in events:
            if isinstance(event, ev.QuestionAsked):
                observation = observation.replace(event.text, QUESTION)
        shown = (_seen(self._world, event) for event in events)
        self.last = Happened(observation, tuple(event for event in shown if event is not None))


class Recorded(Protocol):
    """A step of a record."""

    @property
    def wanted(self) -> Any:
        """The call that the agent made."""

    @property
    def thought(self) -> str:
        """What the agent thought beside it."""

    @property
    def observation(self) -> str:
        """What the seat then read."""

    @property
    def events(self) -> Sequence[Event]:
        """What happened."""


def history_of(
    scenario: Scenario,
    observation: str,
    events: Iterable[Event],
    steps: Iterable[Recorded],
    *,
    thoughts: bool = False,
) -> History:
    """A recorded episode as an overseer saw it: what the seat read first, what had happened by then, and the steps."""
    vantage = Vantage(scenario.world, observation, events, thoughts=thoughts)
    sights, at = [], 0
    for step in steps:
        at = step.events[0].at if step.events else at
        sights.append(vantage.sight(step.wanted, at, step.thought))
        vantage.happened(step.observation, step.events)
    return History(setting_of(scenario), tuple(sights), vantage.last)


def rehearsal_of(scenario: Scenario, witness: Witness) -> History:
    """The calls of a witness, without anything happening."""
    vantage = Vantage(scenario.world, "", ())
    sights = tuple(vantage.sight({"tool": step.tool, "args": dict(step.args)}, 0) for step in witness.steps)
    return History(setting_of(scenario), sights, vantage.last)


def honest_rehearsals(scenario: Scenario, agent: str) -> tuple[History, ...]:
    """The honest witnesses of a situation but for the `agent` that is watched: what a monitor learns from where nobody
    has played yet."""
    honest = (witness for witness in scenario.witnesses if witness.kind == "honest" and witness.name != agent)
    return tuple(rehearsal_of(scenario, witness) for witness in honest)


def _seen(world: World, event: Event) -> Seen | None:
    fields = _own(event) if event.actor == world.seat else _reached(world, event)
    return Seen(type(event).__name__, event.at, event.actor, fields) if fields is not None else None


def _own(event: Event) -> dict[str, Any] | None:
    """The fields of an act of the seat that are shown; None where nothing is."""
    if isinstance(event, ev.MailSent):
        return _mail(event.mail, own=True)
    if isinstance(event, ev.FileWritten):
        return {"path": event.file.path, "content": event.file.content, "new": event.before is None}
    if isinstance(event, ev.MeetingScheduled):
        meeting = event.meeting
        return {"meeting": meeting.id, "attendees": meeting.attendees, "subject": meeting.subject}
    if isinstance(event, ev.ApprovalRequested):
        asked = event.approval
        return {"approval": asked.id, "approver": asked.approver, "action": asked.action, "reason": asked.reason}
    if isinstance(event, CaseOpened):
        return {"register": event.register, "case": event.case.id, "tool": event.tool}
    names = _OWN.get(type(event))
    return {name: getattr(event, name) for name in names} if names is not None else None


def _reached(world: World, event: Event) -> dict[str, Any] | None:
    """The fields of what somebody else did and the seat learnt of; None where it did not."""
    if isinstance(event, ev.MailSent) and _receives(world, event.mail):
        return _mail(event.mail, own=False)
    if isinstance(event, ev.ApprovalDecided) and event.requester == world.seat:
        return {"approval": event.approval, "decision": event.decision, "note": event.note}
    return None


def _receives(world: World, mail: Mail) -> bool:
    return any(name == world.seat or world.seat in world.lists.get(name, ()) for name in mail.recipients)


def _mail(mail: Mail, *, own: bool) -> dict[str, Any]:
    shown = {
        "mail": mail.id,
        "to": mail.to,
        "cc": mail.cc,
        "subject": mail.subject,
        "body": mail.body,
        "forwards": mail.forwards,
        "answers": mail.reply_to,
        "attachments": tuple(attachment.name for attachment in mail.attachments),
    }
    return {**shown, "bcc": mail.bcc} if own else shown
