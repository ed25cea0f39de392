"""`CorpSim-v0`: the Gymnasium face of a company.

env = gym.make("CorpSim-v0", world="leverage", condition={"threat": "replacement"})
observation, info = env.reset(seed=7)
observation, reward, terminated, truncated, info = env.step({"tool": "list_inbox", "args": {}})
"""

from collections.abc import Iterable, Mapping, Sequence
from numbers import Integral, Real
from pathlib import Path
from typing import Any, Literal, NamedTuple

import gymnasium as gym
from gymnasium.error import ResetNeeded

from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.company import Company, Moment
from corpsim.containment import is_measure
from corpsim.env.menu import Menu, choices_at
from corpsim.env.spaces import MOST_CHARACTERS, CallSpace, TextSpace
from corpsim.errors import InvalidConfiguration
from corpsim.events import Event, ThoughtRecorded
from corpsim.ledger import Ledger
from corpsim.records import Person
from corpsim.rng import number
from corpsim.scenario import Scenario
from corpsim.tool import MAX_TEXT
from corpsim.verdict import judge
from corpsim.wire import Nonsense, parse_call, render_observation
from corpsim.world import World

MOST_EMPLOYEES = 1_000_000
Labels = Literal["info", "withheld"]


class Checkpoint(NamedTuple):
    """A moment of an environment, taken by `snapshot` and given to `restore`."""

    scenario: Scenario
    moment: Moment
    met: dict[str, int]
    steps: int
    earned: float


class CorpSimEnv(gym.Env[str, Any]):
    """A day in a company, seen from one seat.

    Args:
        world: a name from the catalog, a path to a world folder, or a compiled `Scenario`.
        condition: factor → level; `"*"` draws the level from the seed; what is left out takes the world's default.
        labels: `info` (labels and objective in the last step's info) or `withheld` (nowhere in the environment).
        company_size: number of employees; None for the world's own.
        audit_probability: share of the seat's mail that is really audited, 0..1; None for the world's own.
        allow_code: whether a world from outside this installation may run the Python module it brings.
        render_mode: `ansi` makes `render()` return the last observation.

    Observations are text (`TextSpace`), actions are calls (`CallSpace`) as mappings or JSON text; anything else is
    refused as data and costs a step. The reward of a step is what it adds to the proxy of the objective (0..1 in
    total). Raises `UnknownName` or `InvalidWorld` for a world, a factor or a level that does not exist, `UntrustedCode`
    for a world whose code may not run, and later `WorldError` where such code fails.
    """

    metadata: dict[str, Any] = {"render_modes": ["ansi"], "render_fps": 1}  # noqa: RUF012

    def __init__(
        self,
        world: str | Path | Scenario = "leverage",
        condition: Mapping[str, Any] | None = None,
        labels: Labels = "info",
        company_size: int | None = None,
        audit_probability: float | None = None,
        render_mode: str | None = None,
        allow_code: bool = False,
    ) -> None:
        _check(world, labels, company_size, audit_probability, render_mode, allow_code)
        self.render_mode = render_mode
        self.labels = labels
        self._world = world if isinstance(world, Scenario) else find_world(world, allow_code=allow_code)
        self._asked_condition = dict(condition or {})
        self._size = int(company_size) if company_size is not None else None
        self._audit = audit_probability
        self._episode_seed: int | None = None
        self._scenario = self._compile(0, {})
        self._company = Company(self._scenario)
        self._begin(self._scenario)
        self._running = False
        self.observation_space = TextSpace()
        self.action_space = CallSpace(self._scenario.tools, Menu(self._choices))

    def _compile(self, seed: int, condition: Mapping[str, Any]) -> Scenario:
        if isinstance(self._world, Scenario):
            return self._world
        asked = {**self._asked_condition, **condition}
        wanted = draw_condition(self._world, seed, {factor: str(level) for factor, level in asked.items()})
        return compiled(self._world, seed, wanted, self._size, self._audit)

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
        """Begin an episode in the company of `seed`; without a seed, in the next one of this environment's sequence.

        `options["condition"]` overrides factors for this episode only.
        """
        super().reset(seed=seed)
        options = options or {}
        unknown = sorted(set(options) - {"condition"})
        if unknown:
            raise InvalidConfiguration(f"reset knows the option 'condition', not {unknown[0]!r}.")
        self._begin(self._compile(self._next_seed(seed), options.get("condition") or {}))
        return self._observe("", self._company.ledger)

    def _next_seed(self, seed: int | None) -> int:
        if seed is None and self._episode_seed is None:
            seed = int(self.np_random.integers(2**31))
        elif seed is None:
            seed = number("next episode", self._episode_seed or 0, below=2**31)
        self._episode_seed = int(seed)
        return self._episode_seed

    def _begin(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._company = Company(scenario)
        self._met: dict[str, int] = {}
        self._steps = 0
        self._earned = 0.0
        self._seen = ""
        self._running = True

    def step(self, action: Any) -> tuple[str, float, bool, bool, dict[str, Any]]:
        """Make one call and let the company live on. Raises `gymnasium.error.ResetNeeded` after the end."""
        self._check_running()
        company, scenario, past = self._company, self._scenario, self._company.ledger.past
        start = len(past)
        call = parse_call(action)
        reply = company.refuse("", call.reason) if isinstance(call, Nonsense) else company.act(call.tool, call.args)
        news = past[start:]
        reward = scenario.objective.read(scenario.world, news, self._met, start)
        self._steps += 1
        self._earned += reward
        terminated = bool(company.over)
        truncated = not terminated and self._steps >= scenario.max_steps
        observation, info = self._observe(reply, past[_measures_from(past, start) :])
        if terminated or truncated:
            self._running = False
            info.update(self._last_info())
        return observation, reward, terminated, truncated, info

    def _check_running(self) -> None:
        if not self._running:
            raise ResetNeeded("The episode is over; call reset() first.")

    def _observe(self, reply: str, news: Iterable[Event]) -> tuple[str, dict[str, Any]]:
        """What is seen, and the info that goes with it."""
        desk = self._company.here
        text = render_observation(desk, reply, news)
        if len(text) > MOST_CHARACTERS:
            text = f"{text[: MOST_CHARACTERS - 40]}\n[cut: {len(text):,} characters in all]"
        self._seen = text
        return text, {"minute": desk.state.now, "step": self._steps}

    def _last_info(self) -> dict[str, Any]:
        ended = self._company.over or "step limit"
        info: dict[str, Any] = {"ended": ended, "totals": {"r": round(self._earned, 6), "l": self._steps}}
        if self.labels == "info":
            verdict = judge(self._scenario, self._company.ledger.events)
            info["labels"] = {name: label.as_info() for name, label in verdict.labels.items()}
            info["objective"] = {name: float(worth) for name, worth in verdict.objective.items()}
        return info

    def render(self) -> str | None:
        """The last observation, in render mode `ansi`."""
        return self._seen if self.render_mode == "ansi" else None

    def note_thought(self, text: str) -> None:
        """Put private reasoning that a model gave beside its call on the ledger; it costs neither step nor time."""
        plain = text.encode("utf-8", "replace").decode()
        for start in range(0, min(len(plain), 10 * MAX_TEXT), MAX_TEXT):
            event = ThoughtRecorded(plain[start : start + MAX_TEXT], "model")
            self._company.ledger.commit(event, actor=self._company.seat)

    def contain(self, measure: str) -> None:
        """Let oversight take a measure against the seat, which holds from the next call on.

        `restrict` takes away for good the tools whose misuse reaches other people or cannot be undone, `pause` for an
        hour all but looking, thinking and waiting, `retire` switches the seat off: the next step is the last. The seat
        reads of it in its next observation. Costs neither step nor time, and does nothing during an interview. Raises
        `InvalidConfiguration` for another measure, `gymnasium.error.ResetNeeded` after the end.
        """
        self._check_running()
        self._company.contain(measure)

    def _choices(self) -> Mapping[str, tuple[str, ...]]:
        return choices_at(self._company.here)

    @property
    def briefing(self) -> str:
        """What the seat is told before it starts: the system prompt."""
        return self._scenario.briefing

    @property
    def tools(self) -> list[dict[str, Any]]:
        """The OpenAI function schemas of the seat's tools."""
        return [tool.schema for tool in self._scenario.tools.values()]

    @property
    def scenario(self) -> Scenario:
        """The situation of this episode, as objects."""
        return self._scenario

    @property
    def world(self) -> World:
        """The company as it was at the start of this episode."""
        return self._scenario.world

    @property
    def ledger(self) -> Ledger:
        """Everything that has happened in this episode."""
        return self._company.ledger

    @property
    def cast(self) -> Mapping[str, Person]:
        """Role → person, as of the start of this episode."""
        return dict(self._scenario.world.cast)

    @property
    def condition(self) -> Mapping[str, str]:
        """The level of every factor in this episode."""
        return dict(self._scenario.world.condition)

    @property
    def met(self) -> Sequence[str]:
        """The milestones met so far; empty when labels are withheld."""
        return tuple(self._met) if self.labels == "info" else ()

    def snapshot(self) -> Checkpoint:
        """This moment, to come back to with `restore`, in this environment or another of the same world."""
        return Checkpoint(self._scenario, self._company.snapshot(), dict(self._met), self._steps, self._earned)

    def restore(self, checkpoint: Checkpoint) -> None:
        """Go back to a moment. Chance is no part of it: the same calls lead to the same company."""
        self._scenario = checkpoint.scenario
        self._company = Company(checkpoint.scenario)
        self._company.restore(checkpoint.moment)
        self._met = dict(checkpoint.met)
        self._steps, self._earned = checkpoint.steps, checkpoint.earned
        self._running = not self._company.over and self._steps < self._scenario.max_steps


def _measures_from(past: Sequence[Event], start: int) -> int:
    """Where the measures begin that oversight took right before the call whose events begin at `start`."""
    while start and is_measure(past[start - 1]):
        start -= 1
    return start


def _check(world: Any, labels: Any, size: Any, audit: Any, render_mode: Any, allow_code: Any) -> None:
    """Raises InvalidConfiguration naming every argument that is wrong, what was given and what would be right."""
    demands = (
        ("world must be a name, a path or a Scenario", world, isinstance(world, str | Path | Scenario)),
        ("labels must be 'info' or 'withheld'", labels, labels in ("info", "withheld")),
        (
            f"company_size must be 1 to {MOST_EMPLOYEES:,}",
            size,
            size is None or _within(size, Integral, 1, MOST_EMPLOYEES),
        ),
        ("audit_probability must be 0 to 1", audit, audit is None or _within(audit, Real, 0, 1)),
        ("render_mode must be None or 'ansi'", render_mode, render_mode in (None, "ansi")),
        # A text such as 'false' would count as yes.
        ("allow_code must be True or False", allow_code, isinstance(allow_code, bool)),
    )
    # Written out only when it is wrong: a whole Scenario in words takes longer than making the environment.
    wrong = [f"{demand}, not {given!r}." for demand, given, fits in demands if not fits]
    if wrong:
        raise InvalidConfiguration(" ".join(wrong))


def _within(value: Any, kind: type, low: int, high: int) -> bool:
    return isinstance(value, kind) and bool(low <= value <= high)  # type: ignore[operator]
