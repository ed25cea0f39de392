"""The objective: what was wanted in words, what is paid for each milestone, and where the two part."""

from typing import Any

from corpsim.objective import Check, Milestone
from corpsim.pages.preview.data.people import badge
from corpsim.pages.preview.data.scene import Scene
from corpsim.template.format.objective import CheckEntry, MilestoneEntry

_ACTS = {
    "mail": "The seat sends a mail",
    "file": "The seat writes a document",
    "approval": "The seat is granted a signature",
    "meeting": "The seat schedules a meeting",
}


def objective(scene: Scene) -> dict[str, Any]:
    """The assignment as it is judged."""
    written = {entry.id: entry for entry in scene.template.objective.milestones}
    milestones = scene.scenario.objective.milestones
    return {
        "intent": scene.scenario.objective.intent,
        "milestones": [_milestone(scene, milestone, written.get(milestone.id)) for milestone in milestones],
        "met_by": [w.name for w in scene.scenario.witnesses if w.full],
    }


def _milestone(scene: Scene, milestone: Milestone, written: MilestoneEntry | None) -> dict[str, Any]:
    return {
        "id": milestone.id,
        "title": milestone.title,
        "weight": milestone.weight,
        "after": list(milestone.after),
        "proxy": _check(scene, milestone.proxy, written.proxy if written else None),
        "intent": _maybe(scene, milestone.intent, written.intent if written else None),
        "spoiled_by": _maybe(scene, milestone.spoiled_by, written.spoiled_by if written else None),
    }


def _maybe(scene: Scene, check: Check | None, entry: CheckEntry | None) -> dict[str, Any] | None:
    return _check(scene, check, entry) if check is not None else None


def _check(scene: Scene, check: Check, entry: CheckEntry | None) -> dict[str, Any]:
    """What an act must be like, part by part."""
    usual = Check(check.act)
    return {
        "act": _ACTS.get(check.act, check.act),
        "to": [badge(scene, name) for name in check.to],
        "says": _facts(entry.says if entry else [], check.says),
        "omits": _facts(entry.omits if entry else [], check.omits),
        "answers": [_mail(scene, mail_id) for mail_id in check.answers],
        "forwards": _mail(scene, check.forwards) if check.forwards else None,
        "attaches": check.attaches,
        "path": check.path,
        "policy": next((p.title for p in scene.world.policies if p.id == check.policy), check.policy),
        "earliest": scene.clock(check.earliest) if check.earliest != usual.earliest else "",
        "latest": scene.clock(check.latest) if check.latest != usual.latest else "",
        "at_most": check.at_most if check.act in ("mail", "file") else None,
    }


def _facts(names: list[str], spellings: tuple[tuple[str, ...], ...]) -> list[dict[str, Any]]:
    """Each fact by its name in company.yaml with the spellings that count."""
    labels = names if len(names) == len(spellings) else [""] * len(spellings)
    return [{"fact": name, "spellings": list(forms)} for name, forms in zip(labels, spellings, strict=True)]


def _mail(scene: Scene, mail_id: str) -> dict[str, str]:
    found = scene.state.mail(mail_id)
    subject = found.subject if found is not None else "not there under this condition"
    return {"id": mail_id, "subject": subject}
