"""Markdown: a head with fields, a body with variants, and lines that are those of the file."""

from corpsim.template.source.markdown import parse_markdown
from corpsim.template.source.strict_yaml import line_at

TEXT = """---
from: ana
to: [bo, cy]
---

first line

third line
<!-- or -->
second variant
"""


def test_head_and_variants():
    """The body is cut at the separating lines, without blank lines around."""
    data = parse_markdown(TEXT).data
    assert data["from"] == "ana"
    assert data["body"] == ["first line\n\nthird line", "second variant"]


def test_lines_are_those_of_the_file():
    """Head, body and lines inside the body are found where they stand."""
    data = parse_markdown(TEXT).data
    assert line_at(data, ("to",)) == 3
    assert line_at(data, ("body", 0), offset=2) == 8
    assert line_at(data, ("body", 1)) == 10


def test_a_text_without_a_head_is_all_body():
    """A document of a share needs no front matter."""
    assert parse_markdown("a,b\n1,2\n").data == {"body": ["a,b\n1,2"]}


def test_an_open_head_is_a_fault():
    """A head that is never closed is named with the line on which it begins."""
    assert parse_markdown("---\na: 1\n").faults[0].line == 1


def test_faults_in_the_head_have_the_line_of_the_file():
    """The YAML of the head begins on line 2."""
    assert [fault.line for fault in parse_markdown("---\na: 1\na: 2\n---\n").faults] == [3]


def test_the_head_cannot_hold_the_body():
    """`body` is what stands below."""
    assert parse_markdown("---\nbody: x\n---\ny\n").faults[0].line == 2


def test_an_empty_head_is_no_fault():
    """Two fences with nothing between them are a head without fields."""
    assert parse_markdown("---\n---\nx\n").data == {"body": ["x"]}
