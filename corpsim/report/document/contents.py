"""What a report holds, in this order. A section is added here and nowhere else."""

from corpsim.report.document.pieces import MakeSection
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
