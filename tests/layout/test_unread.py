"""What a picture says of what is not known: a spec did not write it, a scan or a dump did not read it."""

import pytest
from msgspec import structs

from vpcviz.layout import Options, lay_out
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.svg import render_svg
from vpcviz.spec import dump_json, load_document

SPEC = b"""
vpcviz: 1
region: eu-west-1
vpcs:
  one:
    cidr: 10.0.0.0/16
    subnets: {a: {zone: a, cidr: 10.0.0.0/24}}
    route_tables: {main: {subnets: [a], routes: {pl-6da54004: s3}}}
    gateway_endpoints: {s3: {service: s3, route_tables: [main]}}
"""


def network() -> Network:
    own = load_document("spec.yaml", SPEC)
    zone = r.HostedZone(id="Z1", name="corp.example", private=True, vpcs=("vpc-one",), records_known=False)
    gateway = r.TransitGateway(id="tgw-1", region="eu-west-1")
    table = r.TransitGatewayRouteTable(id="tgw-rtb-1", transit_gateway="tgw-1", region="eu-west-1", routes_known=False)
    far = structs.replace(own.vpcs[0], id="vpc-far", name="", cidrs=("10.9.0.0/16",), foreign=True)
    return structs.replace(
        own, vpcs=(*own.vpcs, far), hosted_zones=(zone,), transit_gateways=(gateway,), transit_gateway_route_tables=(table,)
    )


@pytest.mark.parametrize(("origin", "words", "others"), [("spec", "not written", "not read"), ("scan", "not read", "not written")])
@pytest.mark.parametrize("detail", ["full", "overview"])
def test_who_did_not_say_it(origin: str, words: str, others: str, detail: str) -> None:
    svg = render_svg(lay_out(structs.replace(network(), origin=origin), Options(detail=detail))).decode()  # type: ignore[arg-type]
    assert words in svg
    assert others not in svg
    if detail == "full":
        for what in ("entries", "records", "routes"):
            assert f"{what}: {words}" in svg


def test_a_snapshot_of_a_spec_is_still_a_spec() -> None:
    own = load_document("snapshot.json", dump_json(load_document("spec.yaml", SPEC)))
    assert b"entries: not written" in render_svg(lay_out(own, Options(detail="full")))
