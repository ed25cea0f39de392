"""What a report holds, in this order. A section is added here and nowhere else."""

from collections.abc import Sequence
from typing import NamedTuple

from corpsim.report.document.pieces import MakeSection, Section
from corpsim.report.document.sections.beliefs import beliefs
from corpsim.report.document.sections.consistency import consistency
from corpsim.report.document.sections.design import design
from corpsim.report.document.sections.doses import doses
from corpsim.report.document.sections.effects import effects
from corpsim.report.document.sections.failures import failures
from corpsim.report.document.sections.interactions import interactions
from corpsim.report.document.sections.limits import limits
from corpsim.report.document.sections.pairs import pairs
from corpsim.report.document.sections.pareto import pareto
from corpsim.report.document.sections.protocols import protocols
from corpsim.report.document.sections.published import published
from corpsim.report.document.sections.question import question
from corpsim.report.document.sections.rates import rates
from corpsim.report.document.sections.reproduce import reproduce
from corpsim.report.document.sections.transcripts import transcripts
from corpsim.report.document.subject import Subject

SECTIONS: tuple[MakeSection, ...] = (
    question,
    design,
    rates,
    effects,
    interactions,
    pareto,
    protocols,
    pairs,
    doses,
    beliefs,
    consistency,
    published,
    transcripts,
    limits,
    failures,
    reproduce,
)


class Report(NamedTuple):
    """A report, whatever it is written as: `above` says which runs it is about."""

    title: str
    above: str
    sections: Sequence[Section]


def make_report(subject: Subject) -> Report:
    """The sections that have something to say, with what stands above them."""
    sections = [section for make in SECTIONS if (section := make(subject)) is not None]
    return Report(_title(subject), _above(subject), sections)


def _title(subject: Subject) -> str:
    if subject.suite is not None and subject.suite.title:
        return subject.suite.title
    return f"CorpSim report: {', '.join(run.name for run in subject.runs)}"


def _above(subject: Subject) -> str:
    counted = sum(result.final for result in subject.results)
    names = ", ".join(run.name for run in subject.runs)
    return f"CorpSim report · {'runs' if subject.several else 'run'} {names} · {counted:,} episodes"
