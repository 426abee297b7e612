#!/usr/bin/env python3
"""Writes core/src/manifest/schema/pod_template.txt from a recorded description of Kubernetes' Go types.

Usage: scripts/schema.py podtemplate_schema.json > core/src/manifest/schema/pod_template.txt

The input is not part of this repository: it is the reflected list of every struct type that v1.PodTemplateSpec reaches
(`types`: name, fields in declaration order with Go name, JSON name, Go type, omitempty), recorded from Kubernetes
v1.36.2 beside the conformance vectors. The output format is described in core/src/manifest/schema/mod.rs.
"""

import json
import sys

# Types with a JSON form of their own; the engine knows their insides.
OPAQUE = {"v1.Time", "v1.FieldsV1", "resource.Quantity", "intstr.IntOrString"}
BASIC = {"bool", "int32", "int64", "string"}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        recorded = json.load(file)
    structs = {struct["name"]: struct for struct in recorded["types"]}
    strings = {name for name, named in recorded["named"].items() if named["kind"] == "string"}

    def check(go_type):
        """Every type must be one that the engine can read; anything new must fail here, not there."""
        if go_type == "v1.ResourceList":
            return
        base = go_type.replace("*", "").replace("[]", "").replace("map[string]", "")
        known = base in BASIC or base in OPAQUE or base in structs or base in strings
        assert known, f"type {go_type} is neither a struct nor a kind of string"

    reached, queue = [], [recorded["root"] if isinstance(recorded["root"], str) else "v1.PodTemplateSpec"]
    while queue:
        name = queue.pop(0)
        if name in reached or name in OPAQUE or name not in structs:
            continue
        reached.append(name)
        for field in structs[name]["fields"]:
            queue.append(field["type"].replace("*", "").replace("[]", "").replace("map[string]", ""))
    for name in reached:
        print(f"#{name}")
        for field in structs[name]["fields"]:
            check(field["type"])
            if field.get("inline"):
                assert field["type"] == "v1." + field["go"], f"{name}.{field['go']} is not embedded under its own name"
                print(f".{field['type']}")
                continue
            omit = "?" if "omitempty" in field.get("omit", "") else ""
            json_name = field["json"]
            go_name = "" if json_name[0].upper() + json_name[1:] == field["go"] else "=" + field["go"]
            print(f"{json_name}{omit}{go_name} {field['type']}")


main()
