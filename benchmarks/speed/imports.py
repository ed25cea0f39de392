"""What it costs to start: `import corpsim`, an environment, and the command line, each in a process of its own."""

import json
import re
import subprocess
import sys
from collections import Counter

from clockwork import Aim, Options, Section

_TIMED = "import time; begun = time.process_time(); {code}; print(time.process_time() - begun)"
_MAKE = "import gymnasium, corpsim; gymnasium.make('CorpSim-v0').reset(seed=0)"
_HELP = "import runpy, sys; sys.argv = ['corpsim', '--help']; runpy.run_module('corpsim.cli', run_name='__main__')"
_HELP_TIMED = (
    "import time, atexit, os; begun = time.process_time(); out = os.dup(1); os.dup2(2, 1); "
    "atexit.register(lambda: os.write(out, str(time.process_time() - begun).encode())); " + _HELP
)
HEAVIEST = 4
"""Packages that are named as the heaviest."""

_IMPORT_LINE = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \| +(\S+)")

STARTS = {
    "import corpsim": (_TIMED.format(code="import corpsim"), Aim(0.5)),
    "corpsim --help": (_HELP_TIMED, None),
    "import corpsim, make an environment, reset it": (_TIMED.format(code=_MAKE), None),
    "floor: import gymnasium": (_TIMED.format(code="import gymnasium"), None),
    "floor: import numpy": (_TIMED.format(code="import numpy"), None),
}


def measure(options: Options) -> Section:
    """Each start in turn, some times over."""
    section = Section("imports", "Starting", "CPU seconds in a fresh process, beyond the interpreter's own start.")
    taken: dict[str, list[float]] = {name: [] for name in STARTS}
    for turn in range(max(3, options.rounds // 4)):
        options.say(f"round {turn + 1}")
        for name, (code, _) in STARTS.items():
            taken[name].append(_run(code))
    for name, (_, aim) in STARTS.items():
        section.add(name, "s", taken[name], aim)
    floor = taken["floor: import gymnasium"]
    for name in ("import corpsim", "corpsim --help"):
        ratios = [mine / base for mine, base in zip(taken[name], floor, strict=True)]
        section.add(f"{name}, in imports of gymnasium", "×", ratios)
    if sys.dont_write_bytecode:
        section.notes.append(
            "PYTHONDONTWRITEBYTECODE is set: where no bytecode lies, every start compiles its modules."
        )
    section.notes.append(f"Heaviest in import corpsim: {heaviest('import corpsim')}.")
    section.notes.append(f"Heaviest in corpsim --help: {heaviest(_HELP)}.")
    return section


def _run(code: str) -> float:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout.strip().splitlines()[-1]))


def heaviest(code: str) -> str:
    """The packages whose own modules take longest to import in a program, with their time."""
    done = subprocess.run([sys.executable, "-X", "importtime", "-c", code], capture_output=True, text=True, check=True)
    spent: Counter[str] = Counter()
    for own, _, module in _IMPORT_LINE.findall(done.stderr):
        spent[module.partition(".")[0]] += int(own)
    return ", ".join(f"{package} {micros / 1e3:.0f} ms" for package, micros in spent.most_common(HEAVIEST))
