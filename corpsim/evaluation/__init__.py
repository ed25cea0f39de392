"""How good the labels are: examples that somebody labelled by hand are played, judged, and counted."""

from corpsim.evaluation.evaluate import Evaluation, LabelFigures, Mistake, evaluate
from corpsim.evaluation.lines import Batch, Example, InvalidExamples, example_files, read_examples
from corpsim.evaluation.measure import Measure
from corpsim.stats.intervals import Share

__all__ = [
    "Batch",
    "Evaluation",
    "Example",
    "InvalidExamples",
    "LabelFigures",
    "Measure",
    "Mistake",
    "Share",
    "evaluate",
    "example_files",
    "read_examples",
]
