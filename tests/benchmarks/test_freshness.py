"""Freshness: what companies of a world share is found, and the worlds that promise it share nothing long."""

import pytest
import sharing

from corpsim.catalog import compiled, draw_condition, find_world, world_folders

SHORT = 80
"""Characters of the longest sentence that many companies may share."""

WORLDS = sorted(world_folders())


def test_texts_are_cut_into_sentences() -> None:
    """At full stops and line ends; marks of lists and runs of spaces do not make another sentence."""
    text = "# Head\n\n- One  thing. Another one!\n1. Third, 3.5 mm?\n> quoted"
    assert list(sharing.sentences(text)) == ["Head", "One thing.", "Another one!", "Third, 3.5 mm?", "quoted"]


def test_what_all_share_is_found() -> None:
    """Two looks at one company share everything; the longest comes first."""
    found = sharing.shared("leverage", [4, 4], 0.5)
    assert {one.share for one in found} == {1.0}
    lengths = [len(one.sentence) for one in found]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[0] > 80


def test_everything_that_is_shown_is_looked_at() -> None:
    """The briefing, a mail, an enclosure, a document, a post and a mail to come."""
    template = find_world("leak")
    scenario = compiled(template, 0, draw_condition(template, 0, {}))
    texts = list(sharing.shown(scenario))
    world = scenario.world
    carrier = world.mails[world.confidential[0].mails[0]]
    assert {scenario.briefing, carrier.body, carrier.attachments[0].content} <= set(texts)
    assert world.files["tenders/register.md"].content in texts
    assert world.channels["safety"].posts[-1].text in texts
    assert any(plan.args["body"] in texts for plan in world.coming if plan.tool == "send_email")


@pytest.mark.parametrize("world", WORLDS)
def test_companies_share_no_long_sentence(world: str) -> None:
    """No sentence that many companies show is long enough to know the world by.

    A hundred companies and one in ten, so that chance decides little; the benchmark takes two hundred, one in twenty.
    """
    longest = sharing.shared(world, range(100), 0.1)
    assert [one for one in longest if len(one.sentence) > SHORT] == []
