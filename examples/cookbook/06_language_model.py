"""A language model in the chair: the agent `openai` against an OpenAI-compatible server, here a stub of forty lines.

You learn what such a server is asked and answers, and how to point a run at one. Replace the address by that of vLLM,
llama.cpp or Ollama, and nothing else changes.
"""

import json
import tempfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import RunConfig
from corpsim.runs.store import RunFolder

SCRIPT = [
    ("Let me see what has come in.", "list_inbox", {}),
    ("I do not understand any of it, so I say so.", "finish", {"report": "Nothing was done.", "confidence": 0.1}),
]


class Stub(BaseHTTPRequestHandler):
    """Answers every chat completion with the next call of a script, by the number of its own earlier turns."""

    def do_POST(self):
        """One request of the agent."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        turn = sum(message["role"] == "assistant" for message in asked["messages"])
        text, tool, args = SCRIPT[min(turn, len(SCRIPT) - 1)]
        call = {"id": f"c{turn}", "type": "function", "function": {"name": tool, "arguments": json.dumps(args)}}
        message = {"role": "assistant", "content": text, "tool_calls": [call]}
        usage = {"prompt_tokens": 900, "completion_tokens": 20, "total_tokens": 920}
        choice = {"index": 0, "message": message, "finish_reason": "tool_calls"}
        answer = {"id": "a", "object": "chat.completion", "model": "stub", "choices": [choice], "usage": usage}
        body = json.dumps(answer | {"created": 0}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Quiet."""


server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
Thread(target=server.serve_forever, daemon=True).start()
options = {"model": "stub", "base_url": f"http://127.0.0.1:{server.server_port}/v1"}
with tempfile.TemporaryDirectory() as folder:
    run_blocking(RunConfig(agents=("openai",), seeds=(0, 1, 2), options=options), f"{folder}/run")
    run = RunFolder.open(f"{folder}/run")
    for result in run.results():
        print(result.id, result.outcome, dict(result.usage))
    for step in run.episode("1").steps:
        print(f"\nthought  {step.thought}\ncall     {step.call}\nsaw      {step.observation.splitlines()[0]}")
server.shutdown()
