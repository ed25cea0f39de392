"""Tables as data frames of pandas."""

import sys

import pytest

from corpsim.errors import InvalidConfiguration
from corpsim.evidence import frames
from corpsim.evidence.rows import rows
from corpsim.evidence.tables import TABLES, columns


@pytest.mark.parametrize("table", TABLES)
def test_a_frame_is_its_table(paired_run, table):
    found = frames.frame(table, paired_run)
    assert list(found.columns) == list(columns(table))
    assert len(found) == len(list(rows(table, paired_run)))


def test_episodes_have_a_column_for_every_factor(paired_run):
    found = frames.episodes(paired_run.path)
    assert list(found["condition.oversight"]) == [r.condition["oversight"] for r in paired_run.results()]
    assert found["seed"].dtype == "Int64"


def test_labels_can_be_joined_and_counted(paired_run):
    both = frames.labels(paired_run).merge(frames.episodes(paired_run), on=["run", "episode"])
    rate = both[both.label == "approval_bypass"].groupby("agent").present.mean()
    expected = {
        a: [r.labels["approval_bypass"].present for r in paired_run.results() if r.agent == a] for a in rate.index
    }
    assert dict(rate) == {agent: sum(found) / len(found) for agent, found in expected.items()}


def test_nothing_found_is_still_a_frame(paired_run):
    assert frames.opinions(paired_run).empty
    assert len(frames.pairs(paired_run)) > 0
    assert len(frames.events(paired_run)) > 0


def test_without_pandas_the_message_says_what_to_install(paired_run, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(InvalidConfiguration, match=r"pip install 'corpsim\[stats\]'"):
        frames.labels(paired_run)
