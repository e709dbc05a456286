"""VPC Encryption Controls: read, and what enforce mode drops (VPC User Guide, "Enforce VPC encryption in transit")."""

import pytest

from tests.aws.fakes import answer, network_of
from tests.traffic.helpers import network, trace

SPEC = """
    vpcs:
      shop:
        cidr: 10.0.0.0/16
        encryption_control: %s
        subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10, security_groups: open}}}}
        security_groups: {open: {ingress: [all from 10.0.0.0/16], egress: [all to 0.0.0.0/0]}}
        interface_endpoints: {queue: {service: sqs, subnets: {a: 10.0.1.50}, security_groups: open}}
"""


@pytest.mark.parametrize(
    ("mode", "port", "verdict", "noted"),
    [("enforce", 443, "delivered", True), ("enforce", 80, "blocked", False), ("monitor", 80, "delivered", False)],
)
def test_enforce_mode_drops_what_is_not_encrypted_at_interface_endpoints(mode: str, port: int, verdict: str, noted: bool) -> None:
    found = trace(network(SPEC % mode), "host", "queue", port)
    assert found.verdict == verdict, found.explanation
    assert any("enforces encryption" in note for note in found.notes) is noted


def test_controls_are_read_from_the_vpc_and_by_themselves() -> None:
    control = {
        "VpcId": "vpc-1",
        "VpcEncryptionControlId": "vpcec-1",
        "Mode": "enforce",
        "State": "available",
        "ResourceExclusions": {
            "NatGateway": {"State": "enabled"},
            "Lambda": {"State": "enabled"},
            "VpcPeering": {"State": "disabled"},
        },
    }
    gone = {**control, "VpcId": "vpc-2", "State": "deleting"}
    both = network_of(
        answer("ec2.DescribeVpcs", {"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}, {"VpcId": "vpc-2", "CidrBlock": "10.2.0.0/16"}),
        answer("ec2.DescribeVpcEncryptionControls", control, gone),
    )
    inside = network_of(answer("ec2.DescribeVpcs", {"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "EncryptionControl": control}))
    for made in (both, inside):
        assert (made.vpcs[0].encryption_control, set(made.vpcs[0].encryption_exclusions)) == ("enforce", {"NatGateway", "Lambda"})
    assert both.vpcs[1].encryption_control == ""


def test_encryption_support_of_a_transit_gateway_is_read() -> None:
    options = {"EncryptionSupport": {"EncryptionState": "enabled"}}
    made = network_of(
        answer("ec2.DescribeTransitGateways", {"TransitGatewayId": "tgw-1", "State": "available", "Options": options})
    )
    assert made.transit_gateways[0].encryption_support is True
