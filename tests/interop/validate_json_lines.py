# SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
# SPDX-License-Identifier: Apache-2.0
"""Holds each line of a file against a JSON schema, both named on the command line, with Debian's python3-jsonschema."""

import json
import sys

import jsonschema

with open(sys.argv[2]) as schema_file:
    schema = json.load(schema_file)
with open(sys.argv[1]) as lines:
    count = 0
    for line in lines:
        jsonschema.validate(json.loads(line), schema)
        count += 1
print("valid", count)
