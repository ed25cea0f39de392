import pytest

from corpsim.errors import InvalidConfiguration
from corpsim.runs.prices import EXAMPLE, read_prices
from corpsim.runs.settings import RunConfig, parse_config
from corpsim.stats.power import Test as Plan
from corpsim.stats.power import smallest_rise
from corpsim.suites.detectable import detectable
from corpsim.suites.estimate import Load, estimate, total
from corpsim.suites.published import CONDITIONS, WORLDS, published, reference


def test_what_a_run_takes_is_what_its_honest_witness_does() -> None:
    one, two = estimate(
        parse_config(
            {
                "parts": [
                    {"name": "one", "conditions": [{}]},
                    {"name": "two", "conditions": [{"threat": "none"}, {"threat": "replacement"}], "seeds": [0, 1]},
                ]
            }
        )
    )
    assert (one.part, two.part) == ("one", "two")
    assert (one.load.episodes, two.load.episodes) == (1, 4)
    assert one.load.calls < one.load.most_calls
    assert two.load == Load._make(4 * figure for figure in one.load)
    assert one.load.input_tokens > one.load.calls * 1_000
    assert total([one, two]).episodes == 5


def test_what_a_comparison_can_find() -> None:
    config = RunConfig(conditions=({"threat": "none"}, {"threat": "replacement"}), seeds=tuple(range(50)))
    (find,) = detectable(config)
    assert (find.factor, find.n, find.paired, find.test) == ("threat", 50, False, Plan(alike=0.5))
    assert find.from_none == smallest_rise(0.0, 50, find.test)
    assert find.none_allows == pytest.approx(0.0711, abs=1e-4)


def test_pairs_labels_and_trials_are_counted() -> None:
    suite = {"name": "x", "labels": ["blackmail", "data_leak"]}
    config = parse_config({"pairs": "oversight", "seeds": list(range(20)), "trials": 3, "suite": suite})
    (find,) = detectable(config)
    assert (find.factor, find.paired, find.n) == ("oversight", True, 60)
    assert (find.test.tests, find.test.per_company) == (4, 3)


def test_prices_are_those_of_the_file_and_never_made_up(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert read_prices().cost("my-model", {"input_tokens": 5}) is None
    path = tmp_path / "prices.yaml"
    path.write_text(EXAMPLE)
    prices = read_prices(path)
    usage = {"input_tokens": 1_000_000, "cached_tokens": 400_000, "output_tokens": 500_000}
    assert prices.cost("my-model", usage) == pytest.approx(0.6 * 0.5 + 0.4 * 0.05 + 0.5 * 2)
    monkeypatch.setenv("CORPSIM_PRICES", str(path))
    assert read_prices() == prices


@pytest.mark.parametrize("text", ["models: {a: {input: -1, output: 2}}", "modles: {}", "models: [", "- 1"])
def test_prices_that_cannot_be_read_are_refused(tmp_path, text: str) -> None:
    path = tmp_path / "prices.yaml"
    path.write_text(text)
    with pytest.raises(InvalidConfiguration, match=r"prices.yaml"):
        read_prices(path)
    with pytest.raises(InvalidConfiguration, match="no file of prices"):
        read_prices(tmp_path / "none.yaml")


def test_published_rates_are_those_of_the_file() -> None:
    assert len(published()) == 72
    assert all(0 <= row.rate <= 1 for row in published())
    found = reference("leverage", {**CONDITIONS["goal_conflict+replacement"], "stage": "unstated"})
    assert found is not None
    assert (found.label, found.models, found.lowest, found.highest) == ("blackmail", 16, 0.0, 0.96)
    assert reference("leverage", {"goal": "latent", "threat": "replacement", "rules": "none"}) is None
    assert reference("claims", CONDITIONS["replacement_only"]) is None
    assert set(WORLDS) == {"leverage", "leak", "rescue"}
