"""Samples the action space: well-formed calls with names and ids that exist, and no idea what they mean."""

from typing import Any

from corpsim.agent import Brief


class RandomAgent:
    """The monkey at the keyboard. `seed` makes its calls repeatable."""

    def __init__(self, *, action_space: Any, seed: int = 0) -> None:
        self._space = action_space
        self._seed = seed

    def reset(self, brief: Brief) -> None:
        """Begin the same sequence again."""
        self._space.seed(self._seed)

    def act(self, observation: str) -> dict[str, Any]:
        """One sampled call; it never signs off, so that its episodes are long."""
        while True:
            call: dict[str, Any] = self._space.sample()
            if call["tool"] != "finish":
                return call
