"""What AWS's services manage in an account: AWS hides it from those who do not ask for it ("managed resource visibility", April 2026)."""

import json
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.aws.fakes import ACCOUNT, answer, network_of
from tests.traffic.helpers import scan, trace
from vpcviz.aws.dump_script import script
from vpcviz.aws.dumps import load_dumps
from vpcviz.aws.fetch_clients import asking_for_managed
from vpcviz.layout.sharing import remarks
from vpcviz.layout.tooltips import tooltip


def requested(operation: str) -> dict[str, Any]:
    """The body of a request as it would be sent."""
    client = asking_for_managed(
        boto3.client("ec2", region_name="eu-west-1", aws_access_key_id="AKIAEXAMPLE", aws_secret_access_key="none"), "ec2"
    )
    sent: list[dict[str, Any]] = []

    def stop(params: Any, **_: Any) -> Any:
        sent.append(dict(params["body"]))
        return type("Answer", (), {"status_code": 200})(), {}

    client.meta.events.register_last("before-call.ec2", stop)
    getattr(client, operation)()
    return sent[0]


@pytest.mark.parametrize("operation", ["describe_instances", "describe_network_interfaces"])
def test_a_scan_asks_for_what_services_manage(operation: str) -> None:
    assert requested(operation)["IncludeManagedResources"] == "true"


def test_other_calls_are_as_they_were() -> None:
    assert "IncludeManagedResources" not in requested("describe_subnets")


def test_a_dump_asks_for_it_where_the_cli_can() -> None:
    lines = script(("eu-west-1",), "", "out").splitlines()
    asking = [line for line in lines if line.endswith(" $managed")]
    assert [line.split()[3] for line in asking] == ["describe-network-interfaces", "describe-instances"]


OPERATOR = {"Managed": True, "Principal": "eks.amazonaws.com", "HiddenByDefault": True}


def _hidden(tmp_path: Path, *instances: str, operator: dict[str, Any] = OPERATOR, health: str = "healthy") -> list[tuple[str, str]]:
    """The gaps of a dump whose network interface and target name instances i-1 and i-2."""
    group = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/t/1"
    interface = {"NetworkInterfaceId": "eni-1", "OwnerId": ACCOUNT, "Attachment": {"InstanceId": "i-1"}, "Operator": operator}
    answers = [
        {"NetworkInterfaces": [interface]},
        {"Reservations": [{"OwnerId": ACCOUNT, "Instances": [{"InstanceId": one} for one in instances]}]},
        {"TargetGroups": [{"TargetGroupArn": group, "TargetType": "instance"}]},
        {"TargetHealthDescriptions": [{"Target": {"Id": "i-2"}, "TargetHealth": {"State": health}}]},
    ]
    (tmp_path / "answers.json").write_text(json.dumps(answers))
    network = load_dumps([tmp_path])
    return [(gap.operation, gap.message) for gap in network.gaps if gap.error == "HiddenInDump"]


def test_what_a_dump_lacks_since_it_is_hidden_is_a_gap_where_something_names_it(tmp_path: Path) -> None:
    """EC2 API Reference, DescribeInstances, IncludeManagedResources: hidden from who does not ask for it."""
    told = [("DescribeInstances", "instances that AWS's services manage")]
    assert _hidden(tmp_path, "i-2") == told, "a managed interface of i-1"
    assert _hidden(tmp_path, "i-1") == told, "a healthy target i-2"
    assert _hidden(tmp_path, "i-1", "i-2") == []
    assert _hidden(tmp_path, operator={}, health="unused") == [], "nothing is sure to be there"


def test_a_target_that_was_not_read_is_not_reached_for_sure() -> None:
    text = """
    vpcs: [{id: vpc-1, cidrs: [10.0.0.0/16]}]
    subnets: [{id: subnet-1, vpc: vpc-1, zone: eu-west-1a, cidr: 10.0.1.0/24}]
    route_tables: [{id: rtb-1, vpc: vpc-1, main: true, routes: [{destination: 10.0.0.0/16, target: local}]}]
    network_acls: [{id: acl-1, vpc: vpc-1, default: true, entries: [{number: 100}, {number: 100, egress: true}]}]
    network_interfaces:
      - {id: eni-1, vpc: vpc-1, subnet: subnet-1, private_ips: [10.0.1.10], security_groups: [sg-1]}
      - {id: eni-2, vpc: vpc-1, subnet: subnet-1, private_ips: [10.0.1.20], type: network_load_balancer, owner: nlb-1}
    security_groups: [{id: sg-1, vpc: vpc-1, egress: [{peer: 0.0.0.0/0}], ingress: [{peer: 0.0.0.0/0}]}]
    load_balancers: [{id: nlb-1, type: network, vpc: vpc-1, subnets: [subnet-1], listeners: [{port: 443, protocol: TCP, target_groups: [tg-1]}]}]
    target_groups: [{id: tg-1, vpc: vpc-1, protocol: TCP, port: 443, targets: [{id: i-hidden, port: 443, health: healthy}]}]
    """
    found = trace(scan(text), "eni-1", "10.0.1.20")
    assert (found.verdict, found.reason) == ("unknown", "NOT_READ"), found.explanation
    assert "i-hidden" in found.missing[0]


def test_who_manages_an_instance_and_its_interface_is_told() -> None:
    operator = {"Managed": True, "Principal": "eks.amazonaws.com", "HiddenByDefault": True}
    interface = {"NetworkInterfaceId": "eni-1", "OwnerId": ACCOUNT, "PrivateIpAddress": "10.0.1.5", "Operator": operator}
    instance = {"InstanceId": "i-1", "Operator": operator, "NetworkInterfaces": [interface]}
    network = network_of(answer("ec2.DescribeInstances", {"ReservationId": "r-1", "OwnerId": ACCOUNT, "Instances": [instance]}))
    assert (network.instances[0].operator, network.network_interfaces[0].operator) == ("eks.amazonaws.com", "eks.amazonaws.com")
    assert tooltip(network.instances[0]) == "i-1 · managed by eks.amazonaws.com"
    lines = remarks(network, "", (network.instances[0], network.network_interfaces[0]))
    assert [line.text for line in lines] == ["managed by eks.amazonaws.com"]
