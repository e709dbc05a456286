"""What a spec leaves out is filled in as AWS would make it."""

from typing import Any

import pytest

from vpcviz.errors import InputError
from vpcviz.model import Network
from vpcviz.spec import load_document

HEAD = "vpcviz: 1\nregion: eu-west-1\naccount: '111122223333'\n"


def network(text: str) -> Network:
    return load_document("spec.yaml", (HEAD + text).encode())


def by_name(items: Any) -> dict[str, Any]:
    return {item.name: item for item in items}


TEN_LINES = """\
vpcs:
  shop:
    cidr: 10.0.0.0/16
    internet_gateway: true
    subnets:
      public-a: {zone: a, cidr: 10.0.0.0/24, nat_gateway: true}
      public-b: {zone: b, cidr: 10.0.1.0/24}
      app-a: {zone: a, cidr: 10.0.10.0/24, instances: [web-1]}
      app-b: {zone: b, cidr: 10.0.11.0/24}
    route_tables:
      public: {subnets: [public-a, public-b], routes: {0.0.0.0/0: internet_gateway}}
      app: {main: true, routes: {0.0.0.0/0: nat_gateway}}
"""


def test_two_zones_and_two_tiers_in_ten_lines() -> None:
    net = network(TEN_LINES)
    (vpc,) = net.vpcs
    assert (vpc.id, vpc.name, vpc.account, vpc.region) == ("vpc-shop", "shop", "111122223333", "eu-west-1")
    subnets = by_name(net.subnets)
    assert {name: net.tier(subnet) for name, subnet in subnets.items()} == {
        "public-a": "public",
        "public-b": "public",
        "app-a": "private",
        "app-b": "private",
    }
    assert subnets["app-b"].zone == "eu-west-1b"
    assert subnets["app-b"].vpc == vpc.id
    (nat,) = net.nat_gateways
    assert (nat.vpc, nat.subnet, nat.private_ip) == (vpc.id, subnets["public-a"].id, "10.0.0.4")
    tables = by_name(net.route_tables)
    assert [(route.destination, route.target) for route in tables["app"].routes] == [
        ("10.0.0.0/16", "local"),
        ("0.0.0.0/0", nat.id),
    ]
    interfaces = {interface.owner: interface for interface in net.network_interfaces}
    assert interfaces[nat.id].type == "nat_gateway"
    web = interfaces[net.instances[0].id]
    assert (web.private_ips, web.type, web.zone, web.vpc) == (("10.0.10.4",), "interface", "eu-west-1a", vpc.id)


def test_local_routes_for_every_cidr_in_every_table() -> None:
    net = network(
        "vpcs: {shop: {cidrs: [10.0.0.0/16, 10.1.0.0/16, '2001:db8::/56'], route_tables: [{name: one}, {name: two, main: true}]}}\n"
    )
    for table in net.route_tables:
        assert [(route.destination, route.target) for route in table.routes] == [
            ("10.0.0.0/16", "local"),
            ("10.1.0.0/16", "local"),
            ("2001:db8::/56", "local"),
        ]
    assert net.vpcs[0].ipv6_cidrs == ("2001:db8::/56",)


def test_main_table_where_a_subnet_needs_one() -> None:
    net = network("vpcs: {shop: {cidr: 10.0.0.0/16, subnets: {a: {zone: a, cidr: 10.0.0.0/24}}}}\n")
    (table,) = net.route_tables
    assert table.main
    assert net.route_table_of(net.subnets[0]) is table
    assert net.tier(net.subnets[0]) == "isolated"


def test_no_main_table_beside_tables_for_all_subnets() -> None:
    net = network("vpcs: {shop: {cidr: 10.0.0.0/16, subnets: {a: {cidr: 10.0.0.0/24}}, route_tables: {one: {subnets: a}}}}\n")
    assert [table.name for table in net.route_tables] == ["one"]


def test_subnet_may_name_its_table_and_acl() -> None:
    net = network(
        "vpcs: {shop: {cidr: 10.0.0.0/16, subnets: {a: {cidr: 10.0.0.0/24, route_table: one, network_acl: two}}, "
        "route_tables: {one: {}, other: {main: true}}, network_acls: {two: {}}}}\n"
    )
    (subnet,) = net.subnets
    assert net.route_table_of(subnet).name == "one"  # type: ignore[union-attr]
    assert net.network_acl_of(subnet).name == "two"  # type: ignore[union-attr]


ENDPOINT = """\
vpcs:
  shop:
    cidr: 10.0.0.0/16
    dns_hostnames: true
    subnets: {{a: {{zone: a, cidr: 10.0.1.0/24}}, b: {{zone: b, cidr: 10.0.2.0/24}}}}
    security_groups: {{web: {{}}}}
    interface_endpoints:
      queue: {{{words}, security_groups: web}}
"""


def test_endpoint_gets_interfaces_ips_and_names() -> None:
    net = network(ENDPOINT.format(words="service: sqs, subnets: [a, b], private_dns: true"))
    (endpoint,) = net.interface_endpoints
    assert endpoint.service == "com.amazonaws.eu-west-1.sqs"
    interfaces = [net.by_id[interface] for interface in endpoint.network_interfaces]
    assert [(one.private_ips, one.type, one.owner, one.security_groups) for one in interfaces] == [  # type: ignore[attr-defined]
        (("10.0.1.4",), "vpc_endpoint", endpoint.id, endpoint.security_groups),
        (("10.0.2.4",), "vpc_endpoint", endpoint.id, endpoint.security_groups),
    ]
    regional, *zonal = endpoint.dns_names
    host, _, rest = regional.partition(".")
    assert rest == "sqs.eu-west-1.vpce.amazonaws.com"
    assert zonal == [f"{host}-eu-west-1a.{rest}", f"{host}-eu-west-1b.{rest}"]
    assert endpoint.private_dns_names == ("eu-west-1.queue.amazonaws.com", "sqs.eu-west-1.amazonaws.com")


def test_a_service_with_a_dot() -> None:
    (endpoint,) = network(ENDPOINT.replace("queue", "ecr.dkr").format(words="subnets: a, private_dns: true")).interface_endpoints
    assert (endpoint.name, endpoint.service) == ("ecr.dkr", "com.amazonaws.eu-west-1.ecr.dkr")
    assert all(name.partition(".")[2] == "dkr.ecr.eu-west-1.vpce.amazonaws.com" for name in endpoint.dns_names)
    assert endpoint.private_dns_names == ("*.dkr.ecr.eu-west-1.amazonaws.com", "dkr.ecr.eu-west-1.amazonaws.com")


def test_endpoint_ips_may_be_given() -> None:
    net = network(ENDPOINT.format(words="service: sqs, subnets: {a: 10.0.1.50, b: }"))
    assert sorted(interface.private_ips[0] for interface in net.network_interfaces) == ["10.0.1.50", "10.0.2.4"]
    assert net.interface_endpoints[0].private_dns_names == ()


def test_filled_ips_leave_out_those_that_are_written() -> None:
    net = network(
        "vpcs: {shop: {cidr: 10.0.0.0/16, subnets: {a: {cidr: 10.0.0.0/24, "
        "instances: [{name: one}, {name: two}, {name: three, ip: 10.0.0.5}], network_interfaces: [{name: bare}, "
        "{name: block, ip: 10.0.0.100, prefixes: 10.0.0.0/28}]}}}}\n"
    )
    ips = {interface.name or interface.owner: interface.private_ips for interface in net.network_interfaces}
    assert ips == {
        "i-shop-one": ("10.0.0.17",),
        "i-shop-two": ("10.0.0.18",),
        "i-shop-three": ("10.0.0.5",),
        "bare": ("10.0.0.16",),
        "block": ("10.0.0.100",),
    }


def test_an_instance_with_written_interfaces_gets_no_more() -> None:
    net = network(
        "vpcs: {shop: {cidr: 10.0.0.0/16, subnets: {a: {cidr: 10.0.0.0/24}}, security_groups: {web: {}}, instances: {fw: {security_groups: web, "
        "network_interfaces: [{subnet: a, ip: 10.0.0.9}, {subnet: a, ips: [10.0.0.11, 10.0.0.10]}]}}}}\n"
    )
    (instance,) = net.instances
    assert {interface.private_ips for interface in net.interfaces_owned[instance.id]} == {("10.0.0.9",), ("10.0.0.11", "10.0.0.10")}
    assert (instance.vpc, instance.subnet) == ("vpc-shop", net.subnets[0].id)
    assert {interface.security_groups for interface in net.network_interfaces} == {instance.security_groups}


def test_gateway_endpoint_and_routes_know_each_other() -> None:
    text = "vpcs: {{shop: {{cidr: 10.0.0.0/16, route_tables: {{main: {{main: true{routes}}}}}, gateway_endpoints: [{{service: s3{tables}}}]}}}}\n"
    for routes, tables in (
        (", routes: {s3: s3}", ""),
        ("", ", route_tables: main"),
        (", routes: {pl-6da54004: s3}", ", route_tables: [main]"),
    ):
        net = network(text.format(routes=routes, tables=tables))
        (endpoint,), (table,) = net.gateway_endpoints, net.route_tables
        assert endpoint.route_tables == (table.id,)
        assert [(route.destination, route.target) for route in table.routes] == [
            ("10.0.0.0/16", "local"),
            ("pl-6da54004", endpoint.id),
        ]
        (prefix_list,) = net.prefix_lists
        assert (prefix_list.id, prefix_list.name, prefix_list.known) == ("pl-6da54004", "com.amazonaws.eu-west-1.s3", False)


def test_a_letter_is_a_zone_of_the_region_wherever_a_zone_is_named() -> None:
    got = network("odb_networks: {ora: {zone: b, cidrs: [10.9.0.0/24]}}\n")
    assert got.odb_networks[0].zone == "eu-west-1b"


def test_what_is_made_for_others_is_no_hint_for_a_name_that_it_cannot_have() -> None:
    """ "there is no network interface X; did you mean X?" was said of one that an instance gets after names are resolved."""
    text = "vpcs: {v: {cidr: 10.0.0.0/16, subnets: {a: {zone: a, cidr: 10.0.0.0/24, instances: {i: 10.0.0.9}}}, interface_endpoints: {q: {service: sqs, network_interfaces: [eni-i-v-i]}}}}\n"
    with pytest.raises(InputError) as refused:
        network(text)
    assert 'there is no network interface "eni-i-v-i"' in str(refused.value)
    assert "did you mean" not in str(refused.value)
