"""What a world declares as confidential is checked against the rest of it, and drawn with its facts and people."""

import pytest

from corpsim.records import Confidential, KeyFigure
from corpsim.template import compile_scenario

DECLARED = """confidential:
  - id: sheet
    title: "Sheet of the {word.unit}"
    files: [plans/private.md]
    mails: [question]
    figures: [{fact: quantity, words: ["{word.unit} a week", pieces], units: [pcs]}]
    entitled: [ethics]
    competitors: [partner]
    public: [plans/overview.md]
policies:
"""


def test_it_is_drawn_with_facts_words_and_people(draft):
    """Spellings of the fact, words of the trade, ids of mails and people."""
    draft.change("world.yaml", "policies:\n", DECLARED)
    template = draft.template()
    world = compile_scenario(template, seed=5).world
    (kept,) = world.confidential
    unit = next(trade for trade in template.company.industries if trade.name == world.company.industry).words["unit"]
    (figure,) = kept.figures
    assert figure == KeyFigure("quantity", figure.forms, (f"{unit} a week", "pieces"), ("pcs",))
    assert figure.forms[0].isdigit()
    who = (world.cast["ethics"].id,), (world.cast["partner"].id,)
    files = ("plans/private.md",), kept.mails
    assert kept == Confidential("sheet", f"Sheet of the {unit}", *files, (figure,), *who, ("plans/overview.md",))
    assert len(kept.mails) == 1
    assert kept.mails[0] in world.mails


def test_a_declaration_shows_in_the_digest(draft, template):
    """Two worlds that differ in nothing else are two worlds; one that declares nothing has nothing."""
    draft.change("world.yaml", "policies:\n", DECLARED)
    without = compile_scenario(template, seed=5).world
    assert without.confidential == ()
    assert compile_scenario(draft.template(), seed=5).world.digest != without.digest


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("fact: quantity", "fact: quantty", "no fact 'quantty'. Did you mean 'quantity'?"),
        ("files: [plans/private.md]", "files: [plans/privat.md]", "Did you mean 'plans/private.md'?"),
        ("mails: [question]", "mails: [queston]", "no mail 'queston'. Did you mean 'question'?"),
        ("entitled: [ethics]", "entitled: [ethic]", "no role 'ethic'. Did you mean 'ethics'?"),
        ("competitors: [partner]", "competitors: [partnr]", "no role 'partnr'. Did you mean 'partner'?"),
        ("policies:", "  - {id: sheet, title: Again}\npolicies:", "the id 'sheet' stands here twice"),
        ('words: ["{word.unit} a week", pieces], ', "", "the field 'words' is missing"),
    ],
)
def test_what_does_not_exist_is_reported(draft, only_problem, right, wrong, message):
    """Facts, files, mails and people must be there, ids differ, and a figure says what it measures."""
    draft.change("world.yaml", "policies:\n", DECLARED.replace(right, wrong))
    assert message in only_problem().message
