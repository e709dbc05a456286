"""What is filled in of routes, names and services."""

import pytest

from tests.spec.test_fill import ENDPOINT, by_name, network
from vpcviz.model.partitions import region_names
from vpcviz.spec import load_document
from vpcviz.spec.problems import Problems
from vpcviz.spec.regions import SERVICES, check_region


@pytest.mark.parametrize(
    ("word", "kind", "more"),
    [
        ("internet_gateway", "internet_gateways", "internet_gateway: {name: x}"),
        ("igw", "internet_gateways", "internet_gateway: true"),
        ("vgw", "vpn_gateways", "vpn_gateway: true"),
        ("carrier_gateway", "carrier_gateways", "carrier_gateway: true"),
        ("nat", "nat_gateways", "internet_gateway: true, subnets: {a: {cidr: 10.0.0.0/24, nat_gateway: true}}"),
        ("x", "instances", "subnets: {a: {cidr: 10.0.0.0/24, instances: [x]}}"),
        (
            "gwlbe",
            "gateway_load_balancer_endpoints",
            "subnets: {a: {cidr: 10.0.0.0/24}}, gateway_load_balancer_endpoint: {service: com.amazonaws.vpce.eu-west-1.vpce-svc-0a, subnets: a}",
        ),
        ("network_firewall", "network_firewalls", "subnets: {a: {cidr: 10.0.0.0/24}}, network_firewall: {name: fw, subnets: a}"),
    ],
)
def test_words_for_targets(word: str, kind: str, more: str) -> None:
    net = network(
        f"vpcs: {{shop: {{cidr: 10.0.0.0/16, {more}, route_tables: {{main: {{main: true, routes: {{10.9.0.0/16: {word}}}}}}}}}}}\n"
    )
    assert net.route_tables[0].routes[1].target == getattr(net, kind)[0].id


def test_firewall_endpoints_by_subnet() -> None:
    net = network(
        "vpcs: {shop: {cidr: 10.0.0.0/16, subnets: {a: {cidr: 10.0.0.0/24}}, network_firewalls: {fw: {subnets: a, endpoints: {a: vpce-0fw}}}, "
        "route_tables: {m: {main: true, routes: {0.0.0.0/0: vpce-0fw, 10.9.0.0/16: fw}}}}}\n"
    )
    (firewall,) = net.network_firewalls
    assert firewall.endpoints == {net.subnets[0].id: "vpce-0fw"}
    assert {route.target for route in net.route_tables[0].routes} == {"local", "vpce-0fw", firewall.id}
    (interface,) = net.interfaces_owned[firewall.id]
    assert interface.private_ips == ("10.0.0.4",)


def test_nat_in_the_zone_of_the_tables_subnets() -> None:
    net = network(
        "vpcs: {shop: {cidr: 10.0.0.0/16, internet_gateway: true, subnets: {"
        "pa: {zone: a, cidr: 10.0.0.0/24, nat_gateway: true}, pb: {zone: b, cidr: 10.0.1.0/24, nat_gateway: true}, "
        "a: {zone: a, cidr: 10.0.2.0/24}, b: {zone: b, cidr: 10.0.3.0/24}}, "
        "route_tables: {ta: {subnets: a, routes: {0.0.0.0/0: nat}}, tb: {subnets: b, routes: {0.0.0.0/0: nat}}, "
        "m: {main: true, routes: {0.0.0.0/0: igw}}}}}\n"
    )
    nats = {nat.id: net.by_id[nat.subnet].name for nat in net.nat_gateways}
    tables = by_name(net.route_tables)
    assert [nats[tables[name].routes[1].target] for name in ("ta", "tb")] == ["pa", "pb"]


def test_transit_gateway_words() -> None:
    net = network(
        "vpcs: {one: {cidr: 10.1.0.0/16, route_tables: {m: {main: true, routes: {10.0.0.0/8: tgw}}}}, two: 10.2.0.0/16}\n"
        "transit_gateways: {hub: {attachments: {one: {resource: one}, two: {resource: two}}, "
        "route_tables: {all: {associations: [one, vpc-two], propagations: [one, two], routes: {0.0.0.0/0: two, 10.9.0.0/16: blackhole}}}}}\n"
    )
    table = net.transit_gateway_route_tables[0]
    attached = {attachment.name: attachment.id for attachment in net.transit_gateway_attachments}
    assert set(table.associations) == set(table.propagations) == set(attached.values())
    assert {(route.destination, route.attachments, route.state) for route in table.routes} == {
        ("0.0.0.0/0", (attached["two"],), "active"),
        ("10.9.0.0/16", (), "blackhole"),
    }
    assert net.transit_gateways[0].id in {route.target for table in net.route_tables for route in table.routes}


def test_attachments_that_aws_makes() -> None:
    net = network(
        "transit_gateways: {hub: {attachments: {written: {resource: one}}, route_tables: {r: {associations: [one, two, dx]}}}}\n"
        "customer_gateways: {c: 203.0.113.9}\n"
        "vpn_connections: {one: {customer_gateway: c, gateway: hub}, two: {customer_gateway: c, gateway: hub}}\n"
        "direct_connect_gateways: {dx: {associations: {x: {gateway: hub}}}}\n"
    )
    made = {(net.by_id[item.resource].name, item.type) for item in net.transit_gateway_attachments}  # type: ignore[union-attr]
    assert made == {("one", "vpn"), ("two", "vpn"), ("dx", "direct-connect-gateway")}
    assert len(net.transit_gateway_route_tables[0].associations) == 3


def test_resolver_endpoint_gets_interfaces() -> None:
    net = network(
        "vpcs: {shop: {cidr: 10.0.0.0/16, subnets: {a: {zone: a, cidr: 10.0.1.0/24}, b: {zone: b, cidr: 10.0.2.0/24}}, "
        "resolver_endpoints: {in: {ips: {a: 10.0.1.53, b: }}}}}\n"
    )
    (endpoint,) = net.resolver_endpoints
    assert endpoint.vpc == "vpc-shop"
    assert [(ip.ip, net.by_id[ip.network_interface].private_ips) for ip in endpoint.ips] == [  # type: ignore[attr-defined]
        ("10.0.1.53", ("10.0.1.53",)),
        ("10.0.2.4", ("10.0.2.4",)),
    ]


def test_records_of_a_zone() -> None:
    net = network(
        ENDPOINT.format(words="service: sqs, subnets: a")
        + "hosted_zones: [{name: shop.internal, vpcs: shop, records: {'@': alias queue, db: 10.0.1.9, six: '2001:db8::1', "
        "www: db.shop.internal, full.shop.internal: [10.0.1.9, 10.0.1.8]}}]\n"
    )
    records = {record.name: record for record in net.hosted_zones[0].records}
    assert records["shop.internal"].alias == net.interface_endpoints[0].dns_names[0]
    assert [
        (records[name].type, records[name].values) for name in ("db.shop.internal", "six.shop.internal", "www.shop.internal")
    ] == [
        ("A", ("10.0.1.9",)),
        ("AAAA", ("2001:db8::1",)),
        ("CNAME", ("db.shop.internal",)),
    ]
    assert records["full.shop.internal"].values == ("10.0.1.8", "10.0.1.9")


def test_rules() -> None:
    net = network(
        "vpcs: {shop: {cidr: 10.0.0.0/16, security_groups: {web: {ingress: [https from 0.0.0.0/0, tcp 1-2 from self, all from db, ssh from s3, "
        "47 from 10.0.0.0/8], egress: all to 0.0.0.0/0}, db: {}}}}\n"
    )
    web = by_name(net.security_groups)["web"]
    assert {(rule.protocol, rule.from_port, rule.to_port, rule.peer) for rule in web.ingress} == {
        ("tcp", 443, 443, "0.0.0.0/0"),
        ("tcp", 1, 2, web.id),
        ("-1", -1, -1, by_name(net.security_groups)["db"].id),
        ("tcp", 22, 22, "pl-6da54004"),
        ("47", -1, -1, "10.0.0.0/8"),
    }
    assert [(rule.protocol, rule.peer) for rule in web.egress] == [("-1", "0.0.0.0/0")]


def test_endpoint_service_of_another_account() -> None:
    net = network(
        ENDPOINT.format(words="service: scores, subnets: a")
        + "endpoint_services: [{name: scores, account: '444455556666', foreign: true, provider: Scores Inc.}]\n"
    )
    (service,) = net.endpoint_services
    assert net.interface_endpoints[0].service == service.service
    assert net.endpoint_service_by_name[service.service] is service
    assert service.account == "444455556666"


def test_own_endpoint_service_lists_its_connections() -> None:
    net = network(
        ENDPOINT.format(words="service: scores, subnets: a")
        + "load_balancers: [{name: lb, type: network}]\nendpoint_services: [{name: scores, load_balancers: lb}]\n"
    )
    (connection,) = net.endpoint_services[0].connections
    assert (connection.endpoint, connection.account) == (net.interface_endpoints[0].id, "111122223333")


def test_cidrs_are_canonical() -> None:
    net = network(
        "vpcs: {shop: {cidr: 10.0.9.9/16, subnets: {a: 10.0.1.77/24}, route_tables: {m: {routes: {10.9.9.9/16: {target: x, state: blackhole}}}}}}\n"
    )
    assert (net.vpcs[0].cidrs, net.subnets[0].cidr) == (("10.0.0.0/16",), "10.0.1.0/24")
    assert "10.9.0.0/16" in {route.destination for table in net.route_tables for route in table.routes}


def test_scans_are_taken_as_they_are() -> None:
    text = (
        "vpcviz: 1\norigin: scan\nvpcs: [{id: vpc-0a, cidrs: [10.0.0.0/16]}]\n"
        "subnets: [{id: subnet-0a, vpc: vpc-0a, cidr: 10.9.0.0/30}, {id: subnet-0b, vpc: vpc-gone, cidr: 10.9.0.0/30}]\n"
        "network_interfaces: [{id: eni-0a, subnet: subnet-0a, private_ips: [10.9.0.1, 10.9.0.1]}]\n"
        "route_tables: [{id: rtb-0a, vpc: vpc-0a, routes: [{destination: 0.0.0.0/0, target: igw-gone}]}]\n"
    )
    net = load_document("scan.yaml", text.encode())
    assert net.origin == "scan"
    assert [len(items) for items in (net.vpcs, net.subnets, net.network_interfaces, net.route_tables)] == [1, 2, 1, 1]
    assert net.route_tables[0].routes[0].target == "igw-gone"


def test_the_names_of_regions_and_services_are_whole() -> None:
    for name in (*region_names(), *SERVICES):
        assert not name.startswith(("-", ".")), name
        assert not name.endswith(("-", ".")), name
    for region in region_names():
        problems = Problems()
        check_region(region, (), problems)
        assert not problems, region
    assert {"ap-southeast-2", "cn-northwest-1", "il-central-1"} <= set(region_names())
    assert {"ecs-agent", "elasticfilesystem-fips", "pca-connector-scep"} <= set(SERVICES)
    assert "agent" not in SERVICES
