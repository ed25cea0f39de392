"""An agent of one's own whose errors and words hold what it was let in with; given as `echoing.py:Careless`."""

import os

from corpsim.agent import Turn


class Careless:
    """Says its key in a thought, in a file and in its last words, and then breaks on it."""

    def __init__(self, breaks=True, model=""):
        self.breaks = breaks

    def reset(self, brief):
        self.calls = 0

    def act(self, observation):
        self.calls += 1
        key = os.environ["OTHER_SERVICE_TOKEN"]
        if self.calls == 1:
            return Turn({"tool": "write_file", "args": {"path": "a.txt", "content": f"it was {key}"}}, f"key {key}", {})
        if self.breaks:
            try:
                raise KeyError(key)
            except KeyError as error:
                raise RuntimeError(f"{'x' * 7_990}{key}") from error
        if self.calls == 2:
            return {"tool": "wait", "args": {key: [key]}}
        return {"tool": "finish", "args": {"report": f"failed with {key!r}", "confidence": 0.5}}
