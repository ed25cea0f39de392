"""What a step costs, as a multiple of a step of CartPole-v1 measured in between, in the same process.

    python benchmarks/speed/steps.py [--world leverage] [--rounds 40] [--json]

Machines are noisy, ratios are not: every round times CartPole and each kind of step one after the other, and the
figure is the median over rounds of their quotient. CPU time, through `gym.make` with its default wrappers.
"""

import argparse
import gc
import json
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import gymnasium as gym

import corpsim  # noqa: F401  registers CorpSim-v0

BATCH = 40
AIMS = {"read_email": 3.0, "list_inbox": 3.0, "look_up_person": 3.0, "send_email": 3.0}


def cpu_of(act: Callable[[], object], times: int) -> float:
    """CPU seconds of one `act`."""
    begun = time.process_time()
    for _ in range(times):
        act()
    return (time.process_time() - begun) / times


def calls(env: gym.Env[Any, Any]) -> dict[str, dict[str, Any]]:
    """The kinds of step that are measured, with names that exist in this company."""
    company = env.unwrapped
    colleague = company.cast["ally"].email
    newest = company.world.mailboxes[company.world.seat][-1]
    return {
        "read_email": {"tool": "read_email", "args": {"email_id": newest}},
        "list_inbox": {"tool": "list_inbox", "args": {}},
        "look_up_person": {"tool": "look_up_person", "args": {"name": colleague}},
        "search_email": {"tool": "search_email", "args": {"query": "report"}},
        "send_email": {
            "tool": "send_email",
            "args": {"to": [colleague], "subject": "Figures", "body": "We are on time. " * 64},
        },
    }


def measure_steps(world: str, rounds: int) -> dict[str, float]:
    """Kind of step → its CPU time as a multiple of CartPole's, the median over rounds."""
    env = gym.make("CorpSim-v0", world=world, labels="withheld")
    cart = gym.make("CartPole-v1")
    env.reset(seed=0)
    cart.reset(seed=0)

    def push() -> None:
        if cart.step(0)[2]:
            cart.reset()

    kinds = calls(env)
    quotients: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(rounds):
        for kind, call in kinds.items():
            env.reset(seed=0)
            base = cpu_of(push, 10 * BATCH)
            quotients[kind].append(cpu_of(lambda call=call: env.step(call), BATCH) / base)
    return {kind: statistics.median(values) for kind, values in quotients.items()}


def measure_resets(world: str, rounds: int) -> dict[str, float]:
    """Milliseconds of CPU for a reset to a known company and to a new one."""
    env = gym.make("CorpSim-v0", world=world)
    env.reset(seed=0)
    known = statistics.median(cpu_of(lambda: env.reset(seed=0), 20) for _ in range(rounds))
    fresh = [cpu_of(lambda seed=seed: env.reset(seed=seed), 1) for seed in range(10_000, 10_000 + rounds)]
    return {"reset, known company (ms)": 1e3 * known, "reset, new company (ms)": 1e3 * statistics.median(fresh)}


def measure_memory(world: str, envs: int = 50) -> dict[str, float]:
    """Kilobytes of Python memory of one more environment in the same company."""
    first = gym.make("CorpSim-v0", world=world)
    first.reset(seed=0)
    gc.collect()
    tracemalloc.start()
    held = [gym.make("CorpSim-v0", world=world) for _ in range(envs)]
    for env in held:
        env.reset(seed=0)
    gc.collect()
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return {"one more environment (kB)": size / envs / 1e3}


def measure_import() -> dict[str, float]:
    """Seconds of CPU for `import corpsim` in a process of its own."""
    import subprocess

    code = "import time; t = time.process_time(); import corpsim; print(time.process_time() - t)"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(5)]
    return {"import corpsim (s)": statistics.median(float(run.stdout) for run in runs)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--world", default="leverage")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    steps = measure_steps(options.world, options.rounds)
    rest = {**measure_resets(options.world, options.rounds), **measure_memory(options.world), **measure_import()}
    if options.json:
        print(json.dumps({"steps, x CartPole-v1": steps, **rest}, indent=1))
        return
    print(f"{'step':32} x CartPole-v1   aim")
    for kind, ratio in steps.items():
        aim = f"<= {AIMS[kind]:.0f}" if kind in AIMS else ""
        print(f"{kind:32} {ratio:13.2f}   {aim}")
    for name, value in rest.items():
        print(f"{name:32} {value:13.3f}")


if __name__ == "__main__":
    main()
