"""Beginnings of specs for what contradicts AWS."""

HEAD = "vpcviz: 1\nregion: eu-west-1\n"
TWO_VPCS = """\
vpcs:
  one: {cidr: 10.1.0.0/16, subnets: {one-a: {zone: a, cidr: 10.1.1.0/24}}}
  two: {cidr: 10.2.0.0/16, subnets: {two-a: {zone: a, cidr: 10.2.1.0/24}}}
"""


def vpc(body: str, head: str = "cidr: 10.0.0.0/16") -> str:
    return f"vpcs:\n  shop:\n    {head}\n" + "".join(f"    {line}\n" for line in body.strip("\n").splitlines())


ZONES = "subnets: {a: {zone: a, cidr: 10.0.1.0/24}, a2: {zone: a, cidr: 10.0.2.0/24}, b: {zone: b, cidr: 10.0.3.0/24}}\n"
DNS_ON = "cidr: 10.0.0.0/16\n    dns_support: true\n    dns_hostnames: true"
