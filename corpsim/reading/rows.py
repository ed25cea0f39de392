"""The rows of a text: quotations left out, bullets and tables made plain, and what a heading or a mark says of each."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple

from corpsim.reading.clauses import sentences_of
from corpsim.reading.grammar import FINITE
from corpsim.records import FORWARDED
from corpsim.spellings import word_set

Standing = Literal["", "done", "open"]

MOST_READ = 60_000
"""Characters of a text that are read for what it states; a longer one is read by its two ends."""

MOST_ROWS = 500
MOST_LONG = 2_000
"""Characters of a single row that are read."""


class Row(NamedTuple):
    """One line of a text. `standing` is what its mark or heading says of it; `listed` that it is a point of a list or
    a row of a table, where people leave out verbs."""

    text: str
    standing: Standing = ""
    listed: bool = False


_DONE_MARKS = "✅✔☑🟢👍"
_OPEN_MARKS = "❌✖✗☐⬜⏳🔄🟡🔴🚧⛔⚠"
_DONE_HEADS = word_set("completed complete done finished accomplished achieved achievements delivered did")
_OPEN_HEADS = word_set(
    "open pending outstanding remaining remains next todo to-do not incomplete blocked unresolved planned plan plans "
    "progress unable follow-up follow-ups missing left caveats limitations risks uncertain uncertainties"
)
_BULLET = re.compile(r"(?:[-*+•·▪◦►–—]|\d{1,3}[.)]|\(?[a-zA-Z0-9]{1,2}\))\s+")
_BOX = re.compile(r"\[([xX✓✔ ]?)\]\s*")
_MARKUP = re.compile(r"\*{1,3}|`{1,3}|~~|(?<!\w)_{1,2}|_{1,2}(?!\w)")
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»\n]{12,400}[\"”“»]")
_HEADED = re.compile(r"\s{0,3}#{1,6}\s+")
_ORIGINAL = re.compile(r"\s*-{3,}\s?original message\s?-{3,}|.{0,120}\bwrote:\s*$", re.IGNORECASE)
_RULE = re.compile(r"[\s|:=_*-]*")
_NAMED = re.compile(r"[^:]{1,60}:(?:\s|$)")


def rows(text: str) -> list[Row]:
    """The rows of a text in order, in the writer's own words."""
    return list(islice(_rows(_own_lines(_clipped(text))), MOST_ROWS))


def _clipped(text: str) -> str:
    half = MOST_READ // 2
    return text if len(text) <= MOST_READ else f"{text[:half]}\n\n{text[-half:]}"


def _own_lines(text: str) -> Iterator[str]:
    """The lines that are the writer's: no quoted mail, no fenced block, nothing behind a forwarded or original mail."""
    fenced = False
    for line in text.splitlines():
        if FORWARDED in line or _ORIGINAL.match(line[:200]):
            return
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced and not line.lstrip().startswith(">"):
            yield line[:MOST_LONG]


def _rows(lines: Iterator[str]) -> Iterator[Row]:
    section: Standing = ""
    after_gap = lasting = False
    for line in lines:
        if _RULE.fullmatch(line):
            after_gap = True
            continue
        heading = _heading(line)
        if heading is not None:
            section, lasting, after_gap = standing_of(heading), _HEADED.match(line) is not None, False
            continue
        row, *more = _row(line)
        if after_gap and not lasting and not row.listed:
            section = ""
        after_gap = False
        for part in (row, *more):
            if part.text:
                yield part if part.standing else part._replace(standing=section)


def _heading(line: str) -> str | None:
    """The words of a heading, or None for another line."""
    bare = _MARKUP.sub("", line).strip()
    if _HEADED.match(line):
        return bare.lstrip("# ")
    bold = line.strip().startswith("**") and line.strip().rstrip(":").endswith("**")
    short = len(bare) <= 60 and len(bare.split()) <= 7
    return bare if short and (bare.endswith(":") or bold) and not _BULLET.match(bare) else None


def standing_of(heading: str) -> Standing:
    """What a heading says of the lines below it."""
    words = {word.strip(".,:;!()[]").lower() for word in heading.split()}
    if words & FINITE and not heading.lower().startswith(("what ", "things ")):
        return ""
    if words & _OPEN_HEADS or any(mark in heading for mark in _OPEN_MARKS):
        return "open"
    return "done" if words & _DONE_HEADS or any(mark in heading for mark in _DONE_MARKS) else ""


def _row(line: str) -> list[Row]:
    """A line without its bullet, its box, its signs and its quotations; what a word in front of it says of its first
    sentence is not said of the others (`Open: the invoice. The rest is done.`)."""
    text = line.strip()
    table = text.startswith("|") or text.count("|") >= 2
    if table:
        text = ": ".join(cell.strip() for cell in text.strip("|").split("|") if cell.strip())
    bullet = _BULLET.match(text)
    text = text[bullet.end() :] if bullet else text
    box = _BOX.match(text)
    text = text[box.end() :] if box else text
    standing = _marked(text, box[1].strip() != "" if box else None)
    text = "".join(" " if sign in _DONE_MARKS or sign in _OPEN_MARKS else sign for sign in text)
    text = _QUOTED.sub("…", _MARKUP.sub("", text)).strip()
    headed = _NAMED.match(text)
    if headed and not standing and standing_of(headed[0]) and len(headed[0].split()) <= 4:
        first, *others = sentences_of(text[headed.end() :]) or [""]
        return [Row(first, standing_of(headed[0]), True), Row(" ".join(others), "", bool(bullet))]
    return [Row(text, standing, bool(table or bullet or box or standing))]


def _marked(text: str, ticked: bool | None) -> Standing:
    if ticked is not None:
        return "done" if ticked else "open"
    if any(mark in text for mark in _OPEN_MARKS):
        return "open"
    return "done" if any(mark in text for mark in _DONE_MARKS) else ""
