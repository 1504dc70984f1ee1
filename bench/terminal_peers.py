#!/usr/bin/env python3
"""What a frame of the terminal costs rich and tqdm, beside oriel_draw_bench on the same machine.

Prints one JSON object on a line: for each peer microseconds and bytes per frame, its version, or why
it was not measured. Peers are optional: what is not installed is said to be so (Debian's packages:
python3-rich, python3-tqdm). The content is that of src/draw/terminal_bench.cc: a progress line and a
table of twelve rows, 120 columns; curves neither of them has, so they are spared those.

With --oriel PROGRAM the benchmark is run before and after, and its median is printed too.
"""

import argparse
import io
import json
import statistics
import subprocess
import time


class CountingFile(io.StringIO):
    """Takes what is written, as a terminal would, and counts it."""

    def __init__(self):
        super().__init__()
        self.bytes = 0

    def write(self, text):
        self.bytes += len(text.encode())
        return len(text)

    def isatty(self):
        return True


def measure(frame, output, frames):
    """Median time of a frame in µs of CPU, and bytes per frame."""
    for step in range(5):
        frame(step)
    output.bytes = 0
    times = []
    for step in range(5, 5 + frames):
        start = time.process_time_ns()
        frame(step)
        times.append(time.process_time_ns() - start)
    return {"us": statistics.median(times) / 1000, "bytes": output.bytes / frames}


def rich_frame(frames):
    import importlib.metadata

    from rich.console import Console, Group
    from rich.live import Live
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
    from rich.table import Table

    output = CountingFile()
    console = Console(file=output, force_terminal=True, width=120, height=40, color_system="256")
    progress = Progress(SpinnerColumn(), TextColumn("{task.description}"), BarColumn(),
                        TextColumn("{task.completed}/{task.total}"), TimeRemainingColumn(),
                        console=console)
    task = progress.add_task("Training digits", total=5000)

    def table(step):
        rows = Table(title="Training")
        for name in ("metric", "now", "best", "change"):
            rows.add_column(name, justify="left" if name == "metric" else "right")
        for row in range(12):
            rows.add_row(f"metric {row}", f"{1 / (step + row + 1):.4f}", "0.0812", "-0.0021")
        return rows

    with Live(Group(table(0), progress), console=console, auto_refresh=False) as live:
        def frame(step):
            progress.update(task, completed=step * 25 % 5000)
            live.update(Group(table(step), progress), refresh=True)

        result = measure(frame, output, frames)
    return {**result, "version": importlib.metadata.version("rich")}


def tqdm_frame(frames):
    import tqdm

    output = CountingFile()
    bar = tqdm.tqdm(total=5000, file=output, ncols=120, mininterval=0, miniters=1,
                    desc="Training digits")

    def frame(step):
        bar.n = step * 25 % 5000
        bar.set_postfix(loss=1 / (step + 1), val=2 / (step + 1), lr=1e-3)

    result = measure(frame, output, frames)
    bar.close()
    return {**result, "version": tqdm.__version__}


def oriel_frame(program):
    """Median CPU time of three runs of the benchmark."""
    report = subprocess.run(
        [program, "--benchmark_filter=^BM_FrameBuildDiffEncode$", "--benchmark_format=json",
         "--benchmark_repetitions=3", "--benchmark_min_time=0.2"],
        check=True, capture_output=True, text=True)
    runs = [run for run in json.loads(report.stdout)["benchmarks"]
            if run["run_type"] == "iteration"]
    return {"us": statistics.median(run["cpu_time"] for run in runs) / 1000,
            "bytes": runs[0]["bytes/frame"], "most_bytes": runs[0]["most_bytes"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--frames", type=int, default=300)
    parser.add_argument("--oriel", metavar="PROGRAM", help="oriel_draw_bench")
    options = parser.parse_args()
    results = {}
    if options.oriel:
        results["oriel before"] = oriel_frame(options.oriel)
    for name, peer in (("rich", rich_frame), ("tqdm", tqdm_frame)):
        try:
            results[name] = peer(options.frames)
        except ImportError:
            results[name] = {"skipped": "not installed"}
    if options.oriel:
        results["oriel after"] = oriel_frame(options.oriel)
    print(json.dumps(results))


if __name__ == "__main__":
    main()
