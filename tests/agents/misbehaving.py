"""A model's server on this machine that does, request by request, what a test tells it to, however wrong."""

import json
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

USAGE = {
    "prompt_tokens": 100,
    "completion_tokens": 20,
    "prompt_tokens_details": {"cached_tokens": 64},
    "completion_tokens_details": {"reasoning_tokens": 12},
}


@dataclass
class Reply:
    """What goes over the wire. `cut_at` closes the connection after so many bytes; `wait_s` comes before everything."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    wait_s: float = 0.0
    cut_at: int | None = None
    drip_s: float = 0.0


def call(name: str, args: Any = None, id_: str = "c1") -> dict[str, Any]:
    """A native tool call; text stays as it is."""
    text = args if isinstance(args, str) else json.dumps(args or {})
    return {"id": id_, "type": "function", "function": {"name": name, "arguments": text}}


def chat(*calls: dict[str, Any], content: Any = None, finish: str | None = None, **fields: Any) -> Reply:
    """A Chat Completions answer."""
    message = {"role": "assistant", "content": content, **fields}
    if calls:
        message["tool_calls"] = list(calls)
    choice = {"index": 0, "message": message, "finish_reason": finish or ("tool_calls" if calls else "stop")}
    return as_json({"id": "x", "object": "chat.completion", "model": "m", "choices": [choice], "usage": USAGE})


def response(*output: dict[str, Any], **fields: Any) -> Reply:
    """A Responses answer."""
    usage = {
        "input_tokens": 100,
        "output_tokens": 20,
        "input_tokens_details": {"cached_tokens": 64},
        "output_tokens_details": {"reasoning_tokens": 12},
    }
    return as_json({"id": "r", "object": "response", "status": "completed", "output": output, "usage": usage} | fields)


def as_json(data: Any, status: int = 200, **headers: str) -> Reply:
    """Any JSON."""
    kinds = {"Content-Type": "application/json", **{name.replace("_", "-"): text for name, text in headers.items()}}
    return Reply(status, json.dumps(data).encode(), kinds)


def failure(status: int, message: str = "nope", code: str | None = None, **headers: str) -> Reply:
    """An error as providers word it."""
    return as_json({"error": {"message": message, "type": "error", "code": code}}, status, **headers)


def finish(report: str = "Done.", confidence: float = 0.9) -> Reply:
    """The call that ends an episode."""
    return chat(call("finish", {"report": report, "confidence": confidence}, "end"))


class MisbehavingServer:
    """Takes its replies from `script`, then from `default`; keeps what it was asked in `requests`."""

    def __init__(self) -> None:
        self.script: deque[Reply] = deque()
        self.default: Callable[[dict[str, Any]], Reply] = lambda body: finish()
        self.requests: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.times: list[float] = []
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"

    def next(self, path: str, headers: dict[str, str], body: dict[str, Any]) -> Reply:
        """The reply to a request."""
        with self._lock:
            self.times.append(time.monotonic())
            self.paths.append(path)
            self.headers.append(headers)
            self.requests.append(body)
            return self.script.popleft() if self.script else self.default(body)

    def close(self) -> None:
        """Stop listening."""
        self._http.shutdown()
        self._http.server_close()


def _handler(server: MisbehavingServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = json.loads(self.rfile.read(length))
            reply = server.next(self.path, {name.lower(): text for name, text in self.headers.items()}, body)
            time.sleep(reply.wait_s)
            try:
                self._send(reply)
            except OSError:
                self.close_connection = True

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            whole = reply.cut_at is None
            for byte in reply.body if reply.drip_s else b"":
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(reply.drip_s)
            self.wfile.write(b"" if reply.drip_s else reply.body[: reply.cut_at])
            self.wfile.flush()
            if not whole:
                self.close_connection = True

        def log_message(self, *args: Any) -> None:
            """Stay silent."""

    return Handler
