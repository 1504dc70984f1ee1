#!/usr/bin/env python3
"""Runs every benchmark and prints one table (scripts/bench builds them and calls this).

One function per subject; each returns rows. A row is what was measured, the number, its goal and a
peer that was measured in the same run. Only the standard library is needed.
"""

import argparse
import gzip
import importlib.util
import json
import os
import re
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Failure(Exception):
    """A benchmark could not run."""


class Row:
    """One line of the table. `value` is met if it is at most (at_least: at least) `goal`."""

    def __init__(self, what, value, unit, goal=None, at_least=False, peer=None, peer_value=None):
        self.what, self.value, self.unit = what, value, unit
        self.goal, self.at_least = goal, at_least
        self.peer, self.peer_value = peer, peer_value

    def met(self):
        if self.goal is None:
            return None
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    def ratio(self):
        """How many times worse the peer is."""
        if not self.peer_value or not self.value:
            return None
        return self.value / self.peer_value if self.at_least else self.peer_value / self.value

    def cells(self):
        goal = "" if self.goal is None else f"{'≥' if self.at_least else '≤'} {amount(self.goal, self.unit)}"
        met = {None: "", True: "yes", False: "NO"}[self.met()]
        peer = ""
        if self.peer:
            peer = f"{self.peer}: {amount(self.peer_value, self.unit)}"
            if self.ratio():
                peer += f" ({self.ratio():.3g}×)"
        return [self.what, amount(self.value, self.unit), goal, met, peer]


def amount(value, unit):
    if value >= 1e6:
        text = f"{value / 1e6:.1f} M"
    elif value >= 1000:
        text = f"{value:,.0f}"
    else:
        text = f"{value:.3g}"
    return f"{text} {unit}".strip()


class Place:
    """Where the programs are, and a scratch directory on the disk they are on."""

    def __init__(self, programs, quick):
        self.programs, self.quick = Path(programs).resolve(), quick
        self.scratch = Path(tempfile.mkdtemp(prefix="bench-", dir=self.programs))

    def program(self, name):
        path = self.programs / "bin" / name
        if not path.exists():
            raise Failure(f"{path} is not there; try scripts/bench without --programs")
        return str(path)

    def fresh(self, name):
        path = self.scratch / name
        shutil.rmtree(path, ignore_errors=True)
        return path


def run(command, timeout=240, **more):
    env = dict(os.environ, **more.pop("env", {}))
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          timeout=timeout, env=env, **more)
    if done.returncode != 0:
        raise Failure(f"{' '.join(map(str, command))} ended with code {done.returncode}:\n{done.stderr.strip()}")
    return done.stdout


def run_json(command, **more):
    return json.loads(run(command, **more).strip().splitlines()[-1])


class Google:
    """Results of a Google Benchmark program: medians over its repetitions."""

    def __init__(self, place, program, pattern, repetitions=1, env=None):
        out = place.scratch / "google.json"
        self.text = run([place.program(program), f"--benchmark_filter={pattern}", f"--benchmark_out={out}",
                         "--benchmark_out_format=json", f"--benchmark_repetitions={repetitions}"],
                        env={"TMPDIR": str(place.scratch), **(env or {})})
        self.runs = {}
        for one in json.loads(out.read_text())["benchmarks"]:
            if one.get("run_type") == "iteration":
                if one.get("error_occurred"):
                    raise Failure(f"{one['name']}: {one['error_message']}")
                name = re.sub(r"/(iterations|manual_time|real_time|repeats)(:\d+)?", "", one["name"])
                self.runs.setdefault(name, []).append(one)

    def get(self, name, field="real_time"):
        if name not in self.runs:
            raise Failure(f"there is no benchmark {name}; there are {', '.join(self.runs)}")
        return statistics.median(one[field] for one in self.runs[name])


# --- What is measured -------------------------------------------------------------------------


def bench_log(place):
    bursts = Google(place, "oriel_record_bench", "-Sustained", 1 if place.quick else 5)
    rows = [
        Row("log(), one scalar by handle", bursts.get("BM_LogOneByHandleBraces"), "ns", 20,
            peer="fprintf of a CSV line", peer_value=bursts.get("BM_PeerFprintf"))]
    for n in (4, 16, 50):
        rows.append(Row(f"log(), per scalar in frames of {n}", bursts.get(f"BM_LogByHandle/{n}") / n, "ns", 5,
                        peer="object into a queue under a mutex", peer_value=bursts.get("BM_PeerMutexQueue")))
    rows += [
        Row("log(), one scalar by name", bursts.get("BM_LogOneByName"), "ns",
            peer="object into a queue under a mutex", peer_value=bursts.get("BM_PeerMutexQueue")),
        Row("log(), one scalar, 99.9th percentile", bursts.get("BM_LogTail", "p999_ns"), "ns", 1000,
            peer="mean of one write() per point", peer_value=bursts.get("BM_PeerWritePerPoint"))]
    if not place.quick:
        disk = Google(place, "oriel_record_bench", "Sustained", 1)
        for n in (1, 4, 16):
            rows.append(Row(f"sustained to the synced disk, frames of {n}",
                            disk.get(f"BM_SustainedToSyncedDisk/{n}", "points_per_s"), "points/s",
                            5e6, at_least=True))
    return rows


def children_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def bench_header(place):
    """Compilation of a file that only includes something, in turns; processor time, not wall time."""
    sources = {"empty": "", "oriel": "#include <oriel/run.h>\n", "string": "#include <string>\n",
               "memory": "#include <memory>\n"}
    times = {name: [] for name in sources}
    for name, text in sources.items():
        (place.scratch / f"{name}.cc").write_text(text)
    for _ in range(5 if place.quick else 40):
        for name in sources:
            start = children_seconds()
            run(["g++", "-std=c++20", "-fsyntax-only", "-I", str(ROOT / "include"), str(place.scratch / f"{name}.cc")])
            times[name].append((children_seconds() - start) * 1e3)
    # The least of many: whatever else the machine did only ever adds.
    least = {name: min(list_) for name, list_ in times.items()}
    middle = {name: statistics.median(list_) for name, list_ in times.items()}
    return [
        Row("<oriel/run.h>, times an empty file (least)", least["oriel"] / least["empty"], "×", 2,
            peer="<string>", peer_value=least["string"] / least["empty"]),
        Row("<oriel/run.h>, times an empty file (median)", middle["oriel"] / middle["empty"], "×", 2,
            peer="<memory>", peer_value=middle["memory"] / middle["empty"]),
        Row("<oriel/run.h>, processor time (least)", least["oriel"], "ms",
            peer="<string>", peer_value=least["string"])]


def bench_codec(place):
    names = "(raw_copy|noisy_float_loss)"
    google = Google(place, "oriel_format_bench", names, 1 if place.quick else 5)
    copy = google.get("raw_copy", "per_value") * 1e9
    return [
        Row("sealing a noisy float loss, per value", google.get("encode/noisy_float_loss", "per_value") * 1e9, "ns",
            peer="copying 16 raw bytes", peer_value=copy),
        Row("reading it back, values only", google.get("decode/noisy_float_loss_values", "per_value") * 1e9, "ns",
            peer="copying 16 raw bytes", peer_value=copy)]


def sqlite_bytes(place, lines):
    path = place.fresh("points.sqlite")
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE metrics (key TEXT, step INTEGER, wall INTEGER, value REAL)")
        db.executemany("INSERT INTO metrics VALUES ('train/loss', ?, ?, ?)", lines)
        db.execute("CREATE INDEX by_key ON metrics (key, step)")
    db.close()
    size = path.stat().st_size
    path.unlink()
    return size


def bench_disk(place):
    points = 1_000_000 if place.quick else 10_000_000
    some = points // 10
    csv = place.scratch / "points.csv"
    run_dir = place.fresh("disk")
    size = run_json([place.program("oriel_bench_disk_size"), "--dir", str(run_dir), "--points", str(points),
                     "--csv", str(csv), "--csv-points", str(some)])
    shutil.rmtree(run_dir)
    lines = [line.split(",") for line in csv.read_text().splitlines()]
    pairs = "\n".join(f"{step},{value}" for step, _, value in lines).encode()
    zipped = len(gzip.compress(pairs, 1)) / some
    zipped_wall = len(gzip.compress(csv.read_bytes(), 1)) / some - zipped
    database = sqlite_bytes(place, [(int(s), int(w), float(v)) for s, w, v in lines]) / some
    csv.unlink()
    million = f"{points // 1_000_000} M"
    return [
        Row(f"disk, {million} noisy float losses: value and step", size["value_step"], "B/point", 3.5,
            peer="CSV, gzip -1", peer_value=zipped),
        Row("  of it pages of values, steps and order", size["pages"], "B/point",
            peer="raw: 8-byte step, 8-byte value", peer_value=16),
        Row("  of it pyramid leaves and directory", size["heads"], "B/point"),
        Row("disk: wall time at a 10 ± 2 ms step", size["wall"], "B/frame", 1.5,
            peer="a column more in that CSV", peer_value=zipped_wall),
        Row("disk: all of it", size["all"], "B/point",
            peer="SQLite, one row per point and an index", peer_value=database)]


def bench_view(place):
    points = 2_000_000 if place.quick else 100_000_000
    name = "2·10⁶" if place.quick else "10⁸"
    google = Google(place, "oriel_store_bench", "^(random_windows|whole|full_scan)",
                    env={"ORIEL_BENCH_POINTS": str(points)})
    scan = google.get("full_scan")
    share = re.search(r"memory of the pyramid: ([\d.]+) bytes/point, ([\d.]+) % of 8-byte values, ([\d.]+) %", google.text)
    if not share:
        raise Failure("oriel_store_bench did not say how large the pyramid is")
    rows = [
        Row(f"view of {name} points at 1,920 px, mean", google.get("random_windows"), "ms", 1,
            peer="scan of the raw array in memory", peer_value=scan),
        Row("  mean, processor time alone", google.get("random_windows", "cpu_time"), "ms"),
        Row("  99th percentile", google.get("random_windows", "p99_ms"), "ms"),
        Row("  worst", google.get("random_windows", "worst_ms"), "ms", 5,
            peer="scan of the raw array in memory", peer_value=scan),
        Row("  worst, processor time alone", google.get("random_windows", "worst_cpu_ms"), "ms"),
        Row("  of everything", google.get("whole"), "ms",
            peer="scan of the raw array in memory", peer_value=scan),
        Row("pyramid in memory, of 16-byte points", float(share[3]), "%", 4),
        Row("pyramid in memory, of 8-byte values", float(share[2]), "%")]
    return rows + view_recorded(place, points, name)


def view_recorded(place, points, name):
    """The same end to end: a recorded run, opened from the disk, then by a server."""
    logdir = place.fresh("long")
    run_dir = logdir / "run_001"
    made = run_json([place.program("oriel_bench_make_series"), "--dir", str(run_dir), "--points", str(points)])
    seen = run_json([place.program("oriel_bench_view_run"), str(run_dir), "1000"])
    start = time.perf_counter()
    for path in sorted(run_dir.glob("log/*.log")):
        with open(path, "rb") as file:
            while file.read(1 << 20):
                pass
    read_all = time.perf_counter() - start
    rows = [
        Row(f"recorded run of {name} points: open, warm", seen["warm_open_s"], "s",
            peer="read() of its files, warm", peer_value=read_all),
        Row("  open, files not in memory", seen["cold_open_s"], "s"),
        Row("  then read from the disk", seen["cold_read_bytes"] / 1e6, "MB",
            peer="all of the log", peer_value=seen["bytes"] / 1e6),
        Row("  view, mean (pages first touched)", seen["first_mean_ms"], "ms", 1),
        Row("  view, worst (pages first touched)", seen["first_worst_ms"], "ms", 5),
        Row("  view again, mean", seen["again_mean_ms"], "ms", 1),
        Row("  view again, worst", seen["again_worst_ms"], "ms", 5),
        Row("  view again, mean, processor time alone", seen["again_mean_cpu_ms"], "ms"),
        Row("  view again, worst, processor time alone", seen["again_worst_cpu_ms"], "ms"),
        Row("  memory of the reader (without file pages)", seen["memory_bytes"] / 1e6, "MB",
            peer="the points as 16 raw bytes", peer_value=points * 16 / 1e6),
        Row("  written in", made["seconds"], "s"),
    ]
    with Server(place, logdir) as server:
        before = server.memory()
        server.wait_for_list(1)
        figure = {"panel": "curves", "runs": ["run_001"], "series": ["train/loss"], "x": "step", "range": None,
                  "width": 1920, "smoothing": 0}
        server.wait_for_figure(figure, points)
        start = time.perf_counter()
        server.get("/api/figure?request=" + urllib.parse.quote(json.dumps(dict(figure, range=[0, points / 3]))))
        rows += [
            Row("  figure over HTTP, a zoom not seen before", (time.perf_counter() - start) * 1e3, "ms"),
            Row("  memory of `oriel serve` with it open", server.memory() / 1e6, "MB",
                peer="the points as 16 raw bytes", peer_value=points * 16 / 1e6),
            Row("  memory of `oriel serve` before", before / 1e6, "MB")]
    shutil.rmtree(logdir)
    return rows


class Server:
    """`oriel serve` of a logdir, from its start."""

    def __init__(self, place, logdir):
        self.started = time.perf_counter()
        self.process = subprocess.Popen([place.program("oriel"), "serve", str(logdir), "--port", "0"],
                                        stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"http://\S+:\d+", line)
        if not found:
            self.process.kill()
            raise Failure(f"oriel serve did not say where it is: {line!r}")
        self.url = found[0]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()

    def get(self, path):
        with urllib.request.urlopen(self.url + path, timeout=60) as answer:
            return answer.read()

    def wait_for_list(self, runs):
        """Seconds from the start of the process to the complete list."""
        while True:
            answer = json.loads(self.get("/api/runs"))
            seconds = time.perf_counter() - self.started
            if not answer["loading"]:
                if len(answer["runs"]) != runs:
                    raise Failure(f"{len(answer['runs'])} runs are listed instead of {runs}")
                return seconds
            if seconds > 60:
                raise Failure("the list of runs was not complete after a minute")
            time.sleep(0.005)

    def wait_for_figure(self, request, points):
        path = "/api/figure?request=" + urllib.parse.quote(json.dumps(request))
        for _ in range(600):
            answer = self.get(path)
            size = int.from_bytes(answer[:4], "little")
            figure = json.loads(answer[4:4 + size])["figure"]
            if figure["points"] == points and not figure["loading"]:
                return
            time.sleep(0.1)
        raise Failure("the figure of the long run was not complete after a minute")

    def memory(self):
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"RssAnon:\s+(\d+) kB", text)[1]) * 1024


def walk_and_parse(logdir):
    """The peer: what a script does to list runs."""
    start = time.perf_counter()
    found = 0
    for directory, _, names in os.walk(logdir):
        for name in names:
            if name.endswith(".json"):
                with open(os.path.join(directory, name), encoding="utf-8") as file:
                    json.load(file)
                found += 1
    if found == 0:
        raise Failure(f"no runs below {logdir}")
    return (time.perf_counter() - start) * 1e3


def bench_runs(place):
    rows = []
    for runs in (100, 300) if place.quick else (1000, 10_000):
        # Ten thousand in memory where there is room: a disk takes minutes to make and remove them.
        memory = Path("/dev/shm")
        with_room = runs > 1000 and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1 << 30
        logdir = Path(tempfile.mkdtemp(prefix="oriel-bench-", dir=memory if with_room else place.scratch))
        run([place.program("oriel_bench_make_runs"), str(logdir), str(runs)])
        os.sync()
        google = Google(place, "oriel_store_bench", "^open_list/1000/", 1 if place.quick else 3,
                        env={"ORIEL_BENCH_LOGDIR": str(logdir)})
        if google.get("open_list/1000", "runs") != runs:
            raise Failure(f"the catalogue does not have {runs} runs")
        script = statistics.median(walk_and_parse(logdir) for _ in range(3))
        served, again = [], []
        for _ in range(1 if place.quick else 5):
            with Server(place, logdir) as server:
                served.append(server.wait_for_list(runs) * 1e3)
                start = time.perf_counter()
                server.get("/api/runs")
                again.append((time.perf_counter() - start) * 1e3)
        goal = 300 if runs == 1000 else None
        peer = "Python: os.walk and json.load"
        rows += [
            Row(f"{runs:,} runs: the list is complete", google.get("open_list/1000"), "ms", goal,
                peer=peer, peer_value=script),
            Row("  from starting `oriel serve` to GET /api/runs", statistics.median(served), "ms", goal,
                peer=peer, peer_value=script),
            Row("  GET /api/runs after that", statistics.median(again), "ms")]
        shutil.rmtree(logdir)
    return rows


def bench_latency(place):
    logdir = place.fresh("latency")
    seen = run_json(["node", str(ROOT / "bench/latency.mjs"), "--serve", place.program("oriel"), "--trainer",
                     place.program("oriel_bench_latency_trainer"), "--logdir", str(logdir), "--points",
                     "45" if place.quick else "120"])
    shutil.rmtree(logdir)
    if seen["seen"] < 0.9 * seen["logged"] or seen["changes"] > 1.1 * seen["logged"]:
        raise Failure(f"pixels cannot be paired with points: {seen}")
    return [
        Row(f"log() → pixel in Chromium, median of {seen['seen']}", seen["p50_ms"], "ms", 100),
        Row("  95th percentile", seen["p95_ms"], "ms", 100),
        Row("  worst", seen["max_ms"], "ms", 100)]


def bench_interface(place):
    del place
    brotli = zipped = plain = 0
    files = [path for path in sorted((ROOT / "web/dist").iterdir()) if path.is_file()]
    for path in files:
        done = subprocess.run(["brotli", "-c", "-q", "11", str(path)], stdout=subprocess.PIPE, check=False)
        if done.returncode != 0:
            raise Failure(f"brotli could not compress {path}")
        brotli += len(done.stdout)
        zipped += len(gzip.compress(path.read_bytes(), 9))
        plain += path.stat().st_size
    if not files:
        raise Failure("web/dist is empty; try: cd web && npm run build")
    return [Row("interface, brotli", brotli / 1e3, "kB", 100, peer="the same, gzip -9", peer_value=zipped / 1e3),
            Row("interface, uncompressed", plain / 1e3, "kB")]


def bench_paper(place):
    google = Google(place, "oriel_draw_bench", "^(png|svg|pdf|layout_only|png_blank|scatter_png)/?(1000|800)?$",
                    1 if place.quick else 5)
    # Debian's own Python has the matplotlib that scripts/setup installs.
    python = sys.executable if importlib.util.find_spec("matplotlib") else "/usr/bin/python3"
    peer = run_json([python, str(ROOT / "bench/paper_peer.py"), "1000", "2" if place.quick else "7"])
    name = f"matplotlib {peer['matplotlib']}"
    rows = [Row(f"four panels, eight curves of 1,000 points: {kind.upper()}", google.get(f"{kind}/1000", "cpu_time"),
                "ms", goal, peer=name, peer_value=peer[kind]) for kind, goal in (("png", 40), ("svg", 10), ("pdf", 10))]
    return rows + [
        Row("  of it layout", google.get("layout_only/1000", "cpu_time"), "ms"),
        Row("  encoding 1680×1200 blank pixels", google.get("png_blank", "cpu_time"), "ms"),
        Row("scatter of 800 points, 1680×1200 PNG", google.get("scatter_png/800", "cpu_time"), "ms")]


def bench_idle(place):
    idle = run_json([place.program("oriel_bench_idle_recorder"), str(place.fresh("idle")), "2" if place.quick else "8"])
    return [Row("recorder with nothing to do, of one core", idle["without"] * 100, "%"),
            Row("  with the system monitor", idle["with_monitor"] * 100, "%")]


def bench_control(place):
    google = Google(place, "oriel_record_bench", "ShouldStop|AtomicLoad|AllThree|EpochEnd", 1 if place.quick else 5)
    return [Row("control: should_stop() while nobody asks", google.get("BM_ShouldStop"), "ns", 2,
                peer="one relaxed atomic load", peer_value=google.get("BM_AtomicLoad")),
            Row("  all three polls of a step", google.get("BM_AllThreeOfAStep"), "ns"),
            Row("  epoch_end()", google.get("BM_EpochEnd"), "ns")]


def bench_kit(place):
    google = Google(place, "oriel_kit_bench", "^(record_six|record_six_with_a_run|memory|export_.*|.*_checkpoint)",
                    1 if place.quick else 3)
    return [Row("MetricsTracker.record() of six values", google.get("record_six", "cpu_time"), "ns", 100),
            Row("  with a Run, which keeps them", google.get("record_six_with_a_run", "cpu_time"), "ns", 100)] + [
            Row(f"10,000 episodes of ten metrics: {what}", google.get(name), "ms", 50)
            for what, name in (("export as CSV", "export_csv"), ("export as JSON", "export_json"),
                               ("save a checkpoint", "save_checkpoint"), ("load it", "load_checkpoint"))]


def bench_diagnosis(place):
    google = Google(place, "oriel_analysis_bench", "epoch_of_steps", 1 if place.quick else 3)
    return [Row(f"diagnosis, an epoch of {n:,} steps", google.get(f"epoch_of_steps/{n}") / 1000, "ms", 1)
            for n in (1, 100, 1000)]


def terminal_peers(place):
    """What rich and tqdm take for a frame; what is not installed is said, and left out."""
    # Debian's own Python has what its packages python3-rich and python3-tqdm install.
    here = all(importlib.util.find_spec(name) for name in ("rich", "tqdm"))
    measured = run_json([sys.executable if here else "/usr/bin/python3", str(ROOT / "bench/terminal_peers.py"),
                         "--frames", "50" if place.quick else "300"])
    for name, result in measured.items():
        if "skipped" in result:
            print(f"\nbench: no comparison with {name}: {result['skipped']} (Debian: python3-{name})", file=sys.stderr)
    return {name: result for name, result in measured.items() if "skipped" not in result}


def bench_terminal(place):
    again = 1 if place.quick else 5
    update = Google(place, "oriel_kit_bench", "BM_Update|BM_MakeAndCopySnapshot|BM_OneExchange", again)
    frame = Google(place, "oriel_draw_bench", "BM_Frame|BM_ProgressLineOnly", again)
    peers = terminal_peers(place)
    display = run_json([place.program("oriel_bench_terminal_display"), str(place.programs / "bin"),
                        "2" if place.quick else "10"])

    def beside(what, value, unit, name, field, goal=None, note=""):
        peer = peers.get(name)
        return Row(what, value, unit, goal, peer=peer and f"{name} {peer['version']}{note}",
                   peer_value=peer and peer[field])

    least = update.get("BM_MakeAndCopySnapshot", "cpu_time") + update.get("BM_OneExchange", "cpu_time")
    spared = ", which is spared the curves"
    return [
        Row("update() of the display, scalars", update.get("BM_UpdateScalars", "cpu_time"), "ns", 20,
            peer="the snapshot made, copied as it is, and one exchange", peer_value=least),
        Row("  with eight experts and four metrics", update.get("BM_UpdateWithExpertsAndMetrics", "cpu_time"), "ns",
            300),
        beside("terminal frame of 120×40: build, compare, encode", frame.get("BM_FrameBuildDiffEncode", "cpu_time") / 1000,
               "µs", "rich", "us", 50, spared),
        beside("  bytes of it", frame.get("BM_FrameBuildDiffEncode", "bytes/frame"), "B", "rich", "bytes", 1000, spared),
        Row("  without a change", frame.get("BM_FrameWithoutChange", "cpu_time") / 1000, "µs"),
        beside("  the progress line alone", frame.get("BM_ProgressLineOnly", "cpu_time") / 1000, "µs", "tqdm", "us"),
        beside("  bytes of it", frame.get("BM_ProgressLineOnly", "bytes/frame"), "B", "tqdm", "bytes"),
        Row("display at 4 Hz with 100 steps a second, of one core", display["helper"] * 100, "%", 0.1),
        Row("  bytes per second on the terminal", display["bytes_per_second"], "B"),
        Row("  the training with it, of one core", display["training"] * 100, "%", peer="the same without a display",
            peer_value=display["bare_training"] * 100),
        Row("  its first two seconds and its end, once", display["once_seconds"] * 1000, "ms")]


BENCHMARKS = {"log": bench_log, "header": bench_header, "codec": bench_codec, "disk": bench_disk,
              "view": bench_view, "runs": bench_runs, "latency": bench_latency, "interface": bench_interface,
              "idle": bench_idle, "paper": bench_paper, "control": bench_control, "kit": bench_kit,
              "diagnosis": bench_diagnosis, "terminal": bench_terminal}


# --- The table --------------------------------------------------------------------------------


def print_table(rows):
    table = [["what", "Oriel", "goal", "met", "peer in the same run"]] + [row.cells() for row in rows]
    widths = [max(len(line[i]) for line in table) for i in range(5)]
    for number, line in enumerate(table):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |")
        if number == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")


def write_json(path, rows):
    fields = ("what", "value", "unit", "goal", "at_least", "peer", "peer_value")
    text = json.dumps([{**{name: getattr(row, name) for name in fields}, "met": row.met()} for row in rows],
                      indent=1, ensure_ascii=False)
    temporary = Path(f"{path}.tmp")
    temporary.write_text(text + "\n")
    temporary.replace(path)


def main():
    parser = argparse.ArgumentParser(
        description="Runs every benchmark and prints one table.",
        epilog="Peers that are compared with where they are installed: matplotlib (scripts/setup installs it), "
               "rich and tqdm (Debian: python3-rich, python3-tqdm).")
    parser.add_argument("--programs", required=True, help="the build directory")
    parser.add_argument("--only", default="", help="a regular expression on: " + " ".join(BENCHMARKS))
    parser.add_argument("--json", help="a file for the numbers")
    parser.add_argument("--quick", action="store_true", help="small sizes, one repetition")
    arguments = parser.parse_args()
    chosen = [name for name in BENCHMARKS if re.search(arguments.only, name)]
    if not chosen:
        parser.error(f"no benchmark matches {arguments.only}; there are {', '.join(BENCHMARKS)}")
    place = Place(arguments.programs, arguments.quick)
    rows, failed = [], False
    try:
        for name in chosen:
            start = time.monotonic()
            print(f"bench: {name} …", end="", file=sys.stderr, flush=True)
            try:
                rows += BENCHMARKS[name](place)
                print(f" {time.monotonic() - start:.0f} s", file=sys.stderr)
            except (Failure, OSError, ValueError, KeyError, subprocess.SubprocessError) as error:
                failed = True
                print(f"\nbench: {name} could not run: {error}", file=sys.stderr)
    finally:
        shutil.rmtree(place.scratch, ignore_errors=True)
    print_table(rows)
    if arguments.json:
        write_json(arguments.json, rows)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
