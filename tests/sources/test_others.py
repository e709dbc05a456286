"""Files of Terraform and others are called by what they are, in one line that shows nothing of what is in them."""

import json
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from vpcviz.commands import run
from vpcviz.sources import load
from vpcviz.sources.other_tools import tool_file

SECRET = "hunter2-CANARY"
PLAN = {
    "format_version": "1.2",
    "terraform_version": "1.9.0",
    "planned_values": {"root_module": {"x": SECRET}},
    "resource_changes": [],
}
SHOWN = {"format_version": "1.0", "terraform_version": "1.9.0", "values": {"outputs": {"password": {"value": SECRET}}}}
STATE = {"version": 4, "terraform_version": "1.9.0", "serial": 3, "lineage": "x", "resources": [{"password": SECRET}]}
TEMPLATE = {"Parameters": {"Password": {"Default": SECRET}}, "Resources": {"Vpc": {"Type": "AWS::EC2::VPC"}}}
CONFIGURATION = f'# {SECRET}\nresource "aws_vpc" "main" {{\n  cidr_block = "10.0.0.0/16"\n}}\n'

FILES = {
    "main.tf": (CONFIGURATION, "a Terraform configuration"),
    "log.json": ('{"@level":"info","@message":"Terraform 1.9.0"}\n', "what Terraform says of a plan"),
    "plan.txt": (f"Terraform will perform the following actions:\n  + {SECRET}\n", "what Terraform says of a plan"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_called_by_what_it_is(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, what = FILES[name]
    file = tmp_path / name
    file.write_text(text)
    for command in (["validate", str(file)], ["draw", str(file), "-o", str(tmp_path / "x.svg")], ["gaps", str(file)]):
        assert run(command) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert f"{name}: this is {what}; vpcviz reads specs, snapshots, plans, templates and the AWS CLI's JSON" in err
        assert SECRET not in err


@pytest.mark.parametrize("document", [PLAN, SHOWN, STATE])
@pytest.mark.parametrize("indent", [None, 2])
def test_plans_and_states_are_read(
    document: object, indent: int | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "state-without-ending"
    file.write_text(json.dumps(document, indent=indent))
    for command in (["validate", str(file)], ["draw", str(file), "-o", str(tmp_path / "x.svg")], ["gaps", str(file)]):
        run(command)
        assert SECRET not in "".join(capsys.readouterr())


@pytest.mark.parametrize("name", ["main.tf", "plan.json", "template.json"])
def test_a_folder_of_such_files(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = {
        "plan.json": (json.dumps(PLAN), "a Terraform plan"),
        "template.json": (json.dumps(TEMPLATE), "a CloudFormation template"),
    }
    text, what = {**FILES, **more}[name]
    (tmp_path / name).write_text(text)
    (tmp_path / "notes.json").write_text("{}")
    assert run(["draw", str(tmp_path), "-o", str(tmp_path / "x.svg")]) == 2
    said = capsys.readouterr().err
    assert f"but {what} ({name})" in said
    assert said.count("\n") == 1


def test_a_plan_as_terraform_keeps_it() -> None:
    assert tool_file(b"PK\x03\x04" + b"\x00" * 26 + b"tfplan" + b"\x00" * 60) == "a Terraform plan in Terraform's own form"


def test_specs_snapshots_and_dumps_are_none() -> None:
    assert [path.name for path in SAMPLES if tool_file(path.read_bytes())] == []
    for text in (
        '{"Vpcs": []}',
        '{"vpcviz": 1, "title": "planned_values"}',
        "[]",
        "x",
        "",
        '{"Resources": []}',
        '{"Tags": "terraform_version"}',
    ):
        assert tool_file(text.encode()) == ""


def test_a_folder_of_templates_is_one_network(tmp_path: Path) -> None:
    """All templates of a folder are read together, unless something else is among them."""
    net = "Resources:\n  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}\n"
    (tmp_path / "net.yaml").write_text(net + "Outputs: {V: {Value: !Ref Vpc, Export: {Name: the-vpc}}}\n")
    subnet = "{VpcId: !ImportValue the-vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1a}"
    (tmp_path / "app.yaml").write_text(f"Resources:\n  App: {{Type: AWS::EC2::Subnet, Properties: {subnet}}}\n")
    network = load([str(tmp_path)])
    assert [(one.id, one.vpc) for one in network.subnets] == [("app/App", "net/Vpc")]
    (tmp_path / "vpcs.json").write_text('{"Vpcs": []}')
    assert not load([str(tmp_path)]).subnets  # With a dump among them it is a folder of dumps.


def test_what_opentofu_encrypts_is_called_so_and_not_shown() -> None:
    secret = (
        b'{"serial":3,"lineage":"x","meta":{"key_provider.pbkdf2.x":"e30="},"encrypted_data":"HUNTER2","encryption_version":"v0"}'
    )
    for data in (secret, secret[:-4]):
        assert tool_file(data) == "a state or a plan that OpenTofu has encrypted (`tofu show -json` decrypts it)"
    assert tool_file(b'{"format_version":"1.0","root_module":{}}') == "the JSON of a Terraform configuration"
