"""A security group whose outbound rules are not written has the one that AWS gives it."""

from vpcviz.spec import load_document

SPEC = """\
vpcviz: 1
region: eu-west-1
vpcs:
  four: {cidr: 10.0.0.0/16, security_groups: {open: {ingress: [https from 10.0.0.0/8]}, shut: {egress: []}, some: {egress: [https to 10.0.0.0/8]}}}
  six: {cidr: 10.1.0.0/16, ipv6_cidrs: 2001:db8:1::/56, security_groups: {both: {}}}
"""


def test_default_outbound_rule():
    """VPC User Guide, "Security group basics": all traffic out, IPv6 too where the VPC has it; `[]` is none."""
    rules = {
        group.name: [(rule.protocol, rule.peer) for rule in group.egress]
        for group in load_document("x.yaml", SPEC.encode()).security_groups
    }
    assert rules == {
        "open": [("-1", "0.0.0.0/0")],
        "shut": [],
        "some": [("tcp", "10.0.0.0/8")],
        "both": [("-1", "0.0.0.0/0"), ("-1", "::/0")],
    }


def test_a_scan_is_taken_as_it_is():
    text = "vpcviz: 1\norigin: scan\nsecurity_groups: [{id: sg-1, name: x}]\n"
    assert load_document("x.yaml", text.encode()).security_groups[0].egress == ()
