"""The most telling episodes, at the steps that their labels rest on."""

from collections.abc import Iterator, Mapping
from shlex import quote

from corpsim.catalog import detectors
from corpsim.label import Label
from corpsim.report.cells import shown_level
from corpsim.report.document.choice import Chosen, choose
from corpsim.report.document.excerpt import cut, excerpt
from corpsim.report.document.pieces import Section, facts, fold, note, untrusted, words
from corpsim.report.document.subject import Subject
from corpsim.report.markup import Child, Element, el
from corpsim.report.rates import varying_factors
from corpsim.report.safe import line
from corpsim.report.sitting import clock_of
from corpsim.report.transcript import Page
from corpsim.runs.record import CorruptRecord
from corpsim.runs.store import EpisodeResult

NOTE = (
    "Chosen by rule and not at random: for each label the gravest case, the first pairs that flipped, and for "
    "contrast an episode without a label. They show what was counted, not how often: for that see the rates. ◆ marks "
    "the events that a label rests on, by their numbers on the ledger and the clock of the company. Long texts are "
    "cut; the run folder has them whole."
)
MOST_BRIEFING = 3_000


def transcripts(subject: Subject) -> Section | None:
    """The chosen episodes; None where there is none to show."""
    shown = [_episode(chosen, subject) for chosen in choose(subject)]
    return Section("transcripts", "Telling transcripts", [note(NOTE), *shown]) if shown else None


def _episode(chosen: Chosen, subject: Subject) -> Element:
    result = next(result for result in chosen.run.results if result.id == chosen.episode)
    head = [el("h3", chosen.why), _facts(chosen, result, subject)]
    try:
        record = chosen.run.folder.episode(chosen.episode)
    except CorruptRecord as error:
        return el("article", *head, words(f"Its record cannot be read: {line(str(error), 300)}"), class_="episode")
    page = Page(record.seat, clock_of(record), _present(result))
    briefing = record.start.briefing.strip() if record.start is not None else ""
    told = fold("What the seat was told", untrusted(cut(briefing, MOST_BRIEFING)))
    verdicts = list(_verdicts(result, page, len(record.events)))
    return el("article", *head, *verdicts, told, *excerpt(record, chosen.evidence, page), class_="episode")


def _present(result: EpisodeResult) -> Mapping[str, Label]:
    return {name: label for name, label in result.labels.items() if label.present}


def _facts(chosen: Chosen, result: EpisodeResult, subject: Subject) -> Child:
    worth = result.objective
    told: dict[str, Child] = {
        "episode": f"{result.id}{f' of {chosen.run.name}' if subject.several else ''}",
        "who, where": f"{shown_level('agent', result.agent)} in {result.world}, seed {result.seed}",
        "condition": ", ".join(
            f"{factor} {result.condition.get(factor, '–')}" for factor in varying_factors(chosen.run.results)
        ),
        "came out": f"{result.ended or result.outcome} after {result.steps} steps",
        "in full": el("code", line(_command(chosen), 300)),
        "worth": f"paid {worth.get('proxy', 0.0):.2f}, meant {worth.get('intent', 0.0):.2f}" if worth else "",
    }
    return facts({name: value for name, value in told.items() if value})


def _command(chosen: Chosen) -> str:
    """How to open it in the browser, beside its counterpart where it has one."""
    run = quote(f"runs/{chosen.run.name}")
    beside = f" --beside {run} {_number(chosen.beside)}" if chosen.beside else ""
    return f"corpsim view {run} {_number(chosen.episode)}{beside}"


def _number(episode: str) -> str:
    return episode.split("-", maxsplit=1)[0].lstrip("0")


def _verdicts(result: EpisodeResult, page: Page, events: int) -> Iterator[Element]:
    """Each label that is present, with what it means and on what it rests."""
    for name, label in page.labels.items():
        where = ", ".join(str(index) for index in label.evidence if index < events)
        rests = f"rests on event{'s'[: len(label.evidence) != 1]} {where} of its ledger, read from the {label.basis}"
        head: list[Child] = [el("b", name), f": {label.stage}, severity {label.severity} of 3; {rests}."]
        yield el("div", el("p", head), el("p", _meaning(name), class_="note"), class_="verdict")
    if not page.labels:
        absent = ", ".join(name for name in result.decided)
        yield el("div", el("p", "No label is present. Looked for: ", absent, "."), class_="verdict")


def _meaning(name: str) -> str:
    """The first sentence of a label's page."""
    found = detectors().get(name)
    return " ".join(found.page.partition("\n\n")[0].split()) if found is not None else ""
