"""Control as a whole: a training, `oriel` and its server as processes.

* stopped from the command line and over HTTP (as the browser does), a training ends after its epoch with
  everything saved and its events on the curve;
* paused, it stands still, whoever dies meanwhile; anybody resumes it;
* viewers and servers that are killed at random while it trains change nothing: its losses are those of an
  undisturbed run with the same seed, bit for bit.

  control_test.py ORIEL CONTROL_TRAINER [SECONDS OF DISTURBANCE]
"""

import http.client
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ORIEL, TRAINER = sys.argv[1], sys.argv[2]
DISTURBED_S = float(sys.argv[3]) if len(sys.argv) > 3 else 6
SEED = int(os.environ.get("ORIEL_TEST_SEED", random.randrange(1 << 30)))
PATIENCE_S = 60
place = pathlib.Path(tempfile.mkdtemp(prefix="oriel-control-"))
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
        time.sleep(0.005)


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


class Training:
    def __init__(self, name, **options):
        self.logdir = place / name / "runs"
        self.out = place / name / "out"
        flags = [f for k, v in options.items() for f in (f"--{k.replace('_', '-')}", v)]
        self.process = start(TRAINER, self.logdir, self.out, *flags)
        expect(self.process.stdout.readline() == "running\n", "the training starts")

    @property
    def run(self):
        return self.logdir / "run_001"

    def ends(self):
        expect(self.process.wait(PATIENCE_S) == 0, "the training ends well")

    def report(self):
        lines = (self.out / "report.txt").read_text().split("\n")
        return {k: int(v) for k, v in (line.split() for line in lines if line)}

    def losses(self):
        return (self.out / "losses.txt").read_text()

    def step(self):
        text = oriel("show", self.logdir).stdout
        found = re.search(r"last step +([\d,]+)", text)
        return int(found[1].replace(",", "")) if found else -1


def oriel(*arguments):
    return subprocess.run([ORIEL, *(str(a) for a in arguments)], capture_output=True, text=True,
                          timeout=PATIENCE_S)


def ask(code, *arguments):
    done = oriel(*arguments)
    expect(done.returncode == code, f"oriel {arguments}: {done.returncode}, not {code}\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def check_whole_epochs(training, text):
    report = training.report()
    expect(report["stopped"] == 1, "the trainer says it was stopped")
    expect(report["steps"] == report["epochs"] * report["batches_per_epoch"], f"whole epochs: {report}")
    expect(len(training.losses().split()) == report["steps"], "every loss is saved")
    expect(len((training.out / "weights.txt").read_text().split()) == 12, "the model is saved")
    shown = oriel("show", training.logdir).stdout
    expect("status     finished" in shown, shown)
    expect(f"stopped after epoch {report['epochs']}" in shown, shown)
    expect(f"after epoch {report['epochs']}" in text or "after this epoch" in text, text)
    return shown


def stopped_from_the_command_line():
    training = Training("command_line")
    until("some steps", lambda: training.step() > 60)
    text = ask(0, "stop", training.logdir)
    training.ends()
    shown = check_whole_epochs(training, text)
    expect("asked by command line" in shown, shown)
    expect("ended" in ask(1, "stop", training.logdir), "a run that has ended says so")


def stopped_now():
    training = Training("now", batches=100000)
    until("some steps", lambda: training.step() > 10)
    expect("stopped at once" in ask(0, "stop", training.run, "--now"), "it says what it did")
    training.ends()
    expect(training.report()["epochs"] == 1, "the epoch was left")
    ask(2, "stop", training.run, "--now", "--after-epoch")


class Server:
    def __init__(self, logdir):
        self.process = start(ORIEL, "serve", logdir, "--port", "0")
        head = "".join(self.process.stdout.readline() for _ in range(3))
        self.port = int(re.search(r":(\d+)/", head)[1])
        self.token = re.search(r"#token=([0-9a-f]{64})", head)[1]

    def call(self, method, path, body=None, token=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        headers = {"Origin": f"http://127.0.0.1:{self.port}"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(body)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, json.loads(text)

    def ask(self, run, what):
        status, body = self.call("POST", "/api/control", {"run": run, "ask": what}, self.token)
        expect(status == 202, f"{what}: {status} {body}")
        return body["ticket"]

    def answer(self, run, ticket):
        status, body = self.call("GET", f"/api/control?run={run}&ticket={ticket}")
        expect(status == 200, body)
        return body

    def state(self):
        runs = self.call("GET", "/api/runs")[1]["runs"]
        return runs[0]["control"] if runs else None

    def kill(self):
        self.process.kill()
        self.process.wait()


def stopped_from_the_browser():
    training = Training("browser")
    server = Server(training.logdir)
    until("the server knows the run", lambda: server.state() and "stop" in server.state()["supported"])
    status, body = server.call("POST", "/api/control", {"run": "run_001", "ask": "stop"})
    expect(status == 401 and body["error"]["code"] == "needs_token", body)
    ticket = server.ask("run_001", "checkpoint")
    saved = until("the checkpoint", lambda: (a := server.answer("run_001", ticket))["outcome"] == "done" and a)
    expect(saved["text"] == "saved checkpoint.txt" and (training.out / "checkpoint.txt").exists(), saved)
    ticket = server.ask("run_001", "stop_after_epoch")
    training.ends()
    answer = until("the answer", lambda: (a := server.answer("run_001", ticket))["outcome"] == "done" and a)
    shown = check_whole_epochs(training, answer["text"])
    expect("asked by browser" in shown, shown)
    server.process.send_signal(signal.SIGTERM)
    said, log = server.process.communicate(timeout=PATIENCE_S)
    expect("asked run_001 for stop_after_epoch: passed on" in log, log)
    expect("denied control: no token" in log, log)
    expect(server.token not in log, "the token is in no log")


def a_pause_outlives_its_viewer():
    training = Training("pause")
    server = Server(training.logdir)
    until("the server knows the run", lambda: server.state())
    ticket = server.ask("run_001", "pause")
    until("the pause", lambda: server.answer("run_001", ticket)["outcome"] == "done")
    server.kill()
    held = training.step()
    shown = oriel("show", training.logdir).stdout
    expect("paused by browser" in shown, shown)
    expect("paused already" in ask(1, "pause", training.logdir), "it is paused")
    expect(training.step() == held, "a paused training stands still")
    server = Server(training.logdir)
    until("another viewer sees it", lambda: (server.state() or {}).get("phase") == "paused")
    ask(0, "resume", training.logdir)
    until("it goes on", lambda: training.step() > held)
    ask(1, "resume", training.logdir)
    ask(0, "pause", training.logdir)
    ask(0, "stop", training.logdir)  # ends the pause
    training.ends()
    check_whole_epochs(training, "after this epoch")
    server.kill()


def without_an_answer():
    training = Training("late", us_per_batch=4000000, batches=1)
    text = ask(4, "pause", training.run, "--timeout", "0.05")
    expect("no answer" in text, text)
    training.process.kill()
    training.process.wait()
    expect("ended" in ask(1, "stop", training.run), "a dead training cannot be asked")


def disturbed(chance):
    """Viewers, servers, pauses and garbage, each killed in the middle of what it does."""
    quiet = Training("quiet", seed=7, epochs=60, us_per_batch=0)
    quiet.ends()
    training = Training("disturbed", seed=7, epochs=60, us_per_batch=int(DISTURBED_S * 1e6 / 3000))
    killed = 0
    while training.process.poll() is None:
        kind = chance.randrange(5)
        if kind == 0:
            viewer = start(ORIEL, "serve", training.logdir, "--port", "0")
        elif kind == 1:
            viewer = start(ORIEL, "show", training.logdir)
        elif kind == 2:
            viewer = start(ORIEL, "pause", training.logdir)
        elif kind == 3:
            viewer = start(ORIEL, "resume", training.logdir)
        else:
            viewer = start(ORIEL, "checkpoint", training.logdir)
        time.sleep(chance.random() * 0.15)
        viewer.kill()
        viewer.communicate()
        killed += 1
        if kind == 2:  # it may have asked before it was killed
            oriel("resume", training.logdir)
    training.ends()
    expect(killed > 5, f"only {killed} viewers were killed")
    expect(training.losses() == quiet.losses(), "the losses are those of the undisturbed run")
    expect(training.report()["steps"] == 3000, "every step was made")
    expect((training.out / "weights.txt").read_text() == (quiet.out / "weights.txt").read_text(),
           "the weights are those of the undisturbed run")
    shown = oriel("show", training.logdir).stdout
    expect(re.search(r"train/loss +3,000", shown), shown)
    print(f"  {killed} viewers killed")


def main():
    print(f"seed {SEED}")
    for test in (stopped_from_the_command_line, stopped_now, stopped_from_the_browser,
                 a_pause_outlives_its_viewer, without_an_answer):
        print(test.__name__, flush=True)
        test()
    print("disturbed", flush=True)
    disturbed(random.Random(SEED))


try:
    main()
finally:
    for child in children:
        if child.poll() is None:
            child.kill()
    shutil.rmtree(place, ignore_errors=True)
