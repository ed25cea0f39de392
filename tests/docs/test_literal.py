"""Following a page to the letter finds what is not true in it."""

from pathlib import Path

import pytest
from literal import Untrue, fits, follow, steps_of

TICKS = "```"


def page(tmp_path: Path, text: str) -> Path:
    found = tmp_path / "page.md"
    found.write_text(text.replace("'''", TICKS), encoding="utf-8")
    return found


def desk(tmp_path: Path) -> Path:
    (tmp_path / "desk").mkdir()
    return tmp_path / "desk"


def test_files_are_written_and_commands_run(tmp_path: Path) -> None:
    """A titled block is a file, a bash block is run beside it, an added block goes to its end."""
    files = "'''text title=\"a/b.txt\"\none\n'''\n'''text title=\"a/b.txt, added at the end\"\ntwo\n'''\n"
    followed = page(tmp_path, f"{files}'''bash\ncat a/b.txt\n'''\n'''text\none\ntwo\n'''\n")
    assert len(follow(followed, desk(tmp_path))) == 3


def test_a_diff_changes_the_lines_it_marks(tmp_path: Path) -> None:
    """And is untrue where the file has no such lines, or has them twice."""
    change = "'''diff title=\"a.txt\"\n one\n-two\n+three\n'''\n"
    folder = desk(tmp_path)
    (folder / "a.txt").write_text("one\none\ntwo\nfour\n", encoding="utf-8")
    follow(page(tmp_path, change), folder)
    assert (folder / "a.txt").read_text(encoding="utf-8") == "one\none\nthree\nfour\n"
    with pytest.raises(Untrue, match=r"line 1: a\.txt has these lines 0 times:\none\ntwo"):
        follow(page(tmp_path, change), folder)


def test_what_is_printed_otherwise_is_untrue(tmp_path: Path) -> None:
    """The page and what is printed are both in the complaint, with the line of the page."""
    followed = page(tmp_path, "# Page\n\n'''bash\necho one\n'''\n\n'''text\ntwo\n'''\n")
    with pytest.raises(Untrue, match=r"page.md:3: echo one\nprinted\none\n\nand the page says\ntwo"):
        follow(followed, desk(tmp_path))


def test_a_command_that_fails_is_untrue(tmp_path: Path) -> None:
    """Unless the page says how it ends; then what it says on stderr is part of what it prints."""
    with pytest.raises(Untrue, match="ended with 3, not 0"):
        follow(page(tmp_path, "'''bash\nexit 3\n'''\n"), desk(tmp_path))
    told = "<!-- exits 3 -->\n'''bash\necho no >&2; exit 3\n'''\n'''text\nno\n'''\n"
    assert len(follow(page(tmp_path, told), tmp_path / "desk")) == 1


def test_a_block_that_is_not_closed_is_untrue() -> None:
    """Otherwise the rest of the page would be taken for a file."""
    with pytest.raises(Untrue, match="line 2"):
        steps_of(f"Text\n{TICKS}bash\necho\n")


def test_what_is_in_the_background_goes_on_and_is_stopped(tmp_path: Path) -> None:
    """A server is there for the commands after it and gone after the page."""
    text = (
        "<!-- in the background -->\n'''bash\npython -u -m http.server --bind 127.0.0.1 8123\n'''\n"
        "'''bash\npython -c 'import urllib.request as u; print(u.urlopen(\"http://127.0.0.1:8123\").status)'\n'''\n"
        "'''text\n200\n'''\n<!-- not run -->\n'''bash\nfalse\n'''\n"
    )
    assert len(follow(page(tmp_path, text), desk(tmp_path))) == 2


@pytest.mark.parametrize(
    ("said", "printed", "true"),
    [
        ("a\n…\nd", "a\nb\nc\nd\n", True),
        ("a …\nd", "a b c  \nd", True),
        ("a …\nd", "a\nd", False),
        ("a\nd", "a\nd\ne", False),
        ("a … d", "a b\nc d", False),
        ("1.0 (x)", "1.0 (x)", True),
        ("1.0 (x)", "1x0 (x)", False),
    ],
)
def test_an_ellipsis_stands_for_what_is_left_out(said: str, printed: str, *, true: bool) -> None:
    """A line of it for lines, one within a line for the rest of nothing but this line."""
    assert fits(said, printed) is true
