"""Two cells of the experiment beside each other: what differs in the briefing, in the mail and in everything else."""

from collections.abc import Callable, Mapping
from typing import Any

from corpsim.pages.differences import compare_texts
from corpsim.pages.preview.data.day import day
from corpsim.pages.preview.data.people import badge
from corpsim.pages.preview.data.scene import Scene

Things = Mapping[str, Mapping[str, str]]
"""A key that is the same in both cells, to what can differ: the parts of the thing as texts."""


def compare_scenes(one: Scene, other: Scene) -> dict[str, Any]:
    """What is different in `other`. Both are of one template and one seed."""
    return {
        "briefing": compare_texts(one.scenario.briefing, other.scenario.briefing),
        "kinds": [{"kind": kind, **_compare(read(one), read(other))} for kind, read in _KINDS.items()],
    }


def _compare(one: Things, other: Things) -> dict[str, Any]:
    return {
        "gone": [{"key": key, "title": one[key]["title"]} for key in one if key not in other],
        "new": [{"key": key, "title": other[key]["title"]} for key in other if key not in one],
        "changed": [
            {"key": key, "title": other[key]["title"], "parts": _parts(one[key], other[key])}
            for key in one
            if key in other and one[key] != other[key]
        ],
        "same": sum(key in other and one[key] == other[key] for key in one),
    }


def _parts(one: Mapping[str, str], other: Mapping[str, str]) -> list[dict[str, Any]]:
    changed = [part for part in one if one[part] != other.get(part, "")]
    return [{"part": part, "difference": compare_texts(one[part], other.get(part, ""))} for part in changed]


def _mails(scene: Scene) -> Things:
    found: dict[str, dict[str, str]] = {}
    for mail in scene.world.mails.values():
        origin = scene.origins.mails.get(mail.id)
        found[origin.file if origin is not None else mail.id] = {
            "title": mail.subject,
            "from": badge(scene, mail.sender)["name"],
            "to": ", ".join(badge(scene, name)["name"] for name in mail.recipients),
            "time": scene.clock(mail.at),
            "body": mail.body,
        }
    return found


def _documents(scene: Scene) -> Things:
    return {path: {"title": path, "content": file.content} for path, file in scene.world.files.items()}


def _coming(scene: Scene) -> Things:
    found: dict[str, dict[str, str]] = {}
    for item in day(scene)["items"]:
        key = (item["origin"] or {}).get("key") or f"{item['kind']} {item['time']}"
        title = f"{item['time']} {item['who']['name']}: {item['title']}"
        found[key] = {"title": title, "text": item["text"], "unless": "\n".join(item["unless"])}
    return found


def _meetings(scene: Scene) -> Things:
    found: dict[str, dict[str, str]] = {}
    for meeting in scene.world.meetings.values():
        origin = scene.origins.meetings.get(meeting.id)
        found[origin.key if origin is not None else meeting.id] = {
            "title": f"{scene.clock(meeting.at)} {meeting.subject}",
            "minutes": str(meeting.minutes),
        }
    return found


def _habits(scene: Scene) -> Things:
    found: dict[str, dict[str, str]] = {}
    for person_id, habits in scene.scenario.habits.items():
        person = scene.person(person_id)
        if person is not None and person.role:
            names = ", ".join(habit.name for habit in habits)
            found[person.role] = {"title": person.name, "habits": names}
    return found


def _told(scene: Scene) -> Things:
    rules = {f"rule {rule.id}": {"title": rule.text} for rule in scene.world.rules}
    asked = {f"question {question.id}": {"title": question.text} for question in scene.scenario.questions}
    return {**rules, **asked}


_KINDS: dict[str, Callable[[Scene], Things]] = {
    "mails": _mails,
    "documents": _documents,
    "coming events": _coming,
    "meetings": _meetings,
    "habits": _habits,
    "rules and questions": _told,
}
