"""Checks profiles against their published JSON Schema: `schema.py PROFILE.json...`. Ends with an error when one breaks it."""

import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "profil.schema.json"


def refuse(constant):
    """Fails for NaN and infinities, which Python would read though JSON has none."""
    raise ValueError(f"{constant} is no JSON")


def read(path):
    """Returns the content of a JSON file."""
    with open(path, encoding="utf-8") as file:
        return json.load(file, parse_constant=refuse)


if __name__ == "__main__":
    schema = read(SCHEMA)
    Draft202012Validator.check_schema(schema)
    validator, faults = Draft202012Validator(schema), 0
    for path in sys.argv[1:]:
        for error in validator.iter_errors(read(path)):
            faults += 1
            print(f"{path}: {error.json_path}: {error.message[:200]}", file=sys.stderr)
    print(f"{len(sys.argv) - 1} profiles against {SCHEMA.name}: {faults} faults")
    sys.exit(1 if faults else 0)
