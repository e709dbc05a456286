"""Networks as AWS advises them, and what people do with reason: the rules that once cried wolf stay silent."""

import pytest
from msgspec import structs

from tests.findings.cases.case import network_of
from vpcviz.findings import RULES, check
from vpcviz.model import resources as r

EGRESS = """
vpcs:
  out:
    cidr: 10.9.0.0/16
    internet_gateway: {id: igw-1}
    subnets: {ta: {zone: a, cidr: 10.9.0.0/28}, tb: {zone: b, cidr: 10.9.0.16/28}, na: {zone: a, cidr: 10.9.1.0/24, nat_gateway: {id: nat-a}}, nb: {zone: b, cidr: 10.9.2.0/24, nat_gateway: {id: nat-b}}}
    route_tables:
      ta: {subnets: ta, routes: {0.0.0.0/0: nat-a}}
      tb: {subnets: tb, routes: {0.0.0.0/0: nat-b}}
      n: {subnets: [na, nb], routes: {0.0.0.0/0: igw-1, 10.0.0.0/8: hub}}
  one: {cidr: 10.1.0.0/16, subnets: {sa: {zone: a, cidr: 10.1.1.0/24}}, route_tables: {r: {main: true, routes: {0.0.0.0/0: hub}}}}
  two: {cidr: 10.2.0.0/16, subnets: {sb: {zone: b, cidr: 10.2.1.0/24}}, route_tables: {r: {main: true, routes: {0.0.0.0/0: hub}}}}
transit_gateways:
  hub:
    id: tgw-1
    attachments: {out: {resource: out, subnets: [ta, tb]}, one: {resource: one, subnets: sa}, two: {resource: two, subnets: sb}}
    route_tables:
      spokes: {associations: [one, two], routes: {%s10.0.0.0/8: blackhole}}
      out: {associations: out, propagations: [one, two]}
"""
ACL = """
vpcs:
  a:
    cidr: 10.0.0.0/16
    internet_gateway: {id: igw-1}
    subnets: {pub: {zone: a, cidr: 10.0.0.0/24, nat_gateway: {id: nat-1}}, app: {zone: a, cidr: 10.0.1.0/24}}
    route_tables: {pub: {subnets: pub, routes: {0.0.0.0/0: igw-1}}, app: {subnets: app, routes: {0.0.0.0/0: nat-1}}}
    network_acls: {strict: {subnets: app, entries: [%s]}}
"""
NAMED = """
vpcs:
  a:
    cidr: 10.0.0.0/16
    internet_gateway: {id: igw-1}
    subnets: {dmz: {zone: a, cidr: 10.0.0.0/24}, %s: {zone: a, cidr: 10.0.1.0/24}}
    route_tables: {pub: {subnets: dmz, routes: {0.0.0.0/0: igw-1}}, rest: {main: true}}
"""
PEERED = """
vpcs:
  a: {cidr: 10.1.0.0/16, subnets: {a: {zone: a, cidr: 10.1.1.0/24}}, route_tables: {a: {main: true, routes: {pl-b: pcx-1}}}}
  b: {cidr: 10.2.0.0/16, subnets: {b: {zone: a, cidr: 10.2.1.0/24}}, route_tables: {b: {main: true, routes: {10.1.1.10/32: pcx-1}}}}
prefix_lists: [{id: pl-b, name: b, entries: [10.2.0.0/16]}]
peerings: [{id: pcx-1, between: [a, b]}]
"""


ITSELF = """
vpcs:
  a:
    cidr: 10.1.0.0/16
    dns_support: true
    dns_hostnames: true
    subnets: {a: {zone: a, cidr: 10.1.1.0/24, instances: {x: {ip: 10.1.1.10}}}}
    interface_endpoints: [{id: vpce-1, service: sqs, private_dns: true, subnets: [a]}]
"""


def found(text: str) -> set[str]:
    return {finding.rule for finding in check(network_of(text)).findings}


def test_central_way_out_with_spokes_that_are_kept_apart():
    """Transit Gateway Guide, "Centralized outbound routing to the internet": blackholes keep the spokes apart."""
    silent = {
        "transit-gateway-asymmetric",
        "inspection-without-appliance-mode",
        "route-to-blackhole",
        "nat-gateway-without-way-out",
    }
    assert not found(EGRESS % "0.0.0.0/0: out, ") & silent
    assert "transit-gateway-asymmetric" in found(EGRESS % "")


@pytest.mark.parametrize(
    ("entries", "alarm"),
    [
        ("", False),
        ("100 allow tcp 443 from 0.0.0.0/0, 100 allow tcp 1024-65535 to 0.0.0.0/0", False),
        ("100 allow tcp 1024-65535 from 0.0.0.0/0, 100 allow tcp 443 to 0.0.0.0/0, 110 allow tcp 80 to 0.0.0.0/0", False),
        ("100 allow tcp 443 from 0.0.0.0/0, 100 allow tcp 443 to 0.0.0.0/0", True),
        ("100 allow tcp 443 from 0.0.0.0/0, 90 deny tcp 1024-65535 to 0.0.0.0/0, 100 allow all to 0.0.0.0/0", True),
    ],
)
def test_network_acls_of_servers_clients_and_quarantine(entries: str, alarm: bool):
    assert ("network-acl-breaks-return-traffic" in found(ACL % entries)) == alarm


@pytest.mark.parametrize(
    ("name", "alarm"),
    [("non-public-a", False), ("publishing", False), ("republic", False), ("public-a", True), ("PublicSubnet1", True)],
)
def test_names_that_only_look_like_a_tier(name: str, alarm: bool):
    assert ("subnet-name-contradicts-routes" in found(NAMED % name)) == alarm


def test_a_peering_by_a_prefix_list_and_a_single_address():
    assert "peering-without-routes" not in found(PEERED)
    assert "peering-without-routes" in found(PEERED.replace("10.2.0.0/16]}", "10.7.0.0/16]}"))


def test_a_peering_whose_two_sides_are_one_vpc():
    """So in anonymised dumps: it joins nothing, so that nothing is said of two VPCs."""
    network = network_of(ITSELF)
    peering = r.Peering(id="pcx-1", requester="vpc-a", accepter="vpc-a", region="eu-west-1")
    report = check(structs.replace(network, origin="scan", peerings=(peering,)))
    assert not {finding.rule for finding in report.findings} & {"duplicate-endpoint-in-peered-vpcs", "peering-without-routes"}


def test_a_route_table_of_a_public_address_pool_is_in_use():
    """EC2 API Reference, AssociateRouteTable: a table may be associated with a PublicIpv4Pool, too."""
    tables = "rest: {main: true}, pool: {public_pools: [ipv4pool-ec2-1]}"
    text = (NAMED % "app").replace("rest: {main: true}", tables)
    assert "route-table-unassociated" not in found(text)
    assert "route-table-unassociated" in found(text.replace("public_pools: [ipv4pool-ec2-1]", ""))


WEB = """
vpcs:
  shop:
    cidr: 10.0.0.0/16
    internet_gateway: {id: igw-1}
    subnets:
      edge-a: {zone: a, cidr: 10.0.0.0/24, nat_gateway: {id: nat-1, public_ip: 52.30.4.10}, instances: {bastion: {ip: 10.0.0.9, public_ip: 34.240.1.1, security_groups: bastion}}}
      edge-b: {zone: b, cidr: 10.0.1.0/24, instances: {gate: {ip: 10.0.1.9, public_ip: 34.240.1.2, security_groups: nat}}}
      app-a: {zone: a, cidr: 10.0.10.0/24, instances: {web: {ip: 10.0.10.20, security_groups: open}}}
      app-b: {zone: b, cidr: 10.0.11.0/24, instances: {web2: {ip: 10.0.11.20, security_groups: [open, default]}}}
      old-b: {zone: b, cidr: 10.0.12.0/24}
    network_interfaces: [{id: eni-gate, subnet: edge-b, owner: gate, private_ips: [10.0.1.10], source_dest_check: false, security_groups: [nat]}]
    load_balancers: {site: {scheme: internet-facing, subnets: [edge-a, edge-b], security_groups: site, listeners: [https 443 -> web, http 80 -> web]}}
    target_groups: {web: {protocol: HTTP, port: 80, targets: [web, web2]}}
    workloads:
      db: {type: rds-instance, port: 5432, subnets: [app-a, app-b], security_groups: data}
      job: {type: lambda-function, subnets: [app-a, app-b], security_groups: job}
    interface_endpoints: {sqs: {service: sqs, subnets: [app-a, app-b], security_groups: endpoints, policy: '{"Statement": []}'}}
    security_groups:
      default: {ingress: [], egress: [all to 0.0.0.0/0]}
      bastion: {ingress: [ssh from 203.0.113.0/24], egress: [all to 0.0.0.0/0]}
      nat: {ingress: [all from 10.0.0.0/16], egress: [all to 0.0.0.0/0]}
      open: {ingress: [all from 0.0.0.0/0], egress: [all to 0.0.0.0/0]}
      site: {ingress: [https from 0.0.0.0/0, http from 0.0.0.0/0], egress: [all to 0.0.0.0/0]}
      data: {ingress: [tcp 5432 from clients]}
      clients: {}
      job: {egress: [all to 0.0.0.0/0]}
      endpoints: {ingress: [https from 10.0.0.0/16]}
    network_acls:
      main: {default: true, entries: [100 allow all from 0.0.0.0/0, 100 allow all to 0.0.0.0/0]}
      inner: {subnets: [app-a, app-b], entries: [100 allow all from 0.0.0.0/0, 100 allow all to 0.0.0.0/0]}
    route_tables:
      edge: {subnets: [edge-a, edge-b], routes: {0.0.0.0/0: igw-1}}
      app: {subnets: [app-a, app-b], routes: {0.0.0.0/0: nat-1}}
      old: {subnets: [old-b], routes: {0.0.0.0/0: eni-gate}}
"""


def test_a_web_shop_as_it_should_be():
    """A bastion for one office, a NAT instance, a group open to the world where nothing of the world gets, AWS's own default ACL."""
    silent = {
        rule
        for rule in RULES
        if rule.startswith(("internet-reaches", "database", "default-group", "security-group", "network-acl"))
    }
    silent |= {
        "source-destination-check-off",
        "load-balancer-one-zone",
        "lambda-function-one-zone",
        "internet-facing-in-private-subnet",
    }
    assert len(silent) >= 12
    assert found(WEB) & silent == set()


def test_the_default_group_as_aws_makes_it_that_nothing_has():
    text = WEB.replace("default: {ingress: []", "default: {ingress: [all from self]").replace("[open, default]", "open")
    assert "default-group-lets-traffic-in" not in found(text)
    assert "default-group-lets-traffic-in" in found(WEB.replace("default: {ingress: []", "default: {ingress: [all from self]"))
