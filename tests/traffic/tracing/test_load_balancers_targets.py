"""Load balancers: what becomes of a packet at their targets, and attributes that were not read."""

import pytest

from tests.traffic.helpers import network, scan, trace
from tests.traffic.tracing.test_load_balancers import ends, spec


def test_targets_that_take_no_connections():
    """Target groups, "Target health status": draining and unused ones get none; where all are unhealthy, all get some."""
    assert ends(spec(targets="[{id: one, health: draining}]"), "caller", "front") == ("blocked", "ELBV2_LISTENER_HAS_NO_TG")
    assert ends(spec(targets="[{id: one, health: unused}]"), "caller", "front") == ("blocked", "ELBV2_LISTENER_HAS_NO_TG")
    answer = trace(network(spec(targets="[{id: one, health: unhealthy}]")), "caller", "front")
    assert answer.delivered
    assert any("unhealthy" in note for note in answer.notes)
    mixed = trace(
        network(spec(targets="[{id: one, health: unhealthy}, {id: off}]", balancer=", cross_zone: true")), "caller", "front"
    )
    assert mixed.delivered  # The other one's zone is not enabled: it does not count.


def test_quic_listeners():
    """ELBv2 API Reference, CreateListener: QUIC, and TCP_QUIC, which takes both."""
    quic = {"protocol": "QUIC", "listener": "quic 443 -> web"}
    assert ends(spec(**quic), "caller", "front", protocol="udp")[0] == "delivered"
    assert ends(spec(**quic), "caller", "front")[1] == "ELBV2_LISTENERS_MISMATCH"
    both = {"protocol": "TCP_QUIC", "listener": "tcp_quic 443 -> web"}
    assert ends(spec(**both), "caller", "front", protocol="udp")[0] == ends(spec(**both), "caller", "front")[0] == "delivered"


# --- what was not read ------------------------------------------------------------------------------------------------------


SCANNED = """
    vpcs: [{id: vpc-1, cidrs: [10.0.0.0/16], region: eu-west-1}]
    subnets:
    - {id: subnet-a, vpc: vpc-1, zone: eu-west-1a, cidr: 10.0.1.0/24}
    - {id: subnet-b, vpc: vpc-1, zone: eu-west-1b, cidr: 10.0.2.0/24}
    network_interfaces:
    - {id: eni-c, vpc: vpc-1, subnet: subnet-a, zone: eu-west-1a, private_ips: [10.0.1.99], security_groups: [sg-open]}
    - {id: eni-t, vpc: vpc-1, subnet: subnet-a, zone: eu-west-1a, private_ips: [10.0.1.10], security_groups: [%s], owner: i-t}
    - {id: eni-a, vpc: vpc-1, subnet: subnet-a, zone: eu-west-1a, private_ips: [10.0.1.40], type: network_load_balancer, owner: nlb}
    - {id: eni-b, vpc: vpc-1, subnet: subnet-b, zone: eu-west-1b, private_ips: [10.0.2.40], type: network_load_balancer, owner: nlb}
    instances: [{id: i-t, vpc: vpc-1, subnet: subnet-a}]
    load_balancers: [{id: nlb, type: network, vpc: vpc-1, subnets: [subnet-a, subnet-b], listeners: [{protocol: TCP, port: 443, target_groups: [tg]}]%s}]
    target_groups: [{id: tg, vpc: vpc-1, protocol: TCP, port: 8080, targets: [{id: i-t, port: 8080}]%s}]
    route_tables: [{id: rtb-1, vpc: vpc-1, main: true, routes: [{destination: 10.0.0.0/16, target: local}]}]
    security_groups:
    - {id: sg-open, vpc: vpc-1, ingress: [{peer: 0.0.0.0/0}], egress: [{peer: 0.0.0.0/0}]}
    - {id: sg-client, vpc: vpc-1, ingress: [{peer: 10.0.1.99/32}], egress: [{peer: 0.0.0.0/0}]}
    - {id: sg-nobody, vpc: vpc-1, ingress: [{peer: 192.168.0.0/16}], egress: [{peer: 0.0.0.0/0}]}
    network_acls: [{id: acl-1, vpc: vpc-1, default: true, entries: [{number: 100, cidr: 0.0.0.0/0}, {number: 100, egress: true, cidr: 0.0.0.0/0}]}]
"""


@pytest.mark.parametrize(
    ("group", "balancer", "attributes", "to", "verdict", "missing"),
    [
        ("sg-client", "", "", "10.0.1.40", "unknown", "preserve_client_ip.enabled of tg"),
        ("sg-client", "", ", preserve_client_ip: true", "10.0.1.40", "delivered", ""),
        ("sg-client", "", ", attributes_known: true", "10.0.1.40", "delivered", ""),
        ("sg-open", "", "", "10.0.1.40", "delivered", ""),
        ("sg-nobody", "", "", "10.0.1.40", "blocked", ""),
        ("sg-open", "", "", "10.0.2.40", "unknown", "load_balancing.cross_zone.enabled of nlb"),
        ("sg-open", "", ", attributes_known: true", "10.0.2.40", "unknown", "load_balancing.cross_zone.enabled of nlb"),
        ("sg-open", ", cross_zone: true", "", "10.0.2.40", "unknown", "load_balancing.cross_zone.enabled of tg"),
        ("sg-open", ", cross_zone: true", ", attributes_known: true", "10.0.2.40", "delivered", ""),
        ("sg-open", ", cross_zone: false", ", attributes_known: true", "10.0.2.40", "blocked", ""),
        ("sg-nobody", "", "", "10.0.2.40", "blocked", ""),
    ],
)
def test_attributes_that_were_not_read(group: str, balancer: str, attributes: str, to: str, verdict: str, missing: str):
    """In a scan nothing is assumed: what was not read makes the verdict unknown, where it decides."""
    answer = trace(scan(SCANNED % (group, balancer, attributes)), "eni-c", to)
    assert answer.verdict == verdict, answer.explanation
    assert (missing in " ".join(answer.missing)) if missing else not answer.missing


# --- other kinds ------------------------------------------------------------------------------------------------------------


def test_a_classic_load_balancer_sends_to_its_instances_port():
    """Elastic Load Balancing API Reference (2012), Listener.InstancePort."""
    text = """
        vpcs:
          v:
            cidr: 10.0.0.0/16
            subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {one: {ip: 10.0.1.10, security_groups: tgt}, caller: {ip: 10.0.1.99, security_groups: out}}}}
            security_groups: {out: {egress: [all to 0.0.0.0/0]}, tgt: {ingress: [tcp 8080 from 0.0.0.0/0]}}
            load_balancers: {old: {type: classic, subnets: {a: 10.0.1.40}, targets: one, listeners: [{protocol: HTTP, port: 80%s}]}}
    """
    assert ends(text % ", target_port: 8080", "caller", "old", 80)[0] == "delivered"
    assert ends(text % "", "caller", "old", 80) == ("blocked", "ENI_SG_RULES_MISMATCH")


GATEWAY = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets:
          a: {zone: a, cidr: 10.0.1.0/24, instances: {web: 10.0.1.10}}
          b: {zone: b, cidr: 10.0.2.0/24, instances: {db: 10.0.2.10}}
          in-a: {zone: a, cidr: 10.0.3.0/24}
        route_tables:
          a: {subnets: a, routes: {10.0.2.0/24: inspect}}
          b: {subnets: b, routes: {10.0.1.0/24: inspect}}
          m: {main: true}
        gateway_load_balancer_endpoints: {inspect: {service: fw, subnets: [in-a]}}
      fw:
        cidr: 10.9.0.0/16
        subnets: {fa: {zone: a, cidr: 10.9.1.0/24}, fb: {zone: b, cidr: 10.9.2.0/24, instances: {appliance: 10.9.2.10}}}
        load_balancers: {gwlb: {type: gateway, subnets: [fa, fb], listeners: [geneve 6081 -> appliances]%s}}
        target_groups: {appliances: {protocol: GENEVE, port: 6081, targets: appliance}}
    endpoint_services: {fw: {type: GatewayLoadBalancer, load_balancers: gwlb}}
"""


def test_gateway_load_balancers_keep_to_their_zone():
    """Gateway Load Balancers, "Cross-zone load balancing": off by default."""
    assert ends(GATEWAY % "", "web", "db") == ("blocked", "ELBV2_NO_TARGETS_IN_AZ")
    assert ends(GATEWAY % ", cross_zone: true", "web", "db")[1] != "ELBV2_NO_TARGETS_IN_AZ"


DUAL = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        ipv6_cidr: 2001:db8:1::/56
        dns_hostnames: true
        subnets: {a: {zone: a, cidr: 10.0.1.0/24, ipv6_cidr: 2001:db8:1:1::/64, instances: {six: {ipv6: 2001:db8:1:1::10, security_groups: open}}}}
        security_groups: {open: {ingress: [all from 0.0.0.0/0, 'all from ::/0'], egress: [all to 0.0.0.0/0, 'all to ::/0']}}
        load_balancers: {front: {type: network, subnets: {a: 10.0.1.40}, security_groups: open, dns_name: front-1.elb.eu-west-1.amazonaws.com, listeners: [tcp 80 -> web]}}
        target_groups: {web: {protocol: TCP, port: 8080, target_type: ip, targets: "2001:db8:1:1::10"}}
        interface_endpoints: {queue: {service: sqs, subnets: {a: 10.0.1.50}, security_groups: open, private_dns: true}}
        network_interfaces:
          - {id: eni-lb, owner: front, subnet: a, ips: [10.0.1.40], ipv6s: ["2001:db8:1:1::40"]}
          - {id: eni-ep, owner: queue, subnet: a, ips: [10.0.1.50], ipv6s: ["2001:db8:1:1::50"]}
"""


@pytest.mark.parametrize("name", ["front-1.elb.eu-west-1.amazonaws.com", "sqs.eu-west-1.amazonaws.com"])
def test_dual_stack_load_balancers_and_endpoints(name: str):
    """Elastic Load Balancing, "IP address type"; AWS PrivateLink Guide, "IP address type": names have addresses of both families."""
    answer = trace(network(DUAL), "six", name, 80 if "front" in name else 443, ipv6=True)
    assert answer.verdict == "delivered", answer.explanation
    assert answer.address.startswith("2001:db8:1:1::")


def test_an_endpoint_in_part():
    """VpcEndpoint.State Partial: AWS's documentation has the word, and does not say what it means for traffic."""
    answer = trace(network(DUAL.replace("private_dns: true}", "private_dns: true, state: Partial}")), "six", "queue", ipv6=True)
    assert (answer.verdict, answer.reason) == ("unknown", "NOT_DOCUMENTED")


SHARED = """
    vpcs:
      c: {account: "%s", cidr: 10.0.0.0/16, subnets: {a: {zone: a, cidr: 10.0.1.0/24}, b: {zone: b, cidr: 10.0.2.0/24, instances: {web: 10.0.2.10}}}, route_tables: {m: {main: true}}, interface_endpoints: {e: {service: svc, subnets: {b: 10.0.2.50}}}}
      p: {account: "222222222222", cidr: 10.1.0.0/16, subnets: {a: {zone: a, cidr: 10.1.1.0/24, instances: {t: 10.1.1.10}}, b: {zone: b, cidr: 10.1.2.0/24}}, load_balancers: {n: {type: network, subnets: [a, b], listeners: [tcp 443 -> g]}}, target_groups: {g: {protocol: TCP, port: 443, targets: t}}}
    endpoint_services: {svc: {account: "222222222222", load_balancers: n}}
"""


def test_zones_of_endpoint_services():
    """AWS PrivateLink Guide, "Subnets and Availability Zones": an endpoint's interface reaches the node of its own zone."""
    assert ends(SHARED % "222222222222", "web", "e") == ("blocked", "ELBV2_NO_TARGETS_IN_AZ")
    other = trace(network(SHARED % "111111111111"), "web", "e")
    assert other.delivered
    assert any("calls that zone" in note for note in other.notes), "zones' letters mean other zones in another account"


ZONAL = """
    vpcs:
      a:
        cidr: 10.0.0.0/16
        security_groups: {o: {ingress: [all from 0.0.0.0/0]}}
        subnets:
          s-a: {zone: a, cidr: 10.0.1.0/24, instances: {c: {ip: 10.0.1.10, security_groups: o}, t1: {ip: 10.0.1.20, security_groups: o}}}
          s-b: {zone: b, cidr: 10.0.2.0/24, instances: {t2: {ip: 10.0.2.20, security_groups: o}}}
        load_balancers: {front: {type: application, scheme: internal, subnets: {s-a: 10.0.1.40, s-b: 10.0.2.40}, security_groups: o, listeners: [http 80 -> one], rules: [10 80 path /v1/* -> two]}}
        target_groups:
          one: {protocol: HTTP, port: 8080, targets: [t1, t2], cross_zone: false}
          two: {protocol: HTTP, port: 8080, targets: [%s], cross_zone: false}
"""


@pytest.mark.parametrize(("targets", "answered"), [("t2", {"10.0.2.40"}), ("t1, t2", {"10.0.1.40", "10.0.2.40"})])
def test_a_zone_where_a_group_has_no_target_is_not_in_dns(targets: str, answered: set[str]):
    """AWS re:Post Knowledge Center, "Why does my load balancer show only one IP address in DNS?": each group must have one there."""
    assert set(trace(ZONAL % targets, "c", "front", 80).addresses) == answered
