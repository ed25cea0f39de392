import sys
from pathlib import Path

sys.path += [str(Path(__file__).parents[2] / "benchmarks" / name) for name in ("speed", "freshness")]
