"""Where things come from: which file of the template became this mail, this meeting, this plan."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from corpsim.pages.preview.data.filling import fixed_parts, known_values, likeness
from corpsim.records import Mail
from corpsim.scenario import Scenario
from corpsim.template import Template
from corpsim.template.format.conditions import Levels, holds
from corpsim.template.format.mail import MailFile

Kind = Literal["story", "background"]


class Origin(NamedTuple):
    """A place in a world's folder. `when` says under which levels it is there; empty means always."""

    kind: Kind
    key: str
    file: str
    when: Levels


@dataclass(frozen=True)
class Origins:
    """Ids in the company to places in the template. What the template did not write is in none of them."""

    mails: Mapping[str, Origin]
    meetings: Mapping[str, Origin]
    plans: Mapping[str, Origin]


def trace_origins(template: Template, scenario: Scenario) -> Origins:
    """The origins of what is in a company."""
    return Origins(_mails(template, scenario), dict(_meetings(template, scenario)), dict(_plans(template, scenario)))


class _Form(NamedTuple):
    """A mail of the template as far as it is certain; an empty sender can be anybody, a time of None any time."""

    origin: Origin
    at: int | None
    sender: str
    subjects: list[list[str]]
    bodies: list[list[str]]


def _mails(template: Template, scenario: Scenario) -> dict[str, Origin]:
    """A mail comes from the file that accounts for most of its words; each file became one mail at most."""
    forms = list(_forms(template, scenario))
    fits = sorted(
        (-score, mail.id, form.origin)
        for mail in scenario.world.mails.values()
        for form in forms
        if (score := _fit(form, mail)) >= 0
    )
    found: dict[str, Origin] = {}
    taken: set[str] = set()
    for _, mail_id, origin in fits:
        if mail_id not in found and origin.file not in taken:
            found[mail_id] = origin
            taken.add(origin.file)
    return found


def _forms(template: Template, scenario: Scenario) -> Iterator[_Form]:
    known = known_values(template, scenario)
    pools: list[tuple[Kind, str, Mapping[str, MailFile]]] = [
        ("story", "mails", template.mails),
        ("background", "background", template.background),
    ]
    for kind, folder, files in pools:
        for key, file in files.items():
            if holds(file.when, scenario.world.condition):
                yield _Form(
                    Origin(kind, key, f"{folder}/{key}.md", file.when),
                    file.at.after(template.world.start) if file.at is not None else None,
                    known.get(f"{file.sender}.id", "") if isinstance(file.sender, str) else "",
                    [fixed_parts(text, known) for text in file.subject],
                    [fixed_parts(text, known) for text in file.body],
                )


def _fit(form: _Form, mail: Mail) -> int:
    """How well a mail fits, in characters; -1 if it cannot come from there."""
    if form.at not in (None, mail.at) or form.sender not in ("", mail.sender):
        return -1
    subject = likeness(form.subjects, mail.subject)
    body = likeness(form.bodies, mail.body) if subject >= 0 else -1
    return -1 if body < 0 else body + subject


def _meetings(template: Template, scenario: Scenario) -> Iterator[tuple[str, Origin]]:
    """Entries are numbered by time and key; a later one than the template has is not of its making."""
    opens, condition = template.world.start, scenario.world.condition
    here = [(entry.at.after(opens), key) for key, entry in template.meetings.items() if holds(entry.when, condition)]
    for id_, (_, key) in zip(scenario.world.meetings, sorted(here), strict=False):
        yield id_, Origin("story", key, "calendar.yaml", template.meetings[key].when)


def _plans(template: Template, scenario: Scenario) -> Iterator[tuple[str, Origin]]:
    """Plans are numbered by time, those of the same minute in the order of the file."""
    here = [event for event in template.events if holds(event.when, scenario.world.condition)]
    here.sort(key=lambda event: event.at.after(template.world.start))
    for plan, event in zip(scenario.world.coming, here, strict=False):
        yield plan.id, Origin("story", event.key or "", "events.yaml", event.when)
