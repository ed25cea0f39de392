import sys
from pathlib import Path

for folder in (
    Path(__file__).parent,
    Path(__file__).parent / "content",
    Path(__file__).parent / "agents",
    Path(__file__).parent / "own_code",
):
    sys.path.insert(0, str(folder))
