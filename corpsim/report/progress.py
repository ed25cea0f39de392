"""Progress of a run on stderr: a bar in a terminal, a line now and then where nobody watches."""

from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from corpsim.runs.progress import Progress as RunProgress

EVERY = 10
"""Of how many steps a run without a terminal reports one."""


def describe(progress: RunProgress) -> str:
    """Counts, tokens and time of a run, on one line."""
    parts = [f"{count} {outcome}" for outcome, count in sorted(progress.counts.items()) if count]
    tokens = progress.input_tokens + progress.output_tokens
    if tokens:
        parts.append(f"{short(progress.input_tokens)} tokens in, {short(progress.output_tokens)} out")
    if progress.reward_mean is not None and progress.done:
        parts.append(f"reward {progress.reward_mean:.2f}")
    if progress.eta_s is not None and progress.done < progress.total:
        parts.append(f"{span(progress.eta_s)} left")
    return " · ".join(parts)


def short(count: int) -> str:
    """A count in three digits or so: 950, 12k, 3.4M."""
    for size, unit in ((1_000_000, "M"), (1_000, "k")):
        if count >= size:
            return f"{count / size:.1f}{unit}" if count < 10 * size else f"{count // size}{unit}"
    return str(count)


def span(seconds: float) -> str:
    """A time as people say it: 40 s, 3 min, 2 h 5 min."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{round(whole / 60)} min"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


class Bar:
    """A progress bar to be called with each `runs.Progress`; a context manager."""

    def __init__(self, console: Console, title: str = "episodes") -> None:
        self._console = console
        self._title = title
        self._said = -1
        self._live = Progress(
            SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn(),
            TextColumn("{task.fields[more]}", style="quiet"), console=console, transient=True,
        ) if console.is_terminal else None  # fmt: skip
        self._task = self._live.add_task(title, total=None, more="") if self._live is not None else None

    def __enter__(self) -> "Bar":
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def __call__(self, progress: RunProgress) -> None:
        """Show how far the run is."""
        if self._live is not None and self._task is not None:
            self._live.update(self._task, completed=progress.done, total=progress.total, more=describe(progress))
            return
        tenth = progress.done * EVERY // progress.total if progress.total else 0
        if progress.done and tenth > self._said:
            self._said = tenth
            self._console.print(
                f"{self._title} {progress.done}/{progress.total} · {describe(progress)}", soft_wrap=True
            )
