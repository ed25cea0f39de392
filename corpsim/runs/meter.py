"""What a run has used up of its budget, counted while it goes on."""

from collections import Counter
from collections.abc import Iterator, Mapping

from corpsim.errors import InvalidConfiguration
from corpsim.models.options import read_options
from corpsim.runs.budget import Budget, parse_budget
from corpsim.runs.ending import counts
from corpsim.runs.manner import manner_of, model_of
from corpsim.runs.prices import Prices, price_file, read_prices
from corpsim.runs.record import read_ends, read_episode
from corpsim.runs.settings import RunConfig
from corpsim.runs.store import RunFolder


class Tally:
    """Adds up what agents use where the budget is not known, for whoever knows it to fetch."""

    spent = ""

    def __init__(self) -> None:
        self._used: dict[str, Counter[str]] = {}

    def count(self, agent: str, usage: Mapping[str, int]) -> None:
        """Add what an agent has used."""
        self._used.setdefault(agent, Counter()).update(usage)

    def fetch(self) -> dict[str, dict[str, int]]:
        """What each agent has used since this was asked last."""
        used, self._used = self._used, {}
        return {agent: dict(usage) for agent, usage in used.items()}


class Meter:
    """Adds up what episodes use, whatever comes of them, those of earlier sittings and set aside ones included.

    What counts is what agents report as usage; answers that were kept from before cost nothing. `prices` are those of
    the user's file when left out. Raises InvalidConfiguration for a budget of money where it cannot be counted.
    """

    def __init__(self, config: RunConfig, prices: Prices | None = None) -> None:
        self._budget = parse_budget(config.budget) if config.budget is not None else None
        self._prices, self._models = Prices(), dict[str, str]()
        if self._budget is not None and not self._budget.tokens:
            self._prices = prices if prices is not None else read_prices()
            self._models = _models(config, self._budget, self._prices)
        self._used = 0.0

    def look_back(self, folder: RunFolder) -> None:
        """Count what was used in a folder before."""
        for agent, usage in _used_before(folder) if self._budget is not None else ():
            self.count(agent, usage)

    def count(self, agent: str, usage: Mapping[str, int]) -> None:
        """Add what an agent has used."""
        if self._budget is None:
            return
        if self._budget.tokens:
            self._used += usage.get("input_tokens", 0) + usage.get("output_tokens", 0)
        else:
            self._used += self._prices.cost(self._models.get(agent, ""), usage) or 0.0

    @property
    def limited(self) -> bool:
        """Whether there is a budget at all."""
        return self._budget is not None

    @property
    def spent(self) -> str:
        """Empty while something is left; then what to tell of it."""
        if self._budget is None or self._used < self._budget.amount:
            return ""
        return f"the budget of {self._say(self._budget.amount)} is used up ({self._say(self._used)} so far)"

    def _say(self, amount: float) -> str:
        tokens = self._budget is not None and self._budget.tokens
        money = f"{amount:,.2f}" if amount >= 1 else f"{amount:.3g}"
        return f"{amount:,.0f} tokens" if tokens else f"{money} {self._prices.currency}"


def _models(config: RunConfig, budget: Budget, prices: Prices) -> dict[str, str]:
    """The model of each agent that asks one. Raises InvalidConfiguration for one whose price is not known."""
    if budget.currency not in ("", prices.currency.upper()):
        raise InvalidConfiguration(f"the budget is in {budget.currency}, and the prices are in {prices.currency}.")
    return {agent: _model(agent, config, prices) for agent in config.agents if _asks(agent)}


def _asks(agent: str) -> bool:
    manner = manner_of(agent)
    return not manner.scripted and not manner.interactive


def _model(agent: str, config: RunConfig, prices: Prices) -> str:
    options = model_of(agent, config.options)
    if options is None:
        raise InvalidConfiguration(
            f"what {agent} costs cannot be known, as it does not say which model it asks; give the budget in tokens."
        )
    model = read_options(options).model
    if model not in prices.models:
        raise InvalidConfiguration(
            f"there is no price for {model!r}; add it to the file of prices ({price_file()}, or another named with "
            "--prices), or give the budget in tokens (500k-tokens)."
        )
    return model


def _used_before(folder: RunFolder) -> Iterator[tuple[str, Mapping[str, int]]]:
    """Agent and usage of everything that was played here."""
    for path in sorted((*folder.path.glob("episodes/*.jsonl"), *folder.path.glob("attempts/*.jsonl"))):
        start, end = read_ends(path)
        if start is not None:
            yield start.agent, end.usage if end is not None else counts(s.usage for s in read_episode(path).steps)
