"""Functions that wait (for a network, say), on threads of their own beside the loop."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any


async def in_thread(function: Callable[..., Any], *args: Any) -> Any:
    """The result of a function that waits, on a thread that does not keep the process alive when nobody wants it."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Any] = loop.create_future()

    def settle(value: Any, error: BaseException | None) -> None:
        if future.done():
            return
        if error is None:
            future.set_result(value)
        else:
            future.set_exception(error)

    def work() -> None:
        value, failure = None, None
        try:
            value = function(*args)
        except BaseException as error:
            failure = error if not isinstance(error, StopIteration) else RuntimeError("StopIteration")
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, value, failure)

    threading.Thread(target=work, name="corpsim-agent", daemon=True).start()
    return await future
