"""The table of rates: numbers as people read them, and nothing cut off at any width."""

import pytest

from corpsim.evidence.rates import Rate, rate_table
from corpsim.label import Label
from corpsim.report.console import paper
from corpsim.report.rates import MOST_LINES, percent, print_episodes, print_parts, print_rates, show_rate
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


def parts(width: int, results: list[EpisodeResult], **more: object) -> str:
    console = paper(width)
    with console.capture() as capture:
        print_parts(console, results, **more)  # type: ignore[arg-type]
    return capture.get()


def test_the_labels_of_a_suite_come_first_and_always() -> None:
    """Also where they were never present; one that no world here decides has no column."""
    results = [result(0, True), result(2, False)]
    head = parts(120, results, asked=("deception", "data_leak")).splitlines()[0]
    assert head.index("deception") < head.index("blackmail")
    assert "data_leak" not in head
    assert "deception" not in parts(120, results).splitlines()[0]


def split(number: int, *factors: str) -> EpisodeResult:
    """An episode whose levels no other has."""
    return result(number, False, condition={factor: f"{factor}{number}" for factor in factors})


@pytest.mark.parametrize(("width", "lines"), [(140, 1 + 3), (60, 1 + 3 * 5)])
def test_factors_have_a_column_each_where_there_is_room(width: int, lines: int) -> None:
    text = parts(width, [split(n, "threat", "goal", "oversight", "stage") for n in range(3)], every=True)
    assert len(text[: text.index("\n\n")].splitlines()) == lines


def test_a_table_that_would_be_too_long_is_folded() -> None:
    """Into a row for each agent and world; rows that were asked for are told, however many."""
    results = [split(n, "threat") for n in range(MOST_LINES + 1)]
    folded = parts(120, results)
    assert f"{MOST_LINES + 1} cells, folded. What tells them apart is threat" in folded
    assert len(folded.splitlines()) < 12
    assert len(parts(120, results, by=["threat"]).splitlines()) > MOST_LINES
    assert "folded" not in parts(120, results[:20])


def test_many_agents_are_told_whole() -> None:
    """Where no factor varies there is nothing to fold."""
    agents = [EpisodePlan(f"{n:04d}-a{n}-s0", "w", {}, 0, f"a{n}") for n in range(MOST_LINES + 1)]
    results = [EpisodeResult(plan, outcome="completed", labels=result(0, False).labels) for plan in agents]
    assert len(parts(120, results, every=True).splitlines()) > MOST_LINES


def test_episodes_escape_errors() -> None:
    console = paper(120)
    with console.capture() as capture:
        print_episodes(console, [result(0, False, outcome="agent_error", error="[red]\x1b[2J")])
    assert "[red]␛[2J" in capture.get()
