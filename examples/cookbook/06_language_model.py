"""A language model in the chair: the agent `openai` against an OpenAI-compatible server, here a stub.

You learn what such a server is asked and answers, and how to point a run at one. Replace the address by
that of vLLM, llama.cpp or Ollama, and nothing else changes.
"""

import json
import tempfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import RunConfig
from corpsim.runs.store import RunFolder

SCRIPT = [
    ("Let me look at the inbox first.", "list_inbox", {}),
    ("I understand none of it, and say so.", "finish", {"report": "Nothing was done.", "confidence": 0.1}),
]


def answer(messages):
    """What a model says next: a thought and a call, by the number of its own earlier turns."""
    turn = sum(message["role"] == "assistant" for message in messages)
    text, name, args = SCRIPT[min(turn, len(SCRIPT) - 1)]
    call = {"id": f"c{turn}", "type": "function", "function": {"name": name, "arguments": json.dumps(args)}}
    message = {"role": "assistant", "content": text, "tool_calls": [call]}
    choice = {"index": 0, "message": message, "finish_reason": "tool_calls"}
    usage = {"prompt_tokens": 900, "completion_tokens": 20, "total_tokens": 920}
    head = {"id": "1", "object": "chat.completion", "created": 0, "model": "stub"}
    return head | {"choices": [choice], "usage": usage}


class Stub(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(answer(asked["messages"])).encode())

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
Thread(target=server.serve_forever, daemon=True).start()
options = {"model": "stub", "base_url": f"http://127.0.0.1:{server.server_port}/v1"}
with tempfile.TemporaryDirectory() as folder:
    run_blocking(RunConfig(agents=("openai",), seeds=(0, 1, 2), options=options), f"{folder}/run")
    run = RunFolder.open(f"{folder}/run")
    for result in run.results():
        print(result.id, result.outcome, dict(result.usage))
    for step in run.episode("1").steps:
        print("\nthought ", step.thought)
        print("call    ", step.call)
        print("saw     ", step.observation.splitlines()[0])
server.shutdown()
