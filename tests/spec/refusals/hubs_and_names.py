"""Records, DHCP options, transit gateways, VPNs and Direct Connect that AWS refuses."""

from tests.spec.refusals.specs import vpc, zone

HUB = "transit_gateways: {hub: {asn: %s%s}}\n"
VPN = "customer_gateways: {c: {ip: 203.0.113.9}}\nvpn_connections: {v: {customer_gateway: c, gateway: hub, tunnels: [%s]}}\n"
TGW_ON_DX = """transit_gateways: {t: {asn: 64513}}
direct_connect_gateways: {x: {asn: 64512}}
direct_connect_associations: [{direct_connect_gateway: x, gateway: t%s}]
"""
WEIGHTED = "{name: www, values: [10.0.0.1], weight: 5, set_id: a}, "

REFUSED = {
    "no allowed prefixes": (TGW_ON_DX % "", "the association of x with t allows no prefixes"),
    "two Direct Connect gateways": (
        vpc("vpn_gateway: {id: vgw-1}")
        + """direct_connect_gateways: {x: {asn: 64512}, y: {asn: 64515}}
direct_connect_associations: [{direct_connect_gateway: x, gateway: vgw-1}, {direct_connect_gateway: y, gateway: vgw-1}]
""",
        "is associated with two Direct Connect gateways: x and y",
    ),
    "two policies": (
        zone(WEIGHTED + "{name: www, values: [10.0.0.2], failover: primary, set_id: b}"),
        "has weighted and failover records of the type A",
    ),
    "two primaries": (
        zone(
            "{name: www, values: [10.0.0.1], failover: primary, set_id: a}, {name: www, values: [10.0.0.2], failover: primary, set_id: b}"
        ),
        "has two primary records of the type A",
    ),
    "a small transit gateway CIDR": (HUB % (64512, ", cidrs: [10.9.0.0/25]"), "10.9.0.0/25 is too small for a transit gateway"),
    "a public ASN": (HUB % (3320, ""), "the ASN 3320 is not private: AWS gives a transit gateway none"),
    "a kept inside CIDR": (HUB % (64512, "") + VPN % "{inside_cidr: 169.254.169.252/30}", "169.254.169.252/30 is kept by AWS"),
    "an inside CIDR twice": (
        HUB % (64512, "") + VPN % "{inside_cidr: 169.254.9.0/30}, {inside_cidr: 169.254.9.0/30}",
        "two tunnels of one gateway have the inside CIDR 169.254.9.0/30",
    ),
    "three tunnels": (HUB % (64512, "") + VPN % "52.1.1.1, 52.1.1.2, 52.1.1.3", "v has 3 tunnels"),
    "one ASN for both": (
        HUB % (64512, "")
        + "direct_connect_gateways: {dx: {asn: 64512, associations: [{gateway: hub, allowed_prefixes: [10.0.0.0/8]}]}}\n",
        "dx and hub have the same ASN, 64512",
    ),
    "five DNS servers": (
        "dhcp_options: {d: {domain_name_servers: [10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4, 10.0.0.5]}}\n",
        "d has 5 DNS servers",
    ),
    "a CNAME beside an A": (
        zone("{name: www, type: CNAME, values: [a.example]}, {name: www, values: [10.0.0.9]}"),
        "has a CNAME and another",
    ),
    "two simple records": (
        zone("{name: www, values: [10.0.0.9]}, {name: www, values: [10.0.0.10]}"),
        "has two records of the type A",
    ),
    "a set_id twice": (
        zone("{name: www, values: [10.0.0.9], weight: 1, set_id: x}, {name: www, values: [10.0.0.8], weight: 1, set_id: x}"),
        'have the set_id "x"',
    ),
}
"""By name: a spec (without its head), and what the only problem says."""
