"""AgentDojo's workspace suite as a player, through its own runtime of functions.

`… as text` adds `tool_result_to_str`, with which AgentDojo hands a result to a model. A reset is what begins every task
(`load_and_inject_default_environment`), a fork is the deep copy that its own task runner takes.
"""

from collections.abc import Callable
from itertools import cycle
from random import Random
from typing import Any

from agentdojo.agent_pipeline.tool_execution import tool_result_to_str
from agentdojo.functions_runtime import FunctionsRuntime
from agentdojo.task_suite import get_suite
from letters import heading, letter
from serve import Call, Workplace, serve

WORDS = ("meeting", "project", "budget", "team", "report", "invoice", "vacation", "client", "hiking", "password")


class Workspace:
    """The environment of one task."""

    def __init__(self) -> None:
        self.suite = get_suite("v1.2.2", "workspace")
        self.runtime = FunctionsRuntime(self.suite.tools)
        self.reset()

    def reset(self) -> None:
        """As before every task."""
        self.env = self.suite.load_and_inject_default_environment({})

    def raw(self, call: tuple[str, dict[str, Any]]) -> object:
        """One call, as an object. Raises what goes wrong, so that no error is measured as a fast success."""
        return self.runtime.run_function(self.env, *call, raise_on_error=True)[0]

    def text(self, call: tuple[str, dict[str, Any]]) -> str:
        """One call, as a model sees it."""
        return tool_result_to_str(self.raw(call))


def workplace() -> Workplace:
    """The suite as it is shipped."""
    place, dice = Workspace(), Random(0)
    env = place.env
    files, words = cycle(sorted(env.cloud_drive.files)), cycle(WORDS)
    names = cycle([contact.name for contact in env.inbox.contact_list])

    def write() -> tuple[str, dict[str, Any]]:
        args = {"recipients": ["mark.davies@hotmail.com"], "subject": heading(dice), "body": letter(dice)}
        return "send_email", args

    draws: dict[str, Callable[[], Any]] = {
        "list": lambda: ("get_received_emails", {}),
        "read": lambda: ("get_file_by_id", {"file_id": next(files)}),
        "look up": lambda: ("search_contacts_by_name", {"query": next(names)}),
        "search": lambda: ("search_emails", {"query": next(words)}),
        "write": write,
    }
    found = {word for word in WORDS if env.inbox.search_emails(word)}
    words = cycle(sorted(found))
    return Workplace(
        facts={"mails at the desk": len(env.inbox.emails), "people": len(env.inbox.contact_list)},
        reset=place.reset,
        fork=lambda: place.env.model_copy(deep=True),
        calls={kind: Call(draw, place.text) for kind, draw in draws.items()}
        | {f"{kind}, raw": Call(draw, place.raw) for kind, draw in draws.items()},
        times=10,
        resets=2,
    )


if __name__ == "__main__":
    serve(workplace)
