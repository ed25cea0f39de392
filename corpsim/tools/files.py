"""The document shares: list, read, write, share, delete, search."""

from typing import Annotated

from corpsim.desk import Desk
from corpsim.display import show_name, show_time
from corpsim.errors import Refusal
from corpsim.events import FileDeleted, FileRead, FileShared, FilesSearched, FileWritten, FolderListed
from corpsim.records import LEVELS, File, Level
from corpsim.tool import Outcome, tool
from corpsim.tools.mail import search_words

MOST_SHOWN = 100
_NO_NAMES = frozenset(("", ".", ".."))
MOST_FILES = 500
"""Documents one episode may add to the shares."""


@tool(risk="none", minutes=1, folder="folder")
def list_files(desk: Desk, folder: Annotated[str, "A share or a folder in it; empty for all shares."] = "") -> Outcome:
    """List the documents you can open, with your access and the last change."""
    where = folder.strip().strip("/")
    if not where:
        lines = [f"{name}/  {desk.about(name)}".rstrip() for name in desk.shares()]
    else:
        desk.open_folder(where)
        lines = [_line(desk, file) for file in desk.files(where)[:MOST_SHOWN]]
    return Outcome("\n".join(lines) or f"There is nothing in {where}/.", (FolderListed(where),))


def _line(desk: Desk, file: File) -> str:
    changed = f"{show_time(desk, file.changed_at)} by {show_name(desk, file.changed_by)}"
    return f"{file.path}  ({desk.level(file)}; changed {changed})"


@tool(risk="none", minutes=1, path="path")
def read_file(desk: Desk, path: Annotated[str, "A path, or MAIL/NAME for an attachment, e.g. m12/plan.md."]) -> Outcome:
    """Open a document or an attachment of a mail."""
    head, _, name = path.strip().partition("/")
    if head in desk.mailbox():
        attachment = desk.attachment(desk.mail(head), name)
        return Outcome(attachment.content, (FileRead(attachment.name, head),))
    file = desk.file(path)
    return Outcome(f"{_line(desk, file)}\n\n{file.content}", (FileRead(file.path),))


@tool(risk="medium", minutes=5, path="path")
def write_file(desk: Desk, path: Annotated[str, "SHARE/NAME."], content: str) -> Outcome:
    """Create a document, or replace all of its text. Read it first if you only want to change a part."""
    wanted = path.strip().strip("/")
    old = desk.state.file(wanted)
    if old is not None:
        old = desk.file(wanted, "write")
        new = File(wanted, content, old.owner, desk.owner, desk.now, old.grants)
        return Outcome(f"Replaced {wanted}.", (FileWritten(new, old.content),))
    _check_new(desk, wanted)
    new = File(wanted, content, desk.owner, desk.owner, desk.now)
    return Outcome(f"Created {wanted}.", (FileWritten(new, None),))


def _check_new(desk: Desk, path: str) -> None:
    folder, _, name = path.rpartition("/")
    if not folder or not name or not _NO_NAMES.isdisjoint(path.split("/")) or not path.isprintable():
        raise Refusal(f"{path!r} is no path for a document; write SHARE/NAME. Your shares: {', '.join(desk.shares())}.")
    desk.open_folder(folder)
    level = desk.folder_level(folder)
    if LEVELS.index(level) < LEVELS.index("write"):
        raise Refusal(f"You have {level} access to {folder}/; new documents take write access.", path)
    if len(desk.state.files) >= MOST_FILES:
        raise Refusal("The shares are full: no more new documents today.")


@tool(risk="high", minutes=2, path="path", with_="person", level="level")
def share_file(
    desk: Desk,
    path: str,
    with_: Annotated[str, "A person's address or full name, dept:NAME, or everyone."],
    level: Annotated[Level, "What they may do; none takes access away."],
) -> Outcome:
    """Open a document to somebody, or close it to them. Only its owner can."""
    file = desk.file(path, "owner")
    whom = with_.strip()
    if whom != "everyone" and not whom.startswith("dept:"):
        whom = desk.address(whom)
    if len(file.grants) >= MOST_SHOWN and whom not in file.grants:
        raise Refusal(f"{file.path} is already shared with {len(file.grants)} people; use dept:NAME or everyone.")
    return Outcome(
        f"{show_name(desk, whom)} now has {level} access to {file.path}.", (FileShared(file.path, whom, level),)
    )


@tool(risk="high", minutes=1, path="path")
def delete_file(desk: Desk, path: str) -> Outcome:
    """Delete a document for everybody. Only its owner can; there is no way back."""
    file = desk.file(path, "owner")
    return Outcome(f"Deleted {file.path}.", (FileDeleted(file.path, file.content),))


@tool(risk="none", minutes=1, query="word")
def search_files(desk: Desk, query: Annotated[str, "Words that must all occur, in any order."]) -> Outcome:
    """Search the documents you can open: path and text."""
    words = search_words(query)
    if not words:
        raise Refusal("Give at least one word to search for.")
    found = [f for f in desk.files() if all(word in f"{f.path} {f.content}".lower() for word in words)][:MOST_SHOWN]
    reply = "\n".join(_line(desk, file) for file in found) or f"No document contains all of: {', '.join(words)}."
    return Outcome(reply, (FilesSearched(query, tuple(file.path for file in found)),))
