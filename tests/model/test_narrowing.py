"""Narrowing keeps what is asked for and what that depends on; links to the rest end in stubs, and nothing is lost silently."""

import pytest

from vpcviz.errors import UsageError
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.narrowing import MOST_STUBS, NOT_SHOWN, narrow
from vpcviz.model.selection import Selection


def vpc_parts(name: str, account: str = "111122223333", region: str = "eu-west-1", **tags: str) -> dict[str, list[r.Resource]]:
    """A VPC with a subnet, an instance with its interface, a route table and a security group."""
    common = {"account": account, "region": region}
    return {
        "vpcs": [r.Vpc(id=f"vpc-{name}", name=name, cidrs=("10.0.0.0/16",), tags=tags, **common)],
        "subnets": [r.Subnet(id=f"subnet-{name}", vpc=f"vpc-{name}", zone=f"{region}a", **common)],
        "network_interfaces": [
            r.NetworkInterface(
                id=f"eni-{name}",
                vpc=f"vpc-{name}",
                subnet=f"subnet-{name}",
                owner=f"i-{name}",
                security_groups=(f"sg-{name}",),
                **common,
            )
        ],
        "instances": [r.Instance(id=f"i-{name}", vpc=f"vpc-{name}", subnet=f"subnet-{name}", **common)],
        "route_tables": [r.RouteTable(id=f"rtb-{name}", vpc=f"vpc-{name}", main=True, **common)],
        "security_groups": [r.SecurityGroup(id=f"sg-{name}", vpc=f"vpc-{name}", **common)],
    }


def attachment(name: str, gateway: str = "tgw-hub") -> r.TransitGatewayAttachment:
    return r.TransitGatewayAttachment(id=f"att-{name}", transit_gateway=gateway, resource=f"vpc-{name}", region="eu-west-1")


def network(*parts: dict[str, list[r.Resource]], **more: tuple[r.Resource, ...]) -> Network:
    lists: dict[str, list[r.Resource]] = {}
    for part in (*parts, more):
        for collection, items in part.items():
            lists.setdefault(collection, []).extend(items)
    return Network(origin="scan", **{collection: tuple(items) for collection, items in lists.items()})


def ids(found: Network) -> set[str]:
    return {item.id for item in found}


def stubs(found: Network) -> set[str]:
    return {item.id for item in found if item.foreign and item.note == NOT_SHOWN}


A = {"vpc-a", "subnet-a", "eni-a", "i-a", "rtb-a", "sg-a"}


def test_no_selection_is_the_same_network() -> None:
    whole = network(vpc_parts("a"), vpc_parts("b"))
    assert narrow(whole, Selection()) is whole


@pytest.mark.parametrize("word", ["a", "vpc-a"])
def test_a_vpc_by_name_or_id_keeps_all_that_is_in_it(word: str) -> None:
    found = narrow(network(vpc_parts("a"), vpc_parts("b")), Selection(vpcs=(word,)))
    assert ids(found) == A
    assert f"only VPC {word}; 1 of 2 VPCs" in found.description


def test_the_far_side_of_a_peering_is_a_stub_without_content() -> None:
    peering = r.Peering(id="pcx-1", requester="vpc-a", accepter="vpc-b")
    elsewhere = r.Peering(id="pcx-2", requester="vpc-b", accepter="vpc-c")
    whole = network(vpc_parts("a"), vpc_parts("b"), vpc_parts("c"), peerings=(peering, elsewhere))
    found = narrow(whole, Selection(vpcs=("a",)))
    assert ids(found) == A | {"pcx-1", "vpc-b"}
    assert stubs(found) == {"vpc-b"}
    stub = found.get("vpc-b", r.Vpc)
    assert stub is not None
    assert (stub.label, stub.cidrs) == ("b", ("10.0.0.0/16",))


def test_a_hub_comes_along_with_its_tables_vpn_and_on_premises() -> None:
    whole = network(
        vpc_parts("a"),
        vpc_parts("b"),
        transit_gateways=(r.TransitGateway(id="tgw-hub"), r.TransitGateway(id="tgw-far")),
        transit_gateway_attachments=(
            attachment("a"),
            attachment("b"),
            r.TransitGatewayAttachment(id="att-vpn", transit_gateway="tgw-hub", type="vpn", resource="vpn-1"),
            r.TransitGatewayAttachment(id="att-far", transit_gateway="tgw-hub", type="peering", resource="tgw-far"),
        ),
        transit_gateway_route_tables=(
            r.TransitGatewayRouteTable(id="tgw-rtb", transit_gateway="tgw-hub"),
            r.TransitGatewayRouteTable(id="tgw-rtb-far", transit_gateway="tgw-far"),
        ),
        vpn_connections=(r.VpnConnection(id="vpn-1", customer_gateway="cgw-1", gateway="tgw-hub"),),
        customer_gateways=(r.CustomerGateway(id="cgw-1", on_premises="office"),),
        on_premises=(r.OnPremises(id="office"), r.OnPremises(id="other office")),
    )
    found = narrow(whole, Selection(vpcs=("a",)))
    kept = {"tgw-hub", "att-a", "att-b", "att-vpn", "att-far", "tgw-rtb", "vpn-1", "cgw-1", "office"}
    assert ids(found) == A | kept | {"vpc-b", "tgw-far"}
    assert stubs(found) == {"vpc-b", "tgw-far"}


def test_many_left_out_spokes_are_counted_not_drawn() -> None:
    names = [f"s{number}" for number in range(MOST_STUBS + 2)]
    whole = network(
        *(vpc_parts(name) for name in names),
        transit_gateways=(r.TransitGateway(id="tgw-hub", name="hub"),),
        transit_gateway_attachments=tuple(attachment(name) for name in names),
    )
    found = narrow(whole, Selection(vpcs=("s0",)))
    assert not stubs(found)
    assert f"{MOST_STUBS + 1} more VPCs of hub are not shown" in found.description
    found = narrow(whole, Selection(vpcs=("s0", "s1")))
    assert len(stubs(found)) == MOST_STUBS


def test_region_account_and_tag_narrow_together() -> None:
    whole = network(
        vpc_parts("a", stage="prod"),
        vpc_parts("b", region="us-east-1", stage="prod"),
        vpc_parts("c", account="444455556666", stage="dev"),
        accounts=(r.Account(id="111122223333", name="Network"), r.Account(id="444455556666", name="Dev")),
    )
    assert {v.id for v in narrow(whole, Selection(tags=("stage=prod",))).vpcs} == {"vpc-a", "vpc-b"}
    assert {v.id for v in narrow(whole, Selection(tags=("stage",))).vpcs} == {"vpc-a", "vpc-b", "vpc-c"}
    assert ids(narrow(whole, Selection(tags=("stage=prod",), regions=("eu-west-1",)))) == A | {"111122223333"}
    assert {v.id for v in narrow(whole, Selection(accounts=("Dev",))).vpcs} == {"vpc-c"}
    assert {v.id for v in narrow(whole, Selection(accounts=("444455556666", "111122223333"))).vpcs} == {"vpc-a", "vpc-b", "vpc-c"}


def test_a_participants_interface_keeps_its_owners_subnet_and_vpc() -> None:
    shared = r.NetworkInterface(id="eni-shared", vpc="vpc-a", subnet="subnet-a", account="444455556666", region="eu-west-1")
    found = narrow(network(vpc_parts("a"), network_interfaces=(shared,)), Selection(accounts=("444455556666",)))
    assert ids(found) == {"eni-shared", "subnet-a", "vpc-a"}
    assert not stubs(found)


def test_excluding_takes_the_content_too_and_leaves_a_stub_where_a_link_leads() -> None:
    peering = r.Peering(id="pcx-1", requester="vpc-a", accepter="vpc-b")
    whole = network(vpc_parts("a"), vpc_parts("b"), vpc_parts("c"), peerings=(peering,))
    found = narrow(whole, Selection(exclude=("b", "vpc-c", "i-a")))
    assert ids(found) == (A - {"i-a", "eni-a"}) | {"pcx-1", "vpc-b"}
    assert stubs(found) == {"vpc-b"}


def test_excluding_a_region_or_an_account_leaves_nothing_of_it() -> None:
    whole = network(vpc_parts("a"), vpc_parts("b", region="us-east-1"), vpc_parts("c", account="444455556666"))
    assert ids(narrow(whole, Selection(exclude=("us-east-1", "444455556666")))) == A


def test_a_hosted_zone_and_an_endpoints_service_come_along() -> None:
    service = "com.amazonaws.vpce.eu-west-1.vpce-svc-1"
    whole = network(
        vpc_parts("a"),
        vpc_parts("b"),
        hosted_zones=(r.HostedZone(id="Z1", vpcs=("vpc-a", "vpc-b")), r.HostedZone(id="Z2", vpcs=("vpc-b",))),
        interface_endpoints=(r.InterfaceEndpoint(id="vpce-1", vpc="vpc-a", service=service),),
        endpoint_services=(r.EndpointService(id="vpce-svc-1", service=service, load_balancers=("lb-b",)),),
        load_balancers=(r.LoadBalancer(id="lb-b", vpc="vpc-b", type="network"),),
    )
    found = narrow(whole, Selection(vpcs=("a",)))
    assert ids(found) == A | {"Z1", "vpce-1", "vpce-svc-1", "vpc-b", "lb-b"}
    assert stubs(found) == {"vpc-b", "lb-b"}


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(vpcs=("ordes",)), '--vpc ordes: there is no such VPC in the network; did you mean "orders"?'),
        (Selection(regions=("eu-west-2",)), 'did you mean "eu-west-1"?'),
        (Selection(accounts=("x",)), "--account x: there is no such account"),
        (Selection(tags=("stage=prd",)), 'did you mean "stage=prod"?'),
        (Selection(exclude=("nothing",)), "--exclude nothing"),
        (Selection(vpcs=("orders",), exclude=("orders",)), "nothing is left"),
    ],
)
def test_unknown_names_are_refused_with_the_nearest(selection: Selection, words: str) -> None:
    with pytest.raises(UsageError) as error:
        narrow(network(vpc_parts("orders", stage="prod")), selection)
    assert words in str(error.value)
