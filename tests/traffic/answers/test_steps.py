"""Steps of a trace in JSON: where each is, so that a program need not look it up."""

import json

from tests.conftest import ROOT
from tests.traffic.helpers import network, trace
from vpcviz.reports.traces import to_json, trace_document

SCHEMA = json.loads((ROOT / "docs" / "trace.schema.json").read_text())

SPEC = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        internet_gateway: {id: igw-1}
        subnets:
          pub: {id: subnet-pub, zone: a, cidr: 10.0.0.0/24, nat_gateway: {id: nat-1, public_ip: 203.0.113.9}}
          app: {id: subnet-app, zone: a, cidr: 10.0.1.0/24, instances: {web: {id: i-1, ip: 10.0.1.10, security_groups: sg-1}}}
        security_groups: {open: {id: sg-1, egress: [%s]}}
        network_acls: {n: {id: acl-1, subnets: app, entries: [100 allow all from 0.0.0.0/0, 100 allow all to 0.0.0.0/0]}}
        route_tables: {pub: {id: rtb-pub, subnets: pub, routes: {0.0.0.0/0: igw-1}}, app: {id: rtb-app, subnets: app, routes: {0.0.0.0/0: nat-1}}}
"""


def steps(rule: str, way: str = "forward") -> dict[tuple[str, str], dict[str, str]]:
    net = network(SPEC % rule)
    document = json.loads(to_json(trace_document(net, trace(net, "web", "internet"), None)))
    return {(one["id"], one["action"]): one for one in document[way]}


def test_each_step_says_where_it_is():
    found = steps("all to 0.0.0.0/0")
    interface = "eni-i-v-web" if ("eni-i-v-web", "leave") in found else next(key for key, action in found if action == "leave")
    leaves = found[interface, "leave"]
    assert (leaves["interface"], leaves["owner"], leaves["instance"]) == (interface, "i-1", "i-1")
    assert (leaves["subnet"], leaves["gateway"]) == ("subnet-app", "")
    group = found["sg-1", "allow"]
    assert (group["interface"], group["instance"], group["subnet"]) == (interface, "i-1", "subnet-app")
    assert found["acl-1", "allow"]["subnet"] == "subnet-app"
    assert found["rtb-app", "route"]["subnet"] == "subnet-app"
    assert (found["nat-1", "translate"]["gateway"], found["nat-1", "translate"]["subnet"]) == ("nat-1", "subnet-pub")
    assert found["igw-1", "translate"]["gateway"] == "igw-1"
    assert not any(found["internet", "deliver"][key] for key in ("interface", "owner", "instance", "subnet", "vpc", "gateway"))
    assert all(one["vpc"].startswith("vpc") for key, one in found.items() if key[0] != "internet")


def test_where_it_is_blocked():
    net = network(SPEC % "tcp 80 to 0.0.0.0/0")
    document = trace_document(net, trace(net, "web", "internet"), None)
    assert document["blocked_at"]["instance"] == "i-1"
    assert document["blocked_at"]["id"] == "sg-1"


def test_the_schema_has_them():
    hop = SCHEMA["$defs"]["hop"]
    assert set(hop["required"]) == set(hop["properties"]) == set(next(iter(steps("all to 0.0.0.0/0").values())))
