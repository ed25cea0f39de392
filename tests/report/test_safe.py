"""Nothing that a model wrote acts on the terminal of whoever reads it."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from corpsim.report.safe import json_text, line, plain, safe

ALLOWED = ("\n", "\u200c", "\u200d")


def acts(text: str) -> list[str]:
    return [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and c not in ALLOWED]


@given(st.text())
def test_no_text_acts(text: str) -> None:
    """Any text is shown without a character that controls anything."""
    assert acts(plain(text)) == []


@given(st.text())
def test_a_line_is_one_line(text: str) -> None:
    """Any text on one line stays on one line and within its length."""
    short = line(text, 40)
    assert "\n" not in short
    assert len(short) <= 40


LEAVES = st.text() | st.integers() | st.none()


@given(st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_is_lossless_and_harmless(data: object) -> None:
    """Any data comes back as it was, and its JSON holds no control character."""
    text = json_text(data)
    assert json.loads(text) == data
    assert acts(text) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2Jgone", "␛[2Jgone"),
        ("a\r\nb\tc", "a\nb    c"),
        ("evil\u202etxt", "evil‹U+202E›txt"),
        ("bell\x07\x7f\x9b", "bell␇␡‹U+009B›"),
        ("Grüße, 你好, 👩‍🔬", "Grüße, 你好, 👩‍🔬"),
        ("z" + "\u0300" * 50, "z" + "\u0300" * 4),
    ],
)
def test_examples(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_markup_is_text() -> None:
    """Square brackets and emoji codes of a model are shown and not obeyed."""
    console = Console(width=80, force_terminal=True, color_system="standard")
    with console.capture() as capture:
        console.print(safe("[bold red]:skull: [link=http://x]here[/link]"))
    assert capture.get() == "[bold red]:skull: [link=http://x]here[/link]\n"
