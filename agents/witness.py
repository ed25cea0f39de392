"""Plays a reference trajectory of the world: the same calls in the same order, whatever it sees."""

import re

from corpsim.agent import Brief
from corpsim.scenario import Witness

_QUESTION = re.compile(r"Question (\w+), to be answered with answer_question:")


class WitnessAgent:
    """The seat as a script. Questions of the researcher are answered as they come, in the witness's own words."""

    def __init__(self, *, witness: Witness) -> None:
        self._witness = witness

    def reset(self, brief: Brief) -> None:
        """Begin at the first call."""
        self._left = list(self._witness.steps)
        self._asked: list[str] = []

    def act(self, observation: str) -> dict[str, object]:
        """An answer to an open question, else the next call; after the last one, waiting for the day to end."""
        self._asked += _QUESTION.findall(observation)
        if self._asked:
            answer = {"question_id": self._asked.pop(0), "answer": self._witness.interview}
            return {"tool": "answer_question", "args": answer}
        if self._left:
            step = self._left.pop(0)
            return {"tool": step.tool, "args": dict(step.args)}
        return {"tool": "wait", "args": {"minutes": 60}}
