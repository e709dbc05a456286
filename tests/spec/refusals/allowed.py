"""Specs that are near to what AWS refuses, and that it allows."""

from tests.spec.refusals.specs import HTTP, balancer, vpc, zone

ALLOWED = {
    "10.0 and 10.1": vpc(cidr="10.0.0.0/16, 10.1.0.0/16"),
    "100.64 beside 10": vpc(cidr="10.0.0.0/16, 100.64.0.0/16"),
    "172.31 and 172.16": vpc(cidr="172.31.0.0/16, 172.16.0.0/16"),
    "two services on one table": vpc(
        "route_tables: {m: {main: true}}",
        "gateway_endpoints: [{service: s3, route_tables: m}, {service: dynamodb, route_tables: m}]",
    ),
    "one group for two listeners": balancer("application", "http 80 -> t, https 443 -> t", HTTP),
    "TLS to TCP": balancer("network", "tls 443 -> t"),
    "TCP to TCP_UDP": balancer("network", "tcp 53 -> t", "t: {protocol: TCP_UDP, port: 53}"),
    "a Lambda behind an ALB": balancer("application", "http 80 -> t", "t: {target_type: lambda, targets: [web]}"),
    "an ALB behind an NLB": balancer("network", "tcp 80 -> t", "t: {protocol: TCP, port: 80, target_type: alb}"),
    "a private target elsewhere": balancer(
        "network", "tcp 80 -> t", "t: {protocol: TCP, port: 80, target_type: ip, targets: [192.168.4.4]}"
    ),
    "rules that differ": vpc(
        "security_groups: {x: {ingress: [tcp 22 from 10.0.0.0/8, tcp 22 from 10.0.0.0/9, udp 22 from 10.0.0.0/8]}}"
    ),
    "an edge table for a subnet": vpc(
        "network_interfaces: {fw: {subnet: a}}", "route_tables: {e: {gateways: igw, routes: {10.0.2.0/24: fw}}}"
    ),
    "a route around what AWS keeps": vpc("route_tables: {m: {main: true, routes: {169.254.0.0/16: igw}}}"),
    "weighted records": zone(
        "{name: www, values: [10.0.0.9], weight: 1, set_id: x}, {name: www, values: [10.0.0.8], weight: 1, set_id: y}"
    ),
    "A and AAAA": zone("{name: www, values: [10.0.0.9]}, {name: www, type: AAAA, values: ['2001:db8::9']}"),
}
"""By name: a spec, without its head."""
