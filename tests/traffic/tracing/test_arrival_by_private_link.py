"""Arriving by PrivateLink and from the internet."""

from tests.traffic.helpers import ids, network, scan, trace
from tests.traffic.tracing.test_arrival import SERVICE, balanced
from vpcviz.traffic.answers.reach import reach
from vpcviz.traffic.tracing.tracer import Tracer


def test_private_link_meets_the_groups_of_the_network_load_balancer():
    """Network Load Balancers, "Update the security groups": for PrivateLink's packets the source is the client's private IP,
    not the endpoint's; enforcing that can be turned off."""
    answer = trace(network(SERVICE % ("", "balancer", ", security_groups: balancer")), "host", "pay")
    assert answer.verdict == "delivered"
    assert "sg-balancer" in ids(answer)
    closed = trace(network(SERVICE % ("", "closed", ", security_groups: closed")), "host", "pay")
    assert (closed.verdict, closed.reason, closed.forward[-1].id) == ("blocked", "ENI_SG_RULES_MISMATCH", "sg-closed")
    assert "tcp 443 from 10.0.1.10" in closed.change
    off = trace(network(SERVICE % ("", "10.0.1.5/32", ", security_groups: balancer, private_link_rules: false")), "host", "pay")
    assert off.verdict == "delivered"
    assert [hop.because for hop in off.forward if hop.id == "sg-balancer"] == ["balancer allows all traffic to 0.0.0.0/0"]


def test_who_answers_a_ping():
    """Application Load Balancers, "Security groups for your Application Load Balancer": they answer pings, and give none on to
    targets. Network Load Balancers and interface endpoints take TCP and UDP only."""
    lb = "ingress: [https from 0.0.0.0/0]"
    pinged = balanced().replace(lb, "ingress: [all from 0.0.0.0/0]")
    answer = trace(network(pinged), "client", "web", protocol="icmp")
    assert answer.verdict == "delivered"
    assert (answer.forward[-1].id, answer.forward[-1].action) == ("web-lb", "deliver")
    assert trace(network(balanced()), "client", "web", protocol="icmp").reason == "ENI_SG_RULES_MISMATCH"
    tcp = (
        pinged.replace("type: application", "type: network")
        .replace("https 443 -> backend", "tcp 443 -> backend")
        .replace("HTTP", "TCP")
    )
    assert trace(network(tcp), "client", "web", protocol="icmp").reason == "PROTOCOL_RESTRICTION"
    assert trace(network(SERVICE % ("", "0.0.0.0/0", "")), "host", "pay", protocol="icmp").reason == "PROTOCOL_RESTRICTION"


def test_ipv4_targets_see_no_ipv6_clients():
    """Network Load Balancers, "Client IP preservation": an IPv4 target gets the load balancer's address for an IPv6 client."""
    net = network(
        """
        vpcs:
          a:
            cidr: 10.0.0.0/16
            ipv6_cidrs: ['2001:db8:1::/56']
            internet_gateway: {id: igw-1}
            security_groups: {server: {ingress: [tcp 443 from 10.0.1.5/32], egress: []}}
            subnets: {a: {zone: a, cidr: 10.0.1.0/24, ipv6_cidrs: ['2001:db8:1:1::/64'], instances: {one: {ip: 10.0.1.10, security_groups: server}}, network_interfaces: {nlb-eni: {owner: nlb, type: network_load_balancer, private_ips: 10.0.1.5, public_ip: 203.0.113.5, ipv6s: '2001:db8:1:1::5'}}}}
            route_tables: {a: {main: true, routes: {0.0.0.0/0: igw-1, '::/0': igw-1}}}
            load_balancers: {nlb: {id: nlb, type: network, scheme: internet-facing, subnets: a, listeners: [tcp 443 -> one]}}
            target_groups: {one: {protocol: TCP, port: 443, targets: one}}
        """
    )
    six = trace(net, "internet", "2001:db8:1:1::5", ipv6=True)
    assert six.verdict == "delivered"
    four = trace(net, "internet", "203.0.113.5")
    assert (four.verdict, four.reason) == ("blocked", "ENI_SG_RULES_MISMATCH")


def test_what_the_internet_reaches():
    """Everything with a public address is a row, and whether it is reached: an internet gateway lets nothing else in (VPC User
    Guide, "Internet gateways"). NAT gateways accept no connections and are none."""
    net = network(
        """
        vpcs:
          a:
            cidr: 10.0.0.0/16
            internet_gateway: {id: igw-1}
            security_groups: {web: {ingress: [https from 0.0.0.0/0]}, shut: {ingress: []}}
            subnets:
              a: {zone: a, cidr: 10.0.1.0/24, instances: {web: {id: i-web, ip: 10.0.1.10, public_ip: 203.0.113.1, security_groups: web}, shut: {id: i-shut, ip: 10.0.1.11, public_ip: 203.0.113.2, security_groups: shut}, inner: {id: i-inner, ip: 10.0.1.12, security_groups: web}}, nat_gateway: {id: nat-1, public_ip: 203.0.113.3}}
              b: {zone: b, cidr: 10.0.2.0/24}
            load_balancers: {front: {id: front, scheme: internet-facing, subnets: [a, b], security_groups: web, listeners: [https 443 -> t]}}
            target_groups: {t: {protocol: HTTPS, port: 443, targets: inner}}
            route_tables: {a: {main: true, routes: {0.0.0.0/0: igw-1}}}
        """
    )
    rows = {row.id: row.trace.reason for row in reach(Tracer(net), "internet")}
    assert rows == {"i-web": "DELIVERED", "i-shut": "SG_HAS_NO_RULES", "front": "DELIVERED"}


def test_a_listener_that_redirects():
    """Application Load Balancers, "Action types": a listener that redirects or answers itself has no target group, and is no fault.
    A Network Load Balancer's listeners forward only: without a target they lose the packet."""
    text = """
        vpcs: [{id: vpc-1, region: eu-west-1, cidrs: [10.0.0.0/16]}]
        subnets: [{id: subnet-1, region: eu-west-1, vpc: vpc-1, zone: eu-west-1a, cidr: 10.0.1.0/24}]
        network_interfaces:
          - {id: eni-1, region: eu-west-1, vpc: vpc-1, subnet: subnet-1, private_ips: [10.0.1.10], security_groups: [sg-1]}
          - {id: eni-2, region: eu-west-1, vpc: vpc-1, subnet: subnet-1, private_ips: [10.0.1.20], security_groups: [sg-1], owner: lb-1}
        security_groups: [{id: sg-1, region: eu-west-1, vpc: vpc-1, ingress: [{peer: 0.0.0.0/0}], egress: [{peer: 0.0.0.0/0}]}]
        load_balancers: [{id: lb-1, region: eu-west-1, type: %s, vpc: vpc-1, subnets: [subnet-1], security_groups: [sg-1], listeners: [{protocol: %s, port: 80}]}]
    """
    answer = trace(scan(text % ("application", "HTTP")), "eni-1", "lb-1", 80)
    assert answer.verdict == "delivered"
    assert any("redirects or answers itself" in note for note in answer.notes)
    lost = trace(scan(text % ("network", "TCP")), "eni-1", "lb-1", 80)
    assert (lost.verdict, lost.reason) == ("blocked", "ELBV2_LISTENER_HAS_NO_TG")


def test_lambda_functions_are_invoked_by_their_api():
    """Application Load Balancers, "Lambda functions as targets": not over the function's interfaces, so its groups have no say."""
    net = network(
        """
        vpcs:
          a:
            cidr: 10.0.0.0/16
            internet_gateway: {id: igw-1}
            security_groups: {web: {ingress: [https from 0.0.0.0/0]}, function: {ingress: []}}
            subnets: {a: {zone: a, cidr: 10.0.1.0/24}, b: {zone: b, cidr: 10.0.2.0/24}}
            workloads: {resize: {id: resize, type: lambda-function, subnets: [a, b], security_groups: function}}
            load_balancers: {front: {id: front, scheme: internet-facing, subnets: [a, b], security_groups: web, listeners: [https 443 -> t]}}
            target_groups: {t: {target_type: lambda, targets: resize}}
            route_tables: {a: {main: true, routes: {0.0.0.0/0: igw-1}}}
        """
    )
    answer = trace(net, "internet", "front")
    assert answer.verdict == "delivered"
    assert ids(answer)[-1] == "resize"
    assert trace(net, "internet", "resize").verdict == "blocked"


def test_a_private_address_does_not_exist_on_the_internet_whatever_goes_with_it():
    """RFC 1918; a resource asked for by name or id is reached by its public IP, the address itself is not."""
    text = """
        vpcs:
          a:
            cidr: 10.0.0.0/16
            internet_gateway: {}
            security_groups: {open: {ingress: [all from 0.0.0.0/0]}}
            subnets: {s: {zone: a, cidr: 10.0.1.0/24, instances: {w: {ip: 10.0.1.10, public_ip: 203.0.113.9, security_groups: open}}}}
            route_tables: {m: {main: true, routes: {0.0.0.0/0: internet_gateway}}}
    """
    assert trace(text, "internet", "w").delivered
    answer = trace(text, "internet", "10.0.1.10")
    assert (answer.verdict, answer.reason) == ("blocked", "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS")
    assert answer.change == "send to 203.0.113.9, which goes with it"
