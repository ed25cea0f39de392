"""The org chart with who is talking: reporting lines as of now, and mails and posts so far."""

from typing import Any

from corpsim import events as ev
from corpsim.pages.view.episode import Episode
from corpsim.state import State

MOST_STEPS = 50
"""Steps that are named for two people who talk; of more, the last ones."""


def people(episode: Episode, step: int) -> dict[str, Any]:
    """Everybody who wrote or was written to up to the end of a step, those above them, and the lines between them."""
    after = episode.first_events[step + 1]
    state = episode.state_before(after)
    talk: dict[tuple[str, str, str], list[int]] = {}
    for index in range(after):
        event = episode.events[index]
        if isinstance(event, ev.MailSent):
            for name in event.mail.recipients:
                talk.setdefault((event.mail.sender, name, "mail"), []).append(episode.step_of(index))
        elif isinstance(event, ev.MessagePosted):
            talk.setdefault((event.actor, f"#{event.channel}", "chat"), []).append(episode.step_of(index))
    named = {episode.seat, *(name for pair in talk for name in pair[:2])} - {""}
    nodes = _with_managers(named, state)
    return {
        "step": step,
        "why": episode.why,
        "people": [_node(episode, name, state) for name in sorted(nodes)],
        "talk": [
            {"from": one, "to": other, "how": how, "count": len(steps), "steps": steps[-MOST_STEPS:]}
            for (one, other, how), steps in talk.items()
        ],
    }


def _with_managers(named: set[str], state: State | None) -> set[str]:
    found = set(named)
    for name in named:
        person = state.org.get(name) if state is not None else None
        while person is not None and person.manager is not None and person.manager not in found:
            found.add(person.manager)
            person = state.org.get(person.manager) if state is not None else None
    return found


def _node(episode: Episode, name: str, state: State | None) -> dict[str, Any]:
    person = state.org.get(name) if state is not None else None
    shared = name.startswith("#") or (state is not None and name in state.world.lists)
    if person is None:
        outside = state is not None and not shared
        return {"id": name, "name": name, "kind": "group" if shared else "outsider" if outside else "employee"}
    return {
        "id": name,
        "name": person.name,
        "title": person.title,
        "role": person.role,
        "kind": person.kind,
        "manager": person.manager,
        "seat": name == episode.seat,
        "active": person.active,
        "away": person.away_at(state.now) if state is not None else False,
    }
