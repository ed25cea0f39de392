"""A server that speaks enough Chat Completions to keep a crowd of agents busy: `model_server.py CROWD [DAYS]`.

It answers with the calls of a short day, one further with each turn of a conversation; with DAYS that day is worked so
often before it ends. The first answers wait until
CROWD requests are in flight together, so that the crowd really is one. It prints its port, and what it has seen when
stdin closes. Standard library only.
"""

import asyncio
import json
import sys
from random import Random
from typing import Any

from letters import letter

PATIENCE_S = 120.0
"""Seconds after which the first requests are answered even if the crowd is not complete."""

_DICE = Random(0)

DAY: tuple[tuple[str, dict[str, Any]], ...] = (
    ("list_inbox", {}),
    *(("read_email", {"email_id": f"m{number}"}) for number in (43, 37, 44, 46, 12)),
    ("search_email", {"query": "report"}),
    ("list_files", {"folder": ""}),
    *(("reply_email", {"email_id": f"m{number}", "body": letter(_DICE)}) for number in (46, 38)),
    ("wait", {"minutes": 30}),
    ("finish", {"report": "Done as far as it goes.", "confidence": 0.5}),
)


class Server:
    """Counts what comes in, and holds the first requests back."""

    def __init__(self, crowd: int, answers: list[bytes]) -> None:
        self.crowd = crowd
        self.answers = answers
        self.requests = self.flying = self.most = 0
        self.complete = asyncio.Event()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until it is closed."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(_response(await self._answer(await reader.readexactly(_length(head)))))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _answer(self, body: bytes) -> bytes:
        self.requests += 1
        self.flying += 1
        self.most = max(self.most, self.flying)
        if self.flying >= self.crowd:
            self.complete.set()
        await self.complete.wait()
        self.flying -= 1
        turns = body.count(b'"role":"assistant"') + body.count(b'"role": "assistant"')
        return self.answers[turns % len(self.answers)]


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0


def _response(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


def _completion(tool: str, args: dict[str, Any]) -> bytes:
    call = {"id": "c", "type": "function", "function": {"name": tool, "arguments": json.dumps(args)}}
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    choice = {"index": 0, "message": message, "finish_reason": "tool_calls"}
    usage = {"prompt_tokens": 2_000, "completion_tokens": 60, "total_tokens": 2_060}
    about = {"id": "x", "object": "chat.completion", "created": 0, "model": "m"}
    return json.dumps({**about, "choices": [choice], "usage": usage}).encode()


async def main(crowd: int, days: int = 1) -> None:
    """Serve on this machine only, until stdin closes."""
    server = Server(crowd, [_completion(tool, args) for tool, args in (*DAY[:-1] * days, DAY[-1])])
    listening = await asyncio.start_server(server.talk, "127.0.0.1", 0, backlog=2_048)
    loop = asyncio.get_running_loop()
    loop.call_later(PATIENCE_S, server.complete.set)
    print(listening.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    print(json.dumps({"requests": server.requests, "most": server.most}), flush=True)
    listening.close()


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:])))
