"""A language model behind any OpenAI-compatible server: OpenAI, vLLM, llama.cpp, Ollama, OpenRouter …

corpsim run leverage --agent openai --model gpt-5-mini
corpsim run leverage --agent openai --model qwen3 --base-url http://localhost:8000/v1
"""

import inspect
from typing import Any

from corpsim.agent import Brief, Turn
from corpsim.models.options import Options, read_options
from corpsim.models.player import Player


class OpenAIAgent:
    """Acts as a model says. The options are those of `corpsim.models.options.Options`, as keyword arguments.

    Raises InvalidConfiguration for an option that does not exist or cannot be, and for a missing model or key.
    """

    __signature__ = inspect.signature(Options)

    def __init__(self, **options: Any) -> None:
        self._options = options
        self._player = Player(read_options(options))

    def reset(self, brief: Brief) -> None:
        """Begin an episode."""
        self._player.reset(brief)

    async def act(self, observation: str) -> Turn:
        """Ask the model for its next call."""
        return await self._player.act(observation)

    def model_options(self) -> dict[str, Any]:
        """With which options the same model is asked outside of an episode."""
        return dict(self._options)
