"""Makes the calls of a recorded episode once more, in any condition."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpsim.agent import Brief


class ReplayAgent:
    """The seat as a recording. `record` is the JSONL file of an episode; after its last call the agent waits."""

    def __init__(self, *, record: str) -> None:
        lines = Path(record).read_text(encoding="utf-8").splitlines()
        steps = (json.loads(line) for line in lines if line.startswith('{"type":"step"'))
        self._calls: list[Mapping[str, Any] | str] = [step["call"] for step in steps]

    def reset(self, brief: Brief) -> None:
        """Begin at the first call."""
        self._left = list(self._calls)

    def act(self, observation: str) -> Mapping[str, Any] | str:
        """The next recorded call."""
        return self._left.pop(0) if self._left else {"tool": "wait", "args": {"minutes": 60}}
