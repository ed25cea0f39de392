"""Markdown: a head with fields, a body with variants, and places that are those of the file."""

from corpsim.template.source.markdown import parse_markdown
from corpsim.template.source.page import Page


def place(*where, offset=None):
    """Line and column of a value of TEXT."""
    problem = Page("x.md", TEXT, parse_markdown(TEXT).data).problem("", *where, offset=offset)
    return problem.line, problem.column


def fault_lines(text):
    """The lines of the faults of a text."""
    parsed = parse_markdown(text)
    return [Page("x.md", text, None).problem_at(fault.start, "").line for fault in parsed.faults]


TEXT = """---
from: ana
to: [bo, cy]
---

first line

third {line}
<!-- or -->
second variant
"""


def test_head_and_variants():
    """The body is cut at the separating lines, without blank lines around."""
    data = parse_markdown(TEXT).data
    assert data["from"] == "ana"
    assert data["body"] == ["first line\n\nthird {line}", "second variant"]


def test_places_are_those_of_the_file():
    """Head, body and placeholders inside the body are found where they stand."""
    assert place("to") == (3, 1)
    assert place("from") == (2, 7)
    assert place("body", 0) == (6, 1)
    assert place("body", 0, offset=len("first line\n\nthird ")) == (8, 7)
    assert place("body", 1) == (10, 1)


def test_a_text_without_a_head_is_all_body():
    """A document of a share needs no front matter."""
    assert parse_markdown("a,b\n1,2\n").data == {"body": ["a,b\n1,2"]}


def test_an_open_head_is_a_fault():
    """A head that is never closed is named with the line on which it begins."""
    assert fault_lines("---\na: 1\n") == [1]


def test_faults_in_the_head_have_the_line_of_the_file():
    """The YAML of the head begins on line 2."""
    assert fault_lines("---\na: 1\na: 2\n---\n") == [3]


def test_the_head_cannot_hold_the_body():
    """`body` is what stands below."""
    assert fault_lines("---\nbody: x\n---\ny\n") == [2]


def test_an_empty_head_is_no_fault():
    """Two fences with nothing between them are a head without fields."""
    assert parse_markdown("---\n---\nx\n").data == {"body": ["x"]}
