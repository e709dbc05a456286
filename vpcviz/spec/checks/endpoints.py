"""VPC endpoints, endpoint services, and load balancers: their services, subnets and private DNS."""

from vpcviz.model.services import WITH_GATEWAY_ENDPOINTS, service_code, service_region
from vpcviz.spec.checks.declared import refuses
from vpcviz.spec.checks.placement import region_of
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.problems import shown
from vpcviz.spec.terminology import in_words


def check_endpoints(book: Book) -> None:
    """Everything about endpoints, NAT gateways and load balancers that AWS refuses."""
    for endpoint in book["gateway_endpoints"]:
        _gateway_service(book, endpoint)
    for kind in (
        "interface_endpoints",
        "transit_gateway_attachments",
        "load_balancers",
        "client_vpn_endpoints",
        "network_firewalls",
    ):
        for draft in book[kind]:
            _one_subnet_in_a_zone(book, draft)
    for endpoint in book["interface_endpoints"]:
        _provider(book, endpoint, "Interface")
        if endpoint.get("private_dns") and not endpoint.foreign:
            _private_dns(book, endpoint)
    _private_dns_once(book)
    for endpoint in book["gateway_load_balancer_endpoints"]:
        _provider(book, endpoint, "GatewayLoadBalancer")
        if len(endpoint.get("subnets") or ()) > 1:
            book.problems.add(
                endpoint.item("subnets", 1),
                "a Gateway Load Balancer endpoint is in one subnet",
                expected="an endpoint for each subnet",
            )
    for balancer in book["load_balancers"]:
        _two_zones(book, balancer)
    for service in book["endpoint_services"]:
        _load_balancers(book, service)
    _nat_gateways(book)
    _one_on_a_table(book)


@refuses(
    "gateway endpoint",
    "two for one service on one route table",
    "EC2 API Reference, CreateVpcEndpoint (RouteAlreadyExists); AWS PrivateLink Guide, Gateway endpoints",
)
def _one_on_a_table(book: Book) -> None:
    """Each puts the route for its service's prefix list into the table, and a destination has one route."""
    first: dict[tuple[int, str], Draft] = {}
    for endpoint in book["gateway_endpoints"]:
        code = service_code(str(endpoint.get("service")))
        for at, table in enumerate(endpoint.get("route_tables") or ()):
            if isinstance(table, Draft) and first.setdefault((id(table), code), endpoint) is not endpoint:
                other = first[id(table), code]
                message = f"the route table {table.label} has two gateway endpoints for {code}: {other.label} and {endpoint.label}"
                book.refusals.add(endpoint.item("route_tables", at), message, expected="one endpoint for a service on a table")


@refuses(
    "gateway endpoint", "a service that has none, or one of another region", "AWS PrivateLink Guide, Gateway endpoints", always=True
)
def _gateway_service(book: Book, endpoint: Draft) -> None:
    """Source: AWS PrivateLink Guide, "Gateway endpoints"."""
    service = str(endpoint.get("service"))
    code, region, own = service_code(service), service_region(service), region_of(endpoint)
    if code not in WITH_GATEWAY_ENDPOINTS:
        message = f"{shown(code or service)} has no gateway endpoint; only {', '.join(WITH_GATEWAY_ENDPOINTS)} have"
        book.problems.add(endpoint.where("service"), message, expected="s3, dynamodb, or an interface endpoint")
    elif own and region and region != own:
        message = f"a gateway endpoint in {own} cannot lead to {code} in {region}"
        book.problems.add(endpoint.where("service"), message, expected=f"the service in {own}")


@refuses(
    "endpoint, load balancer, attachment, firewall",
    "two subnets in one zone",
    "EC2 API Reference, CreateVpcEndpoint (DuplicateSubnetsInSameZone); ELBv2 API Reference, CreateLoadBalancer, Subnets",
    always=True,
)
def _one_subnet_in_a_zone(book: Book, draft: Draft) -> None:
    """Source: AWS PrivateLink Guide, "Subnets and Availability Zones"; likewise for attachments, load balancers, Client VPN."""
    first: dict[str, Draft] = {}
    for at, subnet in enumerate(draft.get("subnets") or ()):
        zone = subnet.get("zone") if isinstance(subnet, Draft) else ""
        if zone:
            other = first.setdefault(zone, subnet)
            if other is not subnet:
                what = in_words(draft.kind)
                book.problems.add(
                    draft.item("subnets", at),
                    f"two subnets of one {what} are in the zone {zone}: {other.label} and {subnet.label}",
                    expected="at most one subnet in each zone",
                )


@refuses(
    "load balancer", "an Application Load Balancer in one zone", "ELBv2 API Reference, CreateLoadBalancer, Subnets", always=True
)
def _two_zones(book: Book, balancer: Draft) -> None:
    """Source: Application Load Balancers User Guide, "Subnets for your load balancer": two zones, or one local zone."""
    subnets = list(balancer.get("subnets") or ())
    if (balancer.get("type") or "application") != "application" or len(subnets) != 1 or not isinstance(subnets[0], Draft):
        return
    zone, region = str(subnets[0].get("zone")), region_of(subnets[0])
    if len(zone) == len(region) + 1:  # the name of a local zone says more than a letter
        message = f"an application load balancer needs subnets in two zones; {balancer.label} has one"
        book.problems.add(balancer.item("subnets", 0), message, expected="two subnets in different zones")


@refuses(
    "interface endpoint",
    "private DNS in a VPC without both DNS attributes, or of a service without a private DNS name",
    "AWS PrivateLink Guide, Private DNS names",
    always=True,
)
def _private_dns(book: Book, endpoint: Draft) -> None:
    """Source: AWS PrivateLink Guide, "Private DNS names": both DNS attributes of the VPC must be on."""
    vpc = endpoint.get("vpc")
    if not isinstance(vpc, Draft):
        return
    off = [word for word, default in (("dns_support", True), ("dns_hostnames", False)) if vpc.get(word, default) is False]
    if off:
        book.problems.add(
            endpoint.where("private_dns"),
            f"private DNS needs both DNS attributes of the VPC; off in {vpc.label}: {' and '.join(off)}",
            expected="dns_support: true and dns_hostnames: true on the VPC",
        )
    if endpoint.get("private_dns_only_inbound"):
        _only_inbound(book, endpoint, vpc)
    provider = endpoint.extra.get("provider")
    if isinstance(provider, Draft) and not provider.foreign and not provider.get("private_dns_name"):
        book.problems.add(
            endpoint.where("private_dns"),
            f"private DNS needs a private DNS name of the endpoint service {provider.label}",
            expected="private_dns_name on the service, or private_dns: false",
        )


@refuses(
    "interface endpoint",
    "private DNS for inbound endpoints only, without a gateway endpoint for the service",
    "EC2 API Reference, DnsOptionsSpecification",
    always=True,
)
def _only_inbound(book: Book, endpoint: Draft, vpc: Draft) -> None:
    """Source: EC2 API Reference, DnsOptionsSpecification: for services that have both kinds of endpoints."""
    code = service_code(endpoint.get("service"))
    place = endpoint.where("private_dns_only_inbound")
    if code not in WITH_GATEWAY_ENDPOINTS:
        message = f"private DNS for inbound endpoints only is for services with gateway endpoints, not for {shown(code)}"
        book.problems.add(place, message, expected=f"one of {', '.join(WITH_GATEWAY_ENDPOINTS)}")
    elif not any(other.get("vpc") is vpc and service_code(other.get("service")) == code for other in book["gateway_endpoints"]):
        message = f"private DNS for inbound endpoints only needs a gateway endpoint for {code}, and {vpc.label} has none"
        book.problems.add(place, message, expected=f"gateway_endpoints: [{code}] in the VPC")


@refuses(
    "interface endpoint",
    "private DNS of one service twice in a VPC",
    "EC2 API Reference, CreateVpcEndpoint (InvalidParameter)",
    always=True,
)
def _private_dns_once(book: Book) -> None:
    """Two endpoints cannot answer the same private DNS name in one VPC."""
    first: dict[tuple[str, str], Draft] = {}
    for endpoint in book["interface_endpoints"]:
        vpc = endpoint.get("vpc")
        if endpoint.get("private_dns") and isinstance(vpc, Draft):
            other = first.setdefault((vpc.id, str(endpoint.get("service"))), endpoint)
            if other is not endpoint:
                message = f"private DNS of {other.label} and of {endpoint.label} answers the same names in {vpc.label}"
                book.problems.add(endpoint.where("private_dns"), message, expected="private_dns: false on one of them")


@refuses(
    "endpoint",
    "a service of the other type, or one that is not in the subnet's zone",
    "AWS PrivateLink Guide, Create a service powered by AWS PrivateLink",
    always=True,
)
def _provider(book: Book, endpoint: Draft, kind: str) -> None:
    provider = endpoint.extra.get("provider")
    if not isinstance(provider, Draft):
        return
    made = provider.get("type") or "Interface"
    if made != kind:
        what = "an interface endpoint" if made == "Interface" else "a Gateway Load Balancer endpoint"
        book.problems.add(
            endpoint.where("service"),
            f"the endpoint service {provider.label} is for {what}",
            expected="a service of the other type",
        )
    zones = provider.get("zones") or ()
    for at, subnet in enumerate(endpoint.get("subnets") or ()):
        zone = subnet.get("zone") if isinstance(subnet, Draft) else ""
        if zones and zone and zone not in zones:
            message = f"the endpoint service {provider.label} is not in the zone {zone} of the subnet {subnet.label}"
            book.problems.add(endpoint.item("subnets", at), message, expected=f"a subnet in {', '.join(zones)}")


@refuses(
    "endpoint service",
    "a load balancer of another type than Network (Gateway)",
    "EC2 API Reference, CreateVpcEndpointServiceConfiguration",
    always=True,
)
def _load_balancers(book: Book, service: Draft) -> None:
    """Source: AWS PrivateLink Guide, "Create a service powered by AWS PrivateLink"."""
    wanted = "gateway" if service.get("type") == "GatewayLoadBalancer" else "network"
    for at, balancer in enumerate(service.get("load_balancers") or ()):
        made = balancer.get("type") or "application" if isinstance(balancer, Draft) else wanted
        if made != wanted:
            book.problems.add(
                service.item("load_balancers", at),
                f"an endpoint service for {'Gateway Load Balancer' if wanted == 'gateway' else 'interface'} endpoints "
                f"cannot stand on the {made} load balancer {balancer.label}",
                expected=f"a {wanted} load balancer",
            )


@refuses(
    "NAT gateway",
    "a public one in a VPC without an internet gateway, a private one with a public IP",
    "VPC User Guide, NAT gateways, Troubleshoot NAT gateways",
    always=True,
)
def _nat_gateways(book: Book) -> None:
    """Source: VPC User Guide, "Troubleshoot NAT gateways": a public one needs an internet gateway on the VPC."""
    with_gateway = {id(gateway.get("vpc")) for gateway in book["internet_gateways"]}
    for nat in book["nat_gateways"]:
        vpc = nat.get("vpc")
        if nat.get("connectivity") == "private":
            if nat.get("public_ip"):
                book.problems.add(
                    nat.where("public_ip"),
                    "a private NAT gateway has no public IP",
                    expected="connectivity: public, or no public IP",
                )
        elif isinstance(vpc, Draft) and not nat.foreign and id(vpc) not in with_gateway:
            book.problems.add(
                nat.where(),
                f"a public NAT gateway needs an internet gateway, and {vpc.label} has none",
                expected="internet_gateway: true in the VPC",
            )
