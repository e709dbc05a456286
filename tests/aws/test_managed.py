"""What AWS's services manage in an account: AWS hides it from those who do not ask for it ("managed resource visibility", April 2026)."""

from typing import Any

import boto3
import pytest

from tests.aws.fakes import ACCOUNT, answer, network_of
from vpcviz.aws.dump_script import script
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


def test_who_manages_an_instance_and_its_interface_is_told() -> None:
    operator = {"Managed": True, "Principal": "eks.amazonaws.com", "HiddenByDefault": True}
    interface = {"NetworkInterfaceId": "eni-1", "OwnerId": ACCOUNT, "PrivateIpAddress": "10.0.1.5", "Operator": operator}
    instance = {"InstanceId": "i-1", "Operator": operator, "NetworkInterfaces": [interface]}
    network = network_of(answer("ec2.DescribeInstances", {"ReservationId": "r-1", "OwnerId": ACCOUNT, "Instances": [instance]}))
    assert (network.instances[0].operator, network.network_interfaces[0].operator) == ("eks.amazonaws.com", "eks.amazonaws.com")
    assert tooltip(network.instances[0]) == "i-1 · managed by eks.amazonaws.com"
    lines = remarks(network, "", (network.instances[0], network.network_interfaces[0]))
    assert [line.text for line in lines] == ["managed by eks.amazonaws.com"]
