"""Checks a profile against independent implementations: `check.py COLUMNS.csv PROFILE.json`."""

import json
import sys

import crossings
import fields
import personas
import segments
import typical
from compare import Comparison
from sample import Sample

if __name__ == "__main__":
    columns, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        profile = json.load(file)
    sample, compare = Sample(columns), Comparison()
    fields.check(profile, sample, compare)
    crossings.check(profile, sample, compare)
    typical.check(profile, sample, compare)
    segments.check(profile, sample, compare)
    personas.check(profile, sample, compare)
    sys.exit(0 if compare.report() else 1)
