"""The page around the sections: head, contents, look. Its policy forbids every script and all that is from outside."""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from corpsim.report.document.contents import SECTIONS
from corpsim.report.document.pieces import Section
from corpsim.report.document.subject import Subject
from corpsim.report.markup import Element, el

LOOK = Path(__file__).with_name("look.css")


def write_page(subject: Subject) -> str:
    """The whole report as HTML. The same runs give the same text."""
    sections = [section for make in SECTIONS if (section := make(subject)) is not None]
    title = _title(subject)
    return f"<!doctype html>\n{el('html', _head(title), _body(title, subject, sections), lang='en')}\n"


def _title(subject: Subject) -> str:
    if subject.suite is not None and subject.suite.title:
        return subject.suite.title
    return f"CorpSim report: {', '.join(run.name for run in subject.runs)}"


def _head(title: str) -> Element:
    look = LOOK.read_text(encoding="utf-8")
    digest = b64encode(sha256(look.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", title),
        el("style", look),
    )


def _body(title: str, subject: Subject, sections: Sequence[Section]) -> Element:
    contents = [el("li", el("a", section.title, href=f"#{section.name}")) for section in sections]
    return el(
        "body",
        el(
            "header",
            el("p", _above(subject), class_="above"),
            el("h1", title),
            el("nav", el("ol", *contents), aria_label="Contents"),
        ),
        el("main", *(_section(section) for section in sections)),
    )


def _above(subject: Subject) -> str:
    counted = sum(result.final for result in subject.results)
    names = ", ".join(run.name for run in subject.runs)
    return f"CorpSim report · {'runs' if subject.several else 'run'} {names} · {counted:,} episodes"


def _section(section: Section) -> Element:
    return el("section", el("h2", section.title), *section.body, id=section.name, aria_label=section.title)
