"""When a provider is out of reach, the rest of a run is not burnt on it."""

from collections import Counter

MOST_FAILURES = 10
"""Failures of a model in a row after which nothing more is asked; each has had its retries."""


class Outages:
    """Counts the failures in a row of each agent's model."""

    def __init__(self) -> None:
        self._failures: Counter[str] = Counter()

    def note(self, agent: str, error: str) -> str:
        """Count an attempt that ended with this error of the model, or with none.

        Returns what to tell once it is an outage, and an empty text before.
        """
        self._failures[agent] = self._failures[agent] + 1 if error else 0
        if self._failures[agent] < MOST_FAILURES:
            return ""
        return f"the model of {agent} failed in {MOST_FAILURES} attempts in a row ({error})"
