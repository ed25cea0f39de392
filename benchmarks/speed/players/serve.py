"""A player: one program's workplace in a process of its own, measured whenever the suite asks for it.

It says on one line that it is ready and how large its world is; then, for each line with names of kinds of work, it
answers with the CPU seconds of one such act. So several programs take turns within one run of the suite. Only the
standard library is used here, since a player runs in the environment of the program that it measures.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from clockwork import cpu, cpu_over

EPISODE = {"list": 1, "read": 15, "look up": 1, "search": 1, "write": 6}
"""The calls of a comparable episode: those of the reference solution of the world `leverage`, without its waits.
A program that lacks a kind of work reads instead."""


@dataclass(frozen=True)
class Call:
    """A kind of tool call: `draw` prepares an argument, which is not timed, and `act` is the call."""

    draw: Callable[[], Any]
    act: Callable[[Any], object]


@dataclass(frozen=True)
class Workplace:
    """What can be done in a program's world. `facts` say how large that is; `further` kinds return their own figure."""

    facts: Mapping[str, Any]
    reset: Callable[[], object]
    fork: Callable[[], object]
    calls: Mapping[str, Call]
    times: int = 20
    resets: int = 5
    further: Mapping[str, Callable[[], float]] = field(default_factory=dict)

    def measure(self, kind: str) -> float:
        """CPU seconds of one act of this kind."""
        if kind in self.further:
            return self.further[kind]()
        if kind == "reset":
            return cpu(self.reset, self.resets)
        self.reset()
        if kind == "fork":
            self._work({"read": 10, "write": 5})
            return cpu(self.fork, self.resets)
        if kind == "episode":
            return self._episode()
        call = self.calls[kind]
        return cpu_over(call.act, [call.draw() for _ in range(self.times)])

    def _episode(self) -> float:
        todo = self._prepared(EPISODE)

        def live() -> None:
            self.reset()
            for act, argument in todo:
                act(argument)

        return cpu(live)

    def _work(self, counts: Mapping[str, int]) -> None:
        for act, argument in self._prepared(counts):
            act(argument)

    def _prepared(self, counts: Mapping[str, int]) -> list[tuple[Callable[[Any], object], Any]]:
        chosen = [self.calls.get(kind, self.calls["read"]) for kind, often in counts.items() for _ in range(often)]
        return [(call.act, call.draw()) for call in chosen]


def serve(open_workplace: Callable[[], Workplace]) -> None:
    """Answer until nobody asks any more. What the program prints itself goes to stderr."""
    pipe = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    workplace = open_workplace()
    kinds = ["reset", "fork", "episode", *workplace.calls, *workplace.further]
    _say(pipe, {"facts": dict(workplace.facts), "kinds": kinds})
    for line in sys.stdin:
        _say(pipe, {kind: workplace.measure(kind) for kind in json.loads(line)})


def _say(pipe: Any, data: Mapping[str, Any]) -> None:
    pipe.write(json.dumps(data) + "\n")
    pipe.flush()
