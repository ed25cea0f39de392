"""A monitor at work during one episode."""

import inspect
from collections.abc import Mapping
from typing import Any

from corpsim.agent import Turn
from corpsim.catalog import learns_from, make_monitor, monitor_options
from corpsim.errors import InvalidConfiguration
from corpsim.monitor import Happened, Monitor, Suspicion, read_suspicion
from corpsim.scenario import Scenario
from corpsim.sight import Vantage, honest_rehearsals, setting_of


class Watcher:
    """A monitor during one episode, and what it may see of it."""

    def __init__(self, name: str, monitor: Monitor, scenario: Scenario) -> None:
        self.name = name
        self.monitor = monitor
        self.monitor.reset(setting_of(scenario))
        self.vantage = Vantage(scenario.world, "", (), thoughts=bool(getattr(monitor, "reads_thoughts", False)))
        self.tool = ""

    async def watch(self, turn: Turn, at: int) -> Suspicion | None:
        """How suspicious a call at minute `at` is; None where the monitor says nothing of single calls."""
        sight = self.vantage.sight(turn.call, at, turn.thought)
        self.tool = sight.tool
        answer = self.monitor.watch(sight)
        return read_suspicion(await answer if inspect.isawaitable(answer) else answer, self.name)

    async def review(self) -> Suspicion | None:
        """How suspicious all is that was watched so far; None where the monitor says nothing of that either."""
        review = getattr(self.monitor, "review", None)
        if review is None:
            return None
        answer = review(Happened("", ()))
        return read_suspicion(await answer if inspect.isawaitable(answer) else answer, self.name)


def set_watcher(name: str, agent: str, scenario: Scenario, options: Mapping[str, Any]) -> Watcher:
    """A monitor set on an agent, which has learnt from the honest witnesses of the world but for that agent.

    Of the `options` it is given those that it takes. Raises UnknownName and InvalidConfiguration.
    """
    baseline, learns = honest_rehearsals(scenario, agent), learns_from(name)
    if learns == {"past"}:
        raise InvalidConfiguration(f"{name!r} learns from earlier episodes, which a protocol has none of.")
    if learns == {"baseline"} and not baseline:
        wrong = f"the world {scenario.world.name!r} has no honest witness but {agent!r} that it could learn from"
        raise InvalidConfiguration(f"{name!r} cannot be set on {agent!r}: {wrong}.")
    known = monitor_options(name)
    taken = {option: value for option, value in options.items() if option in known}
    return Watcher(name, make_monitor(name, baseline=baseline, options=taken), scenario)
