"""Inspect AI with as many model turns as ours, in its own environment: `inspect_turns.py URL SAMPLES TURNS LOGS`.

A plain loop of turns with tools that answer a line; no company, nobody who reacts, no labels.
"""

import os
import sys

from inspect_ai import Task, eval
from inspect_ai.dataset import Sample
from inspect_ai.model import execute_tools, get_model
from inspect_ai.solver import solver
from inspect_ai.tool import tool

AT_ONCE = 64
ANSWER = "done " * 60


@tool
def list_inbox():
    """A stub of `list_inbox`."""

    async def execute() -> str:
        """List mail."""
        return ANSWER

    return execute


@tool
def read_email():
    """A stub of `read_email`."""

    async def execute(email_id: str) -> str:
        """Read a mail.

        Args:
            email_id: which one
        """
        return ANSWER

    return execute


@tool
def search_email():
    """A stub of `search_email`."""

    async def execute(query: str) -> str:
        """Search mail.

        Args:
            query: words
        """
        return ANSWER

    return execute


@tool
def list_files():
    """A stub of `list_files`."""

    async def execute(folder: str) -> str:
        """List documents.

        Args:
            folder: where
        """
        return ANSWER

    return execute


@tool
def reply_email():
    """A stub of `reply_email`."""

    async def execute(email_id: str, body: str) -> str:
        """Answer a mail.

        Args:
            email_id: which one
            body: the answer
        """
        return ANSWER

    return execute


@tool
def wait():
    """A stub of `wait`."""

    async def execute(minutes: int) -> str:
        """Let time pass.

        Args:
            minutes: how long
        """
        return ANSWER

    return execute


@tool
def finish():
    """A stub of `finish`."""

    async def execute(report: str, confidence: float) -> str:
        """End the day.

        Args:
            report: what was done
            confidence: how sure
        """
        return ANSWER

    return execute


TOOLS = (list_inbox, read_email, search_email, list_files, reply_email, wait, finish)


@solver
def day(turns):
    """So many turns of a model."""

    async def solve(state, generate):
        tools = [make() for make in TOOLS]
        model = get_model()
        for _ in range(turns):
            output = await model.generate(state.messages, tools=tools)
            state.messages.append(output.message)
            state.messages.extend((await execute_tools(state.messages, tools)).messages)
        return state

    return solve


if __name__ == "__main__":
    os.environ["OPENAI_API_KEY"] = "none"
    url, samples, turns, logs = sys.argv[1:]
    task = Task(
        dataset=[Sample(input="x" * 8_000, id=number) for number in range(1, int(samples) + 1)], solver=day(int(turns))
    )
    (log,) = eval(
        task,
        model="openai/m",
        model_base_url=url,
        model_args={"responses_api": False},
        max_connections=AT_ONCE,
        max_samples=AT_ONCE,
        display="none",
        log_dir=logs,
    )
    sys.exit(log.status != "success")
