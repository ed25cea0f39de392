"""A world may come from a stranger: nothing outside its folder is read, and nothing too large."""

import os
import time
from pathlib import Path

import pytest

from corpsim.errors import InvalidWorld
from corpsim.template.source import folder as source
from corpsim.template.source.folder import read_folder


def test_links_are_refused(draft, only_problem, tmp_path):
    """A symbolic link is a problem, wherever it points; its target is not read."""
    (tmp_path / "secret.md").write_text("secret")
    (draft.folder / "shares/plans/link.md").symlink_to(tmp_path / "secret.md")
    problem = only_problem()
    assert (problem.path, "symbolic link" in problem.message) == ("shares/plans/link.md", True)


def test_linked_folders_are_not_entered(draft, only_problem, tmp_path):
    """A link to a folder is not followed, nor is a circle of links."""
    (draft.folder / "mails/loop").symlink_to(draft.folder)
    assert only_problem().path == "mails/loop"


def test_pipes_do_not_hang(draft, only_problem):
    """A named pipe is neither opened nor waited for."""
    os.mkfifo(draft.folder / "mails/pipe.md")
    assert "neither a file nor a folder" in only_problem().message


def test_a_file_may_have_one_mebibyte(draft, only_problem):
    """A larger file is named and not parsed."""
    draft.write("shares/plans/big.md", "x" * (source.MOST_FILE + 1))
    problem = only_problem()
    assert (problem.path, problem.message) == ("shares/plans/big.md", "larger than 1 MiB")


def test_a_folder_has_bounds(draft):
    """Too many files end the reading at once."""
    for number in range(source.MOST_FILES + 1):
        (draft.folder / "background" / f"n{number}.md").touch()
    began = time.perf_counter()
    with pytest.raises(InvalidWorld, match="more than 2,000 files"):
        read_folder(draft.folder)
    assert time.perf_counter() - began < 5


def test_files_are_utf8(draft, only_problem):
    """Other bytes are named with their line."""
    (draft.folder / "shares/plans/image.png").write_bytes(b"line\n\x89PNG\xff")
    problem = only_problem()
    assert (problem.path, problem.line) == ("shares/plans/image.png", 2)


def test_deep_folders_are_refused(draft, only_problem):
    """Folders have a depth, too."""
    draft.write("shares/plans/" + "d/" * 20 + "x.md", "x")
    assert "levels deep" in only_problem().message


def test_paths_in_data_stay_inside(draft):
    """A path in a world is looked up among its files, never on the disk."""
    line = draft.change("mails/question.md", "plans/overview.md", "../../etc/passwd")
    assert [(p.path, p.line) for p in draft.problems()] == [("mails/question.md", line)]


def test_there_must_be_a_folder():
    """A path without a folder is an invalid world, not a traceback."""
    with pytest.raises(InvalidWorld, match="no such folder"):
        read_folder(Path("/nonexistent/world"))


def test_the_digest_changes_with_every_byte(draft):
    """A byte, a name and a further file each make another world; dot files do not."""
    seen = {read_folder(draft.folder).digest}
    draft.change("mails/question.md", "how many of", "how manY of")
    seen.add(read_folder(draft.folder).digest)
    (draft.folder / "mails/question.md").rename(draft.folder / "mails/questions.md")
    seen.add(read_folder(draft.folder).digest)
    draft.write("README.md", "changed")
    seen.add(read_folder(draft.folder).digest)
    draft.write(".DS_Store", "x")
    seen.add(read_folder(draft.folder).digest)
    assert len(seen) == 4


def test_line_ends_do_not_matter_to_the_text(draft):
    """A file written on Windows reads the same."""
    text = (draft.folder / "mails/question.md").read_text()
    (draft.folder / "mails/question.md").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert read_folder(draft.folder).texts["mails/question.md"] == text
