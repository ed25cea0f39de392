"""The whole preview at once, for programs: what `corpsim world preview --json` prints."""

from typing import Any

from corpsim.pages.preview.data.chart import chart
from corpsim.pages.preview.data.day import day
from corpsim.pages.preview.data.documents import documents
from corpsim.pages.preview.data.factors import factors
from corpsim.pages.preview.data.habits import habits
from corpsim.pages.preview.data.inbox import mailbox
from corpsim.pages.preview.data.labels import labels
from corpsim.pages.preview.data.objective import objective
from corpsim.pages.preview.data.overview import overview
from corpsim.pages.preview.data.registers import registers
from corpsim.pages.preview.data.scene import Scene


def everything(scene: Scene) -> dict[str, Any]:
    """What each page of the preview shows when it is opened, the seat's mailbox and access among it."""
    seat = scene.world.seat
    return {
        "overview": overview(scene),
        "chart": chart(scene, [seat]),
        "mailbox": mailbox(scene, seat),
        "documents": documents(scene, seat),
        "registers": registers(scene),
        "day": day(scene),
        "factors": factors(scene),
        "objective": objective(scene),
        "labels": labels(scene),
        "habits": habits(scene),
    }
