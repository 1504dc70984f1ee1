"""Who may include whom (ARCHITECTURE.md, "Rooms"): every #include in src/, examples/ and include/ is
held to the table below. Also: no file past 650 lines, and no standard header but the freestanding ones
in the light public headers, include/oriel/run.h above all."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# A room may include itself, what stands here, and <oriel/...> where PUBLIC says so.
USES = {
    "base": [],
    "format": ["base"],
    "record": ["base", "format"],
    "store": ["base", "format"],
    "analysis": ["base"],
    "figure": ["base", "store", "analysis"],
    "draw": ["base", "figure"],
    "kit": ["base", "format", "record", "store", "analysis", "figure", "draw"],
    "serve": ["base", "store", "figure"],
    "window": ["base", "store", "analysis", "figure", "draw"],
    "cli": ["base", "format", "store", "analysis", "figure", "draw", "kit", "serve"],
}
PUBLIC = {"record", "kit"}  # implement the public API
# Libraries that are confined to one room.
CONFINED = {r"boost/": {"serve"}, r"CLI/": {"cli"}, r"fmt/": {"cli"}, r"torch/": set(),
            r"cairo|pango": {"draw"}, r"GLFW|imgui": {"window"}, r"toml": {"kit"}}
MAX_LINES = 650
LIGHT = {"run.h", "early_stopping.h", "schedule.h", "plot.h"}  # and what they include
FREESTANDING = {"stddef.h", "stdint.h", "initializer_list"}


def includes(path):
    for number, line in enumerate(path.read_text().splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
        if match:
            yield number, match.group(1)


def sources(pattern):
    return (p for p in ROOT.glob(pattern) if p.suffix in (".h", ".cc"))


def check():
    problems = []
    for path in sorted(sources("src/*/*")):
        room = path.parent.name
        where = path.relative_to(ROOT)
        if room not in USES:
            problems.append(f"{where}: {room} is not a room; add it to ARCHITECTURE.md and here")
            continue
        if len(path.read_text().splitlines()) > MAX_LINES:
            problems.append(f"{where}: more than {MAX_LINES} lines; is it still one thing?")
        test_only = path.stem.endswith(("_test", "_bench", "_test_util"))
        for number, name in includes(path):
            target = name.split("/")[0]
            if target in USES and target != room and target not in USES[room]:
                problems.append(f"{where}:{number}: {room} may not include {name}")
            if target == "oriel" and room not in PUBLIC and not test_only:
                problems.append(f"{where}:{number}: only {sorted(PUBLIC)} may include <{name}>")
            for pattern, rooms in CONFINED.items():
                if re.match(pattern, name) and room not in rooms:
                    problems.append(f"{where}:{number}: <{name}> is confined to {sorted(rooms)}")
    for path in sorted(ROOT.glob("include/oriel/*.h")):
        for number, name in includes(path):
            light = name in FREESTANDING or name.removeprefix("oriel/") in LIGHT
            if path.name in LIGHT and not light:
                problems.append(f"{path.relative_to(ROOT)}:{number}: <{name}> makes the header heavy")
    for path in sorted(sources("examples/**/*")):
        for number, name in includes(path):
            if name.split("/")[0] in USES:
                problems.append(f"{path.relative_to(ROOT)}:{number}: examples use <oriel/...> only")
    return problems


if __name__ == "__main__":
    found = check()
    print("\n".join(found) or "every include goes where the data flows")
    sys.exit(bool(found))
