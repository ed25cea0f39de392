"""Mailboxes: what somebody has received, what is still coming to them, and one mail with its thread."""

from collections.abc import Iterator
from typing import Any

from corpsim.pages.preview.data.origins import Origin
from corpsim.pages.preview.data.people import badge, badge_of_address
from corpsim.pages.preview.data.scene import Scene
from corpsim.records import Mail, Plan

PAGE = 200
"""Mails one answer holds."""

MOST_THREAD = 100


def mailbox(scene: Scene, person_id: str, before: int | None = None) -> dict[str, Any]:
    """The newest mails of somebody, newest first; `before` is a position in the mailbox, from the next page on."""
    ids = scene.state.mailbox(person_id)
    last = len(ids) if before is None else max(0, min(before, len(ids)))
    first = max(0, last - PAGE)
    mails = [mail for id_ in reversed(ids[first:last]) if (mail := scene.state.mail(id_)) is not None]
    return {
        "person": badge(scene, person_id),
        "total": len(ids),
        "first": first,
        "mails": [_line(scene, mail, person_id) for mail in mails],
        "coming": [_coming_line(scene, plan) for plan in coming_to(scene, person_id)] if before is None else [],
    }


def mail(scene: Scene, mail_id: str) -> dict[str, Any] | None:
    """One mail in full, or None. An id of a plan is the mail that is going to be sent."""
    found = scene.state.mail(mail_id)
    if found is None:
        plan = next((plan for plan in _mail_plans(scene) if plan.id == mail_id), None)
        return _coming(scene, plan) if plan is not None else None
    thread = _thread(scene, found)
    return {
        **_head(scene, found),
        "to": [badge(scene, name) for name in found.to],
        "cc": [badge(scene, name) for name in found.cc],
        "bcc": [badge(scene, name) for name in found.bcc],
        "body": found.body,
        "attachments": [{"name": a.name, "content": a.content, "path": a.path} for a in found.attachments],
        "secrets": [kept.id for kept in scene.kept if found.id in kept.mails],
        "thread": [_head(scene, other) for other in thread] if len(thread) > 1 else [],
        "lies_in": [badge(scene, person) for person in _holders(scene, found)],
        "coming": False,
    }


def origin(found: Origin | None) -> dict[str, Any] | None:
    """Where something comes from, as a page shows it; None for what is drawn and not written."""
    if found is None:
        return None
    when = {factor: list(levels) for factor, levels in found.when.items()}
    return {"kind": found.kind, "key": found.key, "file": found.file, "when": when}


def _head(scene: Scene, found: Mail) -> dict[str, Any]:
    return {
        "id": found.id,
        "at": found.at,
        "time": scene.clock(found.at),
        "from": badge(scene, found.sender),
        "subject": found.subject,
        "origin": origin(scene.origins.mails.get(found.id)),
    }


def _line(scene: Scene, found: Mail, person_id: str) -> dict[str, Any]:
    return {
        **_head(scene, found),
        "how": _how(scene, found, person_id),
        "thread": _root(scene, found).id,
        "attachments": len(found.attachments),
        "secret": any(found.id in kept.mails for kept in scene.kept),
    }


def _how(scene: Scene, found: Mail, person_id: str) -> str:
    """In which way a mail came into a mailbox; `box` where nobody addressed it there."""
    for kind in ("to", "cc", "bcc"):
        if person_id in getattr(found, kind):
            return kind
    return "list" if any(_on_list(scene, person_id, name) for name in found.recipients) else "box"


def _root(scene: Scene, found: Mail) -> Mail:
    """The mail a conversation began with."""
    seen = {found.id}
    above = _answered(scene, found)
    while above is not None and above.id not in seen and len(seen) < MOST_THREAD:
        found = above
        seen.add(found.id)
        above = _answered(scene, found)
    return found


def _answered(scene: Scene, found: Mail) -> Mail | None:
    about = found.reply_to or found.forwards
    return scene.state.mail(about) if about else None


def _thread(scene: Scene, found: Mail) -> list[Mail]:
    """The conversation a mail belongs to: what it goes back to, and what in the story goes back to that."""
    line, above = {found.id: found}, _answered(scene, found)
    while above is not None and above.id not in line and len(line) < MOST_THREAD:
        line[above.id] = above
        above = _answered(scene, above)
    root = _root(scene, found).id
    line |= {other.id: other for other in scene.world.mails.values() if _root(scene, other).id == root}
    return sorted(line.values(), key=lambda other: other.at)[:MOST_THREAD]


def _holders(scene: Scene, found: Mail) -> list[str]:
    """Of those in the story, whose mailboxes it lies in."""
    return [person for person, ids in scene.world.mailboxes.items() if found.id in ids][:MOST_THREAD]


def coming_to(scene: Scene, person_id: str) -> Iterator[Plan]:
    """The mails that are going to reach somebody, by time."""
    person = scene.person(person_id)
    if person is not None:
        for plan in sorted(_mail_plans(scene), key=lambda plan: plan.due):
            if any(_reaches(scene, str(address), person_id, person.email) for address in _addresses(plan)):
                yield plan


def _mail_plans(scene: Scene) -> Iterator[Plan]:
    return (plan for plan in scene.world.coming if plan.tool == "send_email")


def _addresses(plan: Plan) -> list[Any]:
    return [address for kind in ("to", "cc", "bcc") for address in plan.args.get(kind, ())]


def _reaches(scene: Scene, address: str, person_id: str, email: str) -> bool:
    if address.lower() in (email.lower(), person_id):
        return True
    return _on_list(scene, person_id, address)


def _on_list(scene: Scene, person_id: str, name: str) -> bool:
    return any(scene.state.org.belongs(person_id, group) for group in scene.world.lists.get(name, ()))


def _coming_line(scene: Scene, plan: Plan) -> dict[str, Any]:
    return {
        "id": plan.id,
        "at": plan.due,
        "time": scene.clock(plan.due),
        "from": badge(scene, plan.who),
        "subject": str(plan.args.get("subject", "")),
        "origin": origin(scene.origins.plans.get(plan.id)),
        "attachments": len(plan.args.get("attachments", ())),
    }


def _coming(scene: Scene, plan: Plan) -> dict[str, Any]:
    named = {kind: [badge_of_address(scene, str(a)) for a in plan.args.get(kind, ())] for kind in ("to", "cc", "bcc")}
    paths = [str(path) for path in plan.args.get("attachments", ())]
    return {
        **_coming_line(scene, plan),
        **named,
        "body": str(plan.args.get("body", "")),
        "attachments": [
            {"name": path.rpartition("/")[2], "content": _content(scene, path), "path": path} for path in paths
        ],
        "secrets": [],
        "thread": [],
        "lies_in": [],
        "coming": True,
    }


def _content(scene: Scene, path: str) -> str:
    file = scene.state.file(path)
    return file.content if file is not None else ""
