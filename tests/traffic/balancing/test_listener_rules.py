"""Listener rules: which target group a request goes to, as far as the flow tells host, path and client."""

import pytest

from tests.traffic.helpers import network, scan, trace
from vpcviz.aws.dumps import load_dumps

SPEC = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        dns_hostnames: true
        subnets:
          a: {zone: a, cidr: 10.0.1.0/24, instances: {plain: 10.0.1.10, api: 10.0.1.11, admin: 10.0.1.12, office: 10.0.1.13, caller: 10.0.1.99}}
          b: {zone: b, cidr: 10.0.2.0/24}
        load_balancers:
          front:
            subnets: {a: 10.0.1.40, b: 10.0.2.40}
            listeners: [http 80 -> plain]
            rules:
              - 10 80 host admin.shop.example -> admin
              - 20 80 path /api/* or /v1/* -> api
              - 30 80 source-ip 10.0.1.99/32 and method POST -> office
              - 40 80 host api.* -> api
              - 50 8080 host www.shop.example -> admin
        target_groups:
          plain: {protocol: HTTP, port: 80, targets: plain}
          api: {protocol: HTTP, port: 80, targets: api}
          admin: {protocol: HTTP, port: 80, targets: admin}
          office: {protocol: HTTP, port: 80, targets: office}
    hosted_zones:
      - {name: shop.example, vpcs: v, records: [{name: "*", alias: front}]}
"""


@pytest.mark.parametrize(
    ("target", "reached", "others"),
    [
        ("front", "plain", ("rule 10", "rule 20", "rule 30", "rule 40")),
        ("10.0.1.40", "plain", ("rule 10",)),
        ("admin.shop.example", "admin", ()),
        ("http://ADMIN.shop.example/api/x", "admin", ()),
        ("www.shop.example", "plain", ("rule 20",)),
        ("http://www.shop.example/api/orders", "api", ()),
        ("http://www.shop.example/", "plain", ("rule 30",)),
        ("api.shop.example", "api", ("rule 20", "rule 30")),
    ],
)
def test_requests_by_their_rules(target: str, reached: str, others: tuple[str, ...]):
    """Application Load Balancers, "Listener rules": by priority, all conditions of a rule, one value of each."""
    answer = trace(network(SPEC), "caller", target, 80)
    assert answer.delivered
    assert f"delivered to {reached} " in answer.explanation
    for one in others:
        assert any(one in note for note in answer.notes)
    assert others or not any("rule" in note for note in answer.notes)


def test_source_ip_conditions():
    """A client that stands for any on the internet is in 0.0.0.0/0 surely, in no private range, else not known."""
    rules = "rules: [10 80 source-ip %s -> admin]"
    head, _, tail = SPEC.partition("            rules:\n")
    text = head + "            " + rules + "\n        target_groups:" + tail.partition("        target_groups:")[2]
    for cidr, reached in (("10.0.1.0/24", "admin"), ("0.0.0.0/0", "admin"), ("192.168.0.0/16", "plain")):
        assert f"delivered to {reached} " in trace(network(text % cidr), "caller", "front", 80).explanation


def test_a_rule_that_answers_itself():
    text = SPEC.replace(
        "10 80 host admin.shop.example -> admin", "{priority: 10, port: 80, conditions: {host-header: [admin.shop.example]}}"
    )
    answer = trace(network(text), "caller", "admin.shop.example", 80)
    assert answer.explanation == "delivered to front"


SCANNED = """
    vpcs: [{id: vpc-1, cidrs: [10.0.0.0/16], region: eu-west-1}]
    subnets: [{id: subnet-a, vpc: vpc-1, zone: eu-west-1a, cidr: 10.0.1.0/24}]
    network_interfaces:
    - {id: eni-c, vpc: vpc-1, subnet: subnet-a, zone: eu-west-1a, private_ips: [10.0.1.99], security_groups: [sg-1]}
    - {id: eni-t, vpc: vpc-1, subnet: subnet-a, zone: eu-west-1a, private_ips: [10.0.1.10], security_groups: [sg-1], owner: i-t}
    - {id: eni-a, vpc: vpc-1, subnet: subnet-a, zone: eu-west-1a, private_ips: [10.0.1.40], security_groups: [sg-1], owner: alb}
    instances: [{id: i-t, vpc: vpc-1, subnet: subnet-a}]
    load_balancers: [{id: alb, type: application, vpc: vpc-1, subnets: [subnet-a], cross_zone: true, listeners: [{protocol: HTTP, port: 80, target_groups: [tg]}]%s}]
    target_groups: [{id: tg, vpc: vpc-1, protocol: HTTP, port: 80, targets: [{id: i-t}], attributes_known: true}]
    route_tables: [{id: rtb-1, vpc: vpc-1, main: true, routes: [{destination: 10.0.0.0/16, target: local}]}]
    security_groups: [{id: sg-1, vpc: vpc-1, ingress: [{peer: 0.0.0.0/0}], egress: [{peer: 0.0.0.0/0}]}]
"""


def test_rules_that_were_not_read():
    unread = trace(scan(SCANNED % ""), "eni-c", "alb", 80)
    assert unread.delivered
    assert any("were not read" in note for note in unread.notes)
    assert not trace(scan(SCANNED % ", rules_known: true"), "eni-c", "alb", 80).notes


def test_rules_of_a_dump():
    """ELBv2 API Reference, DescribeRules: the shapes of conditions and actions."""
    arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:"
    balancer, listener = (
        f"{arn}loadbalancer/app/front/50dc6c495c0c9188",
        f"{arn}listener/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2",
    )
    rule = listener.replace(":listener/", ":listener-rule/")
    group = f"{arn}targetgroup/api/73e2d6bc24d8a067"
    import json

    answers = {
        "LoadBalancers": [{"LoadBalancerArn": balancer, "LoadBalancerName": "front", "Type": "application", "VpcId": "vpc-1"}],
        "Listeners": [
            {"ListenerArn": listener, "LoadBalancerArn": balancer, "Port": 443, "Protocol": "HTTPS", "DefaultActions": []}
        ],
        "Rules": [
            {
                "RuleArn": f"{rule}/0000000000000001",
                "Priority": "10",
                "IsDefault": False,
                "Conditions": [
                    {"Field": "host-header", "HostHeaderConfig": {"Values": ["api.shop.example"]}, "Values": ["api.shop.example"]},
                    {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "X-Try", "Values": ["1", "2"]}},
                    {"Field": "query-string", "QueryStringConfig": {"Values": [{"Key": "v", "Value": "1"}, {"Value": "x"}]}},
                    {"Field": "path-pattern", "Values": ["/api/*"]},
                ],
                "Actions": [
                    {
                        "Type": "forward",
                        "ForwardConfig": {
                            "TargetGroups": [{"TargetGroupArn": f"{group}0", "Weight": 0}, {"TargetGroupArn": group, "Weight": 1}]
                        },
                    }
                ],
            },
            {"RuleArn": f"{rule}/0000000000000002", "Priority": "default", "IsDefault": True, "Conditions": [], "Actions": []},
        ],
    }
    net = load_dumps([(f"{key}.json", json.dumps({key: value}).encode()) for key, value in answers.items()])
    (made,) = net.load_balancers[0].rules
    assert (made.priority, made.port, made.target_groups) == (10, 443, (group,))
    assert dict(made.conditions) == {
        "host-header": ("api.shop.example",),
        "http-header": ("X-Try: 1", "X-Try: 2"),
        "query-string": ("v=1", "x"),
        "path-pattern": ("/api/*",),
    }
    assert net.load_balancers[0].rules_known
