"""Load balancers, listeners and target groups that AWS refuses."""

from tests.spec.refusals.specs import HTTP, balancer, vpc

REFUSED = {
    "port 0": (balancer("network", "tcp 0 -> t"), "the port 0 of a listener is out of range"),
    "rule of a Network Load Balancer": (
        balancer("network", "tcp 80 -> t", more=", rules: [10 80 path /a -> t]"),
        "a Network Load Balancer has no rules",
    ),
    "rule without a listener": (
        balancer("application", "http 80 -> t", HTTP, ", rules: [10 81 path /a -> t]"),
        "no listener on the port 81",
    ),
    "priority twice": (
        balancer("application", "http 80 -> t", HTTP, ", rules: [10 80 path /a -> t, 10 80 path /b -> t]"),
        "have the priority 10",
    ),
    "cross-zone off": (
        balancer("application", "http 80 -> t", HTTP, ", cross_zone: false"),
        "of an Application Load Balancer is always on",
    ),
    "client IP of UDP": (
        balancer("network", "udp 53 -> t", "t: {protocol: UDP, port: 53, preserve_client_ip: false}"),
        "of the protocol UDP cannot be turned off",
    ),
    "a target for all zones": (
        balancer(
            "application",
            "http 80 -> t",
            "t: {protocol: HTTP, port: 80, cross_zone: false, target_type: ip, targets: [{id: 10.9.9.9, zone: all}]}",
        ),
        "a target of it is for all zones",
    ),
    "one port twice": (balancer("application", "http 80 -> t, http 80 -> t", HTTP), "two listeners of lb have the port 80"),
    "tcp and udp on one port": (balancer("network", "tcp 53 -> t, udp 53"), "two listeners of lb have the port 53"),
    "tcp on an ALB": (balancer("application", "tcp 80"), "an Application Load Balancer has no listener of the protocol TCP"),
    "https on an NLB": (balancer("network", "https 443"), "a Network Load Balancer has no listener of the protocol HTTPS"),
    "an HTTP group behind an NLB": (
        balancer("network", "tcp 80 -> t", HTTP),
        "the target group t is HTTP: a Network Load Balancer cannot",
    ),
    "a TCP group behind an ALB": (
        balancer("application", "http 80 -> t"),
        "the target group t is TCP: an Application Load Balancer cannot",
    ),
    "a TCP group for UDP": (
        balancer("network", "udp 53 -> t"),
        "the target group t is TCP: a Network Load Balancer cannot send to it from UDP 53",
    ),
    "a UDP group for TCP_UDP": (
        balancer("network", "tcp_udp 53 -> t", "t: {protocol: UDP, port: 53}"),
        "the target group t is UDP",
    ),
    "a Lambda behind an NLB": (
        balancer("network", "tcp 80 -> t", "t: {target_type: lambda}"),
        "is for a Lambda function, which cannot stand behind a Network Load Balancer",
    ),
    "an ALB behind an ALB": (
        balancer("application", "http 80 -> t", "t: {protocol: TCP, port: 80, target_type: alb}"),
        "cannot stand behind",
    ),
    "two QUIC listeners": (balancer("network", "quic 443, tcp_quic 444"), "lb has two QUIC listeners"),
    "QUIC beside UDP": (balancer("network", "quic 443, udp 53"), "lb has QUIC and UDP listeners"),
    "a GWLB with groups": (
        balancer("gateway", "", more=", security_groups: [g]").replace(
            "    target_groups", "    security_groups: {g: {}}\n    target_groups"
        ),
        "a Gateway Load Balancer has no security groups",
    ),
    "a group behind two": (
        vpc(
            "load_balancers:",
            "  one: {type: network, subnets: [a], listeners: [tcp 80 -> t]}",
            "  two: {type: network, subnets: [a], listeners: [tcp 80 -> t]}",
            "target_groups: {t: {protocol: TCP, port: 80}}",
        ),
        "the target group t is behind two load balancers: one and two",
    ),
    "internet-facing without a gateway": (
        vpc("load_balancers: {lb: {type: network, scheme: internet-facing, subnets: a}}", gateway=False),
        "an internet-facing load balancer needs an internet gateway",
    ),
    "a public target": (
        balancer("network", "tcp 80 -> t", "t: {protocol: TCP, port: 80, target_type: ip, targets: [203.0.113.9]}"),
        "the target 203.0.113.9 is a public IP",
    ),
    "two Lambda functions": (
        balancer("application", "http 80 -> t", "t: {target_type: lambda, targets: [web, db]}"),
        "t is for a Lambda function, and has 2 targets",
    ),
    "GENEVE on another port": (balancer("gateway", "", "t: {protocol: GENEVE, port: 80}"), "has the port 6081, not 80"),
}
"""By name: a spec (without its head), and what the only problem says."""
