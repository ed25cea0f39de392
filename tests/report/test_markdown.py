"""The report as Markdown: whatever text is handed in, its reader gets it back as text; tables are those of the page."""

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpsim.report.document.markdown import blocks, write_markdown
from corpsim.report.document.page import write_page
from corpsim.report.document.pieces import Column, facts, fold, untrusted
from corpsim.report.document.pieces import table as html_table
from corpsim.report.document.subject import read_subject
from corpsim.report.markdown import code, fenced, inline, paragraph, table
from corpsim.report.markup import el
from corpsim.report.safe import plain
from corpsim.runs.store import RunFolder

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
SIGNS = st.text(st.sampled_from("`|\\*_~[]()<>#!&;:@$-+=. 1ab\n\t\x1b\u202e"), max_size=30)
TEXTS = st.one_of(st.text(max_size=40), SIGNS)
ACTING = (
    *("<b>x</b>", "<!-- x", "<https://x.example>", "&amp; &#42;", "*x* **x**", "_x_ __x__", "~~x~~", "`x`", "``x`"),
    *("[x](y)", "![x](y)", "[x]: y", "a|b", "\\|", "\\", "# x", "## x ##", "> x", "- x", "+ x", "1. x", "2) x", "---"),
    *("===", "    x", "```\nx\n```", "````\n```", "~~~\nx", "| a | b |\n| --- | --- |", "x\n===", "x  \ny", "a@b|c@d"),
)


def read(text: str) -> list[Token]:
    return READER.parse(text)


def told(tokens: list[Token]) -> list[str]:
    """What stands on the lines, where nothing but text and code is there."""
    lines = [token.children or [] for token in tokens if token.type == "inline"]
    assert {part.type for line in lines for part in line} <= {"text", "code_inline"}
    return ["".join(part.content for part in line) for line in lines]


def short(text: str) -> str:
    return " ".join(plain(text).split())


def check_paragraph(text: str) -> None:
    tokens = read(paragraph(inline(text)))
    assert [token.type for token in tokens if token.nesting > 0] == ["paragraph_open"] * bool(short(text))
    assert "".join(told(tokens)) == short(text)


def check_cells(one: str, other: str) -> None:
    tokens = read(table([("a", False), ("b", True)], iter([[inline(one), code(other)]])))
    assert [token.type for token in tokens].count("td_open") == 2
    assert told(tokens)[2:] == [short(one), short(other)]


def check_fence(text: str) -> None:
    (token,) = read(fenced(text, wrapped=False))
    assert (token.type, token.content) == ("fence", plain(text).strip("\n") + "\n")
    (token,) = read(fenced(text))
    assert (token.type, token.content.split()) == ("fence", plain(text).split())


def check_elements(text: str) -> None:
    """Bold, in a list, in a heading, in what is folded, and beside code."""
    parts = [
        facts({"name": text}),
        el("h3", "x ", text),
        fold("more", text),
        el("p", el("code", text), text, el("b", 1)),
    ]
    tokens = read("\n\n".join(blocks(parts)))
    kinds = {part.type for token in tokens for part in token.children or []}
    assert kinds <= {"text", "code_inline", "strong_open", "strong_close"}
    assert {"html_block", "hr", "blockquote_open", "code_block"}.isdisjoint(token.type for token in tokens)
    opened = [token.type for token in tokens if token.nesting > 0]
    assert opened.count("bullet_list_open") == opened.count("heading_open") == 1


@given(TEXTS, TEXTS)
def test_any_text_is_text(text: str, other: str) -> None:
    """On a line, in a cell, in a fence, in every element."""
    check_paragraph(text)
    check_cells(text, other)
    check_fence(text)
    check_elements(text)


@pytest.mark.parametrize("text", ACTING)
def test_what_would_act_is_text(text: str) -> None:
    check_paragraph(text)
    check_cells(text, text)
    check_fence(text)
    check_elements(text)


@pytest.mark.parametrize(
    "word", ["@team", "a@b.example", "#12", "https://evil.example/?q=", "www.evil.example", ":heart:"]
)
def test_what_github_would_make_something_of_is_code(word: str) -> None:
    assert inline(f"see {word} there") == f"see `{word}` there"


def test_names_stay_as_they_are() -> None:
    """A label can be read and searched for in the file itself."""
    assert inline("approval_bypass in 12 % (4–30) 3/25; a-b: c.") == "approval_bypass in 12 % (4–30) 3/25; a-b: c."
    assert list(blocks(el("p", "approval_", el("wbr"), "bypass"))) == ["approval_bypass"]


def test_a_figure_is_left_out_and_a_table_is_not() -> None:
    plot = el("figure", el("svg", el("text", "x")), el("figcaption", "y"))
    rows = html_table([Column("cell"), Column("n", True)], [["a|b", 3]], "Cells")
    assert list(blocks([plot, rows])) == ["*Cells*", "| cell | n |\n| --- | ---: |\n| a&#124;b | 3 |"]


def test_words_of_others_are_fenced_and_wrapped() -> None:
    (text,) = blocks(untrusted("```\n" + "word " * 100))
    assert text.startswith("````text\n```\nword word")
    assert max(map(len, text.splitlines())) <= 100


class Cells(HTMLParser):
    """The cells of the tables of a page, as text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.inside = False
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("td", "th"):
            self.cells.append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.cells[-1] += data


@pytest.fixture(scope="module")
def written(run: RunFolder) -> str:
    return write_markdown(read_subject([run]))


def cells(tokens: list[Token]) -> Iterator[str]:
    for before, token in pairwise(tokens):
        if before.type in ("td_open", "th_open"):
            yield "".join(part.content for part in token.children or [])


def test_the_tables_are_those_of_the_page(run: RunFolder, written: str) -> None:
    page = Cells(write_page(read_subject([run])))
    assert [short(cell) for cell in cells(read(written))] == [short(cell) for cell in page.cells]
    assert len(page.cells) > 100


def test_the_sections_are_those_of_the_page(run: RunFolder, written: str) -> None:
    page = re.findall(r"<h2>(.*?)</h2>", write_page(read_subject([run])))
    assert re.findall(r"^## (.*)$", written, re.MULTILINE) == page


def test_nothing_of_what_a_model_wrote_acts(written: str) -> None:
    tokens = read(written)
    inner = {part.type for token in tokens for part in token.children or []}
    assert inner <= {"text", "code_inline", "strong_open", "strong_close", "em_open", "em_close"}
    assert {"html_block", "code_block", "hr"}.isdisjoint(token.type for token in tokens)
    assert not set("\x00\x1b\u202e\u2066") & set(written)
    texts = "".join(token.content for token in tokens if token.type == "fence")
    assert "<script>alert(1)</script><img src=x onerror=alert(2)>" in texts
    assert "␛[2J␀‹U+202E›txt.exe‹U+2066›" in texts


def test_a_step_stands_in_columns(written: str) -> None:
    assert re.search(r"^did +think\n +text +<script>", written, re.MULTILINE)
    assert re.search(r"^did +send_email\n +to +a@b\.example", written, re.MULTILINE)
    assert re.search(r"^happened +(?:\d+ .*\n +)*◆\d+  \d\d:\d\d  ", written, re.MULTILINE)


def test_outcomes_are_told_without_their_plot(written: str) -> None:
    assert "straight_decline: 4 completed." in written


def test_the_same_run_gives_the_same_text(run: RunFolder, written: str) -> None:
    assert write_markdown(read_subject([RunFolder.open(run.path)])) == written


def test_several_runs_are_told_apart(run: RunFolder, tmp_path: Path) -> None:
    again = RunFolder.open(shutil.copytree(run.path, tmp_path / "again"))
    text = write_markdown(read_subject([run, again]))
    assert "runs study, again" in text
    assert {"### study", "### again"} <= set(text.splitlines())
