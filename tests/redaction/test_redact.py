"""Redacted networks: nothing that identifies an account is left, and the picture is the same but for words."""

import re
from pathlib import Path

import pytest
from msgspec import structs

from tests.conftest import SAMPLES
from tests.everything import FILES, everything
from vpcviz.commands import run
from vpcviz.model import COLLECTIONS, Network
from vpcviz.model import resources as r
from vpcviz.model.addresses import parse_block
from vpcviz.model.services import service_label
from vpcviz.redaction import redacted
from vpcviz.spec import dump_json, load_document

ALL = [*SAMPLES, *FILES]


def read(path: Path) -> Network:
    return load_document(path.name, path.read_bytes())


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_nothing_that_identifies_is_left(path: Path) -> None:
    network = read(path)
    text = dump_json(redacted(network)).decode()
    accounts = {item.account for item in network if item.account} | {account.id for account in network.accounts}
    for account in accounts:
        assert account not in text
    for item in network:
        if isinstance(item, r.AvailabilityZone) or item.id.startswith("aws.") or item.id.startswith("com.amazonaws."):
            continue
        assert f'"{item.id}"' not in text, item.id
        aws = item.name.startswith("com.amazonaws.") or item.name.endswith((".amazonaws.com", ".api.aws"))
        if len(item.name) > 3 and not aws and item.name != service_label(item.id):
            assert f'"name": "{item.name}"' not in text, item.name
        for value in item.tags.values():
            assert not value or f'"{value}"' not in text
        if item.note:
            assert item.note not in text
    for public in re.findall(r'"(\d+\.\d+\.\d+\.\d+)"', dump_json(network).decode()):
        if not public.startswith(("10.", "172.", "192.168.", "169.254.", "100.", "192.0.2.", "198.51.100.", "203.0.113.")):
            assert f'"{public}"' not in text, public


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_the_structure_stays(path: Path, tmp_path: Path) -> None:
    network = read(path)
    hidden = redacted(network)
    for name in COLLECTIONS:
        assert len(getattr(hidden, name)) == len(getattr(network, name)), name
    assert len(hidden.by_id) == len(network.by_id), "no two things get one id"
    assert sorted(hidden.tier(subnet) for subnet in hidden.subnets) == sorted(network.tier(subnet) for subnet in network.subnets)
    assert sorted(len(found) for found in hidden.interfaces_owned.values()) == sorted(
        len(found) for found in network.interfaces_owned.values()
    )
    assert {vpc.cidrs for vpc in hidden.vpcs} == {vpc.cidrs for vpc in network.vpcs}, "private CIDRs stay"
    snapshot = tmp_path / "hidden.json"
    snapshot.write_bytes(dump_json(structs.replace(hidden, origin="scan")))
    assert run(["draw", str(snapshot), "-q", "-o", str(tmp_path / "hidden.svg")]) == 0


def test_the_same_network_gives_the_same_stand_ins() -> None:
    network = everything()
    assert dump_json(redacted(network)) == dump_json(redacted(everything()))
    once = redacted(network)
    turned = structs.replace(network, **{name: getattr(network, name)[::-1] for name in COLLECTIONS})
    assert dump_json(redacted(turned)) == dump_json(once), "the order of the input means nothing"


def test_addresses() -> None:
    network = Network(
        origin="scan",
        vpcs=(r.Vpc(id="vpc-1", cidrs=("10.0.0.0/16", "54.10.0.0/16"), ipv6_cidrs=("2600:1f18:1:2300::/56",)),),
        subnets=(r.Subnet(id="subnet-1", vpc="vpc-1", cidr="54.10.3.0/24", ipv6_cidrs=("2600:1f18:1:2301::/64",)),),
        network_interfaces=(
            r.NetworkInterface(
                id="eni-1",
                subnet="subnet-1",
                private_ips=("54.10.3.7", "10.0.0.9"),
                ipv6s=("2600:1f18:1:2301::9",),
                public_ip="3.80.3.41",
            ),
        ),
        security_groups=(
            r.SecurityGroup(
                id="sg-1",
                ingress=tuple(
                    r.SecurityGroupRule(peer=peer)
                    for peer in ("0.0.0.0/0", "::/0", "3.80.3.41/32", "81.2.69.0/24", "10.0.0.0/8", "sg-1")
                ),
            ),
        ),
        customer_gateways=(r.CustomerGateway(id="cgw-1", ip="81.2.69.160", asn=3320),),
        prefix_lists=(r.PrefixList(id="pl-1", name="com.amazonaws.eu-west-1.s3", entries=("52.218.0.0/17",)),),
    )
    hidden = redacted(network)
    vpc, subnet, eni = hidden.vpcs[0], hidden.subnets[0], hidden.network_interfaces[0]
    assert "10.0.0.0/16" in vpc.cidrs
    outer, inner = parse_block(next(cidr for cidr in vpc.cidrs if not cidr.startswith("10."))), parse_block(subnet.cidr)
    assert outer is not None
    assert inner is not None
    assert outer.contains(inner), "what is inside stays inside"
    own = parse_block(eni.private_ips[0])
    assert own is not None
    assert inner.contains(own)
    six, six_inside = parse_block(vpc.ipv6_cidrs[0]), parse_block(eni.ipv6s[0])
    assert six is not None
    assert six_inside is not None
    assert six.contains(six_inside)
    assert eni.private_ips[1] == "10.0.0.9"
    peers = [rule.peer for rule in hidden.security_groups[0].ingress]
    assert {"0.0.0.0/0", "::/0", "10.0.0.0/8", hidden.security_groups[0].id} <= set(peers)
    assert f"{eni.public_ip}/32" in peers, "one address has one stand-in"
    assert 64496 <= (hidden.customer_gateways[0].asn or 0) <= 64511, "a number for documentation (RFC 5398)"
    text = dump_json(hidden).decode()
    for secret in ("54.10.", "2600:", "3.80.3.41", "81.2.69.", "3320"):
        assert secret not in text
    assert hidden.prefix_lists[0].entries == ("52.218.0.0/17",), "what AWS publishes tells nothing of anybody"


def test_names_in_dns_policies_messages_and_gaps() -> None:
    endpoint = r.InterfaceEndpoint(
        id="vpce-0c11f0aa40d2ff5ad",
        service="com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
        dns_names=("vpce-0c11f0aa40d2ff5ad-l1xf6pcv.vpce-svc-0123456789abcdef0.eu-west-1.vpce.amazonaws.com",),
        private_dns_names=("api.acme.example.com", "sqs.eu-west-1.amazonaws.com"),
        policy='{"Statement": "acme"}',
    )
    zone = r.HostedZone(
        id="Z0ACME",
        name="acme.internal",
        records=(
            r.DnsRecord(name="db.acme.internal", type="TXT", values=("token acme",)),
            r.DnsRecord(name="acme.internal", alias=endpoint.dns_names[0]),
        ),
    )
    gap = r.Gap(
        service="ec2",
        operation="DescribeVpcs",
        account="111122223333",
        error="AccessDenied",
        message="VPCs",
        feeds=("vpcs",),
        resource="vpc-0acme",
    )
    share = r.ResourceShare(
        id="arn:aws:ram:eu-west-1:111122223333:resource-share/acme", principals=("arn:aws:iam::444455556666:root",)
    )
    balancer = r.LoadBalancer(
        id="arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/acme/1",
        name="acme",
        dns_name="acme-123456789.eu-west-1.elb.amazonaws.com",
    )
    eni = r.NetworkInterface(id="eni-1", owner_name="load balancer acme", description="ELB app/acme/1", account="111122223333")
    hidden = redacted(
        Network(
            origin="scan",
            title="acme",
            interface_endpoints=(endpoint,),
            hosted_zones=(zone,),
            gaps=(gap,),
            resource_shares=(share,),
            load_balancers=(balancer,),
            network_interfaces=(eni,),
        )
    )
    text = dump_json(hidden).decode()
    for secret in (
        "acme",
        "0c11f0aa40d2ff5ad",
        "l1xf6pcv",
        "0123456789abcdef0",
        "111122223333",
        "444455556666",
        "123456789.eu",
        "Z0ACME",
    ):
        assert secret not in text, secret
    assert hidden.interface_endpoints[0].policy is None, "not known, rather than full access"
    assert "sqs.eu-west-1.amazonaws.com" in hidden.interface_endpoints[0].private_dns_names
    names = {record.name for record in hidden.hosted_zones[0].records}
    assert hidden.hosted_zones[0].name in names
    assert hidden.hosted_zones[0].records[0].alias in ("", *hidden.interface_endpoints[0].dns_names)
    assert (hidden.gaps[0].operation, hidden.gaps[0].error) == ("DescribeVpcs", "AccessDenied")
