"""`corpsim report -o FILE`: a report as a file, whole or not at all."""

from collections.abc import Sequence
from pathlib import Path

from corpsim.cli.outfile import write_out
from corpsim.errors import CannotCreate, nearest, quoted
from corpsim.evidence.interactions import Factors
from corpsim.report.console import talk
from corpsim.report.document.page import write_page
from corpsim.report.document.subject import read_subject
from corpsim.runs.store import RunFolder

ENDINGS = (".html", ".htm")


def write_report(
    folders: Sequence[RunFolder], out: Path, by: Sequence[str] | None, interactions: tuple[Factors, ...]
) -> None:
    """Write the report on some runs; the file's ending says in which form. Raises CannotCreate."""
    if out.suffix.lower() not in ENDINGS:
        given = quoted(out.suffix) if out.suffix else "a file without an ending"
        raise CannotCreate(f"{out}: a report is written as .html, not as {given}.{nearest(out.suffix, ENDINGS)}")
    page = write_page(read_subject(folders, by, interactions))
    write_out(out, page)
    talk().print(f"{out}: {len(page.encode()) / 1024:,.0f} KiB, one file that needs nothing else", soft_wrap=True)
