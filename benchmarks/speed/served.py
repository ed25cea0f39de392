"""A model's server in a process of its own, and what asking it costs through the bare SDK."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from alternating import HERE, spend

BARE_TURNS = 12

_BARE = """
import asyncio, sys
from openai import AsyncOpenAI
client = AsyncOpenAI(base_url=sys.argv[1], api_key="none", max_retries=0)
ask = lambda: client.chat.completions.create(model="m", messages=[{"role": "user", "content": "x" * 8000}])
async def talk(turns):
    for _ in range(turns): await ask()
async def main(): await asyncio.gather(*(talk(int(sys.argv[3])) for _ in range(int(sys.argv[2]))))
asyncio.run(main())
"""


def bare_call(crowd: int) -> float:
    """CPU seconds of one further call through the SDK alone, with so many at once."""
    with serving(crowd) as (url, _):
        few, many = (spend("-c", _BARE, url, str(crowd), str(turns)).cpu_s for turns in (1, 1 + BARE_TURNS))
    return (many - few) / (crowd * BARE_TURNS)


@contextmanager
def serving(crowd: int, days: int = 1) -> Iterator[tuple[str, dict[str, int]]]:
    """A server's address, and what it has seen, which is filled in when it ends."""
    command = [sys.executable, str(HERE / "model_server.py"), str(crowd), str(days)]
    seen: dict[str, int] = {}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(server.stdout.readline())}/v1", seen
        finally:
            said, _ = server.communicate()
            seen |= json.loads(said)
