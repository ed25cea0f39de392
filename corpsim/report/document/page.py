"""The page around the sections: head, contents, look. Its policy forbids every script and all that is from outside."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from corpsim.report.document.contents import Report, make_report
from corpsim.report.document.pieces import Section
from corpsim.report.document.subject import Subject
from corpsim.report.markup import Element, el

LOOK = Path(__file__).with_name("look.css")


def write_page(subject: Subject) -> str:
    """The whole report as HTML. The same runs give the same text."""
    report = make_report(subject)
    return f"<!doctype html>\n{el('html', _head(report.title), _body(report), lang='en')}\n"


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


def _body(report: Report) -> Element:
    contents = [el("li", el("a", section.title, href=f"#{section.name}")) for section in report.sections]
    return el(
        "body",
        el(
            "header",
            el("p", report.above, class_="above"),
            el("h1", report.title),
            el("nav", el("ol", *contents), aria_label="Contents"),
        ),
        el("main", *(_section(section) for section in report.sections)),
    )


def _section(section: Section) -> Element:
    return el("section", el("h2", section.title), *section.body, id=section.name, aria_label=section.title)
