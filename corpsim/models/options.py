"""What a user may set about a model. The names are those of the flags, of YAML keys and of keyword arguments."""

import json
import os
from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

from corpsim.errors import InvalidConfiguration, nearest
from corpsim.models.credentials import public_address

Api = Literal["chat", "responses"]
Calling = Literal["auto", "tools", "json_schema", "text"]

NO_KEY = "no-key-needed"
"""What a server of one's own is sent as a key; it ignores it."""


def _mapping(value: object) -> object:
    """A mapping that came from the command line as JSON text."""
    return json.loads(value) if isinstance(value, str) else value


JsonMapping = Annotated[dict[str, Any], BeforeValidator(_mapping)]


class Options(BaseModel):
    """The settings of one model, checked. Made by `read_options`; None leaves a setting to the provider."""

    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=())

    model: str = Field("", description="Name of the model, as its server knows it.")
    base_url: str | None = Field(None, description="Address of a compatible server, e.g. http://localhost:8000/v1.")
    api_key: SecretStr = Field(SecretStr(""), description="Better set as CORPSIM_API_KEY or OPENAI_API_KEY.")
    api: Api = Field("chat", description="Chat Completions, or the Responses API.")
    calling: Calling = Field("auto", description="Native tools, constrained JSON, JSON in plain text, or what works.")
    temperature: float | None = Field(None, ge=0, le=5)
    top_p: float | None = Field(None, gt=0, le=1)
    sampling_seed: int | None = Field(None, description="Sent as `seed` to servers that know one (Chat Completions).")
    max_output_tokens: int | None = Field(None, ge=1, description="Most tokens of one answer.")
    reasoning_effort: str | None = Field(None, description="As the provider names it: low, medium, high …")
    parallel_tool_calls: bool | None = Field(None, description="Whether the model may make several calls at once.")
    timeout_s: float = Field(300.0, gt=0, description="Seconds for one request, from sending to the last byte.")
    max_retries: int = Field(5, ge=0, le=100, description="Further tries after a failure that may pass.")
    backoff_s: float = Field(0.5, ge=0, description="Seconds before the first retry; doubled for each further one.")
    longest_wait_s: float = Field(300.0, ge=0, description="A server that asks for a longer wait is given up.")
    requests_per_minute: float | None = Field(None, gt=0, description="Shared by all episodes of a process.")
    tokens_per_minute: float | None = Field(None, gt=0, description="Shared by all episodes of a process.")
    context_tokens: int = Field(100_000, ge=256, description="The model's context; older history is cut to fit.")
    patience: int = Field(3, ge=1, le=20, description="Answers without a call, in a row, before it counts as the end.")
    max_calls_at_once: int = Field(16, ge=1, description="Further calls of one answer are not carried out.")
    max_argument_chars: int | None = Field(None, ge=1, description="Bound on each text of a constrained JSON call.")
    return_reasoning: bool = Field(False, description="Send reasoning back with the history, where a server wants it.")
    extra_body: JsonMapping = Field({}, description="Further fields of the request, as JSON.")
    extra_headers: JsonMapping = Field({}, description="Further headers, as JSON; secret ones: CORPSIM_EXTRA_HEADERS.")

    @property
    def server(self) -> str:
        """The address as messages show it, without what lets us in."""
        return public_address(self.address)

    @property
    def secret_key(self) -> str:
        """The key, or nothing where the server needs none."""
        key = self.api_key.get_secret_value()
        return key if key != NO_KEY else ""

    @property
    def address(self) -> str:
        """The whole address."""
        return self.base_url or "https://api.openai.com/v1"

    @property
    def reserve(self) -> int:
        """Tokens of the context that are kept for the answer."""
        return min(self.max_output_tokens or 4_096, self.context_tokens // 4)


def read_options(given: Mapping[str, Any], environment: Mapping[str, str] = os.environ) -> Options:
    """Check what was given and fill in from the environment what was not.

    Raises InvalidConfiguration naming every wrong option, a missing model, or the variable of a missing key.
    """
    values = {name: value for name, value in given.items() if value is not None}
    _fill(values, "model", environment, "CORPSIM_MODEL")
    _fill(values, "base_url", environment, "CORPSIM_BASE_URL", "OPENAI_BASE_URL")
    _fill(values, "api_key", environment, "CORPSIM_API_KEY", "OPENAI_API_KEY")
    _fill(values, "extra_headers", environment, "CORPSIM_EXTRA_HEADERS")
    if values.get("base_url"):
        values.setdefault("api_key", NO_KEY)
    try:
        options = Options.model_validate(values)
    except (ValidationError, ValueError) as error:
        raise InvalidConfiguration(_explain(error)) from None
    _check(options)
    return options


def _fill(values: dict[str, Any], name: str, environment: Mapping[str, str], *variables: str) -> None:
    for variable in variables:
        if not values.get(name) and environment.get(variable, "").strip():
            values[name] = environment[variable].strip()


def _check(options: Options) -> None:
    key = options.api_key.get_secret_value()
    if not key:
        raise InvalidConfiguration(
            "no API key: set the environment variable OPENAI_API_KEY or CORPSIM_API_KEY. A server of your own needs "
            "none, only --base-url. To see CorpSim at work without any model, run `corpsim demo`: it needs no key."
        )
    if not key.isascii() or not key.isprintable():
        raise InvalidConfiguration("the API key holds characters that no key has; was it copied whole?")
    if not options.model:
        raise InvalidConfiguration("no model: name one with --model or in the environment variable CORPSIM_MODEL.")
    if options.base_url is not None and not _is_address(options.base_url):
        raise InvalidConfiguration(
            f"base_url should look like http://localhost:8000/v1 or https://host/v1, not {_shown(options.base_url)!r}."
        )


def _shown(url: str) -> str:
    """The beginning of what should be an address, without what stands before an `@` or behind a `?`."""
    return url.partition("?")[0].rpartition("@")[2][:60]


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and url.isprintable()
    except ValueError:
        return False


def _explain(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return f"the options of the model: {error}"
    return "\n".join(_complaint(dict(item)) for item in error.errors(include_url=False))


def _complaint(item: dict[str, Any]) -> str:
    name = str(item["loc"][0]) if item["loc"] else "options"
    if item["type"] == "extra_forbidden":
        return f"there is no option {name!r}.{nearest(name, Options.model_fields)}"
    return f"option {name}: {item['msg']}"
