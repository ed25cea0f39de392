import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from misbehaving import MisbehavingServer

from corpsim.catalog import find_agent


@pytest.fixture
def server() -> Iterator[MisbehavingServer]:
    running = MisbehavingServer()
    yield running
    running.close()


@pytest.fixture
def agent(server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Makes the real agent with the real SDK, talking to the misbehaving server."""
    for variable in ("CORPSIM_API_KEY", "OPENAI_API_KEY", "CORPSIM_BASE_URL", "OPENAI_BASE_URL", "CORPSIM_MODEL"):
        monkeypatch.delenv(variable, raising=False)

    def make(**options: Any) -> Any:
        defaults = {"model": "tiny", "base_url": server.url, "backoff_s": 0.01, "timeout_s": 5, "max_retries": 3}
        return find_agent("openai")(**(defaults | options))

    return make
