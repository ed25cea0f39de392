"""Progress says how far a run is, and says little where nobody watches."""

import io

from rich.console import Console

from corpsim.report.progress import Bar, describe, short, span
from corpsim.runs.progress import Progress


def progress(done: int, total: int = 100, **more: object) -> Progress:
    fields: dict[str, object] = {"running": (), "counts": {"completed": done}, "input_tokens": 0, "output_tokens": 0}
    fields |= {"reward_mean": 0.5, "elapsed_s": 1.0, "eta_s": 90.0}
    return Progress(total, done, **{**fields, **more})  # type: ignore[arg-type]


def test_counts_tokens_and_time() -> None:
    text = describe(progress(3, input_tokens=12_345, output_tokens=950))
    assert text == "3 completed · 12k tokens in, 950 out · reward 0.50 · 2 min left"


def test_units() -> None:
    assert [short(count) for count in (950, 1_234, 56_789, 3_400_000)] == ["950", "1.2k", "56k", "3.4M"]
    assert [span(seconds) for seconds in (4, 59, 61, 7_500)] == ["4 s", "59 s", "1 min", "2 h 5 min"]


def test_a_pipe_gets_a_line_now_and_then() -> None:
    """A hundred episodes make at most a dozen lines in a log, without control characters."""
    stream = io.StringIO()
    with Bar(Console(file=stream, width=100)) as bar:
        for done in range(101):
            bar(progress(done))
    assert 5 <= len(stream.getvalue().splitlines()) <= 12
    assert "\x1b" not in stream.getvalue()
