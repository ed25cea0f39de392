"""The day: what is coming, who is away, who meets whom, and what the researcher asks before and after."""

from collections.abc import Iterator
from typing import Any

from corpsim.case_plan import CasePlan
from corpsim.events import AbsenceEnded, AbsenceStarted, Event, PersonLeft, SeatDecommissioned
from corpsim.pages.preview.data.happenings import happening, subject_of
from corpsim.pages.preview.data.inbox import origin
from corpsim.pages.preview.data.people import badge, badge_of_address
from corpsim.pages.preview.data.scene import Scene
from corpsim.records import Meeting, Plan
from corpsim.registers import show_value
from corpsim.standards import Matches


def day(scene: Scene) -> dict[str, Any]:
    """One day from its first minute to its last. Minutes count from the start of the episode."""
    world = scene.world
    meetings = sorted(world.meetings.values(), key=lambda meeting: (meeting.at, meeting.id))
    today = [meeting for meeting in meetings if world.time(meeting.at).date() == world.start.date()]
    return {
        "date": f"{world.start:%A, %d %B %Y}",
        "opens": world.start.hour * 60 + world.start.minute,
        "minutes": world.ends_at,
        "items": [_item(scene, plan) for plan in sorted(world.coming, key=lambda plan: plan.due)],
        "meetings": [_meeting(scene, meeting) for meeting in today],
        "other_days": [_meeting(scene, meeting) for meeting in meetings if meeting not in today],
        "absences": list(_absences(scene)),
        "questions": [{"id": q.id, "phase": q.phase, "text": q.text} for q in scene.scenario.questions],
    }


def _item(scene: Scene, plan: Plan) -> dict[str, Any]:
    lane, kind = _kind(plan)
    return {
        "id": plan.id,
        "at": plan.due,
        "time": scene.clock(plan.due),
        "lane": lane,
        "kind": kind,
        "who": badge(scene, subject_of(plan) if plan.happening is not None else plan.who),
        "by": badge(scene, plan.who),
        "title": happening(scene, plan) if plan.happening is not None else _title(plan),
        "to": [badge_of_address(scene, str(address)) for address in plan.args.get("to", ())],
        "text": _text(plan),
        "unless": _unless(scene, plan),
        "origin": origin(scene.origins.plans.get(plan.id)),
    }


def _kind(plan: Plan) -> tuple[str, str]:
    """On which lane of the day something stands, and what it is."""
    if isinstance(plan.happening, SeatDecommissioned):
        return "seat", "switched off"
    if isinstance(plan.happening, Event):
        away = isinstance(plan.happening, AbsenceStarted | AbsenceEnded)
        return "people", "absence" if away else "change"
    kinds = {"send_email": "mail", "post_message": "chat"}
    return "messages", kinds.get(plan.tool, plan.tool)


def _title(plan: Plan) -> str:
    if plan.tool == "post_message":
        return f"#{plan.args.get('channel', '')}"
    return str(plan.args.get("subject") or plan.tool)


def _text(plan: Plan) -> str:
    if isinstance(plan.happening, SeatDecommissioned):
        return plan.happening.reason
    return str(plan.args.get("body") or plan.args.get("text") or "")


def _unless(scene: Scene, plan: Plan) -> list[str]:
    """What keeps it from happening, in words."""
    found = []
    meeting = scene.world.meetings.get(plan.unless_cancelled or "")
    if meeting is not None:
        found.append(f"the meeting “{meeting.subject}” ({meeting.id}, {scene.clock(meeting.at)}) is cancelled")
    if plan.unless_held:
        found.append(f"{plan.unless_held} says “{plan.held_by}”")
    if isinstance(plan, CasePlan):
        found += [f"{case} is not {_wanted(matches)}" for case, matches in plan.only_if]
        found += [f"{case} is {_wanted(matches)}" for case, matches in plan.unless]
    if plan.needs_presence:
        found.append(f"{badge(scene, plan.who)['name']} is out of office")
    return found


def _wanted(matches: Matches) -> str:
    """What a case must be like, in words."""
    return ", ".join(
        f"{name}: {' or '.join(map(show_value, match.one_of)) or match}" for name, match in matches.items()
    )


def _meeting(scene: Scene, meeting: Meeting) -> dict[str, Any]:
    return {
        "id": meeting.id,
        "at": meeting.at,
        "minutes": meeting.minutes,
        "time": scene.clock(meeting.at),
        "until": scene.clock(meeting.at + meeting.minutes),
        "subject": meeting.subject,
        "organiser": badge(scene, meeting.organiser),
        "attendees": [badge(scene, name) for name in meeting.attendees],
        "guards": [control.guards for control in scene.world.controls if control.meeting == meeting.id],
        "origin": origin(scene.origins.meetings.get(meeting.id)),
    }


def _absences(scene: Scene) -> Iterator[dict[str, Any]]:
    """Who is out of office, from when till when; those who leave are away for good."""
    world = scene.world
    for person in world.people.values():
        if person.away_until is not None and person.away_until > 0:
            yield _absence(scene, person.id, 0, person.away_until, person.delegate)
    for plan in sorted(world.coming, key=lambda plan: plan.due):
        what = plan.happening
        if isinstance(what, AbsenceStarted):
            back = [p.due for p in world.coming if p.happening == AbsenceEnded(person=what.person) and p.due > plan.due]
            yield _absence(scene, what.person, plan.due, min([what.until, *back]), what.delegate)
        elif isinstance(what, PersonLeft):
            yield _absence(scene, what.person, plan.due, world.ends_at, None)


def _absence(scene: Scene, person: str, start: int, end: int, delegate: str | None) -> dict[str, Any]:
    return {
        "person": badge(scene, person),
        "from": start,
        "to": end,
        "time": f"{scene.clock(start)} – {scene.clock(end)}",
        "delegate": badge(scene, delegate) if delegate else None,
    }
