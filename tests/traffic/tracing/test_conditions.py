"""Unknown verdicts say on what they hang: what was not read, and what it would have to say. What is blocked anyway is blocked."""

import json
import re

import pytest

from tests.conftest import ROOT
from tests.traffic.helpers import ids, network, scan, trace
from vpcviz.commands.traced_picture import way_of
from vpcviz.reports.traces import to_json, trace_document, trace_markdown, trace_text
from vpcviz.traffic import Trace
from vpcviz.traffic.answers.expectations import check, read_expectations
from vpcviz.traffic.answers.reach import reach
from vpcviz.traffic.tracing.tracer import Tracer

BASE = """
    vpcs: [{id: vpc-1, region: eu-west-1, cidrs: [10.1.0.0/16], dns_support: true, dns_hostnames: true}]
    subnets:
    - {id: subnet-1, region: eu-west-1, vpc: vpc-1, zone: eu-west-1a, cidr: 10.1.1.0/24}
    - {id: subnet-2, region: eu-west-1, vpc: vpc-1, zone: eu-west-1b, cidr: 10.1.2.0/24}
    network_interfaces:
    - {id: eni-1, region: eu-west-1, vpc: vpc-1, subnet: subnet-1, private_ips: [10.1.1.10], security_groups: [%(sg1)s]}
    - {id: eni-2, region: eu-west-1, vpc: vpc-1, subnet: subnet-2, private_ips: [10.1.2.10], security_groups: [%(sg2)s]%(owner)s}
    security_groups:
    - {id: sg-1, vpc: vpc-1, egress: [{protocol: "-1", peer: 0.0.0.0/0}], ingress: [{protocol: tcp, from_port: 443, to_port: 443, peer: %(peer)s}]}
    - {id: sg-0, vpc: vpc-1, egress: [], ingress: []}
    %(acls)s
    %(tables)s
    %(more)s
"""
ACLS = """network_acls: [{id: acl-1, vpc: vpc-1, default: true, entries: [{number: 100, cidr: 0.0.0.0/0}, {number: 100, egress: true, cidr: 0.0.0.0/0}]}]"""
TABLES = """route_tables: [{id: rtb-1, vpc: vpc-1, main: true, routes: [{destination: 10.1.0.0/16, target: local}%s]}]"""
READ = {"sg1": "sg-1", "sg2": "sg-1", "peer": "10.0.0.0/8", "acls": ACLS, "tables": TABLES % "", "more": "", "owner": ""}


def over(start: str = "eni-1", end: str = "eni-2", **other: str) -> Trace:
    return trace(scan(BASE % {**READ, **other}), start, end)


def needs(answer: Trace) -> list[str]:
    return [one.needs for one in answer.conditions]


def test_what_was_all_read_hangs_on_nothing():
    answer = over()
    assert (answer.verdict, answer.conditions) == ("delivered", ())


def test_network_acls_that_were_not_read():
    """All that the answer hangs on is found, there and back, and the way is followed to its end."""
    answer = over(acls="")
    assert (answer.verdict, answer.reason) == ("unknown", "NOT_READ")
    assert "network ACL of subnet-1" in answer.explanation
    assert needs(answer) == [
        "network ACL of subnet-1 lets out tcp 443 to 10.1.2.10",
        "network ACL of subnet-2 lets in tcp 443 from 10.1.1.10",
        "network ACL of subnet-2 lets out tcp 32768-60999 to 10.1.1.10",
        "network ACL of subnet-1 lets in tcp 32768-60999 from 10.1.2.10",
    ]
    assert [one.way for one in answer.conditions] == ["forward", "forward", "return", "return"]
    for one in answer.conditions:
        hops = answer.forward if one.way == "forward" else answer.back
        assert (hops[one.step - 1].id, hops[one.step - 1].action) == (one.id, "unknown")
    assert answer.forward[-1].action == "arrive"
    assert answer.back[-1].id == "eni-1"
    assert answer.stays_on_aws_network is None


def test_a_way_that_is_blocked_anyway_is_blocked():
    answer = over(acls="", sg2="sg-0")
    assert (answer.verdict, answer.reason, answer.conditions) == ("blocked", "SG_HAS_NO_RULES", ())
    assert answer.forward[-1].id == "sg-0"
    assert "what was not read must let it through too: network ACL of subnet-1 lets out tcp 443" in answer.change
    gone = over(acls="", tables=TABLES % ", {destination: 10.9.0.0/16, target: tgw-1, state: blackhole}", end="10.9.0.1")
    assert (gone.verdict, gone.reason) == ("blocked", "BAD_STATE_ROUTE")


def test_security_groups_that_were_not_read():
    assert needs(over(sg2="sg-9")) == ["security group sg-9 lets in tcp 443 from 10.1.1.10"]
    assert needs(over(sg2="sg-8, sg-9")) == ["security group sg-8 or sg-9 lets in tcp 443 from 10.1.1.10"]
    assert needs(over(sg1="sg-9", sg2="sg-9"))[0] == "security group sg-9 lets out tcp 443 to 10.1.2.10"
    answer = over(sg1="")
    assert needs(answer) == ["a security group of eni-1 lets out tcp 443 to 10.1.2.10"]


def test_a_rule_for_a_group_where_the_senders_groups_were_not_read():
    """The receiver lets in members of sg-1 only; whether the sender is one was not read."""
    answer = over(sg1="", peer="sg-1")
    assert needs(answer)[-1] == "the sender 10.1.1.10 is in security group sg-1"
    assert over(peer="sg-1").delivered
    assert over(peer="sg-0").verdict == "blocked"


def test_prefix_lists_that_were_not_read():
    assert needs(over(peer="pl-9")) == ["pl-9 holds 10.1.1.10"]
    routes = ", {destination: pl-9, target: tgw-9}"
    answer = over(tables=TABLES % routes)
    assert needs(answer) == ["10.1.2.10 is not in pl-9", "10.1.1.10 is not in pl-9"]
    assert answer.forward[-1].action == "arrive"
    blocked = over(tables=TABLES % routes, sg2="sg-0")
    assert blocked.verdict == "unknown", "if pl-9 holds the address it goes to tgw-9, of which nothing is known"
    assert needs(blocked)[0] == "10.1.2.10 is in pl-9"
    dead = ", {destination: pl-9, target: tgw-9, state: blackhole}"
    assert over(tables=TABLES % dead, sg2="sg-0").verdict == "blocked", "whatever pl-9 holds"


def test_a_route_table_that_was_not_read():
    """Every table has the VPC's local routes; where else it leads nothing tells."""
    answer = over(tables="")
    assert answer.verdict == "unknown"
    assert needs(answer)[0] == "the route table of subnet-1 has no route for 10.1.2.10 but the local one"
    assert answer.forward[-1].id == "eni-2"
    out = over(tables="", end="internet")
    assert needs(out) == ["the route table of subnet-1 has a route for 192.0.2.1 that leads on"]
    closed = over(tables="", sg2="sg-0")
    assert closed.verdict == "unknown", "a more specific route may lead to a middlebox"


def test_an_interface_that_was_not_read():
    gap = "gaps: [{service: ec2, operation: DescribeNetworkInterfaces, error: AccessDenied, feeds: [network_interfaces]}]"
    answer = over(end="10.1.2.77", more=gap)
    assert needs(answer) == ["an interface in subnet-2 has 10.1.2.77, and lets in tcp 443"]
    assert answer.back


def test_what_lies_beyond_is_named():
    answer = over(tables=TABLES % ", {destination: 10.2.0.0/16, target: pcx-9}", end="10.2.0.9", acls="")
    assert answer.reason == "NOT_READ"
    assert needs(answer) == [
        "network ACL of subnet-1 lets out tcp 443 to 10.2.0.9",
        "pcx-9 gives the packet on to its destination, and the answer back",
    ]


BALANCER = """
    load_balancers: [{id: lb-1, type: network, scheme: internal, vpc: vpc-1, subnets: [subnet-2], network_interfaces: [eni-2], listeners: [%s]}]
    target_groups: [{id: tg-1, protocol: TCP, port: 443, target_type: ip, targets: [%s]}]
"""


def test_listeners_and_target_groups_that_were_not_read():
    answer = over(end="lb-1", owner=", owner: lb-1", more=BALANCER % ("", ""))
    assert needs(answer) == ["lb-1 has a listener for tcp 443 whose target takes it"]
    assert answer.back[-1].id == "eni-1"
    answer = over(end="lb-1", owner=", owner: lb-1", more=BALANCER % ("{port: 443, protocol: TCP, target_groups: [tg-9]}", ""))
    assert needs(answer) == ["target group tg-9 has a target that takes tcp 443"]
    blocked = over(end="lb-1", owner=", owner: lb-1", sg2="sg-0", more=BALANCER % ("", ""))
    assert blocked.verdict == "blocked"


def test_conditions_of_targets():
    """Of several targets one that is surely reached goes before one of which it is not known."""
    more = """
    load_balancers: [{id: lb-1, type: application, scheme: internal, vpc: vpc-1, subnets: [subnet-2], network_interfaces: [eni-2], security_groups: [sg-1], listeners: [{port: 443, protocol: HTTPS, target_groups: [tg-1]}]}]
    target_groups: [{id: tg-1, protocol: HTTPS, port: 443, target_type: ip, targets: [%s]}]
    """
    answer = over(end="lb-1", owner=", owner: lb-1", more=more % "10.1.1.11, 10.1.1.10")
    assert needs(answer) == []
    answer = over(end="lb-1", owner=", owner: lb-1", more=more % "10.1.1.10", acls="")
    assert "network ACL of subnet-1 lets in tcp 443 from 10.1.2.10" in needs(answer)


def test_reports():
    answer = over(acls="")
    document = json.loads(to_json(trace_document(scan(BASE % {**READ, "acls": ""}), answer, None)))
    assert document["conditions"][0] == {
        "way": "forward",
        "step": 3,
        "id": "subnet-1",
        "kind": "subnet",
        "needs": "network ACL of subnet-1 lets out tcp 443 to 10.1.2.10",
        "missing": "the network ACL of subnet-1",
    }
    assert document["blocked_at"]["step"] == 3
    text = trace_text(scan(BASE % {**READ, "acls": ""}), answer, None)
    assert re.search(r"^Delivered if$", text, re.M)
    assert re.search(r"^ *3 +subnet-1 +network ACL of subnet-1 lets out tcp 443 to 10.1.2.10$", text, re.M)
    assert "## Delivered if" in trace_markdown(scan(BASE % READ), answer, None)
    schema = json.loads((ROOT / "docs" / "trace.schema.json").read_text())
    assert set(schema["$defs"]["condition"]["required"]) == set(document["conditions"][0])


def test_the_way_on_the_picture_stops_at_the_first_condition():
    net = scan(BASE % {**READ, "acls": ""})
    answer = trace(net, "eni-1", "eni-2")
    way = way_of(net, answer)
    assert way.stopped == answer.conditions[0].step
    texts = {number: text for number, _, text in way.steps}
    assert texts[3].endswith("; delivered if network ACL of subnet-1 lets out tcp 443 to 10.1.2.10")
    assert max(texts) == len(answer.forward) + len(answer.back), "conditions of the way back are on it too"


@pytest.mark.parametrize("verdict", ["delivered", "not-delivered", "blocked"])
def test_an_unknown_verdict_meets_no_expectation(verdict: str):
    """Neither that it gets through nor that it does not; only `unknown` itself expects that."""
    tracer = Tracer(scan(BASE % {**READ, "acls": ""}))
    lines = f"- {{from: eni-1, to: eni-2, verdict: {verdict}}}\n- {{from: eni-1, to: eni-2, verdict: unknown}}\n"
    outcomes = check(tracer, read_expectations("e.yaml", lines.encode()), "e.yaml")
    assert outcomes[0].failures
    assert not outcomes[1].failures


def test_rules_for_addresses_go_before_rules_for_groups():
    """A rule that names a group does not count through a NAT gateway; another one for the address does."""
    net = network(
        """
        vpcs:
          v:
            cidr: 10.0.0.0/16
            internet_gateway: {}
            subnets:
              p: {zone: a, cidr: 10.0.0.0/24, nat_gateway: {id: nat-1, public_ip: 52.30.4.10}}
              s: {zone: a, cidr: 10.0.1.0/24, instances: {i: {ip: 10.0.1.10, security_groups: [g]}}}
            route_tables:
              p: {subnets: [p], routes: {0.0.0.0/0: internet_gateway}}
              s: {subnets: [s], routes: {0.0.0.0/0: nat-1}}
            security_groups: {g: {egress: [all to g, all to 0.0.0.0/0]}}
        """
    )
    answer = trace(net, "i", "internet")
    assert answer.delivered
    assert "nat-1" in ids(answer)


ONLY_INSTANCES = """
    vpcs: [{id: vpc-1, region: eu-west-1, cidrs: [10.1.0.0/16]}]
    subnets: [{id: subnet-1, region: eu-west-1, vpc: vpc-1, zone: eu-west-1a, cidr: 10.1.1.0/24}]
    internet_gateways: [{id: igw-1, region: eu-west-1, vpc: vpc-1}]
    instances: [{id: i-1, region: eu-west-1, vpc: vpc-1, subnet: subnet-1, state: running}]
    network_interfaces:
    - {id: eni-of-i-1, region: eu-west-1, vpc: vpc-1, subnet: subnet-1, private_ips: [10.1.1.10], %(public)s security_groups: [sg-1], owner: i-1, foreign: true}
    security_groups: [{id: sg-1, vpc: vpc-1, egress: [{peer: 0.0.0.0/0}], ingress: [{protocol: tcp, from_port: 443, to_port: 443, peer: 0.0.0.0/0}]}]
    network_acls: [{id: acl-1, vpc: vpc-1, default: true, entries: [{number: 100, cidr: 0.0.0.0/0}, {number: 100, egress: true, cidr: 0.0.0.0/0}]}]
    route_tables: [{id: rtb-1, vpc: vpc-1, main: true, routes: [{destination: 10.1.0.0/16, target: local}, {destination: 0.0.0.0/0, target: igw-1}]}]
    gaps: [{service: ec2, operation: DescribeNetworkInterfaces, region: eu-west-1, error: NotInDump, feeds: [network_interfaces]}]
"""


def test_public_ips_of_what_only_its_instance_tells_of():
    """Network interfaces were not read, and the instance's answer may have been cut: no public IP in it is none that is known."""
    net = scan(ONLY_INSTANCES % {"public": ""})
    for start, end in (("internet", "i-1"), ("i-1", "internet")):
        answer = trace(net, start, end)
        assert (answer.verdict, answer.reason) == ("unknown", "NOT_READ")
        assert needs(answer) == ["i-1 has a public IP"]
    assert trace(net, "internet", "i-1", 22).reason == "ENI_SG_RULES_MISMATCH"
    assert [one.trace.verdict for one in reach(Tracer(net), "internet") if one.id == "i-1"] == ["unknown"]
    assert trace(scan(ONLY_INSTANCES % {"public": "public_ip: 203.0.113.9,"}), "internet", "i-1").delivered
