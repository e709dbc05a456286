"""Receivers: load balancers and their targets, endpoint services, stopped instances, ports that nobody listens on."""

from tests.traffic.helpers import ids, network, scan, trace
from vpcviz.traffic.answers.reach import reach
from vpcviz.traffic.tracing.tracer import Tracer

BALANCED = """
    vpcs:
      app:
        cidr: 10.0.0.0/16
        internet_gateway: {id: igw-1}
        subnets:
          pub-a: {zone: a, cidr: 10.0.1.0/24}
          pub-b: {zone: b, cidr: 10.0.2.0/24}
          app-a: {zone: a, cidr: 10.0.11.0/24, instances: {one: {ip: 10.0.11.10, security_groups: target}}}
          app-b: {zone: b, cidr: 10.0.12.0/24, instances: {two: {ip: 10.0.12.10, security_groups: target}, client: {ip: 10.0.12.20, security_groups: client}}}
        route_tables: {pub: {subnets: [pub-a, pub-b], routes: {0.0.0.0/0: igw-1}}, app: {main: true}}
        security_groups:
          lb: {ingress: [https from 0.0.0.0/0], egress: [tcp 8080 to 10.0.0.0/16]}
          target: {ingress: [%(target)s], egress: []}
          client: {egress: [all to 0.0.0.0/0]}
        load_balancers: {web: {id: web-lb, type: %(type)s, scheme: internal, subnets: {pub-a: 10.0.1.5, pub-b: 10.0.2.5}, security_groups: %(groups)s, dns_name: internal-web-1.eu-west-1.elb.amazonaws.com, listeners: [%(listener)s]%(more)s}}
        target_groups: {backend: {protocol: %(protocol)s, port: 8080, targets: [one, two]}}
"""


def balanced(**values: str) -> str:
    defaults = {
        "target": "tcp 8080 from lb",
        "type": "application",
        "groups": "lb",
        "listener": "https 443 -> backend",
        "protocol": "HTTP",
        "more": "",
    }
    return BALANCED % {**defaults, **values}


def test_application_load_balancer():
    """Application Load Balancers, "Security groups for your Application Load Balancer": targets see the load balancer."""
    answer = trace(network(balanced()), "client", "internal-web-1.eu-west-1.elb.amazonaws.com")
    assert answer.verdict == "delivered"
    assert answer.address == "10.0.2.5"
    assert "web-lb" in ids(answer)
    assert ids(answer)[-1].startswith("eni-i-app-two")
    assert [hop.id for hop in answer.back].index("web-lb") > 0


def test_targets_that_do_not_let_the_load_balancer_in():
    answer = trace(network(balanced(target="tcp 8080 from client")), "client", "web-lb")
    assert (answer.verdict, answer.reason) == ("blocked", "ENI_SG_RULES_MISMATCH")
    assert "target" in answer.explanation


def test_listener_mismatch():
    """Reachability Analyzer explanation codes, ELBV2_LISTENERS_MISMATCH and ELBV2_LISTENER_HAS_NO_TG."""
    net = network(balanced(listener="https 8443 -> backend"))
    answer = trace(net, "client", "web-lb", 8443)
    assert answer.reason == "ENI_SG_RULES_MISMATCH"
    plain = trace(
        network(balanced(listener="https 8443 -> backend").replace("https from 0.0.0.0/0]", "all from 0.0.0.0/0]")),
        "client",
        "web-lb",
        443,
    )
    assert plain.reason == "ELBV2_LISTENERS_MISMATCH"
    empty = trace(network(balanced().replace("targets: [one, two]", "targets: []")), "client", "web-lb")
    assert empty.reason == "ELBV2_LISTENER_HAS_NO_TG"


def test_network_load_balancer_keeps_the_clients_address():
    """Network Load Balancers, "Client IP preservation": targets by instance id see the client."""
    spec = balanced(
        type="network", listener="TCP 443 -> backend", protocol="TCP", target="tcp 8080 from 10.0.12.20/32", groups="[]"
    )
    answer = trace(network(spec), "client", "web-lb")
    assert answer.verdict == "delivered"
    assert any("client IP kept" in hop.because for hop in answer.forward)
    closed = balanced(
        type="network", listener="TCP 443 -> backend", protocol="TCP", target="tcp 8080 from 10.0.1.0/24", groups="[]"
    )
    assert trace(network(closed), "client", "web-lb").reason == "ENI_SG_RULES_MISMATCH"


def test_cross_zone_off():
    """Network Load Balancers, "Cross-zone load balancing": off, a node sends to targets of its own zone only."""
    spec = balanced(
        type="network",
        listener="TCP 443 -> backend",
        protocol="TCP",
        target="all from 0.0.0.0/0",
        groups="[]",
        more=", cross_zone: false",
    )
    assert ids(trace(network(spec), "client", "web-lb"))[-1].startswith("eni-i-app-two")
    only = trace(network(spec.replace("targets: [one, two]", "targets: [one]")), "client", "10.0.2.5")
    assert only.reason == "ELBV2_NO_TARGETS_IN_AZ"


SERVICE = """
    accounts:
      "111111111111":
        vpcs:
          shop: {id: vpc-shop, cidr: 10.0.0.0/16, subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10}}}}, interface_endpoints: [{id: vpce-1, name: pay, service: payments, subnets: {a: 10.0.1.50}%s}]}
      "222222222222":
        vpcs:
          pay:
            cidr: 10.0.0.0/16
            subnets: {p: {zone: a, cidr: 10.0.1.0/24, instances: {server: {ip: 10.0.1.10, security_groups: pay}}}}
            security_groups: {pay: {ingress: [tcp 8443 from %s]}, balancer: {id: sg-balancer, ingress: [https from 10.0.1.10/32], egress: [all to 0.0.0.0/0]}, closed: {id: sg-closed, ingress: [https from 10.0.1.50/32]}}
            load_balancers: {nlb: {id: pay-nlb, type: network, subnets: {p: 10.0.1.5}, listeners: [TCP 443 -> pay]%s}}
            target_groups: {pay: {protocol: TCP, port: 8443, targets: server}}
        endpoint_services: {payments: {id: vpce-svc-0123456789abcdef0, load_balancers: nlb}}
"""


def test_endpoint_service_behind_a_network_load_balancer():
    """AWS PrivateLink Guide, "Share your services": targets see the load balancer's address, not the consumer's."""
    answer = trace(network(SERVICE % ("", "10.0.1.5/32", "")), "host", "pay")
    assert answer.verdict == "delivered"
    passed = [one for one in ids(answer) if one in ("vpce-1", "vpce-svc-0123456789abcdef0", "pay-nlb")]
    assert passed == ["vpce-1", "vpce-svc-0123456789abcdef0", "pay-nlb"]
    assert trace(network(SERVICE % ("", "172.31.0.0/16", "")), "host", "pay").reason == "ENI_SG_RULES_MISMATCH"


def test_endpoint_that_waits_for_acceptance():
    """AWS PrivateLink Guide, "Accept or reject connection requests"."""
    answer = trace(network(SERVICE % (", state: pendingAcceptance", "0.0.0.0/0", "")), "host", "pay")
    assert (answer.verdict, answer.reason) == ("blocked", "BAD_STATE")


def test_what_does_not_listen():
    net = network(
        """
        vpcs:
          app:
            cidr: 10.0.0.0/16
            subnets:
              a:
                zone: a
                cidr: 10.0.1.0/24
                instances: {host: {ip: 10.0.1.10}, off: {ip: 10.0.1.11, state: stopped}}
                workloads: {db: {type: rds-instance, ips: 10.0.1.60, port: 5432}}
        """
    )
    assert trace(net, "host", "db", 5432).verdict == "delivered"
    assert trace(net, "host", "db", 3306).reason == "NOT_LISTENING"
    assert trace(net, "host", "off").reason == "BAD_STATE"
    free = trace(net, "host", "10.0.1.99")
    assert (free.verdict, free.reason) == ("blocked", "NO_POSSIBLE_DESTINATION")


def test_internet_facing_load_balancer():
    """A load balancer's public name and addresses lead in by the internet gateway."""
    text = balanced().replace("scheme: internal", "scheme: internet-facing").replace("internal-web-1", "web-1")
    text = text.replace("subnets: {pub-a: 10.0.1.5, pub-b: 10.0.2.5}, ", "subnets: [pub-a, pub-b], ")
    interfaces = "        network_interfaces: [{id: eni-lb-a, subnet: pub-a, ip: 10.0.1.5, public_ip: 203.0.113.50, owner: web-lb}, {id: eni-lb-b, subnet: pub-b, ip: 10.0.2.5, public_ip: 203.0.113.51, owner: web-lb}]\n"
    net = network(text + interfaces)
    answer = trace(net, "internet", "web-1.eu-west-1.elb.amazonaws.com")
    assert answer.verdict == "delivered"
    assert answer.addresses == ("203.0.113.50", "203.0.113.51")
    assert ids(answer)[:2] == ["internet", "igw-1"]
    assert ids(answer)[-1].startswith("eni-i-app-one")
    inside = trace(net, "client", "web-1.eu-west-1.elb.amazonaws.com")
    assert inside.verdict == "no-route"


def test_public_addresses_that_aws_gives():
    """Elastic Load Balancing and VPC User Guide, "Public IPv4 addressing attribute": a spec need not write what AWS gives."""
    text = balanced().replace("scheme: internal", "scheme: internet-facing").replace("internal-web-1", "web-1")
    text = text.replace(
        "pub-a: {zone: a, cidr: 10.0.1.0/24}",
        "pub-a: {zone: a, cidr: 10.0.1.0/24, map_public_ip: true, instances: {bastion: {ip: 10.0.1.9, security_groups: lb}}}",
    )
    net = network(text)
    assert trace(net, "internet", "web-1.eu-west-1.elb.amazonaws.com").verdict == "delivered"
    assert trace(net, "internet", "web-lb").verdict == "delivered"
    assert trace(net, "internet", "bastion").verdict == "delivered"
    assert trace(net, "internet", "one").reason == "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS"


def test_stopped_instances_send_nothing():
    """EC2 User Guide, "Amazon EC2 instance state changes": a stopped instance neither sends nor answers."""
    net = network(
        """
        vpcs:
          a:
            cidr: 10.0.0.0/16
            subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {off: {id: i-off, ip: 10.0.1.10, state: stopped}, up: {ip: 10.0.1.11, state: running}}}}
        """
    )
    for start, end in (("off", "up"), ("up", "off")):
        answer = trace(net, start, end)
        assert (answer.verdict, answer.reason) == ("blocked", "BAD_STATE")
        assert answer.change == "bring i-off into a working state"


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
