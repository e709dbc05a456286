"""Secrets planted in every value of a template that is no network's: none gets into any output, stderr included."""

import json
from pathlib import Path
from typing import Any

import pytest

from vpcviz.commands import run

SECRET = "hunter2-CANARY"

TEMPLATE: dict[str, Any] = {
    "Description": SECRET,
    "Metadata": {"x": SECRET},
    "Parameters": {
        "Password": {"Type": "String", "NoEcho": True, "Default": SECRET},
        "Plain": {"Type": "String", "Default": SECRET, "Description": SECRET},
    },
    "Mappings": {"M": {"a": {"b": SECRET}}},
    "Resources": {
        "Vpc": {
            "Type": "AWS::EC2::VPC",
            "Metadata": {"x": SECRET},
            "Properties": {"CidrBlock": "10.0.0.0/16", "Tags": [{"Key": "Name", "Value": {"Ref": "Password"}}]},
        },
        "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.1.0/24"}},
        "Other": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.2.0/24"}},
        "Host": {
            "Type": "AWS::EC2::Instance",
            "Properties": {
                "SubnetId": {"Ref": "Subnet"},
                "KeyName": SECRET,
                "IamInstanceProfile": SECRET,
                "ImageId": SECRET,
                "UserData": {"Fn::Base64": {"Fn::Sub": f"{SECRET} ${{Plain}}"}},
            },
        },
        "Function": {
            "Type": "AWS::Lambda::Function",
            "Properties": {
                "Role": SECRET,
                "Handler": SECRET,
                "Code": {"ZipFile": SECRET},
                "Environment": {"Variables": {"KEY": SECRET}},
                "VpcConfig": {"SubnetIds": [{"Ref": "Subnet"}], "SecurityGroupIds": []},
            },
        },
        "Database": {
            "Type": "AWS::RDS::DBInstance",
            "Properties": {
                "Engine": "postgres",
                "MasterUsername": SECRET,
                "MasterUserPassword": {"Ref": "Plain"},
                "DBName": SECRET,
                "TdeCredentialPassword": SECRET,
                "DBSubnetGroupName": {"Ref": "Group"},
            },
        },
        "Group": {
            "Type": "AWS::RDS::DBSubnetGroup",
            "Properties": {"SubnetIds": [{"Ref": "Subnet"}, {"Ref": "Other"}], "DBSubnetGroupDescription": SECRET},
        },
        "Customer": {"Type": "AWS::EC2::CustomerGateway", "Properties": {"BgpAsn": 65000, "IpAddress": "203.0.113.9"}},
        "Vpn": {
            "Type": "AWS::EC2::VPNConnection",
            "Properties": {
                "CustomerGatewayId": {"Ref": "Customer"},
                "VpnTunnelOptionsSpecifications": [{"PreSharedKey": SECRET, "TunnelInsideCidr": "169.254.44.0/30"}],
            },
        },
        "Balancer": {
            "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer",
            "Properties": {
                "Subnets": [{"Ref": "Subnet"}, {"Ref": "Other"}],
                "LoadBalancerAttributes": [{"Key": "x", "Value": SECRET}],
            },
        },
        "Listener": {
            "Type": "AWS::ElasticLoadBalancingV2::Listener",
            "Properties": {
                "LoadBalancerArn": {"Ref": "Balancer"},
                "Port": 443,
                "Protocol": "HTTPS",
                "DefaultActions": [{"Type": "authenticate-oidc", "AuthenticateOidcConfig": {"ClientSecret": SECRET}}],
            },
        },
        "Secret": {"Type": "AWS::SecretsManager::Secret", "Properties": {"SecretString": SECRET}},
        "Custom": {"Type": f"Custom::{SECRET}", "Properties": {"Token": SECRET}},
    },
    "Outputs": {"O": {"Value": SECRET, "Description": SECRET}},
}


def test_no_secret_gets_into_an_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "t.json"
    file.write_text(json.dumps(TEMPLATE))
    made = [tmp_path / name for name in ("x.svg", "x.drawio", "x.mmd", "x.dot", "x.d2")]
    outputs = [word for path in made for word in ("-o", str(path))]
    assert run(["draw", str(file), *outputs, "--embed-source"]) == 0
    assert run(["docs", str(file), "-o", str(tmp_path / "docs")]) == 0
    assert run(["gaps", str(file), "--format", "json"]) == 0
    run(["trace", str(file), "--from", "Host", "--to", "internet", "--format", "json"])
    run(["check", str(file), "--format", "json"])
    run(["cost", str(file), "--format", "json"])
    run(["validate", str(file)])
    said = capsys.readouterr()
    assert SECRET not in said.out + said.err
    written = [path for path in tmp_path.rglob("*") if path.is_file() and path != file]
    assert len(written) > len(made)
    assert [path.name for path in written if SECRET.encode() in path.read_bytes()] == []


@pytest.mark.parametrize(
    "broken",
    [
        '{"Resources": {"V": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": null, "X": "%s"}}}}',
        '{"Resources": {"V": {"Type": "AWS::EC2::VPC", "Properties": {"X": "%s", "Y": {"Ref": "Nothing"}}}}}',
        '{"Resources": {"V": {"Type": "AWS::EC2::VPC", "Properties": {"X": "%s",, }}}',
        '{"Resources": {"V": {"Type": "AWS::EC2::VPC", "Properties": {"X": "%s", "X": 1}}}}',
        '{"Parameters": {"P": {"Default": "%s"}}, "Resources": {"V": {"Type": "AWS::EC2::VPC"}}}',
    ],
)
def test_a_message_quotes_no_line(broken: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "t.json"
    file.write_text(broken % SECRET)
    assert run(["gaps", str(file)]) == 2
    said = capsys.readouterr().err
    assert "t.json:1:" in said
    assert SECRET not in said
    yaml = tmp_path / "t.yaml"
    yaml.write_text(f"Resources:\n  V:\n    Type: AWS::EC2::VPC\n    Properties: {{X: {SECRET}, Y: *{SECRET}, Z: [}}\n")
    assert run(["gaps", str(yaml)]) == 2
    assert "t.yaml:4:" in capsys.readouterr().err
