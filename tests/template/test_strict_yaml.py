"""Strict YAML: what is text stays text, every value knows its place, and nothing is ever expanded."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpsim.template.source.page import Page
from corpsim.template.source.strict_yaml import MOST_FAULTS, parse_yaml


def place(text, *where, offset=None, on_key=False):
    """Line and column of a value of a text."""
    problem = Page("x.yaml", text, parse_yaml(text).data).problem("", *where, offset=offset, on_key=on_key)
    return problem.line, problem.column


def faults(text):
    """Line, column and message of every fault of a text."""
    page = Page("x.yaml", text, None)
    found = [page.problem_at(fault.start, fault.message) for fault in parse_yaml(text).faults]
    return [(problem.line, problem.column, problem.message) for problem in found]


@pytest.mark.parametrize(
    "written",
    [
        "12:30",
        "NO",
        "yes",
        "on",
        "off",
        "True",
        "~",
        "2026-03-02",
        "007",
        "0x1F",
        "1_000",
        "+5",
        ".5",
        ".inf",
        ".nan",
        "=",
        "<<",
        "1e999",
    ],
)
def test_what_looks_like_text_is_text(written):
    """Only true, false, null and plain numbers are anything but text."""
    assert parse_yaml(f"a: {written}\n").data == {"a": written}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("0.25", 0.25),
        ("1e3", 1000.0),
        ('"12"', "12"),
    ],
)
def test_numbers_and_truth_values(written, value):
    """Plain numbers are numbers, quoted ones are text."""
    found = parse_yaml(f"a: {written}\n").data["a"]
    assert (found, type(found)) == (value, type(value))


def test_keys_are_always_text():
    """A level called `0`, `off` or `null` needs no quotes as a key."""
    assert parse_yaml("{0: a, off: b, null: c, true: d}").data == {"0": "a", "off": "b", "null": "c", "true": "d"}


def test_every_value_knows_its_place():
    """A word is found where it stands, a list or mapping at its key, and what is not there at what would hold it."""
    text = "a: 1\nb:\n  - x\n  - c: |\n      one\n      two\n"
    assert place(text, "a") == (1, 4)
    assert place(text, "a", on_key=True) == (1, 1)
    assert place(text, "b") == (2, 1)
    assert place(text, "b", 0) == (3, 5)
    assert place(text, "b", 7, "unknown") == (2, 1)


@pytest.mark.parametrize(
    ("written", "place_of_brace"),
    [
        ("a: some {x} here", (1, 9)),
        ('a: "\\u00e9\\t {x} \\"here\\""', (1, 14)),
        ("a: 'it''s {x}'", (1, 11)),
        ("a: |\n  one\n  two {x}\n", (3, 7)),
        ("a: >- # why {not}\n  one\n  two {x}\n", (3, 7)),
        ("a: several words\n  on lines {x}\n", (2, 12)),
        ('a: "{{doubled}} {x}"', (1, 17)),
        ('a: "😀 {x}"', (1, 7)),
        ('a: "\\x7by} {x}"', (1, 4)),
    ],
)
def test_a_brace_is_found_however_its_text_is_written(written, place_of_brace):
    """Quotes, escapes and folded lines do not lead astray; where an escape makes a brace the text itself is meant."""
    data = parse_yaml(written).data
    assert place(written, "a", offset=data["a"].index("{x}")) == place_of_brace


@given(st.text(alphabet="ab é😀\"\\'{}:#\n", max_size=40))
def test_the_place_of_any_brace_is_that_brace(text):
    """Any brace of any text is found at a brace of the file, if the text is written with quotes."""
    written = f"a: {json.dumps(text, ensure_ascii=False)}\n"
    value = parse_yaml(written).data["a"]
    assert value == text
    for offset in (index for index, character in enumerate(value) if character in "{}"):
        line, column = place(written, "a", offset=offset)
        assert written.split("\n")[line - 1][column - 1] == value[offset]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: &x 1\nb: *x\n", 1, 4, "anchor"),
        ("a: 1\nb: *x\n", 2, 4, "alias"),
        ("a: !!python/object:os.system x\n", 1, 4, "tag"),
        ("a: !local x\n", 1, 4, "tag"),
        ("a: 1\nb: 2\na: 3\n", 3, 1, "twice; it is already on line 1"),
        ("a: 1\n---\nb: 2\n", 2, 1, "second document"),
        ("a: [1\nb: 2\n", 1, 4, "'[' is never closed"),
        ("a: {fact.x} y\n", 1, 4, "begins with a placeholder"),
        ("a: one: two\n", 1, 4, "a colon and a space"),
        ("a:\n\tb: 1\n", 2, 1, "a tab"),
        ("a: @home\n", 1, 4, "begins with one of @"),
        ("<<: {a: 1}\n", 1, 1, "merge key"),
        ("a: \x01\n", 1, 4, "no YAML"),
        ("? [a, b]\n: 1\n", 1, 3, "key must be a plain word"),
        ("[" * 30, 1, 21, "nested more than 20"),
    ],
)
def test_faults_name_their_place(text, line, column, words):
    """What is refused is refused with its place and in words."""
    found = faults(text)[0]
    assert found[:2] == (line, column)
    assert words in found[2]


def test_all_duplicates_are_found():
    """One slip does not hide the next."""
    assert [line for line, _, _ in faults("a: 1\na: 2\nb: 1\nb: 2\n")] == [2, 4]


@pytest.mark.parametrize(
    "text", ["[" * 500_000, "{a: " * 200_000, "- " * 300_000, "a: &a [x]\n" + "b: [" + "*a," * 200_000 + "]"]
)
def test_bombs_are_refused_fast(text):
    """Deep nesting and crowds of aliases cost no more than reading them."""
    began = time.perf_counter()
    assert parse_yaml(text).faults
    assert time.perf_counter() - began < 5


def test_a_doubling_bomb_is_never_expanded():
    """Aliases of aliases are faults, not a billion strings."""
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    assert len(parse_yaml("\n".join(lines)).faults) == MOST_FAULTS


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    """Any text at all gives data or faults, never an exception."""
    assert all(0 <= fault.start <= len(text) and fault.message for fault in parse_yaml(text).faults)


@given(
    st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.from_regex(r"[A-Za-z :#-]{0,30}", fullmatch=True))
)
def test_any_quoted_text_comes_back(values):
    """Any quoted text is that text."""
    text = "\n".join(f'{key}: "{value}"' for key, value in values.items()) or "{}"
    assert parse_yaml(text).data == values
