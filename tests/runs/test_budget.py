"""A run stops when its budget is used up, and goes on with a higher one."""

import pytest
from runs.served import STEPS, served

from corpsim.errors import InvalidConfiguration
from corpsim.runs.budget import Budget, parse_budget
from corpsim.runs.prices import Prices
from corpsim.runs.resume import resume
from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import RunConfig, parse_config
from corpsim.runs.store import RunFolder

EPISODE = STEPS * 120
PRICES = Prices(currency="EUR", models={"tiny": {"input": 1.0, "output": 10.0}})


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("500k-tokens", Budget(500_000, True)),
        ("2M tokens", Budget(2_000_000, True)),
        ("1.5M-tokens", Budget(1_500_000, True)),
        ("750 tokens", Budget(750, True)),
        ("1,000,000-tokens", Budget(1_000_000, True)),
        ("20", Budget(20, False)),
        ("19.99-usd", Budget(19.99, False, "USD")),
        ("3k EUR", Budget(3_000, False, "EUR")),
    ],
)
def test_budgets_are_read_as_people_write_them(text, budget):
    assert parse_budget(text) == budget


@pytest.mark.parametrize("text", ["", "much", "0", "0-tokens", "-5", "5 m", "$20", "1e9", "nan", "20 30", "k-tokens"])
def test_what_is_no_budget_is_said_with_what_would_be(text):
    with pytest.raises(InvalidConfiguration, match=r"budget: .* is no budget; write 500k-tokens, or money: 20"):
        parse_config({"budget": text})


def test_a_run_stops_at_its_budget_and_a_higher_one_lets_it_go_on(tmp_path, server):
    config = served(server, budget=f"{EPISODE + 200}-tokens", cache="off")
    first = run_blocking(config, tmp_path / "run")
    assert (first.interrupted, first.counts) == (True, {"completed": 1, "cancelled": 1})
    assert first.reason == f"the budget of {EPISODE + 200} tokens is used up ({EPISODE + 240} tokens so far)"
    asked = len(server.requests)
    assert asked == STEPS + 2
    again = resume(tmp_path / "run")
    assert (again.interrupted, again.reason, len(server.requests)) == (True, first.reason, asked)
    assert again.counts == {"completed": 1}
    last = resume(tmp_path / "run", budget="1M-tokens")
    assert (last.interrupted, last.reason, last.counts) == (False, "", {"completed": 3})
    assert RunFolder.open(tmp_path / "run").config.budget == "1M-tokens"


def test_what_was_used_by_attempts_set_aside_counts(tmp_path, server):
    run_blocking(served(server, budget=f"{EPISODE + 200}-tokens", cache="off"), tmp_path / "run")
    # The second episode was stopped after 240 tokens and is played anew, which leaves nothing for the third.
    after = resume(tmp_path / "run", budget=f"{2 * EPISODE + 240}-tokens")
    assert (after.counts, after.interrupted) == ({"completed": 2}, True)


def test_the_budget_may_be_used_up_by_the_very_last_step(tmp_path, server):
    done = run_blocking(served(server, budget=f"{3 * EPISODE}-tokens"), tmp_path / "run")
    assert (done.counts, done.interrupted, done.reason) == ({"completed": 3}, False, "")


def test_a_budget_of_money_counts_by_the_prices(tmp_path, server):
    # 100 in at 1 and 20 out at 10 for a million: 0.0003 a request.
    config = served(server, budget="0.0014-eur", cache="off")
    done = run_blocking(config, tmp_path / "run", prices=PRICES)
    assert done.interrupted
    assert len(server.requests) == 5
    assert done.reason == "the budget of 0.0014 EUR is used up (0.0015 EUR so far)"


@pytest.mark.parametrize(
    ("budget", "prices", "message"),
    [
        ("20", Prices(), r"no price for 'tiny'.*prices\.yaml.*500k-tokens"),
        ("20-USD", PRICES, "the budget is in USD, and the prices are in EUR"),
    ],
)
def test_money_that_cannot_be_counted_is_said_before_there_is_a_folder(tmp_path, server, budget, prices, message):
    with pytest.raises(InvalidConfiguration, match=message):
        run_blocking(served(server, budget=budget), tmp_path / "run", prices=prices)
    assert not (tmp_path / "run").exists()


def test_scripts_cost_no_money(tmp_path):
    config = RunConfig(agents=("refuse",), budget="1")
    assert run_blocking(config, tmp_path / "run", prices=Prices()).counts == {"completed": 1}
