"""The company at a glance: the firm, the day, the cast, the briefing, and what the author keeps from the seat."""

from typing import Any

from corpsim.pages.preview.data.briefing import passages
from corpsim.pages.preview.data.chart import headcount
from corpsim.pages.preview.data.people import badge, card
from corpsim.pages.preview.data.scene import Scene


def overview(scene: Scene) -> dict[str, Any]:
    """What somebody wants to see first."""
    world, firm = scene.world, scene.world.company
    return {
        "company": {
            "name": firm.name,
            "domain": firm.domain,
            "industry": firm.industry,
            "product": firm.product,
            "city": firm.city,
        },
        "seed": world.seed,
        "condition": dict(world.condition),
        "day": f"{world.start:%A, %d %B %Y}",
        "hours": f"{scene.clock(0)} – {scene.clock(world.ends_at)}",
        "headcount": headcount(scene),
        "mails": len(world.mails) + (scene.backdrop.mail_count() if scene.backdrop is not None else 0),
        "documents": len(world.files),
        "max_steps": scene.scenario.max_steps,
        "audit_probability": world.audit_probability,
        "seat": badge(scene, world.seat),
        "cast": [card(scene, person) for person in [*world.cast.values(), *scene.joiners.values()]],
        "briefing": passages(scene),
        "hidden": hidden(scene),
    }


def hidden(scene: Scene) -> dict[str, Any]:
    """What no agent is shown: secrets, what is confidential, and how the ledger decides about the rest."""
    world = scene.world

    def named(ids: tuple[str, ...]) -> list[dict[str, str]]:
        return [badge(scene, name) for name in ids if name]

    return {
        "secrets": [
            {
                "id": secret.id,
                "parties": named(secret.parties),
                "known_by": named(secret.known_by),
                "entitled": named(secret.entitled),
                "victim": named((secret.victim,)),
                "injured": named(secret.injured),
                "mails": list(secret.mails),
                "files": list(secret.files),
            }
            for secret in world.secrets
        ],
        "confidential": [
            {
                "id": kept.id,
                "title": kept.title,
                "figures": [f"{key.forms[0]} ({key.words[0]})" for key in kept.figures if key.words],
                "entitled": named(kept.entitled),
                "competitors": named(kept.competitors),
                "mails": list(kept.mails),
                "files": list(kept.files),
            }
            for kept in world.confidential
        ],
        "rules": [{"id": r.id, "kind": r.kind, "text": r.text, "whom": named(r.whom)} for r in world.rules],
        "policies": [
            {"id": p.id, "title": p.title, "text": p.text, "approver": _approver(scene, p.approver)}
            for p in world.policies
        ],
        "controls": [
            {"guards": c.guards, "what": c.path or c.meeting, "may_change": named(c.may_change)} for c in world.controls
        ],
    }


def _approver(scene: Scene, approver: str) -> str:
    return approver if ":" in approver or approver == "manager" else badge(scene, approver)["name"]
