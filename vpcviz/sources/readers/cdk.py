"""A CDK app's cloud assembly: the folder `cdk.out` with its manifest, the templates of its stacks, and those nested in them."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from vpcviz.errors import InputError, Problem
from vpcviz.model import Network
from vpcviz.sources.files import data_of
from vpcviz.sources.source import Given, Reading, Source, register

if TYPE_CHECKING:
    from vpcviz.cloudformation.assembling import GivenTemplate as Stack
    from vpcviz.cloudformation.templates import Template

MANIFEST = "manifest.json"
_DEEPEST = 6
"""So many stages lie in one another."""

_ENVIRONMENT = re.compile(r"\Aaws://(\d{12}|[\w-]+)/([\w-]+)\Z")
_REGION = re.compile(r"\A[a-z]{2}(?:-[a-z]+)+-\d\Z")
_EXPECTED = "a folder that `cdk synth` wrote: manifest.json and the templates that it names"


def recognises(given: Given) -> bool:
    """Whether it is a folder with the manifest of a cloud assembly."""
    if not given.is_folder:
        return False
    try:
        with open(os.path.join(given.word, MANIFEST), "rb") as file:
            head = file.read(2**20)
    except OSError:
        return False
    return b'"artifacts"' in head or b"aws:cloudformation:stack" in head


def read(given: Sequence[Given], reading: Reading) -> Network:
    """The network of all stacks of an assembly. Raises InputError where the manifest or a template cannot be read."""
    from vpcviz.cloudformation.loading import load

    (folder,) = given
    stacks = list(_stacks(folder.word, folder.word, 0, reading.notes))
    if not stacks:
        raise InputError(Problem("the cloud assembly has no stack", os.path.join(folder.name, MANIFEST), expected=_EXPECTED))
    return load(stacks, reading.parameters, folder.name, reading.notes, reading.untaken)


def _manifest(folder: str) -> Mapping[str, Any]:
    import json

    name = os.path.join(folder, MANIFEST)
    try:
        found = json.loads(data_of(name))
    except (ValueError, RecursionError):
        raise InputError(Problem("the manifest is no JSON, or cut off", name, expected=_EXPECTED)) from None
    artifacts = found.get("artifacts", {}) if isinstance(found, dict) else None
    if not isinstance(artifacts, dict):
        raise InputError(Problem("the manifest has no artifacts", name, expected=_EXPECTED))
    return dict(found)


def _stacks(top: str, folder: str, depth: int, notes: list[str]) -> Iterator["Stack"]:
    """The stacks of an assembly, then those of its stages."""
    manifest = _manifest(folder)
    _note_missing(folder, manifest, notes)
    stages = []
    for name, artifact in sorted(manifest.get("artifacts", {}).items()):
        properties = artifact.get("properties") if isinstance(artifact, dict) else None
        properties = properties if isinstance(properties, dict) else {}
        kind = artifact.get("type") if isinstance(artifact, dict) else ""
        if kind == "aws:cloudformation:stack":
            yield _stack(top, folder, name, artifact, properties)
        elif kind == "cdk:cloud-assembly" and isinstance(properties.get("directoryName"), str) and depth < _DEEPEST:
            stages.append(properties["directoryName"])
    for directory in stages:
        yield from _stacks(top, _inside(top, folder, directory), depth + 1, notes)


def _stack(top: str, folder: str, artifact_id: str, artifact: Mapping[str, Any], properties: Mapping[str, Any]) -> "Stack":
    from vpcviz.cloudformation.assembling import GivenTemplate as Stack
    from vpcviz.cloudformation.templates import read_template

    file = properties.get("templateFile")
    if not isinstance(file, str):
        problem = f"the stack {artifact_id[:60]} names no template"
        raise InputError(Problem(problem, os.path.join(folder, MANIFEST), expected="templateFile"))
    path = _inside(top, folder, file)
    environment = artifact.get("environment")
    match = _ENVIRONMENT.match(environment) if isinstance(environment, str) else None
    told = properties.get("stackName")
    name = told if isinstance(told, str) and told else artifact_id
    return Stack(
        read_template(path, data_of(path)),
        name=name,
        region=match[2] if match and _REGION.match(match[2]) else "",
        account=match[1] if match and match[1].isdigit() else "",
        nested=_nested(top, os.path.dirname(path)),
    )


def _nested(top: str, folder: str) -> Callable[[str, dict[str, Any]], "Template | None"]:
    """What finds the template of a nested stack: by the metadata of the resource, else by the key of the asset in its URL."""
    from vpcviz.cloudformation.templates import read_template
    from vpcviz.sources.readers.cloudformation import url_of

    assets = _assets(top, folder)
    known: dict[str, Template] = {}

    def find(logical: str, resource: dict[str, Any]) -> "Template | None":
        metadata = resource.get("Metadata")
        file = metadata.get("aws:asset:path") if isinstance(metadata, dict) else None
        file = file or assets.get(url_of(resource).rpartition("/")[2])
        if not isinstance(file, str) or not file.endswith(".json"):
            return None
        path = _inside(top, folder, file)
        if path not in known and os.path.isfile(path):
            known[path] = read_template(path, data_of(path))
        return known.get(path)

    return find


def _assets(top: str, folder: str) -> dict[str, str]:
    """The files of an assembly by the keys under which CDK puts them into a bucket: what its asset manifests say."""
    import json

    made: dict[str, str] = {}
    for name, artifact in sorted(_manifest(folder).get("artifacts", {}).items()):
        properties = artifact.get("properties") if isinstance(artifact, dict) else None
        file = properties.get("file") if isinstance(properties, dict) else None
        if artifact.get("type") != "cdk:asset-manifest" if isinstance(artifact, dict) else True:
            continue
        path = _inside(top, folder, file if isinstance(file, str) else f"{name}.json")
        try:
            files = json.loads(data_of(path)).get("files", {})
            for asset in files.values():
                for target in asset["destinations"].values():
                    made[str(target["objectKey"]).rpartition("/")[2]] = str(asset["source"]["path"])
        except (InputError, ValueError, AttributeError, KeyError, TypeError, RecursionError):
            continue  # Without it, what is nested is not found, and that is said.
    return made


def _inside(top: str, folder: str, name: str) -> str:
    """A path that a manifest names. Raises InputError where it leads out of the assembly."""
    path = os.path.normpath(os.path.join(folder, name))
    if not os.path.realpath(path).startswith(os.path.realpath(top) + os.sep):
        raise InputError(Problem("a path leads out of the cloud assembly", os.path.join(folder, MANIFEST), expected="a file in it"))
    return path


def _note_missing(folder: str, manifest: Mapping[str, Any], notes: list[str]) -> None:
    """Say where values are CDK's placeholders: what it was to look up in the account is not in the assembly's context."""
    missing = manifest.get("missing")
    providers = (
        sorted({str(one.get("provider"))[:40] for one in missing or () if isinstance(one, dict)})
        if isinstance(missing, list)
        else []
    )
    if providers:
        notes.append(
            f"{os.path.join(folder, MANIFEST)}: CDK has not looked up {', '.join(providers)}: placeholders stand for them; "
            "run `cdk synth` with credentials"
        )


CDK = register(Source("a cloud assembly of CDK", 72, recognises, read, alone="one folder that CDK wrote", has_parameters=True))
