"""Receivers: load balancers and their targets, endpoint services, stopped instances, ports that nobody listens on."""

from tests.traffic.helpers import ids, network, trace

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
