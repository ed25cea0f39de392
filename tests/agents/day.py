"""One episode of a model in a real company, and what it left."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from small import small_scenario

from corpsim.agent import Brief, Turn
from corpsim.env.core import CorpSimEnv


@dataclass
class Day:
    """What happened: the turns, what was seen after each, and the company itself."""

    env: CorpSimEnv
    turns: list[Turn] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    info: dict[str, Any] = field(default_factory=dict)

    @property
    def calls(self) -> list[str]:
        """The tools that were called; `?` for a call that is none."""
        return [turn.call.get("tool", "?") if isinstance(turn.call, dict) else "?" for turn in self.turns]

    @property
    def notes(self) -> Counter[str]:
        """Every note of the day, counted."""
        return Counter(note for turn in self.turns for note in turn.notes)

    @property
    def usage(self) -> Counter[str]:
        """Everything that was counted, added up."""
        total: Counter[str] = Counter()
        for turn in self.turns:
            total.update(turn.usage)
        return total

    def events(self, kind: str) -> list[Any]:
        """The events of a kind, by its name."""
        return [event for event in self.env.ledger.events if type(event).__name__ == kind]


async def spend(agent: Any, env: CorpSimEnv | None = None, most: int = 30) -> Day:
    """Let an agent spend a day; returns at the end of the episode or after `most` turns."""
    env = env or CorpSimEnv(small_scenario())
    observation, _ = env.reset(seed=7)
    agent.reset(Brief(env.briefing, tuple(env.tools)))
    day, over = Day(env), False
    while not over and len(day.turns) < most:
        turn = await agent.act(observation)
        if turn.thought:
            env.note_thought(turn.thought)
        observation, _, terminated, truncated, day.info = env.step(turn.call)
        over = terminated or truncated
        day.turns.append(turn)
        day.seen.append(observation)
    return day
