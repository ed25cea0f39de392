"""The tables: on the terminal, and as Markdown between two marks of a page."""

import os
import platform
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from clockwork import Figure, Section, number
from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

BEGIN, END = "<!-- speed: begin -->", "<!-- speed: end -->"
_MARK = {True: "met", False: "**not met**", None: ""}
WIDE = 110
"""Columns from which all of a table is shown."""

PACKAGES = ("corpsim", "gymnasium", "numpy", "msgspec", "pydantic")


def machine() -> str:
    """What the figures were measured on, and when."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    versions = ", ".join(f"{package} {version(package)}" for package in PACKAGES)
    where = f"{cores} cores of {_processor()}, {platform.system()}"
    today = date.today()
    return f"{today.day} {today:%B %Y} · {where} · Python {platform.python_version()} · {versions}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def show(console: Console, section: Section) -> None:
    """One section as a table; on a narrow terminal without what the same is in plain units."""
    wide = console.width >= WIDE
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=wide)
    table.add_column("", ratio=1 if wide else None)
    for head in ("median", "quartiles", *(["here"] if wide else []), "aim"):
        table.add_column(head, justify="right", no_wrap=True, style="" if head in ("median", "aim") else "quiet")
    table.add_column("", no_wrap=True)
    for heading, figures in _groups(section.figures):
        if heading:
            table.add_row(Text(heading, "head"))
        for figure in figures:
            table.add_row(("  " if heading else "") + figure.name, *_shown(figure, wide))
    console.print()
    console.print(section.title, style="head")
    console.print(Padding(Text(section.about, "quiet"), (0, 0, 1, 0)))
    console.print(table)
    if section.notes:
        console.print()
    for note in section.notes:
        console.print(Padding(Text(f"· {note}", "quiet"), 0))


def _shown(figure: Figure, wide: bool) -> list[Text]:
    median, spread, here, aim = _cells(figure)
    verdict = {True: Text("met", "good"), False: Text("not met", "bad"), None: Text()}[figure.met]
    return [Text(median), Text(spread), *([Text(here)] if wide else []), Text(aim), verdict]


def show_sum(console: Console, sections: Sequence[Section]) -> None:
    """How many aims are met, and which are not."""
    head, missed = _sum(sections)
    console.print()
    console.print(head, style="head")
    for line in missed:
        console.print(Text.assemble(("not met  ", "bad"), line))


def _sum(sections: Sequence[Section]) -> tuple[str, list[str]]:
    aimed = [figure for section in sections for figure in section.figures if figure.aim is not None]
    missed = [figure for figure in aimed if not figure.met]
    lines = [f"{figure.group}: {figure.name}" if figure.group else figure.name for figure in missed]
    values = [f"{_value(figure)}, aim {figure.aim}" for figure in missed]
    head = f"{len(aimed) - len(missed)} of {len(aimed)} aims met"
    return head, [f"{line}: {value}" for line, value in zip(lines, values, strict=True)]


def _groups(figures: Sequence[Figure]) -> list[tuple[str, list[Figure]]]:
    """The lines under their headings, in order of the first line of each."""
    groups: dict[str, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(figure.group, []).append(figure)
    return list(groups.items())


def _value(figure: Figure) -> str:
    return f"{number(figure.median)} {figure.unit}".strip() if figure.values else "not measured"


def _cells(figure: Figure) -> tuple[str, str, str, str]:
    spread = "–".join(number(edge) for edge in figure.spread) if len(figure.values) > 1 else ""
    return _value(figure), spread, figure.here, str(figure.aim or "")


def markdown(sections: Sequence[Section]) -> str:
    """All tables as Markdown."""
    head, missed = _sum(sections)
    parts = [f"Measured {machine()}.", f"**{head}.**{' Not met:' if missed else ''}"]
    parts += ["\n".join(f"- {line}" for line in missed)] if missed else []
    parts += map(_as_markdown, sections)
    return "\n\n".join(parts)


def _as_markdown(section: Section) -> str:
    lines = [f"### {section.title}", "", section.about, "", "| | median | quartiles | here | aim | |"]
    lines.append("| --- | ---: | ---: | ---: | ---: | --- |")
    for heading, figures in _groups(section.figures):
        lines += [f"| **{heading}** | | | | | |"] if heading else []
        lines += [f"| {figure.name} | {' | '.join(_cells(figure))} | {_MARK[figure.met]} |" for figure in figures]
    notes = [f"- {note}" for note in section.notes]
    return "\n".join([*lines, *([""] if notes else []), *notes])


def write(page: Path, sections: Sequence[Section]) -> None:
    """Put the tables between the marks of a page, or make a page of them. Raises ValueError when a mark is alone."""
    old = page.read_text(encoding="utf-8") if page.exists() else f"# Speed\n\n{BEGIN}\n{END}\n"
    before, begin, rest = old.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page} has no place for the tables: write {BEGIN} and, further down, {END} into it.")
    page.write_text(f"{before}{BEGIN}\n{markdown(sections)}\n{END}{after}", encoding="utf-8")
