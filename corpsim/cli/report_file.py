"""`corpsim report -o FILE`: a report as a file, whole or not at all."""

from collections.abc import Callable, Sequence
from pathlib import Path

from corpsim.cli.outfile import write_out
from corpsim.errors import CannotCreate, nearest, quoted
from corpsim.evidence.interactions import Factors
from corpsim.report.console import talk
from corpsim.report.document.markdown import write_markdown
from corpsim.report.document.page import write_page
from corpsim.report.document.subject import Subject, read_subject
from corpsim.runs.store import RunFolder

FORMS: dict[str, Callable[[Subject], str]] = {
    ".html": write_page,
    ".htm": write_page,
    ".md": write_markdown,
    ".markdown": write_markdown,
}
"""What a report is written as, by the ending of its file."""


def check_form(out: Path) -> None:
    """Raise CannotCreate for a file whose ending is none of a report."""
    if out.suffix.lower() not in FORMS:
        given = quoted(out.suffix) if out.suffix else "a file without an ending"
        raise CannotCreate(f"{out}: a report is written as .html or .md, not as {given}.{nearest(out.suffix, FORMS)}")


def write_report(
    folders: Sequence[RunFolder], out: Path, by: Sequence[str] | None, interactions: tuple[Factors, ...]
) -> None:
    """Write the report on some runs; the file's ending, checked before, says in which form. Raises CannotCreate."""
    text = FORMS[out.suffix.lower()](read_subject(folders, by, interactions))
    write_out(out, text)
    talk().print(f"{out}: {len(text.encode()) / 1024:,.0f} KiB, one file that needs nothing else", soft_wrap=True)
