"""The article's claims on traffic, one test each, on the samples and small specs; docs/article.md is the table of them."""

from functools import cache
from pathlib import Path

import pytest

from tests.traffic.helpers import ids, network, trace
from vpcviz.errors import InputError
from vpcviz.model import Network
from vpcviz.spec import load_document
from vpcviz.traffic import Trace

SAMPLES = Path(__file__).parents[2] / "samples"


@cache
def sample(name: str) -> Network:
    path = SAMPLES / f"{name}.yaml"
    return load_document(str(path), path.read_bytes())


def kinds(answer: Trace) -> list[str]:
    return [hop.kind for hop in answer.forward]


def test_interface_endpoint_keeps_traffic_on_the_network():
    """Private addresses reach the service's resources, and the traffic does not leave AWS's network."""
    answer = trace(sample("interface-endpoint"), "orders-1", "sqs.eu-west-1.amazonaws.com")
    assert answer.verdict == "delivered"
    assert answer.stays_on_aws_network is True
    assert answer.address == "10.0.1.10"
    assert "internet-gateway" not in kinds(answer)


@pytest.mark.parametrize(
    ("endpoint", "service"),
    [
        ("Queues", "com.amazonaws.eu-west-1.sqs"),
        ("Payments", "vpce-svc-0f60718293041526a"),
        ("Fraud scores", "vpce-svc-0718293041526374b"),
    ],
)
def test_interface_endpoints_reach_three_sorts_of_services(endpoint: str, service: str):
    """AWS's own services, another account's endpoint service, a Marketplace partner's."""
    answer = trace(sample("interface-endpoint"), "orders-1", endpoint)
    assert answer.verdict == "delivered"
    assert any(service in one for one in ids(answer))


@pytest.mark.parametrize("name", ["s3.eu-west-1.amazonaws.com", "dynamodb.eu-west-1.amazonaws.com"])
def test_gateway_endpoint_needs_no_public_ip_and_no_gateways(name: str):
    """Instances in private subnets reach S3 and DynamoDB without public IP, internet gateway or NAT."""
    answer = trace(sample("gateway-endpoint"), "ingest-1", name)
    assert answer.verdict == "delivered"
    assert answer.stays_on_aws_network is True
    assert "gateway-endpoint" in kinds(answer)
    assert not {"internet-gateway", "nat-gateway"} & set(kinds(answer))


@pytest.mark.parametrize("name", ["s3.eu-west-1.amazonaws.com", "dynamodb.eu-west-1.amazonaws.com"])
def test_without_the_endpoint_nat_and_internet_gateway_are_needed(name: str):
    """The diagram of the network before: S3 and DynamoDB through NAT and internet gateway."""
    answer = trace(sample("without-endpoints"), "ingest-1", name)
    assert answer.verdict == "delivered"
    assert [kind for kind in kinds(answer) if kind in ("nat-gateway", "internet-gateway")] == ["nat-gateway", "internet-gateway"]


def test_gateway_endpoints_do_not_use_privatelink():
    """No endpoint interface is on the way of a gateway endpoint; on an interface endpoint's there is one."""
    gateway = trace(sample("gateway-endpoint"), "ingest-1", "s3")
    assert not any("PrivateLink" in hop.because for hop in gateway.forward)
    assert kinds(gateway).count("eni") == 1
    interface = trace(sample("private-api"), "checkout-1", "Private API")
    assert any("PrivateLink" in hop.because for hop in interface.forward)
    assert kinds(interface).count("eni") == 2


def test_one_interface_in_each_chosen_subnet():
    """An interface endpoint is made in subnets, one of each zone, with a private IP each, the entry point of its zone."""
    net = sample("private-api")
    assert trace(net, "checkout-1", "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com").addresses == ("10.20.1.15", "10.20.2.15")
    assert trace(net, "checkout-1", "Private API").address == "10.20.1.15"
    assert trace(net, "checkout-2", "Private API").address == "10.20.2.15"


def test_two_endpoint_subnets_in_one_zone_are_refused():
    """One subnet of each availability zone: two of one zone are refused."""
    text = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {a: {zone: a, cidr: 10.0.1.0/24}, b: {zone: a, cidr: 10.0.2.0/24}}
        interface_endpoints: [{service: sqs, subnets: [a, b]}]
    """
    with pytest.raises(InputError, match="zone"):
        network(text)


def test_when_one_zone_fails_the_other_answers():
    """With interfaces in two zones, the other address of the name still leads to the service."""
    net = sample("private-api")
    for address in ("10.20.1.15", "10.20.2.15"):
        assert trace(net, "checkout-1", address).verdict == "delivered"


def test_gateway_endpoint_is_of_the_vpc():
    """A gateway endpoint has no subnets: every subnet whose table leads to it uses it, in any zone; subnets are refused."""
    for host in ("ingest-1", "reports-1"):
        assert trace(sample("gateway-endpoint"), host, "s3").verdict == "delivered"
    with pytest.raises(InputError):
        network(
            "vpcs: {v: {cidr: 10.0.0.0/16, subnets: {a: {zone: a, cidr: 10.0.1.0/24}}, gateway_endpoints: [{service: s3, subnets: a}]}}"
        )


KENDRA = "vpce-0c11f0aa40d2ff5ad-l1xf6pcv"


def test_the_endpoints_own_names():
    """A regional name and one for each zone stand for the private IPs of the endpoint's interfaces."""
    net = sample("private-dns")
    tail = "kendra-ranking.eu-west-1.vpce.amazonaws.com"
    assert trace(net, "search-1", f"{KENDRA}.{tail}").addresses == ("10.30.1.207", "10.30.2.84")
    assert trace(net, "search-1", f"{KENDRA}-eu-west-1a.{tail}").addresses == ("10.30.1.207",)
    assert trace(net, "search-1", f"{KENDRA}-eu-west-1b.{tail}").addresses == ("10.30.2.84",)


def test_private_dns_keeps_the_public_name():
    """The hidden hosted zone answers the service's public name with the endpoint's addresses: applications need no change."""
    answer = trace(sample("private-dns"), "search-1", "kendra-ranking.eu-west-1.api.aws")
    assert answer.verdict == "delivered"
    assert answer.addresses == ("10.30.1.207", "10.30.2.84")
    assert answer.dns[-1].id == "vpce-0c11f0aa40d2ff5ad"
    assert "hidden zone" in answer.dns[-1].because


@pytest.mark.parametrize("attributes", ["dns_support: true, dns_hostnames: false", "dns_support: false, dns_hostnames: true"])
def test_private_dns_needs_both_dns_attributes(attributes: str):
    """Private DNS can be on only if both DNS attributes of the VPC are."""
    text = f"vpcs: {{v: {{cidr: 10.0.0.0/16, {attributes}, subnets: {{a: {{zone: a, cidr: 10.0.1.0/24}}}}, interface_endpoints: [{{service: sqs, subnets: a, private_dns: true}}]}}}}"
    with pytest.raises(InputError):
        network(text)


def test_interface_endpoint_needs_no_route():
    """The sample's route table has the local route only."""
    net = sample("private-dns")
    assert [route.target for table in net.route_tables for route in table.routes] == ["local"]
    assert trace(net, "search-2", "kendra-ranking.eu-west-1.api.aws").verdict == "delivered"


def test_gateway_endpoint_needs_a_route():
    """Without the prefix-list route in the subnet's table the endpoint is not used."""
    text = (SAMPLES / "gateway-endpoint.yaml").read_text("utf-8")
    answer = trace(
        load_document(
            "x.yaml",
            text.replace(
                "subnets: private-b\n        routes: {pl-6da54004: s3, pl-6fa54006: dynamodb}", "subnets: private-b"
            ).encode(),
        ),
        "reports-1",
        "s3",
    )
    assert (answer.verdict, answer.reason) == ("no-route", "NO_ROUTE_TO_DESTINATION")
    there = trace(sample("gateway-endpoint"), "reports-1", "s3")
    assert any("pl-6da54004" in hop.because and hop.kind == "route-table" for hop in there.forward)


@pytest.mark.parametrize(
    ("address", "through"),
    [("3.5.64.9", "gateway-endpoint"), ("52.218.1.1", "gateway-endpoint"), ("52.94.5.5", "internet-gateway")],
)
def test_addresses_in_the_prefix_list_go_to_the_endpoint(address: str, through: str):
    """If the name's address is in one of the list's ranges, the traffic goes to the gateway endpoint."""
    assert through in kinds(trace(sample("prefix-list"), "uploader", address))


def test_prefix_lists_are_regional():
    """S3 of another region is not in the list: internet gateway, and off AWS's network."""
    near = trace(sample("prefix-list"), "uploader", "s3.eu-west-1.amazonaws.com")
    assert "gateway-endpoint" in kinds(near)
    assert near.stays_on_aws_network is True
    far = trace(sample("prefix-list"), "uploader", "s3.us-east-1.amazonaws.com")
    assert far.verdict == "delivered"
    assert "internet-gateway" in kinds(far)
    assert "gateway-endpoint" not in kinds(far)
    assert far.stays_on_aws_network is False


@pytest.mark.parametrize(("service", "refused"), [("s3", False), ("dynamodb", False), ("sqs", True), ("execute-api", True)])
def test_gateway_endpoints_are_for_s3_and_dynamodb(service: str, refused: bool):
    """Only these two services have gateway endpoints."""
    text = f"vpcs: {{v: {{cidr: 10.0.0.0/16, subnets: {{a: {{zone: a, cidr: 10.0.1.0/24}}}}, gateway_endpoints: [{{service: {service}}}]}}}}"
    if refused:
        with pytest.raises(InputError):
            network(text)
    else:
        network(text)


def test_interface_endpoints_have_security_groups():
    """The group on the endpoint's interfaces decides who gets in."""
    text = (SAMPLES / "private-api.yaml").read_text("utf-8")
    closed = load_document("x.yaml", text.replace("{ingress: [https from app]", "{ingress: [https from 192.168.0.0/16]").encode())
    answer = trace(closed, "checkout-1", "Private API")
    assert (answer.verdict, answer.reason) == ("blocked", "ENI_SG_RULES_MISMATCH")
    assert answer.forward[-1].id == "sg-backend-api-endpoint"
    assert trace(sample("private-api"), "checkout-1", "Private API").verdict == "delivered"


def test_gateway_endpoints_have_no_security_groups():
    """Groups on a gateway endpoint are refused; only the sender's own group is on the way."""
    with pytest.raises(InputError):
        network("vpcs: {v: {cidr: 10.0.0.0/16, security_groups: {g: {}}, gateway_endpoints: [{service: s3, security_groups: g}]}}")
    answer = trace(sample("gateway-endpoint"), "ingest-1", "s3")
    assert [hop.id for hop in answer.forward if hop.kind == "security-group"] == ["sg-data-batch"]


def test_endpoint_policies_are_noted():
    """Both kinds of endpoints may have a policy that decides what is allowed through them."""
    written = trace(sample("private-api"), "checkout-1", "Private API")
    assert any("its endpoint policy has the last word" in hop.because for hop in written.forward)
    default = trace(sample("gateway-endpoint"), "ingest-1", "s3")
    assert any("the default endpoint policy allows everything" in hop.because for hop in default.forward)


def test_gateway_endpoint_is_for_its_own_vpc():
    """From a peered VPC, or over a transit gateway, the other VPC's gateway endpoint is not reached."""
    text = """
    vpcs:
      owner: {cidr: 10.1.0.0/16, subnets: {o: {zone: a, cidr: 10.1.1.0/24}}, gateway_endpoints: {s3: {id: vpce-s3, service: s3}}, route_tables: {o: {main: true, routes: {pl-6da54004: s3, 10.0.0.0/8: %s}}}}
      guest: {cidr: 10.2.0.0/16, subnets: {g: {zone: a, cidr: 10.2.1.0/24, instances: {host: {ip: 10.2.1.10}}}}, route_tables: {g: {main: true, routes: {0.0.0.0/0: %s}}}}
    %s
    """
    peered = trace(network(text % ("pcx-1", "pcx-1", "peerings: [{id: pcx-1, between: [owner, guest]}]")), "host", "s3")
    assert (peered.verdict, peered.reason) == ("blocked", "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR")
    hub = "transit_gateways: {tgw: {id: tgw-1, attachments: {owner: {resource: owner, subnets: o}, guest: {resource: guest, subnets: g}}, route_tables: {t: {associations: [owner, guest], propagations: [owner, guest], routes: {0.0.0.0/0: owner}}}}}"
    transit = trace(network(text % ("tgw-1", "tgw-1", hub)), "host", "s3")
    assert (transit.verdict, transit.reason) == ("blocked", "VPCE_GATEWAY_REQUIRES_SOURCE_IN_VPC")


@pytest.mark.parametrize("host", ["orders-1", "billing-1", "analytics", "etl-1"])
def test_shared_endpoint_over_peering(host: str):
    """Consumers reach the shared endpoint by the service's name, a hosted zone, and peering; private DNS is off."""
    if host == "analytics":
        host = "etl-2"
    answer = trace(sample("shared-services"), host, "apigateway.eu-west-1.amazonaws.com")
    assert answer.verdict == "delivered"
    assert answer.dns[0].id == "Z0123456789ABCDEFGHIJ"
    assert "alias of vpce-" in answer.dns[0].because
    assert "peering" in kinds(answer)
    assert set(answer.addresses) == {"10.10.1.50", "10.10.2.50"}
    assert answer.stays_on_aws_network is True


def test_shared_endpoint_without_the_zone():
    """Without the hosted zone the name gives public addresses, and the consumer has no way to them."""
    text = (SAMPLES / "shared-services.yaml").read_text("utf-8")
    alone = load_document("x.yaml", text[: text.index("hosted_zones:")].encode())
    assert trace(alone, "orders-1", "apigateway.eu-west-1.amazonaws.com").verdict != "delivered"


def test_interface_endpoint_across_regions():
    """An interface endpoint is reached from a VPC of another region, by transit gateways that are peered."""
    answer = trace(sample("hub-and-spoke"), "web-us-1", "10.0.64.20")
    assert answer.verdict == "delivered"
    assert answer.forward[-1].id == "com.amazonaws.eu-west-1.sqs"


def test_on_premises_by_vpn_and_inbound_endpoint():
    """The data centre's DNS forwards to the inbound endpoint, the zone answers, the VPN carries the packets."""
    answer = trace(sample("on-premises"), "on-premises", "apigateway.eu-west-1.amazonaws.com")
    assert answer.verdict == "delivered"
    assert [hop.id for hop in answer.dns][:3] == [
        "on-premises-Data-centre-Riga",
        "rslvr-in-0f5061728394a5b6c",
        "Z0123456789ABCDEFGHIJ",
    ]
    assert [one for one in ids(answer) if one.startswith(("vpn-", "vgw-"))] == ["vpn-061728394a5b6c7d8", "vgw-0e4f5061728394a5b"]


def test_on_premises_needs_the_forwarder():
    """Without the forwarding rule the data centre gets the service's public address, and does not use the endpoint."""
    text = (SAMPLES / "on-premises.yaml").read_text("utf-8")
    without = load_document(
        "x.yaml", text.replace("        forwarders: {apigateway.eu-west-1.amazonaws.com: [10.10.1.53, 10.10.2.53]}\n", "").encode()
    )
    answer = trace(without, "on-premises", "apigateway.eu-west-1.amazonaws.com")
    assert "vpce-0d1e2f30415263748" not in ids(answer)
    assert answer.stays_on_aws_network is not True
