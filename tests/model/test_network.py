"""Context that follow from a network: look-ups, tiers, services."""

import pytest
from msgspec import structs

from vpcviz.model import COLLECTIONS, Network
from vpcviz.model import resources as r
from vpcviz.model.services import service_code, service_label, service_region

SUBNET = r.Subnet(id="subnet-1", vpc="vpc-1")


def with_routes(*routes: tuple[str, str], state: str = "active", **more: object) -> Network:
    table = r.RouteTable(
        id="rtb-1",
        vpc="vpc-1",
        main=True,
        routes=tuple(r.Route(destination=destination, target=target, state=state) for destination, target in routes),  # type: ignore[arg-type]
    )
    return Network(subnets=(SUBNET,), route_tables=(table,), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("routes", "tier"),
    [
        ([("10.0.0.0/16", "local")], "isolated"),
        ([("0.0.0.0/0", "igw-1")], "public"),
        ([("203.0.113.0/24", "igw-1")], "public"),
        ([("::/0", "igw-1")], "public"),
        ([("0.0.0.0/0", "nat-1")], "private"),
        ([("::/0", "eigw-1")], "private"),
        ([("10.9.0.0/16", "tgw-1")], "private"),
        ([("10.9.0.0/16", "pcx-1")], "private"),
        ([("pl-6da54004", "vpce-1")], "isolated"),
        ([("pl-6da54004", "vpce-1"), ("0.0.0.0/0", "nat-1")], "private"),
        ([("0.0.0.0/0", "nat-1"), ("203.0.113.0/24", "igw-1")], "public"),
        ([("0.0.0.0/0", "cagw-1")], "public"),
    ],
)
def test_tier_follows_from_routes(routes: list[tuple[str, str]], tier: str) -> None:
    known = {"carrier_gateways": (r.CarrierGateway(id="cagw-1"),), "gateway_endpoints": (r.GatewayEndpoint(id="vpce-1"),)}
    assert with_routes(*routes, **known).tier(SUBNET) == tier


def test_blackholes_lead_nowhere() -> None:
    assert with_routes(("0.0.0.0/0", "igw-1"), state="blackhole").tier(SUBNET) == "isolated"


def test_tier_without_a_table_is_unknown() -> None:
    assert Network(subnets=(SUBNET,)).tier(SUBNET) == "unknown"


def test_explicit_association_goes_before_main() -> None:
    own = r.RouteTable(id="rtb-2", vpc="vpc-1", subnets=("subnet-1",), routes=(r.Route(destination="0.0.0.0/0", target="igw-1"),))
    network = with_routes(("10.0.0.0/16", "local"))
    network = Network(subnets=network.subnets, route_tables=(*network.route_tables, own))
    assert network.route_table_of(SUBNET) is own
    assert network.tier(SUBNET) == "public"


def test_owners_come_from_both_sides() -> None:
    network = Network(
        network_interfaces=(
            r.NetworkInterface(id="eni-1", owner="i-1"),
            r.NetworkInterface(id="eni-2"),
            r.NetworkInterface(id="eni-3"),
        ),
        instances=(r.Instance(id="i-1"),),
        interface_endpoints=(r.InterfaceEndpoint(id="vpce-1", network_interfaces=("eni-2", "eni-gone")),),
        resolver_endpoints=(r.ResolverEndpoint(id="rslvr-1", ips=(r.ResolverIp(subnet="s", network_interface="eni-3"),)),),
    )
    assert network.owner_of == {"eni-1": "i-1", "eni-2": "vpce-1", "eni-3": "rslvr-1"}


def test_every_collection_is_iterated_once() -> None:
    network = Network(vpcs=(r.Vpc(id="vpc-1"),), subnets=(SUBNET,))
    assert [resource.id for resource in network] == ["vpc-1", "subnet-1"]
    assert set(COLLECTIONS) <= set(Network.__struct_fields__)
    assert network.get("vpc-1", r.Subnet) is None
    assert network.get("vpc-1", r.Vpc) is network.vpcs[0]


def test_services_that_endpoints_name() -> None:
    network = Network(
        gateway_endpoints=(r.GatewayEndpoint(id="a", service="com.amazonaws.eu-west-1.s3", region="eu-west-1"),),
        interface_endpoints=(
            r.InterfaceEndpoint(id="b", service="com.amazonaws.us-east-1.sqs", service_region="us-east-1", region="eu-west-1"),
            r.InterfaceEndpoint(id="c", service="com.amazonaws.vpce.eu-west-1.vpce-svc-1"),
        ),
    )
    assert {name: (service.name, service.region) for name, service in network.all_services.items()} == {
        "com.amazonaws.eu-west-1.s3": ("Amazon S3", "eu-west-1"),
        "com.amazonaws.us-east-1.sqs": ("Amazon SQS", "us-east-1"),
    }


@pytest.mark.parametrize(
    ("name", "code", "region"),
    [
        ("com.amazonaws.eu-west-1.sqs", "sqs", "eu-west-1"),
        ("com.amazonaws.eu-west-1.ecr.dkr", "ecr.dkr", "eu-west-1"),
        ("cn.com.amazonaws.cn-north-1.kms", "kms", "cn-north-1"),
        ("com.amazonaws.vpce.eu-west-1.vpce-svc-0a", "eu-west-1.vpce-svc-0a", "eu-west-1"),
        ("aws.sagemaker.eu-west-1.notebook", "notebook", "eu-west-1"),
        ("sqs", "", ""),
        ("", "", ""),
    ],
)
def test_service_names(name: str, code: str, region: str) -> None:
    assert (service_code(name), service_region(name)) == (code, region)
    assert service_label(name) or not name


def test_an_association_may_stand_on_a_page_that_was_not_read() -> None:
    subnet, other = (r.Subnet(id=f"subnet-{name}", vpc="vpc-a", region="eu-west-1") for name in "ab")
    own = r.RouteTable(id="rtb-own", vpc="vpc-a", subnets=("subnet-b",))
    main = r.RouteTable(id="rtb-main", vpc="vpc-a", main=True)
    acl = r.NetworkAcl(id="acl-a", vpc="vpc-a", default=True)
    whole = Network(origin="scan", subnets=(subnet, other), route_tables=(own, main), network_acls=(acl,))
    assert (whole.route_table_of(subnet), whole.route_table_of(other), whole.network_acl_of(subnet)) == (main, own, acl)
    gaps = tuple(
        r.Gap(service="ec2", operation=operation, account="", region="eu-west-1", error="IncompletePages", feeds=(feeds,))
        for operation, feeds in (("DescribeRouteTables", "route_tables"), ("DescribeNetworkAcls", "network_acls"))
    )
    cut = structs.replace(whole, gaps=gaps)
    assert (cut.route_table_of(subnet), cut.route_table_of(other), cut.network_acl_of(subnet)) == (None, own, None)
    assert cut.tier(subnet) == "unknown"
    elsewhere = structs.replace(whole, gaps=tuple(structs.replace(gap, region="us-east-1") for gap in gaps))
    assert elsewhere.route_table_of(subnet) is main
