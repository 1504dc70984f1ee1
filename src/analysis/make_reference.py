"""Reference values for statistics_test.cc, made with numpy and scipy (Debian: python3-numpy,
python3-scipy). Writes tests/golden/analysis/statistics.json; run it again after adding a case:

    python3 src/analysis/make_reference.py
"""

import json
import pathlib

import numpy as np
from scipy import stats

OUT = pathlib.Path(__file__).resolve().parents[2] / "tests/golden/analysis/statistics.json"


def mann_kendall(v, corrected):
    n = len(v)
    s = sum(np.sign(v[j] - v[i]) for i in range(n) for j in range(i + 1, n))
    _, ties = np.unique(v, return_counts=True)
    var = (n * (n - 1) * (2 * n + 5) - np.sum(ties * (ties - 1) * (2 * ties + 5))) / 18
    if corrected:  # Hamed and Rao (1998)
        slope = stats.theilslopes(v)[0]
        ranks = stats.rankdata(v - slope * np.arange(n)) - (n + 1) / 2
        full = np.correlate(ranks, ranks, "full")[n - 1:]
        rho = full / full[0] if full[0] > 0 else np.zeros(n)
        bound = stats.norm.ppf(0.975) / np.sqrt(n)
        total = sum((n - i) * (n - i - 1) * (n - i - 2) * rho[i]
                    for i in range(1, n - 1) if abs(rho[i]) > bound)
        var *= max(1.0, 1 + 2 / (n * (n - 1) * (n - 2)) * total)
    z = 0.0 if s == 0 or var <= 0 else (s - np.sign(s)) / np.sqrt(var)
    return {"s": float(s), "variance": float(var), "z": float(z)}


def moving_average(v, window):
    return [float(np.mean(v[max(0, i + 1 - window):i + 1])) for i in range(len(v))]


def ewm(v, alpha):
    out = [v[0]]
    for x in v[1:]:
        out.append((1 - alpha) * out[-1] + alpha * x)
    return [float(x) for x in out]


def rolling_std(v, window, ddof):
    out = []
    for i in range(len(v)):
        part = v[max(0, i + 1 - window):i + 1]
        out.append(float(np.std(part, ddof=ddof)) if len(part) > ddof else None)
    return out


def case(name, v):
    v = np.asarray(v, dtype=float)
    ts = stats.theilslopes(v, alpha=0.9)
    tau, p = stats.kendalltau(np.arange(len(v)), v)
    return {
        "name": name,
        "values": [float(x) for x in v],
        "mean": float(np.mean(v)), "variance": float(np.var(v, ddof=1)),
        "min": float(np.min(v)), "max": float(np.max(v)),
        "median": float(np.median(v)),
        "mad": float(stats.median_abs_deviation(v)),
        "q10": float(np.quantile(v, 0.1)), "q90": float(np.quantile(v, 0.9)),
        "theil_sen_90": [float(x) for x in ts],
        "mann_kendall": mann_kendall(v, False),
        "mann_kendall_corrected": mann_kendall(v, True),
        "tau": None if np.isnan(tau) else float(tau),
        "paired_z": float(stats.ttest_1samp(v, 0).statistic) if np.std(v) > 0 else None,
        "rolling_mean_7": moving_average(v, 7),
        "rolling_std_5": rolling_std(v, 5, 0),
        "rolling_std_9_ddof1": rolling_std(v, 9, 1),
        "ewm_0.3": ewm(v, 0.3),
    }


def main():
    random = np.random.default_rng(20240601)
    n = np.arange(60)
    walk = np.cumsum(random.normal(0, 0.1, 60))
    cases = [
        case("noise", random.normal(3, 2, 50)),
        case("decay", 2 * np.exp(-n / 15) + random.normal(0, 0.02, 60)),
        case("rise", 1 + 0.01 * n + random.normal(0, 0.05, 60)),
        case("walk", walk),
        case("ties", np.round(random.normal(0, 1, 40))),
        case("heavy tails", random.standard_t(2, 45)),
        case("large offset", 1e9 + random.normal(0, 1, 40)),
        case("tiny", 1e-12 * random.normal(1, 0.3, 30)),
        case("short", [3.0, 1.0, 2.0, 5.0]),
    ]
    normal = [[p, float(stats.norm.ppf(p))] for p in (1e-6, 0.025, 0.5, 0.9, 0.95, 0.995, 1 - 1e-9)]
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps({"cases": cases, "normal_quantile": normal}, indent=None) + "\n")
    print(f"{OUT}: {len(cases)} cases, numpy {np.__version__}")


if __name__ == "__main__":
    main()
