"""What a release says of itself: a bill of materials, and where it comes from."""

import datetime
import json
import uuid


def write(path, value):
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def moment(epoch):
    time = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc)
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def bill(parts, version, epoch, subjects):
    """CycloneDX 1.5. `subjects` are names and SHA-256 of the files of the release."""
    reference = f"importlint@{version}"
    serial = uuid.uuid5(uuid.NAMESPACE_OID, "".join(sum for _, sum in subjects))
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "serialNumber": f"urn:uuid:{serial}",
        "metadata": {
            "timestamp": moment(epoch),
            "component": {
                "type": "application", "bom-ref": reference, "name": "importlint",
                "version": version,
                "components": [
                    {"type": "file", "bom-ref": name, "name": name,
                     "hashes": [{"alg": "SHA-256", "content": sum}]}
                    for name, sum in subjects
                ],
            },
        },
        "components": [component(part) for part in parts],
        "dependencies": [
            {"ref": reference, "dependsOn": [part.purl for part in parts]},
            *[{"ref": part.purl} for part in parts],
        ],
    }


def component(part):
    if part.licence:
        licences = [{"expression": part.licence}]
    else:
        licences = [{"license": {"name": name}} for name in part.licence_names()]
    value = {
        "type": "library", "bom-ref": part.purl, "name": part.name, "version": part.version,
        "purl": part.purl, "scope": "required",
    }
    if licences:
        value["licenses"] = licences
    value["properties"] = [{"name": "importlint:in", "value": part.inside}]
    if part.origin:
        value["properties"].append({"name": "importlint:origin", "value": part.origin})
    return value


def provenance(parts, version, epoch, subjects, commit):
    """An in-toto statement with SLSA provenance 1.0. Nobody has signed it, and it says so."""
    revision, is_clean = commit
    dependencies = [{"name": "source", "digest": {"gitCommit": revision}}]
    for part in parts:
        entry = {"name": part.name, "uri": part.purl}
        if part.purl.startswith("pkg:swift/"):
            entry["digest"] = {"gitCommit": part.origin}
        dependencies.append(entry)
    return {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": name, "digest": {"sha256": sum}} for name, sum in subjects],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": "urn:importlint:make-release:1",
                "externalParameters": {"command": f"make release VERSION={version}"},
                "internalParameters": {
                    "SOURCE_DATE_EPOCH": epoch, "filesAreThoseOfTheCommit": is_clean,
                    "signature": "none: this statement is unsigned",
                },
                "resolvedDependencies": dependencies,
            },
            "runDetails": {"builder": {"id": "urn:importlint:local-build-unsigned"}},
        },
    }
