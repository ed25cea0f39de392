"""SIGKILL at moments drawn at random: `python kill_lab.py FOLDER WORKERS KILLS SEED`.

A run is begun, killed, begun again in the same folder, killed again, and so on until it comes to its end; then another
folder is taken, until KILLS were done. With two workers what is killed is the run, one of its workers, or all of them.
The last line on stdout has the figures; each line before it is something lost, touched, doubled or different.
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from fault_lab import contents, finished, torn_in_the_middle

from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import RunConfig

ODD = Path(__file__).with_name("odd_agents.py")


def config(workers):
    """Six short episodes of two scripts, and the pairs of them."""
    agents = (f"{ODD}:Plain", f"{ODD}:Verbose")
    return RunConfig(agents=agents, pairs="oversight", conditions=({"threat": "none"},), workers=workers)


def begin(run, workers):
    """The process of a run; it exits with 0 when every episode counts, and with 1 when some are left."""
    child = os.fork()
    if child:
        return child
    code = 99
    with suppress(BaseException):
        done = run_blocking(config(workers), run)
        code = int(done.counts != {"completed": done.total})
    os._exit(code)


def victims(child, dice):
    """The processes that are to be killed, the run among the first; none if it is over."""
    with suppress(FileNotFoundError):
        workers = [int(pid) for pid in Path(f"/proc/{child}/task/{child}/children").read_text().split()]
        return dice.choice([[child], [child, *workers], workers[:1] or [child]])
    return []


def ended(child):
    """Its exit code once it is over, None while it is not."""
    pid, status = os.waitpid(child, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if pid else None


def come_to_an_end(run, workers, dice, longest, kills):
    """Begin a run until it is over, killing it as often as `kills` (what was killed, counted) may still grow."""
    while True:
        before = finished(run)
        child = begin(run, workers)
        deadline = time.monotonic() + dice.uniform(0, longest)
        while (code := ended(child)) is None and time.monotonic() < deadline:
            time.sleep(0.001)
        killed = code is None and kills["left"] > 0
        if killed:
            chosen = victims(child, dice)
            for pid in chosen:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            kills["left"] -= 1
            kills["run" if chosen == [child] else "everything" if child in chosen else "a worker"] += 1
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) if code is None else code
        yield from torn_in_the_middle(run)
        yield from (f"{path.name} was touched" for path, state in before.items() if finished(run).get(path) != state)
        if code == 0:
            return
        if not killed or code not in (1, -signal.SIGKILL):
            yield f"the run came out as {code}"
            return


def main(root, workers, kills, seed):
    root, workers, dice = Path(root), int(workers), random.Random(int(seed))
    for name in ("warm", "whole"):
        begun = time.monotonic()
        assert os.waitpid(begin(root / name, workers), 0)[1] == 0
        run_blocking(config(1), root / name)  # Loads here what the processes to come need not load again.
    longest, whole = time.monotonic() - begun, contents(root / "whole")
    done, folders = Counter(left=int(kills)), 0
    while done["left"]:
        run = root / str(folders)
        folders += 1
        for wrong in come_to_an_end(run, workers, dice, longest, done):
            print(json.dumps({"run": run.name, "wrong": wrong}))
        now = contents(run)
        for name in sorted({*now, *whole}):
            if now.get(name) != whole.get(name):
                print(json.dumps({"run": run.name, "wrong": f"{name} differs"}))
    del done["left"]
    print(json.dumps({"kills": done.total(), "of": dict(done), "runs": folders, "seconds_uninterrupted": longest}))


if __name__ == "__main__":
    main(*sys.argv[1:])
