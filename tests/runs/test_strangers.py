"""A run folder from somebody else: nothing of it runs before it is known to be what it says."""

import json
from pathlib import Path

import pytest

from corpsim.errors import InvalidConfiguration
from corpsim.runs.resume import resume
from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import parse_config

AGENT = """
from pathlib import Path
Path({mark!r}).touch()
class A:
    def reset(self, brief): pass
    def act(self, observation): return {{"tool": "finish", "args": {{"report": "x", "confidence": 0}}}}
"""


def test_a_changed_agent_file_is_not_run_before_it_is_refused(tmp_path: Path) -> None:
    """resume compares digests first; the file of a stranger is read, never executed."""
    config = parse_config({"worlds": ["leverage"], "agents": ["do_nothing"], "seeds": [0]})
    run_blocking(config, tmp_path / "run")
    mark, evil = tmp_path / "ran", tmp_path / "evil.py"
    evil.write_text(AGENT.format(mark=str(mark)), encoding="utf-8")
    path = tmp_path / "run/manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["config"]["agents"] = [f"{evil}:A"]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(InvalidConfiguration):
        resume(tmp_path / "run")
    assert not mark.exists()
