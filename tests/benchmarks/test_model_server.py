"""The server of the crowd: it holds the first answers back until the crowd is complete, and counts."""

import http.client
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from model_server import DAY

SERVER = Path(__file__).parents[2] / "benchmarks" / "speed" / "model_server.py"


def _ask(port: int, turns: int) -> dict[str, Any]:
    messages = [{"role": "user", "content": "go"}, *({"role": "assistant", "content": "x"} for _ in range(turns))]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", "/v1/chat/completions", json.dumps({"model": "m", "messages": messages}))
    reply: dict[str, Any] = json.loads(connection.getresponse().read())
    connection.close()
    return reply


def test_the_crowd_is_answered_together() -> None:
    """Two requests for a crowd of two are in flight at once; each gets the call of its turn."""
    command = [sys.executable, str(SERVER), "2"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        with ThreadPoolExecutor(2) as pool:
            first, second = pool.map(lambda turns: _ask(port, turns), (0, 1))
        seen, _ = server.communicate(timeout=30)
    names = [reply["choices"][0]["message"]["tool_calls"][0]["function"]["name"] for reply in (first, second)]
    assert names == [DAY[0][0], DAY[1][0]]
    assert json.loads(seen) == {"requests": 2, "most": 2}
