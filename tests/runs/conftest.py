import os
import sys
from pathlib import Path

import pytest
from misbehaving import MisbehavingServer
from runs.served import working


@pytest.fixture
def server(monkeypatch):
    """The server of a model that plays its episodes to the end, until a test has it do something else."""
    for variable in ("CORPSIM_API_KEY", "OPENAI_API_KEY", "CORPSIM_BASE_URL", "OPENAI_BASE_URL", "CORPSIM_MODEL"):
        monkeypatch.delenv(variable, raising=False)
    running = MisbehavingServer()
    running.default = working
    yield running
    running.close()


@pytest.fixture(scope="module")
def ray(tmp_path_factory):
    """A cluster that is there already, whose processes are in a folder of their own."""
    ray = pytest.importorskip("ray")
    here = Path.cwd()
    os.chdir(tmp_path_factory.mktemp("elsewhere"))
    try:
        ray.init(
            address="local",
            num_cpus=2,
            include_dashboard=False,
            log_to_driver=False,
            configure_logging=False,
            runtime_env={"env_vars": {"PYTHONPATH": os.pathsep.join(os.path.abspath(path) for path in sys.path)}},
        )
    finally:
        os.chdir(here)
    yield ray
    ray.shutdown()
