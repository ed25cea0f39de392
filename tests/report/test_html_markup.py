"""Elements: whatever text is handed in, a reader of HTML gets it back as text; nothing runs, nothing loads."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpsim.report.markup import el, number
from corpsim.report.safe import plain


class Read(HTMLParser):
    """The tags, attributes and text of a piece of HTML."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text())
def test_any_text_comes_back_as_text(text: str) -> None:
    read = Read(str(el("p", text)))
    assert (read.tags, read.text) == (["p"], plain(text))


@given(st.text())
def test_any_text_of_an_attribute_stays_in_it(text: str) -> None:
    read = Read(str(el("p", title=text)))
    assert (read.tags, read.attributes) == (["p"], [("title", plain(text))])


@given(st.text().filter(lambda text: not text.startswith("#")))
def test_any_link_that_leaves_the_page_is_refused(target: str) -> None:
    with pytest.raises(ValueError, match="its own places only"):
        el("a", href=target)


@pytest.mark.parametrize("tag", ["script", "iframe", "img", "link", "form", "base", "foreignObject", "p onclick=1", ""])
def test_tags_that_run_or_load(tag: str) -> None:
    with pytest.raises(ValueError, match="no place in a report"):
        el(tag)


@pytest.mark.parametrize("name", ["onclick", "ONLOAD", "src", "style", "srcset", "formaction", "a b", 'a"'])
def test_attributes_that_run_or_load(name: str) -> None:
    with pytest.raises(ValueError, match="no place in a report"):
        el("p", **{name: "x"})


@pytest.mark.parametrize("sheet", ["a{}</style><b>", "a{background:url(x)}", "@import 'x';"])
def test_style_sheets_that_end_or_load(sheet: str) -> None:
    with pytest.raises(ValueError, match="holds no markup"):
        str(el("style", sheet))


def test_what_is_left_out_and_how_names_are_written() -> None:
    assert str(el("p", None, 3, [" ", 2.5], class_="a", hidden=True, title=None, stroke_width=1.0)) == (
        '<p class="a" hidden="" stroke-width="1">3 2.5</p>'
    )
    assert str(el("br")) == "<br>"


def test_numbers_are_short() -> None:
    assert [number(value) for value in (1, 1.0, 0.126, 100.0, 0.0)] == ["1", "1", "0.13", "100", "0"]
