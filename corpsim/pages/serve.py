"""Serving a page from this machine to this machine, until somebody stops it."""

import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from starlette.types import ASGIApp

from corpsim.errors import InvalidConfiguration

HOST = "127.0.0.1"


class PageServer(uvicorn.Server):
    """A server that ends what goes on before it waits for what is unfinished. `closing` is called in its loop."""

    def __init__(self, app: ASGIApp, closing: Callable[[], None], port: int = 0) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http="h11",
                ws="none",
                lifespan="on",
                log_level="warning",
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=2,
            )
        )
        self._closing = closing
        self._door = _open(port)

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{HOST}:{self._door.getsockname()[1]}/"

    def serve_page(self, show: str | None = None) -> None:
        """Serve until Ctrl-C, after opening the address `show` in the browser."""
        if show is not None:
            webbrowser.open(show)  # The socket listens already; the answer comes as soon as the loop runs.
        with suppress(KeyboardInterrupt):
            self.run(sockets=[self._door])

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop."""
        self._closing()
        await super().shutdown(sockets)


def _open(port: int) -> socket.socket:
    """A socket that listens on this machine only. Raises InvalidConfiguration for a port that is taken."""
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((HOST, port))
        door.listen(64)
    except OSError as error:
        door.close()
        raise InvalidConfiguration(
            f"port {port} cannot be used: {error.strerror}; --port 0 takes a free one."
        ) from None
    return door
