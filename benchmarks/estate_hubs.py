"""What joins the VPCs of an estate: its transit gateways, with the head office behind the first of them."""

from itertools import pairwise
from typing import Any

from estate_vpc import Parts, identifier

from vpcviz.model import resources as r

ACCOUNTS = {"111122223333": "Network", "444455556666": "Production", "777788889999": "Development"}
REGIONS = ("eu-west-1", "us-east-1", "ap-southeast-2", "eu-central-1")


def hub_of(region: str) -> str:
    """The id of a region's transit gateway."""
    return identifier("tgw", region)


def transit_gateways(parts: Parts) -> None:
    """A transit gateway with a table in each region that has an attachment, each peered with the next."""
    attached = [a for a in parts.lists.get("transit_gateway_attachments", ()) if isinstance(a, r.TransitGatewayAttachment)]
    regions = [region for region in REGIONS if any(a.region == region for a in attached)]
    owner = next(iter(ACCOUNTS))
    for region in regions:
        _hub(parts, region, tuple(a.id for a in attached if a.region == region))
    for a, b in pairwise(regions):
        parts.add(
            "transit_gateway_attachments",
            r.TransitGatewayAttachment(
                id=identifier("tgw-attach", f"{a} {b}"),
                name=f"{a} to {b}",
                type="peering",
                account=owner,
                region=a,
                transit_gateway=hub_of(a),
                resource=hub_of(b),
                resource_account=owner,
                resource_region=b,
            ),
        )


def _hub(parts: Parts, region: str, spokes: tuple[str, ...]) -> None:
    common: dict[str, Any] = {"account": next(iter(ACCOUNTS)), "region": region}
    table = identifier("tgw-rtb", region)
    parts.add(
        "transit_gateways",
        r.TransitGateway(
            id=hub_of(region),
            name=f"hub-{region}",
            asn=64512 + REGIONS.index(region),
            default_association_table=table,
            default_propagation_table=table,
            **common,
        ),
    )
    parts.add(
        "transit_gateway_route_tables",
        r.TransitGatewayRouteTable(
            id=table,
            name=f"spokes-{region}",
            transit_gateway=hub_of(region),
            associations=spokes,
            propagations=spokes,
            **common,
        ),
    )


def on_premises(parts: Parts) -> None:
    """A head office, by VPN to the first transit gateway."""
    gateways = parts.lists.get("transit_gateways", ())
    if not gateways:
        return
    hub = gateways[0]
    common: dict[str, Any] = {"account": hub.account, "region": hub.region}
    parts.add("on_premises", r.OnPremises(id="Head office", name="Head office", cidrs=("192.168.0.0/16",)))
    customer, vpn = identifier("cgw", "office"), identifier("vpn", "office")
    parts.add(
        "customer_gateways",
        r.CustomerGateway(id=customer, name="office", ip="198.51.100.20", asn=65020, on_premises="Head office", **common),
    )
    parts.add("vpn_connections", r.VpnConnection(id=vpn, name="office-vpn", customer_gateway=customer, gateway=hub.id, **common))
    parts.add(
        "transit_gateway_attachments",
        r.TransitGatewayAttachment(
            id=identifier("tgw-attach", "office"), name="office", type="vpn", transit_gateway=hub.id, resource=vpn, **common
        ),
    )
