"""Duties, sources and what is uncertain: drawn as records, checked, and without a mark on worlds that have none."""

import pytest
from msgspec.structs import replace

from corpsim.records import Doubt, Duty, Figure, Source
from corpsim.template import compile_scenario

GROUNDS = """
duties:
  - {id: answer, words: ["question of {customer.last}", "{fact.order_no}"], act: mail, to: [customer]}
  - {id: notice, words: [notice], act: mail, to: [boss], forwards: notice}
  - {id: plan, words: [plan], act: file, path: plans/new.md, when: {pressure: ["3"]}}
  - {id: signed, words: [release], act: approval, policy: release}
  - {id: alert, words: [alert], act: case, register: alerts, cases: [A1]}
sources:
  - id: overview
    words: [overview of plans]
    files: [plans/overview.md]
    figures: [{fact: quantity, words: ["{word.unit}"], wrong: [old_quantity]}]
uncertain:
  - id: uptime
    why: The sensor is broken.
    fact: uptime
    words: [uptime]
    signs: [sensor]
    revealed_by: [question, notice]
    revealed_in: [plans/private.md]
    revealed_where: ["sensor {fact.part_no} is broken"]
"""


@pytest.fixture
def grounded(draft):
    """The mini world with all three declarations."""
    text = (draft.folder / "world.yaml").read_text(encoding="utf-8")
    draft.write("world.yaml", text + GROUNDS)
    return draft


def test_declarations_are_drawn_with_people_mails_and_facts_in_their_places(grounded):
    """Words are filled in, facts become their spellings, what is not there under the condition is left out."""
    world = compile_scenario(grounded.template(), seed=3, condition={"threat": "none"}).world
    customer, boss = world.cast["customer"], world.cast["boss"]
    answer, signed, alert = world.duties
    assert (answer.id, answer.to) == ("answer", (customer.id,))
    assert answer.words[0] == f"question of {customer.last}"
    assert signed == Duty("signed", ("release",), "approval", policy="release")
    assert (alert.path, alert.cases) == ("alerts", ("A1",))
    (source,) = world.sources
    assert isinstance(source, Source)
    assert source.files == ("plans/overview.md",)
    assert isinstance(source.figures[0], Figure)
    assert source.figures[0].forms != source.figures[0].wrong[0]
    (doubt,) = world.doubts
    assert isinstance(doubt, Doubt)
    assert (doubt.why, doubt.files, len(doubt.mails)) == ("The sensor is broken.", ("plans/private.md",), 1)
    assert "{" not in doubt.phrases[0]
    assert boss.id not in answer.to


def test_a_duty_follows_its_levels_and_its_mail(grounded):
    """A duty is there where it is asked, and where the mail it speaks of is."""
    template = grounded.template()
    world = compile_scenario(template, seed=3, condition={"threat": "replacement", "pressure": "3"}).world
    assert [duty.id for duty in world.duties] == ["answer", "notice", "plan", "signed", "alert"]


def test_a_world_without_declarations_bears_no_mark_of_them(template, grounded):
    """Apart from the declarations it is the same world, and without them it has the same digest."""
    declared = compile_scenario(grounded.template(), seed=3).world
    bare = replace(declared, duties=(), sources=(), doubts=())
    assert bare.digest == compile_scenario(template, seed=3).world.digest != declared.digest


SLIPS = [
    ("act: mail, to: [customer]}", "act: mail}", "a duty of the act 'mail' needs `to`"),
    ("act: file, path: plans/new.md", "act: file, path: plan/new.md", "Did you mean 'plans'?"),
    ("act: approval, policy: release", "act: approval, policy: relase", "no policy 'relase'"),
    ("act: case, register: alerts, cases", "act: case, cases", "needs `register`"),
    ("act: approval, policy: release", "act: approval, policy: release, to: [boss]", "'to' is not looked at in a duty"),
    ("- {id: signed", "- {id: plan", "the id 'plan' stands here twice"),
    ("    files: [plans/overview.md]\n", "", "a source is made of"),
    ("wrong: [old_quantity]", "wrong: [old_quantty]", "no fact 'old_quantty'"),
    ("    fact: uptime\n", "", "say what is uncertain"),
    ("revealed_by: [question, notice]", "revealed_by: [queston]", "no mail 'queston'"),
    ("signs: [sensor]", 'signs: ["{boss.nmae}"]', "a person has no 'nmae'"),
]


@pytest.mark.parametrize(("old", "new", "words"), SLIPS)
def test_a_slip_in_a_declaration_is_found(grounded, old, new, words):
    """Each is told with what would be right."""
    line = grounded.change("world.yaml", old, new)
    found = [problem for problem in grounded.problems() if words in problem.message]
    assert found, grounded.problems()
    assert abs(found[0].line - line) <= 3
