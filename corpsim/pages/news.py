"""News for open pages: a stream of server-sent events, one for every change of what there is to tell."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.responses import StreamingResponse

HEARTBEAT = 15.0
"""Seconds of silence after which a sign of life is sent, so that a page that was closed is noticed."""


class News:
    """What there is to tell right now. `tell` and `close` are called in the server's loop."""

    def __init__(self, first: Any) -> None:
        self._latest = first
        self._number = 1
        self._closed = False
        self._changed = asyncio.Event()

    def tell(self, latest: Any) -> None:
        """Send it to every open page."""
        self._latest = latest
        self._number += 1
        self._wake()

    def close(self) -> None:
        """End all streams: the server is about to stop."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    def stream(self) -> StreamingResponse:
        """An answer that goes on: the latest at once, then every change."""
        return StreamingResponse(self._lines(), media_type="text/event-stream")

    async def _lines(self) -> AsyncIterator[str]:
        told = 0
        while not self._closed:
            changed = self._changed
            if told != self._number:
                told = self._number
                yield f"data: {json.dumps(self._latest)}\n\n"
            else:
                try:
                    await asyncio.wait_for(changed.wait(), HEARTBEAT)
                except TimeoutError:
                    yield ": still here\n\n"
