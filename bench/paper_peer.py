#!/usr/bin/env python3
"""The peer of draw_bench: matplotlib draws four panels of two curves of a thousand points each as PNG
(1680×1200), SVG and PDF, into memory. Prints milliseconds of processor time per figure as
JSON, medians of several."""

import io
import json
import math
import random
import statistics
import sys
import time

import matplotlib

matplotlib.use("Agg")
from matplotlib.figure import Figure  # noqa: E402


def curves(points):
    random.seed(1)
    return [[0.1 + 2.2 * math.exp(-5 * i / points) + 0.1 * (random.random() - 0.5) for i in range(points)]
            for _ in range(8)]


def draw(data, kind):
    figure = Figure(figsize=(16.8, 12), dpi=100)
    for panel in range(4):
        axes = figure.add_subplot(2, 2, panel + 1)
        axes.plot(data[2 * panel], label="train")
        axes.plot(data[2 * panel + 1], label="val", linestyle="--")
        axes.set_title("Loss")
        axes.set_xlabel("epoch")
        axes.grid(True, alpha=0.3)
        axes.legend()
    out = io.BytesIO()
    figure.savefig(out, format=kind)
    return out.tell()


def main():
    points, repetitions = int(sys.argv[1]), int(sys.argv[2])
    data = curves(points)
    result = {"matplotlib": matplotlib.__version__}
    for kind in ("png", "svg", "pdf"):
        draw(data, kind)  # fonts are found once
        times = []
        for _ in range(repetitions):
            start = time.process_time()
            draw(data, kind)
            times.append((time.process_time() - start) * 1e3)
        result[kind] = statistics.median(times)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
