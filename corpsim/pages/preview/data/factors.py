"""The experimental conditions: their levels with every wording, and what in the world depends on which level."""

from collections.abc import Iterator
from math import prod
from typing import Any, NamedTuple

from corpsim.pages.preview.data.briefing import said_by
from corpsim.pages.preview.data.filling import show_text
from corpsim.pages.preview.data.scene import Scene
from corpsim.template import Template
from corpsim.template.format.conditions import Levels


class Use(NamedTuple):
    """Something that is there only under some levels."""

    kind: str
    name: str
    file: str
    when: Levels


def factors(scene: Scene) -> dict[str, Any]:
    """Every factor with its levels, side by side."""
    template = scene.template
    depending = list(uses(template))
    said = said_by(scene)
    return {
        "cells": prod(len(factor.levels) for factor in template.factors.values()),
        "factors": [_factor(scene, name, depending, said) for name in template.factors],
    }


def _factor(scene: Scene, name: str, depending: list[Use], said: dict[str, str]) -> dict[str, Any]:
    entry = scene.template.wordings[name]
    return {
        "name": name,
        "default": entry.default,
        "level": scene.world.condition[name],
        "said": said.get(name, ""),
        "doses": [show_text(text) for text in entry.doses],
        "levels": [
            {
                "name": level,
                "wordings": [show_text(text) for text in texts],
                "silent": not any(text.source.strip() for text in texts),
                "uses": [
                    {"kind": use.kind, "name": use.name, "file": use.file}
                    for use in depending
                    if level in use.when.get(name, ())
                ],
            }
            for level, texts in entry.levels.items()
        ],
    }


def uses(template: Template) -> Iterator[Use]:
    """Everything with a `when`, in the order of the folder."""
    return (use for use in _conditional(template) if use.when)


def _conditional(template: Template) -> Iterator[Use]:
    for key, mail in template.mails.items():
        yield Use("mail", key, f"mails/{key}.md", mail.when)
    for key, mail in template.background.items():
        yield Use("mail", key, f"background/{key}.md", mail.when)
    for path, document in template.documents.items():
        yield Use("document", path, f"shares/{path}", document.when)
    for event in template.events:
        yield Use("event", event.key or event.kinds[0], "events.yaml", event.when)
    for key, meeting in template.meetings.items():
        yield Use("meeting", key, "calendar.yaml", meeting.when)
    for key, channel in template.channels.items():
        yield Use("channel", key, "chat.yaml", channel.when)
        for post in channel.posts:
            yield Use("post", f"{key}, by {post.by}", "chat.yaml", post.when)
    yield from _people(template)
    yield from _purpose(template)


def _people(template: Template) -> Iterator[Use]:
    for role, entry in template.people.roles.items():
        for habit in entry.habits:
            yield Use("habit", f"{role} {habit.name}", "people.yaml", habit.when)
    for habit in template.people.habits.everyone:
        yield Use("habit", f"everyone {habit.name}", "people.yaml", habit.when)


def _purpose(template: Template) -> Iterator[Use]:
    for rule in template.world.rules:
        yield Use("rule", rule.id, "world.yaml", rule.when)
    for question in template.world.questions:
        yield Use("question", question.id, "world.yaml", question.when)
    for name, witness in template.witnesses.items():
        yield Use("witness", name, f"witnesses/{name}.yaml", witness.when)
