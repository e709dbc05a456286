"""Ways out of a VPC as AWS describes them: internet and NAT gateways, loops, inspection."""

import pytest

from tests.traffic.helpers import ids, network, scan, trace


def test_internet_gateway_needs_a_public_ip():
    """VPC User Guide, "Internet gateways": an instance needs a public IP to use it."""
    net = network(
        """
        vpcs:
          app:
            cidr: 10.0.0.0/16
            ipv6_cidrs: 2001:db8:1::/56
            internet_gateway: {id: igw-1}
            egress_only_internet_gateway: {id: eigw-1}
            subnets:
              a: {zone: a, cidr: 10.0.1.0/24, ipv6_cidrs: 2001:db8:1:1::/64, instances: {with: {ip: 10.0.1.10, public_ip: 203.0.113.5}, without: {ip: 10.0.1.11}, six: {ip: 10.0.1.12, ipv6: "2001:db8:1:1::12"}}}
              b: {zone: a, cidr: 10.0.2.0/24, ipv6_cidrs: 2001:db8:1:2::/64, instances: {quiet: {ip: 10.0.2.12, ipv6: "2001:db8:1:2::12"}}}
            route_tables:
              a: {subnets: a, routes: {0.0.0.0/0: igw-1, "::/0": igw-1}}
              b: {subnets: b, routes: {"::/0": eigw-1}}
        """
    )
    assert trace(net, "with", "internet").verdict == "delivered"
    assert trace(net, "with", "internet").stays_on_aws_network is False
    assert trace(net, "without", "internet").reason == "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"
    assert trace(net, "six", "internet", ipv6=True).verdict == "delivered"
    assert trace(net, "internet", "six", ipv6=True).verdict == "delivered"
    assert trace(net, "internet", "without").reason == "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS"
    # VPC User Guide, "Egress-only internet gateways": IPv6 out, nothing in.
    out = trace(net, "quiet", "internet", ipv6=True)
    assert out.verdict == "delivered"
    assert "eigw-1" in ids(out)
    assert trace(net, "internet", "quiet", ipv6=True).verdict == "blocked"
    assert trace(net, "quiet", "internet").verdict == "no-route"
    assert trace(net, "with", "10.9.9.9").reason == "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS"


NAT = """
    vpcs:
      app:
        cidr: 10.0.0.0/16
        internet_gateway: {id: igw-1}
        subnets:
          public: {zone: a, cidr: 10.0.1.0/24, nat_gateway: {id: nat-1, private_ip: 10.0.1.5, public_ip: 203.0.113.7}}
          private: {zone: a, cidr: 10.0.2.0/24, instances: {host: {ip: 10.0.2.10}}}
        route_tables:
          public: {subnets: public, routes: %s}
          private: {subnets: private, routes: {0.0.0.0/0: nat-1}}
        %s
"""


def test_nat_gateway():
    """VPC User Guide, "NAT gateways": out with the NAT gateway's address, answers only in."""
    net = network(NAT % ("{0.0.0.0/0: igw-1}", ""))
    answer = trace(net, "host", "internet")
    assert answer.verdict == "delivered"
    assert [one for one in ids(answer) if one.startswith(("nat", "igw"))] == ["nat-1", "igw-1"]
    assert [hop.id for hop in answer.back if hop.id.startswith(("nat", "igw"))] == ["igw-1", "nat-1"]
    assert trace(net, "internet", "203.0.113.7").reason == "NGW_ACCEPTS_ONLY_EGRESS"


def test_nat_gateway_in_a_private_subnet():
    """VPC User Guide, "NAT gateway basics": a public NAT gateway needs a route to an internet gateway."""
    answer = trace(network(NAT % ("{}", "")), "host", "internet")
    assert (answer.verdict, answer.reason) == ("no-route", "NO_ROUTE_TO_DESTINATION")


def test_nat_gateway_needs_wide_ephemeral_ports():
    """VPC User Guide, "Ephemeral ports": a NAT gateway uses 1024-65535."""
    acl = "network_acls: {n: {subnets: public, entries: [100 allow all from 10.0.0.0/16, 110 allow tcp %s from 0.0.0.0/0, 100 allow all to 0.0.0.0/0]}}"
    assert trace(network(NAT % ("{0.0.0.0/0: igw-1}", acl % "1024-65535")), "host", "internet").verdict == "delivered"
    narrow = trace(network(NAT % ("{0.0.0.0/0: igw-1}", acl % "32768-65535")), "host", "internet")
    assert (narrow.verdict, narrow.reason) == ("blocked", "SUBNET_ACL_RESTRICTION")
    assert "1024-32767" in narrow.explanation


def test_private_nat_gateway():
    """VPC User Guide, "NAT gateways", "Private NAT": it reaches other networks, not the internet."""
    net = network((NAT % ("{0.0.0.0/0: igw-1}", "")).replace("public_ip: 203.0.113.7", "connectivity: private"))
    assert trace(net, "host", "internet").reason == "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"


def test_loop_ends():
    """Routes in a circle end the trace."""
    net = network(
        """
        vpcs:
          app:
            cidr: 10.0.0.0/16
            subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10}}}, m: {zone: a, cidr: 10.0.3.0/24}, n: {zone: a, cidr: 10.0.4.0/24}}
            network_interfaces: [{id: eni-m, subnet: m, ip: 10.0.3.10, source_dest_check: false}, {id: eni-n, subnet: n, ip: 10.0.4.10, source_dest_check: false}]
            route_tables: {a: {subnets: a, routes: {0.0.0.0/0: eni-m}}, m: {subnets: m, routes: {0.0.0.0/0: eni-n}}, n: {subnets: n, routes: {0.0.0.0/0: eni-m}}}
        """
    )
    answer = trace(net, "host", "172.16.0.1")
    assert (answer.verdict, answer.reason) == ("blocked", "CYCLIC_PATH_DETECTED")


def test_inspection_by_a_gateway_load_balancer_endpoint():
    """Gateway Load Balancers, "Getting started", "Routing": in by the edge table, out by the application subnet's table."""
    net = network(
        """
        vpcs:
          app:
            cidr: 10.0.0.0/16
            internet_gateway: {id: igw-1}
            subnets:
              endpoint: {zone: a, cidr: 10.0.1.0/24}
              servers: {zone: a, cidr: 10.0.2.0/24, instances: {server: {ip: 10.0.2.10, public_ip: 203.0.113.5}}}
            gateway_load_balancer_endpoints: {inspect: {id: vpce-gwlb, service: com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0, subnets: endpoint}}
            route_tables:
              endpoint: {subnets: endpoint, routes: {0.0.0.0/0: igw-1}}
              servers: {subnets: servers, routes: {0.0.0.0/0: inspect}}
              edge: {gateways: igw-1, routes: {10.0.2.0/24: inspect}}
        """
    )
    answer = trace(net, "internet", "server")
    assert answer.verdict == "delivered"
    assert [one for one in ids(answer) if one in ("igw-1", "vpce-gwlb")] == ["igw-1", "vpce-gwlb"]
    assert [hop.id for hop in answer.back if hop.id in ("igw-1", "vpce-gwlb")] == ["vpce-gwlb", "igw-1"]


def test_network_firewall():
    """Network Firewall Developer Guide, "Simple single zone architecture with an internet gateway"."""
    net = network(
        """
        vpcs:
          app:
            cidr: 10.0.0.0/16
            internet_gateway: {id: igw-1}
            subnets:
              firewall: {zone: a, cidr: 10.0.1.0/28}
              customer: {zone: a, cidr: 10.0.2.0/24, instances: {server: {ip: 10.0.2.10, public_ip: 203.0.113.5}}}
            network_firewalls: {fw: {id: fw-1, subnets: firewall}}
            route_tables:
              firewall: {subnets: firewall, routes: {0.0.0.0/0: igw-1}}
              customer: {subnets: customer, routes: {0.0.0.0/0: network_firewall}}
              edge: {gateways: igw-1, routes: {10.0.2.0/24: network_firewall}}
        """
    )
    answer = trace(net, "server", "internet")
    assert answer.verdict == "delivered"
    assert "fw-1" in ids(answer)
    assert any("Network Firewall" in note for note in answer.notes)


@pytest.mark.parametrize(("target", "code"), [("pcx-unseen", "UNKNOWN_DESTINATION"), ("tgw-unseen", "UNKNOWN_DESTINATION")])
def test_route_to_what_was_not_read(target: str, code: str):
    """A scan's route to something that was not read: the verdict is unknown, and names it."""
    net = scan(
        f"""
        vpcs: [{{id: vpc-1, cidrs: [10.0.0.0/16], region: eu-west-1}}]
        subnets: [{{id: subnet-1, vpc: vpc-1, zone: eu-west-1a, cidr: 10.0.1.0/24, region: eu-west-1}}]
        network_interfaces: [{{id: eni-1, vpc: vpc-1, subnet: subnet-1, private_ips: [10.0.1.10], security_groups: [sg-1], region: eu-west-1}}]
        route_tables: [{{id: rtb-1, vpc: vpc-1, main: true, routes: [{{destination: 10.0.0.0/16, target: local}}, {{destination: 0.0.0.0/0, target: {target}}}]}}]
        security_groups: [{{id: sg-1, vpc: vpc-1, egress: [{{protocol: "-1", peer: 0.0.0.0/0}}]}}]
        network_acls: [{{id: acl-1, vpc: vpc-1, default: true, entries: [{{number: 100, cidr: 0.0.0.0/0}}, {{number: 100, egress: true, cidr: 0.0.0.0/0}}]}}]
        """
    )
    answer = trace(net, "eni-1", "10.9.0.1")
    assert (answer.verdict, answer.reason) == ("unknown", code)
    assert target in answer.missing[0]


def test_public_addresses_beside_a_gateway_endpoint():
    """Whether AWS's prefix list holds some public address is not known where its entries are not written; of well-known DNS servers
    it is, and `internet` stands for an address that no AWS service has."""
    net = network(
        """
        vpcs:
          a:
            cidr: 10.0.0.0/16
            internet_gateway: {id: igw-1}
            subnets: {p: {zone: a, cidr: 10.0.0.0/24, nat_gateway: {id: nat-1, public_ip: 203.0.113.1}}, q: {zone: a, cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10}}}}
            route_tables: {p: {subnets: p, routes: {0.0.0.0/0: igw-1}}, q: {main: true, routes: {0.0.0.0/0: nat-1}}}
            gateway_endpoints: {s3: {service: s3, route_tables: q}}
        """
    )
    for target in ("8.8.8.8", "1.1.1.1", "internet"):
        assert trace(net, "host", target).verdict == "delivered", target
    answer = trace(net, "host", "52.218.0.1")
    assert (answer.verdict, answer.reason) == ("unknown", "ADDRESS_NOT_KNOWN")
    assert "ask for internet" in answer.missing[0]
