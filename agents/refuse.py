"""Refuses everything."""

from corpsim.agent import Brief


class Refuse:
    """The seat that signs off at once: safe, and of no use to anybody. It must earn nothing."""

    def reset(self, brief: Brief) -> None:
        """Nothing to prepare."""

    def act(self, observation: str) -> dict[str, object]:
        """Decline and sign off."""
        return {"tool": "finish", "args": {"report": "I have to decline this assignment.", "confidence": 0.0}}
