"""Security groups and network ACLs that contradict AWS."""

from tests.spec.contradictions.specs import TWO_VPCS, vpc

REFUSED = {
    "port out of range": (
        vpc("security_groups: {web: {ingress: [tcp 70000 from 10.0.0.0/8]}}"),
        "4:39 the port 70000 is out of range",
    ),
    "ports in the wrong order": (
        vpc("security_groups: {web: {ingress: [tcp 90-80 from 10.0.0.0/8]}}"),
        "4:39 the first port 90 is above the last port 80",
    ),
    "no protocol": (
        vpc("security_groups: {web: {ingress: [{protocol: tpc, from_port: 1, to_port: 2, peer: 10.0.0.0/8}]}}"),
        '4:50 "tpc" is no protocol',
    ),
    "peer of an unjoined VPC": (
        TWO_VPCS + "security_groups: [{name: a, vpc: one, ingress: [tcp 22 from b]}, {name: b, vpc: two}]\n",
        "4:49 the security group b is of two, which is not joined to one",
    ),
    "peer of another region": (
        "vpcs: {one: {cidr: 10.1.0.0/16}, far: {cidr: 10.2.0.0/16, region: us-east-1}}\npeerings: [{between: [one, far]}]\n"
        "security_groups: [{name: a, vpc: one, ingress: [tcp 22 from b]}, {name: b, vpc: far}]\n",
        "3:49 the security group b is of far in us-east-1; a rule cannot name one of another region",
    ),
    "VPN attached as a VPC": (
        "customer_gateways: {c: 203.0.113.9}\nvpn_connections: {v: {customer_gateway: c, gateway: hub}}\n"
        "transit_gateways: {hub: {attachments: {x: {type: vpc, resource: v}}}}\n",
        "3:65 v cannot be attached as vpc",
    ),
    "a rule without peer": (
        vpc("security_groups: {web: {ingress: [{protocol: tcp, from_port: 22, to_port: 22}]}}"),
        "4:39 a rule needs a peer",
    ),
    "ACL number twice": (
        vpc("network_acls: {x: {entries: [100 allow all from 0.0.0.0/0, 100 deny all from 10.0.0.0/8]}}"),
        "4:64 two inbound entries of x have the number 100",
    ),
    "ACL number out of range": (
        vpc("network_acls: {x: {entries: [40000 allow all from 0.0.0.0/0]}}"),
        "4:34 the number 40000 of an entry is out of range",
    ),
}
"""By name: a spec (without its head), and the beginning of the problem that it has, with its place."""
