"""What a report holds, in this order. A section is added here and nowhere else."""

from corpsim.report.document.pieces import MakeSection
from corpsim.report.document.sections.question import question
from corpsim.report.document.sections.rates import rates

SECTIONS: tuple[MakeSection, ...] = (question, rates)
