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
