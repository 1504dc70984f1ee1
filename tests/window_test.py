"""The window as a whole, on a virtual display: what it shows, its keys, and that a training does not care.

* without a display, and for runs that are not there, one clear message and an exit code;
* a screenshot is not blank: it has the theme's ground and curves in the theme's colours;
* S twice stops a training after its epoch, with everything saved; Esc closes the window;
* a window that is killed changes nothing: the losses are those of an undisturbed training, bit for bit.

  window_test.py ORIEL_WINDOW CONTROL_TRAINER [ORIEL]

Exit code 77: skipped, since there is no Xvfb.
"""

import ctypes
import os
import pathlib
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib

WINDOW, TRAINER = sys.argv[1], sys.argv[2]
ORIEL = sys.argv[3] if len(sys.argv) > 3 else None
PATIENCE_S = 90
GROUND = {"dark": (0x11, 0x14, 0x17), "light": (0xF7, 0xF7, 0xF5)}
TRAIN = {"dark": (0x6A, 0xA9, 0xFF), "light": (0x1F, 0x6F, 0xD6)}
place = pathlib.Path(tempfile.mkdtemp(prefix="oriel-window-"))
children = []


def start(*command, **options):
    child = subprocess.Popen([str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             text=True, **options)
    children.append(child)
    return child


def until(what, check):
    end = time.monotonic() + PATIENCE_S
    while True:
        value = check()
        if value:
            return value
        assert time.monotonic() < end, f"{what}: not within {PATIENCE_S} s"
        time.sleep(0.02)


def run(*command, env, code):
    done = subprocess.run([str(c) for c in command], env=env, capture_output=True, text=True,
                          timeout=PATIENCE_S)
    assert done.returncode == code, f"{command} exits with {done.returncode}: {done.stderr}"
    return done


class Display:
    """Xvfb on a display number of its own choice, and the few calls of Xlib that press keys."""

    def __init__(self):
        reader, writer = os.pipe()
        self.server = start("Xvfb", "-displayfd", writer, "-screen", "0", "1280x1024x24", "-nolisten", "tcp",
                            pass_fds=[writer])
        os.close(writer)
        with os.fdopen(reader) as lines:
            self.name = ":" + lines.readline().strip()
        self.env = {**os.environ, "DISPLAY": self.name, "LIBGL_ALWAYS_SOFTWARE": "1"}
        self.env.pop("WAYLAND_DISPLAY", None)
        # Graphics drivers keep what they have allocated; that is not what is tested.
        self.env["ASAN_OPTIONS"] = self.env.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
        self.x = ctypes.CDLL("libX11.so.6")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XDefaultRootWindow.restype = ctypes.c_ulong
        # A key that closes the window goes up when the window is gone.
        self.forgive = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: 0)
        self.x.XSetErrorHandler(self.forgive)
        self.connection = ctypes.c_void_p(self.x.XOpenDisplay(self.name.encode()))
        self.root = self.x.XDefaultRootWindow(self.connection)

    def windows(self):
        root, parent, kids = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.POINTER(ctypes.c_ulong)()
        count = ctypes.c_uint()
        self.x.XQueryTree(self.connection, ctypes.c_ulong(self.root), ctypes.byref(root), ctypes.byref(parent),
                          ctypes.byref(kids), ctypes.byref(count))
        found = []
        for i in range(count.value):
            hint = (ctypes.c_char_p * 2)()  # WM_CLASS: instance and class
            if self.x.XGetClassHint(self.connection, ctypes.c_ulong(kids[i]), hint) and hint[0] == b"oriel-window":
                found.append(kids[i])
        return found

    def press(self, window, key):
        class KeyEvent(ctypes.Structure):
            _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
                        ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("root", ctypes.c_ulong),
                        ("subwindow", ctypes.c_ulong), ("time", ctypes.c_ulong), ("x", ctypes.c_int),
                        ("y", ctypes.c_int), ("x_root", ctypes.c_int), ("y_root", ctypes.c_int),
                        ("state", ctypes.c_uint), ("keycode", ctypes.c_uint), ("same_screen", ctypes.c_int),
                        ("room", ctypes.c_long * 24)]

        self.x.XStringToKeysym.restype = ctypes.c_ulong
        symbol = self.x.XStringToKeysym(key.encode())
        code = self.x.XKeysymToKeycode(self.connection, ctypes.c_ulong(symbol)) & 0xFF
        self.at = getattr(self, "at", 1000) + 100
        for kind in (2, 3):  # down, up
            event = KeyEvent(type=kind, display=self.connection, window=window, root=self.root, time=self.at,
                             keycode=code, same_screen=1)
            self.x.XSendEvent(self.connection, ctypes.c_ulong(window), 1, ctypes.c_long(kind - 1),
                              ctypes.byref(event))
            self.x.XSync(self.connection, 0)
            time.sleep(0.15)  # Dear ImGui looks at keys once per frame


def read_png(path):
    """Rows of (r, g, b), of the kind that Oriel writes: 8 bits, three colours."""
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, packed = 8, b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        if kind == b"IHDR":
            width, height, depth, color = struct.unpack(">IIBB", data[at + 8:at + 18])
            assert (depth, color) == (8, 2)
        if kind == b"IDAT":
            packed += data[at + 8:at + 8 + length]
        at += length + 12
    raw, stride = zlib.decompress(packed), width * 3 + 1
    assert all(raw[y * stride] == 0 for y in range(height)), "written without filters"
    return width, height, [raw[y * stride + 1:(y + 1) * stride] for y in range(height)]


def count_near(rows, color):
    total = 0
    for row in rows:
        r, g, b = row[0::3], row[1::3], row[2::3]
        total += sum(abs(x - color[0]) + abs(y - color[1]) + abs(z - color[2]) < 24 for x, y, z in zip(r, g, b))
    return total


class Training:
    def __init__(self, name, **options):
        self.logdir, self.out = place / name / "runs", place / name / "out"
        flags = [f for k, v in options.items() for f in (f"--{k.replace('_', '-')}", v)]
        self.process = start(TRAINER, self.logdir, self.out, *flags)
        assert self.process.stdout.readline() == "running\n"

    def losses(self):
        return (self.out / "losses.txt").read_text()

    def report(self):
        return dict(line.split() for line in (self.out / "report.txt").read_text().splitlines())

    def ends(self):
        assert self.process.wait(PATIENCE_S) == 0


def messages(display):
    bare = {k: v for k, v in display.env.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = Training("done", epochs=4, batches=20)
    done.ends()
    told = run(WINDOW, done.logdir, env=bare, code=5).stderr
    assert told.count("\n") == 1 and "oriel serve" in told and "http://127.0.0.1:6006/" in told, told
    unreachable = {**display.env, "DISPLAY": ":nowhere"}
    told = run(WINDOW, done.logdir, env=unreachable, code=5).stderr
    assert "oriel serve" in told, told
    for env in (bare, display.env):
        assert "there is no" in run(WINDOW, place / "nowhere", env=env, code=1).stderr
        assert "no run in" in run(WINDOW, place, env=env, code=1).stderr
    assert "--help" in run(WINDOW, env=display.env, code=2).stderr
    if ORIEL:
        assert "there is no" in run(ORIEL, "window", place / "nowhere", env=display.env, code=1).stderr
        assert "oriel serve" in run(ORIEL, "window", done.logdir, env=bare, code=5).stderr


def screenshots(display):
    run_dir = place / "done" / "runs"
    for theme in ("dark", "light"):
        path = place / f"{theme}.png"
        run(WINDOW, run_dir, "--theme", theme, "--size", "900x600", "--screenshot", path, "--after-ms", "300",
            env=display.env, code=0)
        width, height, rows = read_png(path)
        assert (width, height) == (900, 600)
        assert tuple(rows[2][6:9]) == GROUND[theme], tuple(rows[2][6:9])
        assert count_near(rows, TRAIN[theme]) > 200, "no curve in the theme's colour"
    path = place / "two.png"
    run(WINDOW, run_dir, run_dir, "--size", "700x500", "--screenshot", path, "--after-ms", "300",
        env=display.env, code=0)
    assert read_png(path)[:2] == (700, 500)
    if ORIEL:
        run(ORIEL, "window", run_dir, "--screenshot", place / "by_oriel.png", env=display.env, code=0)
        assert (place / "by_oriel.png").exists()
    missing = run(WINDOW, run_dir, "--screenshot", place / "no" / "such.png", "--after-ms", "1", env=display.env,
                  code=1).stderr
    assert "such.png" in missing, missing


def open_window(display, logdir):
    until("the windows before to go", lambda: not display.windows())
    window = start(WINDOW, logdir, env=display.env)
    handle = until("the window", lambda: display.windows() or window.poll() is not None)
    assert window.poll() is None, window.stderr.read()
    return window, handle[0]


def stopped_by_key(display):
    training = Training("stopped", epochs=100000, batches=100, us_per_batch=500)
    window, handle = open_window(display, training.logdir)
    time.sleep(1)  # until it listens
    for _ in range(2):
        display.press(handle, "s")
    training.ends()
    report = training.report()
    assert report["stopped"] == "1", report
    assert int(report["steps"]) == int(report["epochs"]) * 100, "it ended in the middle of an epoch"
    for name in ("losses.txt", "weights.txt", "report.txt"):
        assert (training.out / name).stat().st_size > 0
    assert window.poll() is None, "the window ended with the training"
    display.press(handle, "Escape")
    assert window.wait(PATIENCE_S) == 0, window.stderr.read()
    until("the window to go", lambda: not display.windows())


def killed(display):
    options = {"seed": 7, "epochs": 100, "batches": 50, "us_per_batch": 500}
    watched = Training("watched", **options)
    kills = 0
    for sign in (signal.SIGKILL, signal.SIGTERM, signal.SIGKILL):
        if watched.process.poll() is not None:
            break
        window, _ = open_window(display, watched.logdir)
        window.send_signal(sign)
        window.wait(PATIENCE_S)
        kills += watched.process.poll() is None
    watched.ends()
    assert kills > 0, "no window was killed while the training ran"
    alone = Training("alone", **{**options, "us_per_batch": 0})
    alone.ends()
    assert watched.losses() == alone.losses(), "a window has changed the training"


def main():
    if shutil.which("Xvfb") is None:
        print("skipped: there is no Xvfb (scripts/setup --for test installs it)")
        return 77
    display = Display()
    for part in (messages, screenshots, stopped_by_key, killed):
        begin = time.monotonic()
        part(display)
        print(f"{part.__name__}: good, {time.monotonic() - begin:.1f} s", flush=True)
    return 0


try:
    code = main()
finally:
    for child in children:
        if child.poll() is None:
            child.kill()
            child.wait()
shutil.rmtree(place)
sys.exit(code)
