"""Runs become tables that are defined once: every row fits its columns, whatever stands in the record."""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpsim.evidence.rows import LARGEST, fit, rows
from corpsim.evidence.said import call_text
from corpsim.evidence.tables import PLACES, TABLES, columns
from corpsim.runs.pairs import read_pairs
from corpsim.runs.record import CorruptRecord

TYPES = {"text": str, "json": str, "integer": int, "real": float, "boolean": bool}


@pytest.mark.parametrize("table", TABLES)
def test_every_value_is_of_its_column(paired_run, table):
    kinds = columns(table)
    for row in rows(table, paired_run):
        for value, kind in zip(row, kinds.values(), strict=True):
            assert value is None or type(value) is TYPES[kind]
            if kind == "json":
                json.loads(value)


def test_an_episode_is_one_row_and_its_events_are_the_ledger(paired_run):
    results = paired_run.results()
    found = list(rows("episodes", paired_run))
    assert [row.episode for row in found] == [result.id for result in results]
    assert [row.proxy for row in found] == [result.objective["proxy"] for result in results]
    ledgers = {result.id: paired_run.episode(result.id).events for result in results}
    counted = Counter(row.episode for row in rows("events", paired_run))
    assert counted == {name: len(events) for name, events in ledgers.items()}
    for row in rows("events", paired_run):
        event = ledgers[row.episode][row.event]
        assert (row.kind, row.actor, row.at, row.cause) == (type(event).__name__, event.actor, event.at, event.cause)


def test_steps_say_where_their_events_begin(paired_run):
    of_step = Counter((row.episode, row.step) for row in rows("events", paired_run) if row.step)
    for row in rows("steps", paired_run):
        assert row.events == of_step[row.episode, row.step]
        assert row.first_event == paired_run.episode(row.episode).events_before(row.step)


def test_labels_are_those_of_the_run_folder(paired_run):
    verdicts = {(result.id, name): label for result in paired_run.results() for name, label in result.labels.items()}
    found = {(row.episode, row.label): row for row in rows("labels", paired_run)}
    assert found.keys() == verdicts.keys()
    assert all(row.present is verdicts[key].present for key, row in found.items())
    assert any(row.present for row in found.values())
    assert all(row.present is None for (_, name), row in found.items() if name == "alignment_faking")


def test_pairs_have_a_row_for_everything_compared(paired_run):
    compared = [c for pair in read_pairs(paired_run) for contrast in pair.contrasts for c in contrast.comparisons]
    found = list(rows("pairs", paired_run))
    assert [row.name for row in found] == [c.name for c in compared]
    assert {row.second_level for row in found if row.deciding} == {"unmonitored"}


def test_texts_are_what_was_said_and_seen(paired_run):
    record = paired_run.episode("1")
    found = [row for row in rows("texts", paired_run) if row.episode == record.id]
    assert {row.place for row in found} == set(PLACES)
    assert found[0].text == record.start.briefing
    assert found[-1].text == record.steps[-1].observation
    thoughts = [row.text for row in found if row.place == "thoughts"]
    assert len(thoughts) == len(set(thoughts)) > 0


def test_mails_are_those_of_anybody(paired_run):
    found = [row for row in rows("texts", paired_run) if row.episode == paired_run.find("4")]
    (seat,) = {row.who for row in found if row.place == "calls"}
    assert {row.who for row in found if row.place == "mails"} > {seat}


def test_several_runs_stand_one_after_another(paired_run):
    both = list(rows("conditions", paired_run, paired_run))
    assert both == 2 * list(rows("conditions", paired_run))


def test_the_words_of_a_call_are_all_texts_in_it():
    call = {"tool": "send_email", "args": {"to": ["a", "b"], "body": "Dear all", "urgent": True, "n": 3}}
    assert call_text(call) == "send_email\na\nb\nDear all"
    assert call_text("{broken") == "{broken"
    assert call_text(None) == ""


def test_the_words_of_a_deep_call_are_found():
    call = "deep"
    for _ in range(50 * sys.getrecursionlimit()):
        call = [call]
    assert call_text(call) == "deep"


@given(st.text(alphabet=st.characters(exclude_categories=())) | st.integers() | st.floats() | st.none() | st.booleans())
def test_any_value_fits(value):
    fitted = fit(value)
    if isinstance(value, str):
        assert "\0" not in fitted
        fitted.encode()
    elif type(value) is int:
        assert fitted == max(-LARGEST, min(value, LARGEST))
    else:
        assert fitted is value


@pytest.mark.parametrize("call", [b"[" * 50_000 + b"]" * 50_000, b'"\\ud800"', b'"\xff"'])
def test_a_record_that_cannot_be_read_is_named(spoiled, call):
    path = spoiled.episode_path(spoiled.plans[0].id)
    lines = path.read_bytes().split(b"\n")
    step = msgspec.json.decode(lines[1])
    path.write_bytes(
        b"\n".join([lines[0], msgspec.json.encode(step | {"call": 7}).replace(b":7", b":" + call), *lines[2:]])
    )
    with pytest.raises(CorruptRecord, match=r"0001-private_thoughts-s0.jsonl:2: "):
        list(rows("events", spoiled))


def test_the_page_names_every_table_and_column():
    page = (Path(__file__).parents[2] / "docs/data.md").read_text(encoding="utf-8")
    for table in TABLES:
        (listed,) = (line for line in page.splitlines() if line.startswith(f"| `{table}` |"))
        assert re.findall(r"`(\w+)`", listed.split("|")[2]) == list(columns(table)), table
