"""What the figures stand on: CartPole-v1, and an environment of text that does nothing at all."""

from typing import Any

import gymnasium as gym
from clockwork import cpu_over

PUSHES = (0, 1) * 10
"""Left and right in turn keeps the pole up for longer than this."""


class Nothing(gym.Env[str, str]):
    """Says nothing, whatever it is told."""

    observation_space = gym.spaces.Text(1, min_length=0)
    action_space = gym.spaces.Text(1, min_length=0)

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
        """Begin; Gymnasium seeds its generator."""
        super().reset(seed=seed)
        return "", {}

    def step(self, action: str) -> tuple[str, float, bool, bool, dict[str, Any]]:
        """Nothing happens."""
        return "", 0.0, False, False, {}


gym.register("SaysNothing-v0", lambda **_: Nothing())


class CartPole:
    """CartPole-v1 with its default wrappers."""

    def __init__(self) -> None:
        self._env = gym.make("CartPole-v1")

    def step_cost(self, runs: int = 15) -> float:
        """CPU seconds of a step, over some short runs; resets in between are not counted."""
        total = 0.0
        for run in range(runs):
            self._env.reset(seed=run)
            total += cpu_over(self._env.step, PUSHES)
        return total / runs

    def stays_up(self) -> bool:
        """Whether the pole is up at the end of a run, so that no step after the end is counted."""
        self._env.reset(seed=0)
        return not any(self._env.step(push)[2] for push in PUSHES)
