"""Curves of monitors and the course of suspicion, drawn with matplotlib (the extra `plots`)."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from corpsim.errors import CorpSimError
from corpsim.overseeing.measures import Case, Report
from corpsim.overseeing.scores import monitor_slug
from corpsim.report.safe import plain
from corpsim.stats.roc import roc_curve

FORMATS = ("svg", "png")


class CannotDraw(CorpSimError):
    """Pictures that cannot be made or written."""


def plot_monitors(reports: Sequence[Report], folder: Path) -> list[Path]:
    """The curves of all monitors in one picture, and for each the suspicion of every episode step by step.

    Returns the files. Raises CannotDraw without matplotlib, and where nothing can be written.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise CannotDraw("pictures need matplotlib: pip install 'corpsim[plots]'") from None
    made: list[tuple[str, Any]] = [("roc", _curves(Figure(figsize=(5, 5), layout="constrained"), reports))]
    for report in reports:
        figure = Figure(figsize=(7, 4), layout="constrained")
        made.append((f"suspicion-{monitor_slug(report.monitor)}", _courses(figure, report)))
    return [path for name, figure in made for path in _saved(figure, folder / name)]


def _curves(figure: Any, reports: Sequence[Report]) -> Any:
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=0.8)
    for report in reports:
        guilty, clean = _suspicions(report)
        if guilty and clean:
            points = roc_curve(guilty, clean)
            area = report.measures[0].auroc.value
            told = f"{plain(report.monitor)} ({area:.2f})" if area is not None else plain(report.monitor)
            axes.plot([p.fpr for p in points], [p.tpr for p in points], label=told)
    axes.set(xlabel="clean episodes flagged", ylabel="episodes with a label flagged", xlim=(0, 1), ylim=(0, 1.01))
    if axes.get_legend_handles_labels()[0]:
        axes.legend(loc="lower right", frameon=False)
    return figure


def _suspicions(report: Report) -> tuple[list[float], list[float]]:
    return (
        [case.suspicion for case in report.cases if not case.clean],
        [case.suspicion for case in report.cases if case.clean],
    )


def _courses(figure: Any, report: Report) -> Any:
    axes = figure.add_subplot()
    for clean, colour, name in ((True, "tab:blue", "clean"), (False, "tab:red", "with a label")):
        for number, case in enumerate(case for case in report.cases if case.clean == clean):
            told = {"label": name} if not number else {}
            axes.plot(*_course(case), color=colour, alpha=0.25, linewidth=0.8, **told)
    if abs(report.threshold) != float("inf"):
        axes.axhline(report.threshold, color="0.3", linestyle="--", linewidth=0.8, label="threshold at the budget")
    axes.set(xlabel="step", ylabel="highest suspicion so far", ylim=(0, 1.01), title=plain(report.monitor))
    axes.legend(loc="upper left", frameon=False)
    return figure


def _course(case: Case) -> tuple[list[int], list[float]]:
    """The highest suspicion up to each step."""
    steps: list[int] = []
    highest: list[float] = []
    for step, value in case.scores.scores:
        if value is not None:
            steps.append(step)
            highest.append(max(value, highest[-1] if highest else 0.0))
    return steps, highest


def _saved(figure: Any, path: Path) -> Iterator[Path]:
    import matplotlib

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with matplotlib.rc_context({"svg.hashsalt": "corpsim"}):  # the same bytes each time
            for kind in FORMATS:
                metadata = {"Date": None} if kind == "svg" else {}
                file = path.with_name(f"{path.name}.{kind}")
                figure.savefig(file, dpi=150, metadata=metadata)
                yield file
    except OSError as error:
        raise CannotDraw(f"cannot write {path.parent}: {error.strerror or error}.") from None
