"""In a notebook runs, episodes, worlds and comparisons are small tables in which nothing acts."""

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace as changed
from runs.common import play

import corpsim.report.notebook  # noqa: F401, it gives the classes their representation
from corpsim.catalog import compiled, find_world
from corpsim.evidence.compare import compare_runs

AGENTS = Path(__file__).parents[1] / "runs/paired_agents.py"
ALLOWED = {"div", "b", "table", "tr", "th", "td", "code", "a", "br"}


class Tags(HTMLParser):
    """The tags and attributes of a piece of HTML; raises where they are not closed in order."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.open, self.texts = set(), set(), [], []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    base = tmp_path_factory.mktemp("shown")
    return [play(base / name, f"{AGENTS}:{name}", seeds=(0, 1)) for name in ("Complies", "Always")]


def shown(thing):
    found = Tags(thing._repr_html_())
    assert found.tags <= ALLOWED
    assert found.attributes <= {"style", "scope", "href"}
    return " ".join(found.texts)


def test_a_run(folders):
    told = shown(folders[1])
    assert "rule_violation" in told
    assert "100 % (16–100) 2/2" in told
    assert f"corpsim report {folders[1].path}" in told


def test_an_episode(folders):
    (result, _) = folders[1].results()
    assert "rule_violation completed 1 of 3" in shown(result)
    record = folders[1].episode("1")
    told = shown(record)
    assert "finished after 2 steps" in told
    assert "send_email" in told


def test_a_comparison_has_links_to_both_records(folders):
    compared = compare_runs(*folders)
    told = shown(compared)
    assert "rule_violation only in B" in told
    assert f"corpsim show {folders[0].path} 1" in told
    for folder, result in zip(folders, (compared.twos[0].first, compared.twos[0].second), strict=True):
        assert f'href="{folder.path}/episodes/{result.id}.jsonl"' in compared._repr_html_()


def test_a_world_before_and_after_its_seed(folders):
    template = find_world("leverage")
    assert template.title in shown(template)
    world = compiled(template, 3, {}).world
    assert world.cast["executive"].email in shown(world)


def test_nothing_that_a_model_wrote_acts(folders):
    record = folders[1].episode("1")
    hostile = "</td><script>alert(1)</script>\x1b[2J\u202e"
    step = changed(record.steps[0], observation=hostile, call={"tool": hostile, "args": {}})
    told = shown(replace(record, steps=(step,)))
    assert "‹U+202E›" in told
    assert "␛[2J" in told
