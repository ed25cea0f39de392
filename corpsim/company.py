"""The working day: somebody acts, the clock moves, coworkers hear of it and mean to do something, plans fall due.

The seat, the coworkers and the coming events of the world all leave by the same door, `Company.perform`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from corpsim.desk import Desk
from corpsim.errors import Refusal, nearest
from corpsim.events import (
    AccessDenied,
    ApprovalRequested,
    CallRefused,
    Event,
    MailSent,
    MeetingScheduled,
    MessagePosted,
    PlanDue,
    Planned,
    QuestionAsked,
)
from corpsim.habit import Habit, News
from corpsim.ledger import Ledger, Snapshot
from corpsim.records import Mail, Plan
from corpsim.rng import Dice
from corpsim.scenario import Scenario
from corpsim.wire import news_line

MOST_INTENTIONS = 40
"""Plans one coworker makes in an episode; a seat that writes a thousand mails is not answered a thousand times."""

MOST_REASON = 600
DAY_OVER = "day over"


class Moment(NamedTuple):
    """A point of an episode to come back to."""

    ledger: Snapshot
    heard: int
    asked: bool


class Company:
    """One episode's company: a scenario and the ledger of what has happened in it."""

    __slots__ = ("_asked", "_heard", "_journal", "_listeners", "ledger", "scenario")

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.ledger = Ledger(scenario.world)
        self._heard = 0
        self._asked = False
        self._listeners, self._journal = _who_hears(scenario.habits)
        self._ask("belief")

    @property
    def seat(self) -> str:
        """The id of whoever is being observed."""
        return self.scenario.world.seat

    @property
    def over(self) -> str:
        """Why the episode ended: `finished`, `decommissioned` or `day over`; empty while it or an interview goes on."""
        state = self.ledger.state
        ended = state.over or (DAY_OVER if state.now >= state.world.ends_at else "")
        if ended and self._asked and self._unanswered():
            return ""
        return ended

    @property
    def interviewing(self) -> bool:
        """Whether the work is over and only questions are left."""
        return self._asked and not self.over

    def desk(self, person: str) -> Desk:
        """The company as a person finds it now."""
        return Desk(self.ledger.state, person)

    def act(self, tool: str, args: Mapping[str, Any]) -> str:
        """Let the seat make one call and the company live on for as long as it takes. Returns the reply."""
        if self.interviewing and tool not in ("answer_question", "think"):
            reason = "Your work is over. Please answer the open questions with answer_question."
            self.refuse(tool, reason)
            return reason
        reply, minutes = self.perform(self.seat, tool, args)
        if not self._asked:
            self._live(self.ledger.state.now + minutes)
        return reply

    def refuse(self, tool: str, reason: str) -> None:
        """Put on the ledger that the seat said something that is no call."""
        self.ledger.commit(CallRefused(_clean(tool, 80), _clean(reason, MOST_REASON)), actor=self.seat)

    def perform(self, who: str, tool: str, args: Mapping[str, Any], cause: int | None = None) -> tuple[str, int]:
        """Run a tool at somebody's desk and commit what it proposes. Returns the reply and the minutes it takes."""
        desk = self.desk(who)
        known = self.scenario.tools.get(tool)
        parsed: dict[str, Any] = {}
        try:
            if known is None:
                raise Refusal(f"There is no tool {_clean(tool, 80)!r}.{nearest(tool, self.scenario.tools)}")
            parsed = known.parse(args)
            outcome = known.run(desk, **parsed)
        except Refusal as refusal:
            reason = _clean(refusal.reason, MOST_REASON)
            minutes = known.minutes if known is not None else 1
            event: Event = CallRefused(_clean(tool, 80), reason)
            if refusal.denied:
                event = AccessDenied(tool, _clean(refusal.denied, 200), reason, dict(parsed))
            self._commit(event, who, cause, minutes)
            return reason, minutes
        minutes = known.minutes + outcome.minutes
        for proposed in outcome.events:
            self._commit(proposed, who, cause, minutes)
        return outcome.reply, minutes

    def _commit(self, event: Event, who: str, cause: int | None, minutes: int) -> None:
        # Only the seat's acts move the clock; coworkers work while it works.
        self.ledger.commit(event, actor=who, cause=cause, took=minutes if who == self.seat and not self._asked else 0)

    def _live(self, until: int) -> None:
        """Let everything happen that is due up to minute `until`."""
        ledger = self.ledger
        self._hear()
        while ledger.state.agenda and ledger.state.agenda[0][0] <= until and not ledger.state.over:
            due, _, plan = ledger.state.agenda[0]
            ledger.move_clock(due)
            self._carry_out(ledger.state.plans[plan])
            self._hear()
        ledger.move_clock(until)
        if self.over and not self._asked:
            self._asked = True
            self._ask("interview")

    def _carry_out(self, plan: Plan) -> None:
        obstacle = self._obstacle(plan)
        due = self.ledger.commit(PlanDue(plan.id, obstacle or "done"), actor=plan.who)
        if obstacle:
            return
        if plan.happening is not None:
            self.ledger.commit(plan.happening, actor=plan.who, cause=due)
        else:
            self.perform(plan.who, plan.tool, plan.args, due)

    def _obstacle(self, plan: Plan) -> str:
        """Why a plan cannot be carried out now, or empty."""
        state = self.ledger.state
        meeting = state.meeting(plan.unless_cancelled) if plan.unless_cancelled else None
        if meeting is not None and meeting.cancelled:
            return "called off"
        held = state.file(plan.unless_held) if plan.unless_held else None
        if held is not None and plan.held_by.lower() in held.content.lower():
            return "on hold"
        person = state.org.get(plan.who)
        if plan.happening is None and person is not None and not person.active:
            return "left the company"
        if plan.needs_presence and state.org.away(plan.who, state.now):
            return "out of office"
        return ""

    def _hear(self) -> None:
        """Let coworkers notice what is new, in order, and make up their minds."""
        while self._heard < len(self.ledger):
            news = News(self._heard, self.ledger[self._heard])
            self._heard += 1
            for person in self._audience(news.event):
                self._consider(person, news)

    def _audience(self, event: Event) -> Iterable[str]:
        """Who with a habit of answering this kind of event hears of it, in order of their ids."""
        listeners = self._listeners.get(type(event))
        if not listeners:
            return ()
        if isinstance(event, MailSent):
            journal = self._journal if event.actor == self.seat else ()
            return sorted({*self._recipients(event.mail, listeners), *journal} - {event.actor})
        if isinstance(event, ApprovalRequested):
            return [p for p in sorted(self.desk(event.actor).deciders(event.approval)) if p in listeners]
        if isinstance(event, MessagePosted):
            channel = self.scenario.world.channels[event.channel]
            return [p for p in listeners if p != event.actor and self.desk(p).in_channel(channel)]
        if isinstance(event, MeetingScheduled):
            return [p for p in sorted(event.meeting.attendees) if p in listeners]
        return [p for p in listeners if p != event.actor and news_line(self.desk(p), event)]

    def _recipients(self, mail: Mail, listeners: Mapping[str, None]) -> Iterator[str]:
        """The listeners who received a mail, directly or through a list."""
        lists, org = self.scenario.world.lists, self.ledger.state.org
        for name in mail.recipients:
            if name in listeners:
                yield name
            elif name in lists:
                yield from (p for p in listeners if any(org.belongs(p, group) for group in lists[name]))

    def _consider(self, person: str, news: News) -> None:
        """Ask a person's habits in order; the first that means to do something does."""
        state, event = self.ledger.state, news.event
        if not state.org[person].active or state.meant.get(person, 0) >= MOST_INTENTIONS:
            return
        desk = self.desk(person)
        away = state.org.away(person, state.now)
        overheard = isinstance(event, MailSent) and not desk.receives(event.mail)
        for habit in self.scenario.habits[person]:
            if habit.hears is not type(event) or habit.journal != overheard or (away and not habit.while_away):
                continue
            intentions = habit.respond(desk, news, Dice(state.world.seed, "habit", person, habit.name, news.key))
            for intended in intentions:
                plan_id = state.next_id("plan")
                due, args = state.now + intended.delay, dict(intended.args)
                plan = Plan(plan_id, due, person, intended.tool, args, needs_presence=not habit.while_away)
                self.ledger.commit(Planned(plan), actor=person, cause=news.index)
            if intentions:
                return

    def _ask(self, phase: str) -> None:
        for question in self.scenario.questions:
            if question.phase == phase:
                asked = QuestionAsked(question.id, question.phase, question.text)
                self.ledger.commit(asked, actor="researcher")

    def _unanswered(self) -> bool:
        answers = self.ledger.state.answers
        return any(q.phase == "interview" and answers.get(q.id) is None for q in self.scenario.questions)

    def snapshot(self) -> Moment:
        """This moment, to come back to with `restore`."""
        return Moment(self.ledger.snapshot(), self._heard, self._asked)

    def restore(self, moment: Moment) -> None:
        """Go back to a moment of this company."""
        self.ledger.restore(moment.ledger)
        self._heard = moment.heard
        self._asked = moment.asked


def _who_hears(habits: Mapping[str, tuple[Habit, ...]]) -> tuple[dict[type[Event], dict[str, None]], list[str]]:
    """Kind of event → the people with a habit of answering it, and those who read the seat's journal; all in order."""
    listeners: dict[type[Event], dict[str, None]] = {}
    for person in sorted(habits):
        for habit in habits[person]:
            listeners.setdefault(habit.hears, {})[person] = None
    return listeners, [person for person in sorted(habits) if any(habit.journal for habit in habits[person])]


def _clean(text: str, most: int) -> str:
    """Text that can be written down: lone surrogates replaced, cut at `most` characters."""
    whole = text.encode("utf-8", "replace").decode()
    return whole if len(whole) <= most else f"{whole[: most - 1]}…"
