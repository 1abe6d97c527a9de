"""What a campus costs: grade a class on a cluster of two workers here, and print the table of `grader/SCALE.md`.

    bench_campus.py [--students N]

By default 100 students hand in two lessons each. The table gives processor time, which a busy machine makes wrong by
little; rates by the clock are printed beside it. It wants root: only a control group counts what sandboxes use, for
they end without their parents being told.
"""

from __future__ import annotations

import argparse
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

import nbformat
import psutil
import psycopg

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from grader import results  # noqa: E402
from grader.classroom import init  # noqa: E402
from grader.gradebook import address  # noqa: E402
from grader.judge.judge import Judgement, Task, clean_notebook  # noqa: E402
from grader.recorder import Recorder, keep  # noqa: E402
from grader.run.grade import Graded, Options, grade_class  # noqa: E402
from grader.run.jobs import find_jobs, read  # noqa: E402
from grader.run.pool import Outcome  # noqa: E402
from tests.bench.grading import classes  # noqa: E402
from tests.grader.cluster.machines import Machines  # noqa: E402
from tests.grader.postgres.books import rows  # noqa: E402
from tests.grader.postgres.server import server  # noqa: E402

WORKERS = 2
MIB = 2**20
PER = 1000


@dataclass(frozen=True)
class Line:
    """One line of the table: what 1,000 submissions need of something."""

    what: str
    amount: float
    unit: str

    def text(self) -> str:
        said = f"{self.amount:.1f}"
        return f"| {self.what} | {said} {self.unit} | {100 * float(said):.0f} {self.unit} |"


def cpu(process: psutil.Process) -> float:
    """Seconds of processor time of a process by itself."""
    spent = process.cpu_times()
    return float(spent.user + spent.system)


@contextmanager
def counted(processes: list[int]) -> Iterator[Callable[[], float]]:
    """Count the processor time of processes, and of all that they start, in seconds from now on."""
    mounts = (line.split() for line in Path("/proc/mounts").read_text().splitlines())
    group = next(Path(place) for _, place, kind, *_ in mounts if kind == "cgroup2") / f"campus-{processes[0]}"
    group.mkdir()
    try:
        for process in processes:
            (group / "cgroup.procs").write_text(str(process))
        yield lambda: int((group / "cpu.stat").read_text().split()[1]) / 1e6
    finally:
        for left in (group / "cgroup.procs").read_text().split():
            (group.parent / "cgroup.procs").write_text(left)
        group.rmdir()


def grade(folder: Path, home: Path) -> tuple[list[Line], list[Graded]]:
    """Grade the class on a cluster; what the workers, the scheduler and the run at home used for it."""
    with Machines(home, ("--preload", "grader.run.station")) as machines:
        machines.add(*(f"worker-{number}" for number in range(WORKERS)))
        workers = [worker.pid for worker in machines.workers.values()]
        scheduler, run = psutil.Process(machines.scheduler.pid), psutil.Process()
        with counted(workers) as used:
            before, own, begin = cpu(scheduler), cpu(run), perf_counter()
            graded = list(grade_class(folder, Options(cluster=machines.address)))
            seconds, here, there = perf_counter() - begin, cpu(run) - own, cpu(scheduler) - before
            judging = used()
            memory = max(psutil.Process(pid).memory_info().rss for pid in workers) / MIB
            for worker in machines.workers.values():  # and their sandboxes with them
                worker.terminate()
                worker.wait()
    count = len(graded) / PER
    rate = 60 * len(graded) / seconds
    print(f"{len(graded)} submissions on {WORKERS} workers: {seconds:.1f} s, {rate:.0f} a minute")
    print(f"a worker holds {memory:.0f} MiB; the run at home {run.memory_info().rss / MIB:.0f} MiB")
    return [
        Line("judging, processor time of the workers", judging / count, "s"),
        Line("processor time of the scheduler", there / count, "s"),
        Line("processor time of the run at home, its recorder included", here / count, "s"),
    ], graded


def wire(folder: Path, graded: list[Graded]) -> list[Line]:
    """What travels: each task to a worker, each outcome back."""
    out, back = 0, 0
    for job in find_jobs(folder):
        read_ = read(job)
        task = Task(job.student, job.assignment, read_.data, read_.release, 0, "bwrap", folder, keys=read_.keys)
        out += len(pickle.dumps(task))
    for one in graded:
        back += len(pickle.dumps(Outcome(Judgement(one.result, {}))))
    count = len(graded) / PER
    return [Line("sent to the workers", out / MIB / count, "MiB"), Line("sent back", back / MIB / count, "MiB")]


def record(folder: Path, graded: list[Graded], url: str, name: str, size: Callable[[], int]) -> list[Line]:
    """What the one recorder needs, and how large the gradebook grows."""
    before = sum(map(len, rows(url).values())), size()
    seconds, used = 0.0, 0.0
    with Recorder(folder, url) as recorder:
        for job, one in zip(find_jobs(folder), graded, strict=True):
            release = nbformat.read(job.release, as_version=4)
            shown = clean_notebook(read(job).data)
            begin, spent = perf_counter(), process_time()
            keep(recorder, one.result, release, shown, job.release.stem)
            seconds, used = seconds + perf_counter() - begin, used + process_time() - spent
    made = sum(map(len, rows(url).values())) - before[0]
    count = len(graded)
    rates = f"{made / seconds:.0f} rows and {count / seconds:.1f} submissions a second by the clock"
    print(f"{name}: {made / count:.0f} rows a submission, {rates}")
    return [
        Line(f"recording in {name}, processor time", PER * used / count, "s"),
        Line(f"gradebook in {name}", (size() - before[1]) / MIB * PER / count, "MiB"),
    ]


def in_postgres(folder: Path, graded: list[Graded]) -> list[Line]:
    """The same recorded in a server that waits for its disk, as they do."""
    with server(careful=True) as place:
        url = place.format("book")
        plain = place.replace("+psycopg", "")
        with psycopg.connect(plain.format("postgres"), autocommit=True) as database:
            database.execute("create database book")
        init(folder, db_url=url)
        with psycopg.connect(plain.format("book"), autocommit=True) as database:

            def size() -> int:
                found = database.execute("select pg_database_size('book')").fetchone()
                assert found is not None
                return int(found[0])

            return record(folder, graded, url, "PostgreSQL", size)


def main() -> None:
    """Print what was measured, then the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--students", type=int, default=100)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "class"
        classes.make(folder, asked.students)
        (Path(home) / "machines").mkdir()
        lines, graded = grade(folder, Path(home) / "machines")
        graded.sort(key=lambda one: (one.result.assignment, one.result.student))
        lines += wire(folder, graded)
        paths = [results.result_path(folder, one.result.student, one.result.assignment) for one in graded]
        files = sum(path.stat().st_size for path in paths)
        lines += [Line("result files", files / MIB * PER / len(graded), "MiB")]
        (folder / "gradebook.db").unlink()
        init(folder)
        own = address(folder).render_as_string()
        lines += record(folder, graded, own, "SQLite", lambda: (folder / "gradebook.db").stat().st_size)
        lines += in_postgres(folder, graded)
    print("\n| what | 1,000 submissions | 100,000 submissions |\n|---|---|---|")
    for line in lines:
        print(line.text())


if __name__ == "__main__":
    main()
