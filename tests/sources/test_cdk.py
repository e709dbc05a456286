"""Cloud assemblies of CDK: stacks with their environments, exports, nested stacks and stages, and folders that are not right."""

import json
from pathlib import Path
from typing import Any

import pytest

from vpcviz.commands import run
from vpcviz.sources import load

VPC = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}
NET = {
    "Resources": {"Vpc": VPC},
    "Outputs": {"Out": {"Value": {"Ref": "Vpc"}, "Export": {"Name": "Net:Vpc"}}},
}


def _subnet(vpc: Any, cidr: str = "10.0.1.0/24") -> dict[str, Any]:
    return {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": vpc, "CidrBlock": cidr, "AvailabilityZone": "dummy1b"}}


def _stack(file: str, environment: str = "aws://unknown-account/unknown-region", **more: Any) -> dict[str, Any]:
    return {"type": "aws:cloudformation:stack", "environment": environment, "properties": {"templateFile": file, **more}}


def _assembly(folder: Path, artifacts: dict[str, Any], files: dict[str, Any], **more: Any) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").write_text(json.dumps({"version": "48.0.0", "artifacts": artifacts, **more}))
    for name, document in files.items():
        (folder / name).write_text(json.dumps(document))
    return str(folder)


def test_stacks_with_exports_and_environments(tmp_path: Path) -> None:
    where = "aws://111122223333/eu-west-1"
    artifacts = {
        "Net": _stack("Net.template.json", where),
        "App": _stack("App.template.json", where, stackName="app-prod"),
        "Tree": {"type": "cdk:tree", "properties": {"file": "tree.json"}},
    }
    app = {"Resources": {"S": _subnet({"Fn::ImportValue": "Net:Vpc"})}}
    network = load([_assembly(tmp_path / "cdk.out", artifacts, {"Net.template.json": NET, "App.template.json": app})])
    assert [(one.id, one.account, one.region) for one in network.vpcs] == [("Net/Vpc", "111122223333", "eu-west-1")]
    assert [(one.id, one.vpc, one.zone) for one in network.subnets] == [("app-prod/S", "Net/Vpc", "zone 2")]


def test_nested_stacks_and_stages(tmp_path: Path) -> None:
    nested = {"Parameters": {"Vpc": {"Type": "String"}}, "Resources": {"S": _subnet({"Ref": "Vpc"})}}
    inner = {
        "Type": "AWS::CloudFormation::Stack",
        "Properties": {"TemplateURL": {"Fn::Sub": "https://s3.${AWS::URLSuffix}/x"}, "Parameters": {"Vpc": {"Ref": "Vpc"}}},
        "Metadata": {"aws:asset:path": "Inner.nested.template.json", "aws:asset:property": "TemplateURL"},
    }
    files = {"Top.template.json": {"Resources": {"Vpc": VPC, "Inner": inner}}, "Inner.nested.template.json": nested}
    stage = _assembly(tmp_path / "cdk.out" / "assembly-Prod", {"Prod-Top": _stack("Top.template.json")}, files)
    assert stage
    artifacts = {"Prod": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-Prod"}}}
    network = load([_assembly(tmp_path / "cdk.out", artifacts, {})])
    assert [(one.id, one.vpc) for one in network.subnets] == [("Prod-Top/Inner/S", "Prod-Top/Vpc")]


def test_nested_stacks_by_the_key_of_their_asset(tmp_path: Path) -> None:
    nested = {"Parameters": {"Vpc": {"Type": "String"}}, "Resources": {"S": _subnet({"Ref": "Vpc"})}}
    parts = ["https://s3.eu-west-1.", {"Ref": "AWS::URLSuffix"}, "/cdk-assets/abc123.json"]
    inner = {
        "Type": "AWS::CloudFormation::Stack",
        "Properties": {"TemplateURL": {"Fn::Join": ["", parts]}, "Parameters": {"Vpc": {"Ref": "Vpc"}}},
    }
    asset = {"source": {"path": "Inner.nested.template.json"}, "destinations": {"x": {"objectKey": "abc123.json"}}}
    files = {
        "Top.template.json": {"Resources": {"Vpc": VPC, "Inner": inner}},
        "Inner.nested.template.json": nested,
        "Top.assets.json": {"version": "55.0.0", "files": {"abc123": asset}},
    }
    artifacts = {
        "Top": _stack("Top.template.json"),
        "Top.assets": {"type": "cdk:asset-manifest", "properties": {"file": "Top.assets.json"}},
    }
    network = load([_assembly(tmp_path / "cdk.out", artifacts, files)])
    assert [(one.id, one.vpc) for one in network.subnets] == [("Top/Inner/S", "Top/Vpc")]
    (tmp_path / "cdk.out" / "Top.assets.json").write_text('{"files": [1, {"x"')
    notes: list[str] = []
    assert load([str(tmp_path / "cdk.out")], notes).subnets == ()
    assert any("nested stacks Inner" in note for note in notes)


def test_missing_context_is_said(tmp_path: Path) -> None:
    missing = [{"key": "availability-zones:account=1:region=x", "provider": "availability-zones", "props": {}}]
    notes: list[str] = []
    load([_assembly(tmp_path / "cdk.out", {"Net": _stack("N.json")}, {"N.json": NET}, missing=missing)], notes)
    assert any("CDK has not looked up availability-zones" in note for note in notes)


@pytest.mark.parametrize(
    ("artifacts", "files", "words"),
    [
        ({}, {}, "has no stack"),
        ({"A": _stack("../../x.json")}, {}, "leads out of the cloud assembly"),
        ({"A": _stack("gone.json")}, {}, "no such file"),
        ({"A": {"type": "aws:cloudformation:stack", "properties": None}}, {}, "names no template"),
        ({"A": _stack("N.json")}, {"N.json": {"Resources": {"V": {"Type": None}}}}, "null is no value"),
        ({"A": None, "B": 3}, {}, "has no stack"),
    ],
)
def test_an_assembly_that_is_not_right(
    artifacts: Any, files: dict[str, Any], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _assembly(tmp_path / "cdk.out", artifacts, files)
    assert run(["gaps", folder]) == 2
    assert words in capsys.readouterr().err


def test_a_manifest_that_is_cut_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path(_assembly(tmp_path / "cdk.out", {}, {}))
    (folder / "manifest.json").write_text('{"artifacts": {')
    assert run(["gaps", str(folder)]) == 2
    assert "no JSON, or cut off" in capsys.readouterr().err
