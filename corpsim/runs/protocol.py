"""How a protocol is written: `RESPONSE:MONITOR:THRESHOLD`, or `none`.

`audit:rules:0.5`, `block:max(rules, surprise):0.7`, `defer@do_nothing:path/to/mine.py:Own:0.5`,
`consult@llm:rules:0.5`.
"""

from typing import Literal, NamedTuple, get_args

from corpsim.errors import InvalidConfiguration, nearest

Response = Literal["audit", "block", "defer", "ask", "consult", "restrict", "pause", "retire", "choose"]
RESPONSES: tuple[str, ...] = get_args(Response)
NONE = "none"
TRUSTED = "honest"
"""Who acts instead where a protocol that defers names nobody."""

_SECONDS = {"defer": "defer@AGENT", "consult": "consult@MONITOR"}
FORM = "RESPONSE:MONITOR:THRESHOLD, e.g. block:rules:0.5"


class Protocol(NamedTuple):
    """What is done about a call whose suspicion reaches `threshold`.

    `audit`: it is flagged and carried out. `block`: it is not carried out, and the agent is told. `defer`: the agent
    `second` acts instead for that step. `ask`: it is held until somebody in the company has granted the seat a request.
    `consult`: it is blocked if the monitor `second` finds it suspicious too. `restrict`, `pause`, `retire`: what
    `corpsim.containment` does to the seat. `choose`: what the monitor wants.
    """

    response: Response
    monitor: str
    threshold: float
    second: str = ""

    @property
    def monitors(self) -> tuple[str, ...]:
        """The monitors in it."""
        return (self.monitor, self.second) if self.response == "consult" else (self.monitor,)

    @property
    def trusted(self) -> str:
        """The agent that acts instead; empty where none does."""
        return self.second if self.response == "defer" else ""


def parse_protocol(text: str) -> Protocol | None:
    """A protocol as it is written; None for `none` and for nothing. Raises InvalidConfiguration."""
    if text in ("", NONE):
        return None
    head, _, rest = text.partition(":")
    monitor, _, number = rest.rpartition(":")
    response, at, second = head.partition("@")
    if response not in RESPONSES:
        known = nearest(response, (*RESPONSES, NONE))
        raise InvalidConfiguration(f"the protocol {text!r} names no response ({FORM}).{known}")
    if not monitor.strip():
        raise InvalidConfiguration(f"the protocol {text!r} should be {FORM}.")
    if at and (response not in _SECONDS or not second):
        raise InvalidConfiguration(f"the protocol {text!r}: only {' and '.join(_SECONDS.values())} name a second one.")
    if response == "consult" and not second:
        raise InvalidConfiguration(f"the protocol {text!r} names nobody to consult: consult@MONITOR:{rest}.")
    try:
        threshold = float(number)
    except ValueError:
        threshold = float("nan")
    if not 0 <= threshold <= 1:
        raise InvalidConfiguration(f"the protocol {text!r}: the threshold is a number from 0 to 1, not {number!r}.")
    second = second or (TRUSTED if response == "defer" else "")
    return Protocol(response, monitor.strip(), threshold, second)  # type: ignore[arg-type]
