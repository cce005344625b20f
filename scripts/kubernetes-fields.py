#!/usr/bin/env python3
"""The fields of Kubernetes' own types, as Sources/Snapshots/Schemas/KubernetesFields.generated.swift
holds them.

    scripts/kubernetes-fields.py OPENAPI API VERSION > Sources/Snapshots/Schemas/…

OPENAPI is `api/openapi-spec/swagger.json` of kubernetes/kubernetes, API a checkout of
kubernetes/api, whose comments say which texts are one of a few words, and VERSION the minor version
of both (1.36).
"""

import json
import pathlib
import re
import sys
import textwrap

# Beside them only what a request holds, and lists.
UNSTORED = re.compile(r"(List|Review|Options|Status|Binding|Eviction|Scale|TokenRequest)$")
STORED = re.compile(r"(RoleBinding|PolicyBinding)$")
# Half of an export, and skipped by the readers.
LEFT_OUT = {"managedFields"}
ANY = {"intstr.IntOrString", "runtime.RawExtension", "v1.JSON", "v1.JSONSchemaPropsOrArray",
       "v1.JSONSchemaPropsOrBool", "v1.JSONSchemaPropsOrStringArray", "v1.FieldsV1",
       "v1.JSONSchemaProps"}


def name_of(definition):
    """`core.v1.Pod` of `io.k8s.api.core.v1.Pod`."""
    return ".".join(definition.split(".")[-3:])


# Words that the comments tell only in prose, by the end of the definition's name, and field.
PROSE = {
    ("Condition", "status"): ["False", "True", "Unknown"],
    ("core.v1.NodeCondition", "type"): [
        "DiskPressure", "MemoryPressure", "NetworkUnavailable", "PIDPressure", "Ready"],
    ("core.v1.PodCondition", "type"): [
        "ContainersReady", "Initialized", "PodScheduled", "Ready"],
    ("core.v1.NodeAddress", "type"): [
        "ExternalDNS", "ExternalIP", "Hostname", "InternalDNS", "InternalIP"],
    ("core.v1.Container", "restartPolicy"): ["Always", "Never", "OnFailure"],
    ("apps.v1.DeploymentCondition", "type"): ["Available", "Progressing", "ReplicaFailure"],
    ("apiregistration.v1.APIServiceCondition", "type"): ["Available"],
    ("apps.v1.ReplicaSetCondition", "type"): ["ReplicaFailure"],
    ("batch.v1.JobCondition", "type"): [
        "Complete", "Failed", "FailureTarget", "SuccessCriteriaMet", "Suspended"],
    ("core.v1.NamespaceCondition", "type"): [
        "NamespaceContentRemaining", "NamespaceDeletionContentFailure",
        "NamespaceDeletionDiscoveryFailure", "NamespaceDeletionGroupVersionParsingFailure",
        "NamespaceFinalizersRemaining"],
    ("certificates.v1.CertificateSigningRequestCondition", "type"): [
        "Approved", "Denied", "Failed"],
    ("apiextensions.v1.CustomResourceDefinitionCondition", "type"): [
        "Established", "KubernetesAPIApprovalPolicyConformant", "NamesAccepted",
        "NonStructuralSchema", "Terminating"],
    ("apiextensions.v1.CustomResourceDefinitionSpec", "scope"): ["Cluster", "Namespaced"],
    ("apiextensions.v1.CustomResourceConversion", "strategy"): ["None", "Webhook"],
    ("meta.v1.LabelSelectorRequirement", "operator"): ["DoesNotExist", "Exists", "In", "NotIn"],
    ("core.v1.LimitRangeItem", "type"): ["Container", "PersistentVolumeClaim", "Pod"],
    ("core.v1.Event", "type"): ["Normal", "Warning"],
    ("networking.v1.NetworkPolicyPort", "protocol"): ["SCTP", "TCP", "UDP"],
    ("NamedRuleWithOperations", "operations"): ["*", "CONNECT", "CREATE", "DELETE", "UPDATE"],
    ("NamedRuleWithOperations", "scope"): ["*", "Cluster", "Namespaced"],
    ("RuleWithOperations", "scope"): ["*", "Cluster", "Namespaced"],
    ("MatchResources", "matchPolicy"): ["Equivalent", "Exact"],
    ("rbac.v1.RoleRef", "apiGroup"): ["rbac.authorization.k8s.io"],
    ("rbac.v1.RoleRef", "kind"): ["ClusterRole", "Role"],
    ("rbac.v1.Subject", "apiGroup"): ["rbac.authorization.k8s.io"],
    ("rbac.v1.Subject", "kind"): ["Group", "ServiceAccount", "User"],
}


class Enums:
    """The words that a field may have, by definition and field."""

    def __init__(self, folder):
        self.words = {}
        for path in sorted(pathlib.Path(folder).glob("*/*/types.go")):
            group, version = path.parts[-3:-1]
            self.read(f"{group}.{version}", path.read_text())

    def read(self, package, text):
        enums = {}
        for match in re.finditer(r"// \+enum\n(?://.*\n)*type (\w+) string", text):
            values = re.findall(rf"^\s+\w+\s+{match[1]} = \"([^\"]*)\"", text, re.M)
            # The names of all signals are near each other.
            enums[match[1]] = sorted(set(values)) if len(values) < 20 else []
        for struct in re.finditer(r"^type (\w+) struct \{\n(.*?)^\}", text, re.M | re.S):
            for field in re.finditer(
                    r"^\s+\w+\s+\*?(?:\[\])?(\w+)\s+`[^`]*json:\"(\w+)", struct[2], re.M):
                if enums.get(field[1]):
                    self.words[f"{package}.{struct[1]}", field[2]] = enums[field[1]]


class Table:
    def __init__(self, definitions, enums):
        self.definitions = {name_of(key): value for key, value in definitions.items()}
        self.enums = enums

    def stored(self):
        for name, definition in self.definitions.items():
            kinds = definition.get("x-kubernetes-group-version-kind", [])
            if len(kinds) == 1 and "metadata" in definition.get("properties", {}) \
                    and (STORED.search(name) or not UNSTORED.search(name)):
                yield name, kinds[0]

    def type_of(self, schema, owner, field):
        if "$ref" in schema:
            name = name_of(schema["$ref"])
            short = ".".join(name.split(".")[1:])
            if name == "meta.v1.Time" or name == "meta.v1.MicroTime":
                return "m" if "Micro" in name else "t"
            if name == "api.resource.Quantity":
                return "q"
            if name.split(".", 1)[1] in ANY or short in ANY or name in ANY:
                return "x"
            definition = self.definitions[name]
            if not definition.get("properties"):
                return self.type_of({key: value for key, value in definition.items()
                                     if key != "$ref"}, owner, field)
            return "@" + name
        kind = schema.get("type")
        if kind == "array":
            return "[" + self.type_of(schema["items"], owner, field)
        if kind == "object":
            if "additionalProperties" in schema:
                return "{" + self.type_of(schema["additionalProperties"], owner, field)
            return "x"
        if kind == "string":
            words = self.enums.words.get((owner, field)) or next(
                (words for (end, name), words in PROSE.items()
                 if name == field and owner.endswith(end)), None)
            return "s(" + "|".join(words) + ")" if words else "s"
        return {"integer": "i", "boolean": "b", "number": "i"}.get(kind, "x")

    def line(self, name, kind):
        definition = self.definitions[name]
        package = name.rsplit(".", 1)[0]
        words = [f"{name}={kind}" if kind else name]
        required = definition.get("required", [])
        for field, schema in sorted(definition["properties"].items()):
            if field in LEFT_OUT:
                continue
            text = self.type_of(schema, name, field).replace(f"@{package}.", "@")
            words.append(f"{field}{'!' if field in required else ':'}{text}")
        return " ".join(words)

    def lines(self):
        waiting = [(name, f"{kind['group']}/{kind['version']}/{kind['kind']}")
                   for name, kind in self.stored()]
        seen = {}
        while waiting:
            name, kind = waiting.pop(0)
            if name in seen:
                continue
            seen[name] = self.line(name, kind)
            for word in seen[name].split(" ")[1:]:
                reference = word.split("@", 1)[1:]
                if reference:
                    full = reference[0] if "." in reference[0] \
                        else f"{name.rsplit('.', 1)[0]}.{reference[0]}"
                    waiting.append((full, None))
        return [line for _, line in sorted(seen.items())]


def main():
    definitions = json.load(open(sys.argv[1]))["definitions"]
    table = Table(definitions, Enums(sys.argv[2]))
    rows = []
    for line in table.lines():
        wrapped = textwrap.wrap(line, 96, break_long_words=False, break_on_hyphens=False)
        rows += [part + " \\" for part in wrapped[:-1]] + wrapped[-1:]
    print(f"""// Made by scripts/kubernetes-fields.py of Kubernetes {sys.argv[3]}. Not to be edited.

extension KubernetesFields {{
  /// One line for each definition: its name, with `=group/version/kind` where objects are of it, and
  /// its fields, each with `:`, or `!` where it is always there, and its type:
  ///
  ///     s text   s(A|B) one of these   i number   b true or false   t, m time   q quantity
  ///     x anything   [ a list of   {{ a map of   @ the definition of this name
  ///
  /// Definitions of the same group and version are named without them.
  static let table: StaticString = \"\"\"""")
    for row in rows:
        print(f"    {row}")
    print('    """\n}')


main()
