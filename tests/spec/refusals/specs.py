"""Specs for what AWS's API refuses."""

HTTP = "t: {protocol: HTTP, port: 80}"
SUBNETS = "subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: [web, db]}, b: {zone: b, cidr: 10.0.2.0/24}}"


def vpc(*lines: str, cidr: str = "10.0.0.0/16", gateway: bool = True) -> str:
    body = [
        f"cidrs: [{cidr}]",
        *(["internet_gateway: {name: igw}"] if gateway else []),
        SUBNETS if cidr == "10.0.0.0/16" else "",
        *lines,
    ]
    return "vpcs:\n  shop:\n" + "".join(f"    {line}\n" for line in body if line)


def balancer(kind: str, listeners: str, groups: str = "t: {protocol: TCP, port: 80}", more: str = "") -> str:
    return vpc(
        f"load_balancers: {{lb: {{type: {kind}, subnets: [a, b], listeners: [{listeners}]{more}}}}}", f"target_groups: {{{groups}}}"
    )


def zone(records: str) -> str:
    return vpc(f"hosted_zones: [{{name: corp.example, vpcs: shop, records: [{records}]}}]").replace(
        "    hosted_zones", "hosted_zones"
    )
