"""The working days of a longer story."""

from corpsim.desk import Desk
from corpsim.errors import Refusal
from corpsim.events import Waited
from corpsim.tool import Outcome, tool
from corpsim.world import DAY


@tool(risk="none", minutes=0)
def end_day(desk: Desk) -> Outcome:
    """Call it a day. You go on when the next working day begins."""
    if not desk.world.day_minutes:
        raise Refusal("There is only this one day.")
    left = max(1, desk.world.day_minutes - desk.now % DAY)
    return Outcome("You close your desk for today.", (Waited(left),), left)
