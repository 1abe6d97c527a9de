"""How long `import course` takes, beside `import numpy`: ``python tests/bench/bench_import.py``.

Each is imported in fresh processes, in turn; the median counts, less that of a process that imports nothing.
"""

from __future__ import annotations

import subprocess
import sys
from statistics import median
from time import perf_counter

ROUNDS = 15
STATEMENTS = ("pass", "import numpy", "import course", "from course import check")


def seconds(statement: str) -> float:
    """Wall time of a fresh Python that runs one statement."""
    start = perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return perf_counter() - start


def main() -> None:
    """Print the medians in milliseconds, and each as a multiple of NumPy's."""
    times: dict[str, list[float]] = {statement: [] for statement in STATEMENTS}
    for _ in range(ROUNDS):
        for statement in STATEMENTS:
            times[statement].append(seconds(statement))
    empty = median(times["pass"])
    own = {statement: median(took) - empty for statement, took in times.items() if statement != "pass"}
    for statement, took in own.items():
        print(f"{statement:26} {1000 * took:6.1f} ms   {took / own['import numpy']:5.2f} × import numpy")


if __name__ == "__main__":
    main()
