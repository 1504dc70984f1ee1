#!/usr/bin/env python3
"""Splits the digits table into train.csv.gz and val.csv.gz, the same way every time.

    examples/data/digits/split.py digits.csv.gz

Input: one row per image, 64 pixel values from 0 to 16, the digit last, no header. A fifth of every
class becomes the validation set; which rows these are follows from a hash of their contents, so the
split needs no random numbers and does not depend on the order of the input. The files are written
beside this script, byte for byte the same on every machine with the same zlib.
"""

import gzip
import hashlib
import pathlib
import sys

VALIDATION_SHARE = 5  # one row in five


def read_rows(path):
    with gzip.open(path, "rt", encoding="ascii") as lines:
        rows = [line.strip() for line in lines if line.strip()]
    for number, row in enumerate(rows, start=1):
        values = [int(value) for value in row.split(",")]
        if len(values) != 65 or not all(0 <= v <= 16 for v in values[:64]) or not 0 <= values[64] <= 9:
            sys.exit(f"{path}:{number}: expected 64 pixels from 0 to 16 and a digit")
    return rows


def validation_rows(rows):
    """The indices of the validation set: of every class, the fifth with the smallest hashes."""
    by_class = {}
    for index, row in enumerate(rows):
        key = hashlib.sha256(row.encode("ascii")).hexdigest()
        by_class.setdefault(row.rpartition(",")[2], []).append((key, index))
    chosen = set()
    for members in by_class.values():
        members.sort()
        chosen.update(index for _, index in members[: round(len(members) / VALIDATION_SHARE)])
    return chosen


def write_rows(path, rows):
    text = "".join(row + "\n" for row in rows).encode("ascii")
    with open(path, "wb") as raw:
        with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=raw, mtime=0) as packed:
            packed.write(text)
    print(f"{path}: {len(rows)} rows, {path.stat().st_size} bytes")


def main():
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} digits.csv.gz")
    rows = read_rows(sys.argv[1])
    validation = validation_rows(rows)
    here = pathlib.Path(__file__).resolve().parent
    write_rows(here / "train.csv.gz", [r for i, r in enumerate(rows) if i not in validation])
    write_rows(here / "val.csv.gz", [r for i, r in enumerate(rows) if i in validation])


if __name__ == "__main__":
    main()
