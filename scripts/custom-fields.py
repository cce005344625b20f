#!/usr/bin/env python3
"""The fields of policy engines' types, as Sources/Snapshots/Schemas/CustomFields.generated.swift
holds them.

    scripts/custom-fields.py CRD… > Sources/Snapshots/Schemas/CustomFields.generated.swift

Each CRD is a file of resource definitions. Several versions of an engine may be given: a field is
known if one of them has it. Of Kyverno `config/crds` of v1.9, v1.11, v1.13, v1.15 and the newest
(the folders `kyverno` and `policies.kyverno.io` of the later ones) were taken, of Gatekeeper
`charts/gatekeeper/crds`, of Kubewarden's controller `charts/kubewarden-crds`, of Istio
`manifests/charts/base/files/crd-all.gen.yaml`.
"""

import pathlib
import re
import sys
import textwrap

import yaml

SCHEMAS = pathlib.Path(__file__).resolve().parent.parent / "Sources/Snapshots/Schemas"
# Types of these groups whose objects the built-in rules judge.
KINDS = {
    "kyverno.io": {"ClusterPolicy", "Policy", "PolicyException"},
    "policies.kyverno.io": {
        "ImageValidatingPolicy", "MutatingPolicy", "NamespacedImageValidatingPolicy",
        "NamespacedMutatingPolicy", "NamespacedValidatingPolicy", "PolicyException",
        "ValidatingPolicy"},
    "config.gatekeeper.sh": {"Config"},
    "mutations.gatekeeper.sh": {"Assign", "AssignImage", "AssignMetadata", "ModifySet"},
    "policies.kubewarden.io": {
        "AdmissionPolicy", "AdmissionPolicyGroup", "ClusterAdmissionPolicy",
        "ClusterAdmissionPolicyGroup"},
    "security.istio.io": {"AuthorizationPolicy", "PeerAuthentication"},
}
# Kubernetes' own definitions that others have copies of, by the names of their fields.
COPIED = ["meta.v1.LabelSelector", "meta.v1.LabelSelectorRequirement"] + [
    f"admissionregistration.v1.{name}" for name in (
        "AuditAnnotation", "MatchResources", "NamedRuleWithOperations",
        "ParamKind", "ParamRef", "Validation", "Variable")]
# Words that the schemas tell only in prose, by kind and path.
PROSE = {
    ("Constraint", "spec.enforcementAction"): ["deny", "dryrun", "scoped", "warn"],
}
PLAIN_WORD = re.compile(r"[A-Za-z0-9*]*$")


def merged(one, other):
    """A schema with what either of two knows."""
    if one is None or other is None:
        return one or other
    if one.get("type") != other.get("type"):
        return {"x-kubernetes-preserve-unknown-fields": True}
    both = {**one, **other}
    for key in ("properties", "patternProperties"):
        if key in one or key in other:
            mine, others = one.get(key, {}), other.get(key, {})
            both[key] = {
                name: merged(mine.get(name), others.get(name)) for name in {*mine, *others}}
    for key in ("items", "additionalProperties"):
        if isinstance(one.get(key), dict) and isinstance(other.get(key), dict):
            both[key] = merged(one[key], other[key])
    if "enum" in both:
        words = [schema.get("enum") for schema in (one, other)]
        both["enum"] = sorted({*words[0], *words[1]}) if all(words) else None
    for key in ("x-kubernetes-preserve-unknown-fields", "x-kubernetes-int-or-string", "nullable"):
        both[key] = bool(one.get(key) or other.get(key))
    return both


def read(paths):
    """The schemas of all kinds, by group, version and kind."""
    schemas = {}
    for path in paths:
        for document in yaml.load_all(open(path), yaml.CSafeLoader):
            if not document or document.get("kind") != "CustomResourceDefinition":
                continue
            spec = document["spec"]
            if spec["names"]["kind"] not in KINDS.get(spec["group"], ()):
                continue
            for version in spec["versions"]:
                key = (spec["group"], version["name"], spec["names"]["kind"])
                schema = version["schema"]["openAPIV3Schema"]
                schemas[key] = merged(schemas.get(key), schema)
    return schemas


class Table:
    def __init__(self, schemas):
        self.rows = {}
        self.names = {}
        self.copied = self.kubernetes_definitions()
        for (group, version, kind), schema in sorted(schemas.items()):
            self.add(f"{group.split('.')[0]}.{version}", f"{group}/{version}/{kind}", kind, schema)
        # A constraint is of a kind that its template names, and all of them have one form.
        match = schemas["mutations.gatekeeper.sh", "v1", "Assign"]["properties"]["spec"][
            "properties"]["match"]
        anything = {"x-kubernetes-preserve-unknown-fields": True}
        constraint = {"properties": {"spec": {"type": "object", "properties": {
            "enforcementAction": {"type": "string"}, "match": match, "parameters": anything,
            "scopedEnforcementActions": anything}}}}
        for version in ("v1beta1", "v1alpha1"):
            self.add(
                f"constraints.{version}", f"constraints.gatekeeper.sh/{version}/*", "Constraint",
                constraint)

    @staticmethod
    def kubernetes_definitions():
        text = (SCHEMAS / "KubernetesFields.generated.swift").read_text()
        lines = re.sub(r" \\\n +", " ", text).split("\n")
        copied = {}
        for line in lines:
            words = line.split()
            if words and words[0] in COPIED:
                copied[frozenset(re.split("[:!]", word)[0] for word in words[1:])] = words[0]
        assert len(copied) == len(COPIED), copied
        return copied

    def add(self, package, kind, name, schema):
        fields = {"apiVersion": "s", "kind": "s", "metadata": "@meta.v1.ObjectMeta"}
        for field, of_field in schema["properties"].items():
            # What controllers write there decides nothing that rules look at.
            if field not in fields and field != "status":
                fields[field] = self.type_of(of_field, package, name, [field])
        self.rows[f"{package}.{name}={kind}"] = (package, fields)

    def type_of(self, schema, package, kind, path):
        if schema.get("x-kubernetes-preserve-unknown-fields") or schema.get("nullable") \
                or schema.get("x-kubernetes-int-or-string"):
            return "x"
        of_type = schema.get("type")
        if of_type == "array":
            return "[" + self.type_of(schema["items"], package, kind, path)
        if of_type == "object":
            if isinstance(schema.get("additionalProperties"), dict):
                return "{" + self.type_of(schema["additionalProperties"], package, kind, path)
            if schema.get("properties"):
                return "@" + self.object(schema["properties"], package, kind, path)
            return "x"
        if of_type == "string":
            words = schema.get("enum") or PROSE.get((kind, ".".join(path))) or []
            if any(words) and all(PLAIN_WORD.match(word) for word in words):
                return "s(" + "|".join(words) + ")"
            return "s"
        return {"integer": "i", "number": "i", "boolean": "b"}.get(of_type, "x")

    def object(self, properties, package, kind, path):
        copied = self.copied.get(frozenset(properties))
        if copied:
            return copied
        fields = {field: self.type_of(schema, package, kind, path + [field])
                  for field, schema in properties.items()}
        content = tuple(sorted(fields.items()))
        if content not in self.names:
            name = f"{package}.{kind}" + "".join(
                word[0].upper() + word[1:] for word in path if word != "spec" or len(path) == 1)
            while name in self.rows:
                name += "s"
            self.names[content] = name
            self.rows[name] = (package, fields)
        return self.names[content]

    def lines(self):
        for name, (package, fields) in sorted(self.rows.items()):
            words = [f"{field}:{of_type}" for field, of_type in sorted(fields.items())]
            yield " ".join([name] + words).replace(f"@{package}.", "@")


def main():
    rows = []
    for line in Table(read(sys.argv[1:])).lines():
        wrapped = textwrap.wrap(line, 96, break_long_words=False, break_on_hyphens=False)
        rows += [part + " \\" for part in wrapped[:-1]] + wrapped[-1:]
    print('''// Made by scripts/custom-fields.py of policy engines' resource definitions. Not to be edited.

extension KubernetesFields {
  /// As `table`, for types of policy engines; `*` is every kind of a group.
  static let customTable: StaticString = """''')
    for row in rows:
        print(f"    {row}")
    print('    """\n}')


main()
