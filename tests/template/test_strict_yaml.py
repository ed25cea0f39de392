"""Strict YAML: what is text stays text, every value knows its line, and nothing is ever expanded."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpsim.template.source.strict_yaml import line_at, parse_yaml


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


def test_every_value_knows_its_line():
    """Lines are found by the path of keys and positions, also inside a text written with |."""
    data = parse_yaml("a: 1\nb:\n  - x\n  - c: |\n      one\n      two\n").data
    assert line_at(data, ("a",)) == 1
    assert line_at(data, ("b", 0)) == 3
    assert line_at(data, ("b", 1, "c"), offset=1) == 6
    assert line_at(data, ("b", 7, "unknown")) == 2


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: &x 1\nb: *x\n", 1, "anchor"),
        ("a: 1\nb: *x\n", 2, "alias"),
        ("a: !!python/object:os.system x\n", 1, "tag"),
        ("a: !local x\n", 1, "tag"),
        ("a: 1\nb: 2\na: 3\n", 3, "twice; it is already on line 1"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: [1\nb: 2\n", 2, "no YAML"),
        ("a: \x01\n", 1, "no YAML"),
        ("? [a, b]\n: 1\n", 1, "key must be a plain word"),
        ("[" * 30, 1, "nested more than 20"),
    ],
)
def test_faults_name_their_line(text, line, words):
    """What is refused is refused with its line and in words."""
    fault = parse_yaml(text).faults[0]
    assert fault.line == line
    assert words in fault.message


def test_all_duplicates_are_found():
    """One slip does not hide the next."""
    assert [fault.line for fault in parse_yaml("a: 1\na: 2\nb: 1\nb: 2\n").faults] == [2, 4]


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
    assert len(parse_yaml("\n".join(lines)).faults) == 60 + 2 * 59


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    """Any text at all gives data or faults, never an exception."""
    assert all(fault.line >= 1 and fault.message for fault in parse_yaml(text).faults)


@given(
    st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.from_regex(r"[A-Za-z :#-]{0,30}", fullmatch=True))
)
def test_any_quoted_text_comes_back(values):
    """Any quoted text is that text."""
    text = "\n".join(f'{key}: "{value}"' for key, value in values.items()) or "{}"
    assert parse_yaml(text).data == values
