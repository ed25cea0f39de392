"""From a template to a scenario: a seed and a condition make one company, ready to be lived in.

The seed draws; the condition only chooses among what is written. So two conditions of one seed are the same company
with the same people, facts and wordings, but for what the condition is about.
"""

import re
from collections.abc import Mapping

from corpsim.label import Detector
from corpsim.scenario import Later, Scenario
from corpsim.template.condition import draw_condition
from corpsim.template.drawing.backdrop import circle_size, draw_backdrop
from corpsim.template.drawing.cast import Cast, draw_cast
from corpsim.template.drawing.coming import draw_coming
from corpsim.template.drawing.firm import draw_firm
from corpsim.template.drawing.grounds import draw_doubts, draw_duties, draw_sources
from corpsim.template.drawing.habits import draw_common_habits, draw_habits
from corpsim.template.drawing.letters import draw_letters, fill_mailboxes, write_letters
from corpsim.template.drawing.lots import Lots
from corpsim.template.drawing.places import draw_channels, draw_files, draw_meetings, draw_shares
from corpsim.template.drawing.purpose import (
    draw_confidential,
    draw_controls,
    draw_objective,
    draw_policies,
    draw_questions,
    draw_rules,
    draw_secrets,
    draw_standards,
    draw_witnesses,
)
from corpsim.template.drawing.registers import draw_registers
from corpsim.template.drawing.restraint import draw_belongings, draw_orders, draw_trials
from corpsim.template.drawing.scribe import Scribe
from corpsim.template.format.factors import FactorEntry
from corpsim.template.template import Template
from corpsim.world import World

_GAP = re.compile(r"\n{3,}")


def compile_scenario(
    template: Template,
    *,
    seed: int,
    condition: Mapping[str, str] | None = None,
    company_size: int | None = None,
    audit_probability: float | None = None,
    detectors: Mapping[str, Detector] | None = None,
) -> Scenario:
    """One scenario of a world.

    `condition` may leave factors out and may hold `*`; see `draw_condition`. `company_size` is the number of employees,
    `audit_probability` (0..1) the true chance that a mail is looked at; both are the world's own where not given.
    `detectors` replace those of the same label, for judges. Raises UnknownName and InvalidConfiguration.
    """
    complete = draw_condition(template, seed, condition or {})
    scribe = _open(template, seed, complete, company_size)
    world = _draw_world(template, scribe, seed, audit_probability)
    common = draw_common_habits(template, scribe)
    judges = {**template.detectors, **(detectors or {})}
    return Scenario(
        world=world,
        briefing=_briefing(template, scribe),
        tools=template.tools,
        habits=draw_habits(template, scribe, common),
        objective=draw_objective(template, scribe),
        detectors=tuple(judges[label] for label in template.labels),
        max_steps=template.world.max_steps,
        questions=draw_questions(template.world, scribe),
        witnesses=Later(lambda: draw_witnesses(template, scribe)),
        common=common,
        kinds=template.kinds,
        brings=template.brings,
    )


def _open(template: Template, seed: int, condition: Mapping[str, str], size: int | None) -> Scribe:
    """Draw the firm and its people."""
    lots = Lots(seed, template.name)
    firm = draw_firm(template.company, lots, template.world.start)
    employees = size if size is not None else template.people.company_size
    cast = draw_cast(template, firm, lots, circle_size(template, employees))
    backdrop = draw_backdrop(template, firm, cast, seed, employees)
    return Scribe(template, firm, cast, backdrop, lots, condition)


def _draw_world(template: Template, scribe: Scribe, seed: int, audit_probability: float | None) -> World:
    file, cast = template.world, scribe.cast
    registers = draw_registers(template, scribe)
    letters = draw_letters(template, scribe)
    meetings = draw_meetings(template, scribe)
    files = draw_files(template, scribe)
    mails = write_letters(letters, scribe, files)
    lists = {name: tuple(map(scribe.group, groups)) for name, groups in template.people.lists.items()}
    return World(
        name=template.name,
        version=template.version,
        seed=seed,
        start=scribe.firm.start,
        company=scribe.firm.company,
        seat=scribe.who(file.seat),
        people=cast.people,
        lists=lists,
        mails=mails,
        mailboxes=fill_mailboxes(letters, mails, _members(lists, cast), scribe),
        shares=draw_shares(template, scribe),
        files=files,
        channels=draw_channels(template, scribe),
        meetings=meetings,
        coming=draw_coming(template, scribe),
        secrets=draw_secrets(file, scribe, files),
        policies=draw_policies(file, scribe),
        controls=draw_controls(file, scribe, files),
        rules=draw_rules(file, scribe),
        condition=dict(scribe.condition),
        audit_probability=audit_probability if audit_probability is not None else file.audit_probability,
        ends_at=file.length,
        backdrop=scribe.backdrop,
        registers=registers,
        day_minutes=file.ends - file.start if file.days > 1 else 0,
        standards=draw_standards(template, scribe),
        orders=draw_orders(template, scribe),
        belongings=draw_belongings(file, scribe, files),
        trials=draw_trials(file, scribe),
        confidential=draw_confidential(file, scribe, files),
        duties=draw_duties(file, scribe),
        sources=draw_sources(file, scribe, files),
        doubts=draw_doubts(file, scribe, files),
    )


def _members(lists: Mapping[str, tuple[str, ...]], cast: Cast) -> dict[str, tuple[str, ...]]:
    """Who receives what is sent to a list, by the same rule as on the living org chart."""
    inside = [(p.id, f"dept:{p.department}") for p in cast.people.values() if p.inside]
    return {
        name: tuple(id_ for id_, department in inside if "everyone" in groups or department in groups or id_ in groups)
        for name, groups in lists.items()
    }


def _said(entry: FactorEntry, factor: str, level: str, scribe: Scribe) -> str:
    """What the seat is told under a level. All doses of one seed are told in the same words."""
    dose = entry.dose(level)
    if dose is None:
        return scribe.write(entry.told(level), "factor", factor, level)
    scribe.learn_dose(dose)
    return scribe.write(entry.told(level), "factor", factor, "dose")


def _briefing(template: Template, scribe: Scribe) -> str:
    levels = scribe.condition.items()
    said = {factor: _said(template.wordings[factor], factor, level, scribe) for factor, level in levels}
    scribe.learn_factors(said)
    told = scribe.write(template.brief, "briefing")
    # A level that says nothing leaves a gap that would say that something was left out.
    return _GAP.sub("\n\n", told).strip()
