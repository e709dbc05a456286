"""Dumps that are none, or hold what AWS would not say: a message with its place, never a traceback."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import vpcviz
from tests.sources.dumps import ACCOUNT, SUBNETS, VPCS, content, loaded, write
from vpcviz.errors import InputError
from vpcviz.model import resources as r
from vpcviz.sources import load


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('{"Vpcs": [', "not JSON"),
        ('{"Vpcs": [{"VpcId": NaN}]}', "NaN is no number"),
        ('{"Vpcs": ' + "[" * 2000 + "]" * 2000 + "}", "nested deeper"),
        ('{"Vpcs": [{"VpcId": "vpc-1", "Tags": [{"Key": "Name", "Value": "\\ud83d\\ud83d"}]}]}', "half of a surrogate pair"),
        ('{"Snapshots": []}', "no AWS CLI output is recognised"),
        ("[1, 2]", "no AWS CLI output is recognised"),
        ('"Vpcs"', "no AWS CLI output is recognised"),
    ],
)
def test_what_is_no_dump_is_refused_in_one_message(tmp_path: Path, body: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        loaded(write(tmp_path / "d", {"x.json": body}))
    assert caught.value.problems[0].file.endswith("x.json") or "recognised" in words


def test_an_escaped_pair_of_surrogates_is_one_character(tmp_path: Path) -> None:
    write(tmp_path, {"vpcs.json": '{"Vpcs": [{"VpcId": "vpc-1", "Tags": [{"Key": "Name", "Value": "\\ud83d\\ude80"}]}]}'})
    network, _ = loaded(tmp_path)
    assert [vpc.name for vpc in network.vpcs] == ["\U0001f680"]


def test_an_error_in_a_file_has_its_line(tmp_path: Path) -> None:
    folder = write(tmp_path / "d", {"x.json": '{\n  "Vpcs": [\n    {"VpcId" "vpc-1"}\n  ]\n}'})
    done = vpcviz("draw", folder, "-o", tmp_path / "x.svg")
    assert done.returncode == 2
    assert "x.json:3:" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize(
    "odd",
    [
        {"Vpcs": {"VpcId": "vpc-1"}},
        {"Vpcs": 5},
        {"Vpcs": [1, None, "x", [], {}]},
        {"Vpcs": [{"VpcId": {"a": 1}, "CidrBlock": 7, "Tags": "no", "CidrBlockAssociationSet": 3}]},
        {"Subnets": [{"SubnetId": "s", "VpcId": None, "AvailableIpAddressCount": "many", "Ipv6CidrBlockAssociationSet": [None]}]},
        {"NetworkInterfaces": [{"NetworkInterfaceId": "e", "PrivateIpAddresses": {"a": 1}, "Attachment": [], "Groups": [3]}]},
        {"RouteTables": [{"RouteTableId": "r", "Routes": [None, {}, {"DestinationCidrBlock": 3}], "Associations": "x"}]},
        {
            "SecurityGroups": [
                {"GroupId": "g", "IpPermissions": [{"FromPort": 1e400, "ToPort": [], "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}
            ]
        },
        {"NetworkAcls": [{"NetworkAclId": "a", "Entries": [{"RuleNumber": "x"}, {"RuleNumber": 1, "PortRange": 5}]}]},
        {"VpcEndpoints": [{"VpcEndpointId": "v", "PolicyDocument": "{", "DnsEntries": [{"DnsName": 3}], "SubnetIds": "s"}]},
        {"VpcPeeringConnections": [{"VpcPeeringConnectionId": "p", "RequesterVpcInfo": [], "Status": "active"}]},
        {
            "Reservations": [
                {"Instances": {"a": 1}},
                {"Instances": [{"InstanceId": "i", "State": "running", "NetworkInterfaces": [5]}]},
            ]
        },
        {"DhcpOptions": [{"DhcpOptionsId": "d", "DhcpConfigurations": [{"Key": "x", "Values": [[1]]}]}]},
        {"LoadBalancers": [{"LoadBalancerArn": "arn", "AvailabilityZones": [[]]}]},
        {"DBInstances": [{"DBInstanceIdentifier": "d", "DBSubnetGroup": "x", "Endpoint": []}]},
        {"Functions": [{"FunctionName": "f", "VpcConfig": [1]}]},
        {"TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "t", "Association": 1, "ResourceType": {"x": 1}}]},
        {"VpnConnections": [{"VpnConnectionId": "v", "Options": "x", "VgwTelemetry": {"a": 1}}]},
        {"cluster": {"resourcesVpcConfig": [], "name": "x"}},
        {"HostedZone": [], "VPCs": {}},
        {"Firewall": {"FirewallArn": "f"}, "FirewallStatus": {"SyncStates": [1]}},
        {"tasks": [{"taskArn": "t", "attachments": [{"type": "ElasticNetworkInterface", "details": "x"}]}]},
        {"ResourceRecordSets": [{"Name": None, "Type": 5}]},
    ],
    ids=lambda odd: next(iter(odd)),
)
def test_wrong_types_give_no_traceback(tmp_path: Path, odd: Any) -> None:
    """Wherever AWS has a list, a mapping or a text, something else may stand: it is left out."""
    body = json.dumps(odd).replace("Infinity", "1e400")
    network, _ = loaded(write(tmp_path / "d", {"odd.json": body, "good.json": VPCS}))
    assert network.get("vpc-1", r.Vpc) is not None
    from vpcviz.spec import dump_json

    assert dump_json(network)


def test_an_empty_file_is_said_and_is_a_gap(tmp_path: Path) -> None:
    network, notes = loaded(write(tmp_path / "d", {"v.json": VPCS, "describe-subnets.json": ""}))
    assert "is empty" in notes[0]
    assert "DescribeSubnets" in {gap.operation for gap in network.gaps}


def test_files_of_powershell_are_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "d", {})
    folder.mkdir()
    (folder / "v.json").write_bytes(json.dumps(VPCS).encode("utf-16"))
    (folder / "s.json").write_bytes(b"\xef\xbb\xbf" + json.dumps(SUBNETS).encode())
    network, _ = loaded(folder)
    assert set(content(network)) == {"vpc-1", "subnet-1"}


def test_pipes_in_a_folder_are_not_waited_for(tmp_path: Path) -> None:
    import os

    folder = write(tmp_path / "d", {"v.json": VPCS})
    os.mkfifo(folder / "pipe.json")
    network, _ = loaded(folder)
    assert set(content(network)) == {"vpc-1"}


def test_file_names_cannot_speak_to_the_terminal(tmp_path: Path) -> None:
    folder = write(tmp_path / "d", {"v.json": VPCS, "\x1b[31mred.json": {"Odd\x1b[2J": []}})
    done = vpcviz("draw", folder, "-q", "-o", tmp_path / "x.svg")
    assert done.returncode == 0
    assert b"\x1b" not in done.stderr


def test_entries_that_are_no_records_are_left_out_with_a_word(tmp_path: Path) -> None:
    (tmp_path / "vpcs.json").write_text('{"Vpcs": [5, null, "x", {"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}')
    notes: list[str] = []
    assert [vpc.id for vpc in load([str(tmp_path / "vpcs.json")], notes).vpcs] == ["vpc-1"]
    (note,) = [note for note in notes if "Vpcs[0]: expected a record, got a number (and 2 more)" in note]
    assert note.endswith("what is not as AWS prints it was left out")


def test_a_value_that_is_no_list_is_told(tmp_path: Path) -> None:
    (tmp_path / "vpcs.json").write_text('{"Vpcs": 5}')
    with pytest.raises(InputError, match="'Vpcs' is not the list that the AWS CLI prints"):
        load([str(tmp_path / "vpcs.json")])


ODD_MEMBERS = [
    (
        "RouteTables",
        {"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Associations": 5},
        "RouteTables[0].Associations: expected a list, got a number",
    ),
    ("InternetGateways", {"InternetGatewayId": "igw-1", "Attachments": True}, "Attachments: expected a list, got true or false"),
    ("InternetGateways", {"InternetGatewayId": "igw-1", "Attachments": ["x"]}, "Attachments[0]: expected a record, got a text"),
    ("Subnets", {"SubnetId": "subnet-1", "VpcId": ["vpc-1"]}, "Subnets[0].VpcId: expected a text, got a list"),
    (
        "NatGateways",
        {"NatGatewayId": "nat-1", "NatGatewayAddresses": {"a": 1}},
        "NatGatewayAddresses: expected a list, got a record",
    ),
]


@pytest.mark.parametrize(("key", "item", "words"), ODD_MEMBERS)
def test_a_member_of_another_type_leaves_out_its_record_with_its_place(
    tmp_path: Path, key: str, item: dict[str, Any], words: str
) -> None:
    """The record beside it stays, and what was left out is a gap."""
    member = next(iter(item))
    other = {member: f"{item[member]}-other", "VpcId": "vpc-1"}
    network, notes = loaded(write(tmp_path / "eu-west-1", {"v.json": VPCS, "odd.json": {key: [item, other]}}))
    (note,) = notes
    assert words in note
    assert "odd.json" in note
    assert f"{item[member]}-other" in network.by_id
    assert item[member] not in network.by_id
    assert [gap.error for gap in network.gaps if gap.error not in ("NotInDump",)] == ["MalformedRecord"]


def test_nulls_and_numbers_for_texts_are_read(tmp_path: Path) -> None:
    """What a query of the AWS CLI does not find is null; hand-made dumps have account ids and ports as what they look like."""
    files = {
        "f.json": {"Functions": [{"FunctionName": "f", "FunctionArn": "arn:aws:lambda:eu-west-1:1:function:f", "VpcConfig": None}]},
        "v.json": {"Vpcs": [{"VpcId": "vpc-1", "OwnerId": 111122223333, "CidrBlock": "10.0.0.0/16", "Tags": None}]},
        "g.json": {
            "SecurityGroups": [
                {
                    "GroupId": "sg-1",
                    "VpcId": "vpc-1",
                    "IpPermissions": [
                        {"IpProtocol": "tcp", "FromPort": "443", "ToPort": 443.0, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}
                    ],
                }
            ]
        },
    }
    network, notes = loaded(write(tmp_path, files))
    assert notes == []
    assert network.vpcs[0].account == ACCOUNT
    assert [(rule.from_port, rule.to_port) for rule in network.security_groups[0].ingress] == [(443, 443)]
