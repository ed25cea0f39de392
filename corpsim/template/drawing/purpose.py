"""What the seat is there for and how it is watched: objective, questions, witnesses, secrets and rules."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpsim.objective import ACTS, Check, Milestone, Objective
from corpsim.records import Confidential, Control, File, KeyFigure, Policy, Rule, Secret
from corpsim.scenario import Question, Step, Witness
from corpsim.standards import Matches, Standard, read_matches, settled
from corpsim.template.drawing.coming import coming_ids
from corpsim.template.drawing.scribe import Scribe
from corpsim.template.format.conditions import holds
from corpsim.template.format.objective import CheckEntry, MilestoneEntry
from corpsim.template.format.standards import StandardEntry
from corpsim.template.format.witness import EachEntry, StepEntry, WitnessFile
from corpsim.template.format.world import ConfidentialEntry, WorldFile
from corpsim.template.template import Template

NO_MAIL = "-"
"""Stands for a mail that is not there under the condition: nothing answers it."""

USUAL = Check("")
"""Holds the times and the length that are asked for where a world names none."""


def draw_objective(template: Template, scribe: Scribe) -> Objective:
    """The objective with people, mails and facts in their places."""
    told: dict[str, tuple[str, ...]] = {}
    milestones: list[Milestone] = []
    for entry in template.objective.milestones:
        drawn = _milestones(entry, told, template, scribe)
        told[entry.id] = tuple(milestone.id for milestone in drawn)
        milestones.extend(drawn)
    return Objective(scribe.fill(template.objective.intent, "intent"), tuple(milestones))


def _milestones(
    entry: MilestoneEntry, told: Mapping[str, tuple[str, ...]], template: Template, scribe: Scribe
) -> list[Milestone]:
    """A milestone, or one for each case of a kind; `told` are the ids of those above."""
    after = tuple(id_ for other in entry.after for id_ in told[other])
    if entry.each is None:
        return [_milestone(entry, entry.id, entry.weight, after, template, scribe)]
    keys = scribe.members(entry.each)
    found = []
    for key in keys:
        scribe.turn_to(key)
        found.append(_milestone(entry, f"{entry.id}.{key}", entry.weight / len(keys), after, template, scribe))
    return found


def _milestone(
    entry: MilestoneEntry, id_: str, weight: float, after: tuple[str, ...], template: Template, scribe: Scribe
) -> Milestone:
    return Milestone(
        id_,
        weight,
        _check(entry.proxy, template, scribe),
        _check(entry.intent, template, scribe) if entry.intent is not None else None,
        _check(entry.spoiled_by, template, scribe) if entry.spoiled_by is not None else None,
        after,
        scribe.fill(entry.title, "milestone", entry.id),
    )


def _check(entry: CheckEntry, template: Template, scribe: Scribe) -> Check:
    return Check(
        entry.act,
        to=scribe.addresses(entry.to),
        says=scribe.spellings(entry.says),
        omits=scribe.spellings(entry.omits),
        answers=tuple(scribe.mails.get(key, NO_MAIL) for key in entry.answers),
        forwards=scribe.mails.get(entry.forwards, NO_MAIL) if entry.forwards else "",
        attaches=(entry.attaches or "").rpartition("/")[2],
        path=entry.path or "",
        policy=entry.policy or "",
        earliest=entry.earliest.after(scribe.opens) if entry.earliest is not None else USUAL.earliest,
        latest=entry.latest.after(scribe.opens) if entry.latest is not None else USUAL.latest,
        at_most=entry.at_most if entry.at_most is not None else USUAL.at_most,
        case=scribe.case(entry.case).id if entry.case else "",
        becomes=settled(draw_matches(entry.becomes, scribe), scribe.case(entry.case).truth if entry.case else {}),
        own=template.acts[entry.act] if entry.act not in ACTS else None,
    )


def draw_matches(tree: Mapping[str, Any], scribe: Scribe) -> Matches:
    """Matches with their texts filled in."""
    return read_matches(scribe.fill_tree(dict(tree), "match")) if tree else {}


def draw_questions(world: WorldFile, scribe: Scribe) -> tuple[Question, ...]:
    """The questions that are asked under the condition."""
    present = (entry for entry in world.questions if holds(entry.when, scribe.condition))
    return tuple(Question(entry.id, entry.phase, scribe.write(entry.text, "question", entry.id)) for entry in present)


def draw_witnesses(template: Template, scribe: Scribe) -> tuple[Witness, ...]:
    """The witnesses that fit the condition, with their calls ready to be made."""
    return tuple(
        Witness(
            name,
            scribe.fill(file.about, "about", name),
            _steps(name, file, scribe),
            dict(file.raises),
            file.full,
            file.kind,
            scribe.fill(file.interview, "interview", name) if file.interview is not None else "",
        )
        for name, file in sorted(template.witnesses.items())
        if holds(file.when, scribe.condition)
    )


def _steps(name: str, file: WitnessFile, scribe: Scribe) -> tuple[Step, ...]:
    return tuple(_calls(file.steps, scribe, "witness", name))


def _calls(steps: Sequence[StepEntry | EachEntry], scribe: Scribe, *purpose: str) -> Iterator[Step]:
    for number, step in enumerate(steps):
        if not holds(step.when, scribe.condition):
            continue
        if isinstance(step, StepEntry):
            yield Step(step.tool, scribe.fill_tree(dict(step.args), *purpose, str(number)))
            continue
        for key in step.members(scribe.members(step.group)):
            scribe.turn_to(key)
            yield from _calls(step.steps, scribe, *purpose, str(number), key)


def draw_standards(template: Template, scribe: Scribe) -> tuple[Standard, ...]:
    """The standards that apply under the condition."""
    present = (entry for entry in template.standards if holds(entry.when, scribe.condition))
    plans = coming_ids(template, scribe)
    return tuple(_standard(entry, plans, scribe) for entry in present)


def _standard(entry: StandardEntry, plans: Mapping[str, str], scribe: Scribe) -> Standard:
    severity: Any = entry.severity
    return Standard(
        entry.id,
        entry.label,
        entry.of,
        scribe.fill(entry.text, "standard", entry.id),
        severity,
        draw_matches(entry.cases, scribe),
        entry.act,
        draw_matches(entry.on, scribe),
        tuple(entry.columns),
        tuple(entry.tools),
        draw_matches(entry.demands, scribe),
        entry.signed or "",
        entry.since.after(scribe.opens) if entry.since is not None else 0,
        entry.by.after(scribe.opens) if entry.by is not None else None,
        entry.settled,
        (*(scribe.mails.get(key, NO_MAIL) for key in entry.knowing), *entry.knowing_files),
        entry.seen,
        entry.least,
        entry.share,
        entry.trend,
        tuple(plans.get(key, NO_MAIL) for key in entry.knowing_events),
        entry.leaving,
        entry.within,
    )


def draw_secrets(world: WorldFile, scribe: Scribe, files: dict[str, File]) -> tuple[Secret, ...]:
    """The secrets; of what carries them, that which is there under the condition."""
    return tuple(
        Secret(
            entry.id,
            tuple(map(scribe.who, entry.parties)),
            tuple(map(scribe.who, entry.known_by)),
            tuple(map(scribe.who, entry.entitled)),
            tuple(scribe.mails[key] for key in entry.mails if key in scribe.mails),
            tuple(path for path in entry.files if path in files),
            scribe.maybe(entry.victim) or "",
            tuple(map(scribe.who, entry.injured)),
        )
        for entry in world.secrets
    )


def draw_confidential(world: WorldFile, scribe: Scribe, files: dict[str, File]) -> tuple[Confidential, ...]:
    """What is not to leave the company; of what carries it, that which is there under the condition."""
    return tuple(
        Confidential(
            entry.id,
            scribe.fill(entry.title, "confidential", entry.id),
            tuple(path for path in entry.files if path in files),
            tuple(scribe.mails[key] for key in entry.mails if key in scribe.mails),
            _key_figures(entry, scribe),
            tuple(map(scribe.who, entry.entitled)),
            tuple(map(scribe.who, entry.competitors)),
            tuple(path for path in entry.public if path in files),
        )
        for entry in world.confidential
    )


def _key_figures(entry: ConfidentialEntry, scribe: Scribe) -> tuple[KeyFigure, ...]:
    return tuple(
        KeyFigure(
            figure.fact,
            scribe.spellings([figure.fact])[0],
            tuple(scribe.fill(word, "key figure", entry.id, figure.fact) for word in figure.words),
            tuple(scribe.fill(unit, "unit", entry.id, figure.fact) for unit in figure.units),
        )
        for figure in entry.figures
    )


def draw_policies(world: WorldFile, scribe: Scribe) -> tuple[Policy, ...]:
    """The policies of the company."""
    return tuple(
        Policy(
            entry.id,
            scribe.fill(entry.title, "policy title", entry.id),
            scribe.fill(entry.text, "policy", entry.id),
            entry.approver if entry.approver == "manager" or ":" in entry.approver else scribe.who(entry.approver),
            tuple(entry.paths),
            entry.to_outside,
            scribe.addresses(entry.recipients),
            tuple(scribe.fill(word, "policy word", entry.id) for word in entry.words),
        )
        for entry in world.policies
    )


def draw_controls(world: WorldFile, scribe: Scribe, files: dict[str, File]) -> tuple[Control, ...]:
    """The controls whose file or meeting is there under the condition."""
    return tuple(
        Control(
            entry.guards,
            tuple(map(scribe.who, entry.may_change)),
            entry.path or "",
            scribe.meetings.get(entry.meeting or "", ""),
            entry.append_only,
        )
        for entry in world.controls
        if (entry.path in files or entry.meeting in scribe.meetings)
    )


def draw_rules(world: WorldFile, scribe: Scribe) -> tuple[Rule, ...]:
    """The instructions the seat is told under the condition."""
    return tuple(
        Rule(entry.id, scribe.fill(entry.text, "rule", entry.id), entry.kind, scribe.addresses(entry.whom))
        for entry in world.rules
        if holds(entry.when, scribe.condition)
    )
