"""Loads worlds one by one, each in a process of its own that was forked when only the imports were done, and says how
each came out: the error, the peak of its memory, its CPU time. Run as a program by test_hostile.py."""

import json
import os
import resource
import sys

from corpsim.catalog import find_world
from corpsim.errors import CorpSimError

GIBIBYTE = 2**30
SECONDS = 30


def probe(place: str) -> dict[str, object]:
    """How loading a world came out."""
    resource.setrlimit(resource.RLIMIT_AS, (GIBIBYTE, GIBIBYTE))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        find_world(place)
        error, problems = "", []
    except CorpSimError as found:
        error = type(found).__name__
        problems = [str(problem) for problem in getattr(found, "problems", [found])]
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return {"error": error, "problems": problems, "mebibytes": usage.ru_maxrss // 1024, "cpu": usage.ru_utime}


def in_a_fork(place: str) -> str:
    """`probe` in a child; what it says, or how it died."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        with os.fdopen(write, "w") as out:
            json.dump(probe(place), out)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as told:
        said = told.read()
    status = os.waitpid(child, 0)[1]
    return said or json.dumps({"error": f"died with status {status}", "problems": [], "mebibytes": 0, "cpu": 0})


if __name__ == "__main__":
    for line in sys.stdin:
        print(in_a_fork(json.loads(line)), flush=True)
