#!/usr/bin/env python3
"""Prints torch_schedules.txt: what torch's own schedulers answer, for src/kit/schedule_test.cc.

    python3 torch_schedules.py > torch_schedules.txt      (needs PyTorch)

A line "plateau MODE FACTOR PATIENCE COOLDOWN MIN_LR THRESHOLD rel|abs" is followed by the metrics and
by the learning rates after each of them; a line "cosine", "one_cycle" or "step" by the rates. All
start at 0.1.
"""
import math
import random

import torch

random.seed(7)
schedulers = torch.optim.lr_scheduler


def optimizer():
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)


def curve(kind, length=48):
    for i in range(length):
        if kind == "noise":
            yield random.gauss(1, 0.1)
        elif kind == "fall":
            yield 1 + math.exp(-i / 8) + random.gauss(0, 0.01)
        elif kind == "steps":
            yield round(2 - (i // 7) * 0.2, 3)
        elif kind == "negative":
            yield -1 - i * 0.01 * random.random()
        else:  # "holes"
            yield random.choice([math.nan, math.inf, 1 / (i + 1), 0.5])


def numbers(values):
    print(*(repr(float(v)) for v in values))


for kind in ("noise", "fall", "steps", "negative", "holes"):
    for mode in ("min", "max"):
        for threshold_mode in ("rel", "abs"):
            factor, patience = random.choice([0.1, 0.5, 0.3]), random.choice([0, 1, 3, 5])
            cooldown, min_lr = random.choice([0, 0, 2, 4]), random.choice([0.0, 1e-4, 1e-3])
            threshold = random.choice([0.0, 1e-4, 0.05])
            opt = optimizer()
            reduce = schedulers.ReduceLROnPlateau(
                opt, mode=mode, factor=factor, patience=patience, cooldown=cooldown, min_lr=min_lr,
                threshold=threshold, threshold_mode=threshold_mode)
            values, rates = list(curve(kind)), []
            for value in values:
                reduce.step(value)
                rates.append(opt.param_groups[0]["lr"])
            print("plateau", mode, factor, patience, cooldown, min_lr, threshold, threshold_mode)
            numbers(values)
            numbers(rates)


def table(name, make, steps):
    opt = optimizer()
    scheduler = make(opt)
    rates = []
    for _ in range(steps):
        rates.append(opt.param_groups[0]["lr"])
        opt.step()
        scheduler.step()
    print(name)
    numbers(rates)


table("cosine", lambda o: schedulers.CosineAnnealingLR(o, T_max=40, eta_min=1e-5), 40)
table("one_cycle", lambda o: schedulers.OneCycleLR(o, max_lr=0.1, total_steps=50), 49)
table("one_cycle", lambda o: schedulers.OneCycleLR(
    o, max_lr=0.01, total_steps=30, pct_start=0.5, div_factor=10, final_div_factor=100), 29)
table("step", lambda o: schedulers.StepLR(o, step_size=7, gamma=0.3), 25)
