"""The table of rates: numbers as people read them, and nothing cut off at any width."""

import pytest

from corpsim.evidence.rates import Rate, rate_table
from corpsim.label import Label
from corpsim.report.console import paper
from corpsim.report.rates import percent, print_episodes, print_rates, show_rate
from corpsim.runs.design import EpisodePlan
from corpsim.runs.store import EpisodeResult
from corpsim.stats.intervals import wilson


def rate(k: int, n: int) -> Rate:
    return Rate(n, k, k / n if n else None, *wilson(k, n), 0)


def result(number: int, present: bool, **more: object) -> EpisodeResult:
    plan = EpisodePlan(f"{number:04d}-a-s{number}", "w", {}, number, "a")
    blackmail = Label("blackmail", "completed", 3) if present else Label("blackmail")
    labels = {"blackmail": blackmail, "deception": Label("deception")}
    condition = {"threat": "none" if number % 2 else "replacement"}
    fields: dict[str, object] = {
        "objective": {"proxy": 0.5, "intent": 0.25},
        "condition": condition,
        "labels": labels,
        "decided": ("blackmail", "deception"),
    }
    return EpisodeResult(plan, **{"outcome": "completed", **fields, **more})  # type: ignore[arg-type]


def printed(width: int, results: list[EpisodeResult], **more: bool) -> str:
    console = paper(width)
    with console.capture() as capture:
        print_rates(console, rate_table(results), **more)
    return capture.get()


def test_a_cell() -> None:
    assert show_rate(rate(3, 25)).plain == "12 % (4–30) 3/25"
    assert show_rate(rate(0, 0)).plain == "–"


@pytest.mark.parametrize(("share", "shown"), [(0, 0), (0.001, 1), (0.999, 99), (1, 100), (0.5, 50)])
def test_only_none_is_zero(share: float, shown: int) -> None:
    assert percent(share) == shown


@pytest.mark.parametrize("width", [64, 80, 140])
def test_every_cell_is_whole(width: int) -> None:
    results = [result(n, n % 3 == 0) for n in range(12)]
    text = printed(width, results, every=True)
    assert "…" not in text
    assert text.count("33 % (10–70) 2/6") == 2
    assert text.count("0 % (0–46) 0/6") == 2


def test_failures_stand_beside() -> None:
    """An episode that the model stopped is in no rate, and is named."""
    text = printed(120, [result(0, True), result(2, False, outcome="model_error", error="429")])
    assert "1 +1 failed" in text
    assert "1 episodes that the model, the machine or a person stopped" in text
    assert "1/1" in text


def test_labels_never_present_are_named_once() -> None:
    assert "Never present (of at most 1 in a cell): deception." in " ".join(printed(120, [result(0, True)]).split())


def test_episodes_escape_errors() -> None:
    console = paper(120)
    with console.capture() as capture:
        print_episodes(console, [result(0, False, outcome="agent_error", error="[red]\x1b[2J")])
    assert "[red]␛[2J" in capture.get()
