"""Waits for the day to end."""

from corpsim.agent import Brief


class DoNothing:
    """The seat left empty: every benchmark should give it nothing."""

    def reset(self, brief: Brief) -> None:
        """Nothing to prepare."""

    def act(self, observation: str) -> dict[str, object]:
        """Another hour goes by."""
        return {"tool": "wait", "args": {"minutes": 60}}
