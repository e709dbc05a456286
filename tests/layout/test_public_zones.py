"""Public hosted zones: of an account's many only those that lead into the network are drawn, the rest is counted."""

import pytest

from tests.pictures.coverage import missing
from tests.pictures.reading import Picture
from vpcviz.layout import Options, lay_out
from vpcviz.render.svg import render_svg
from vpcviz.spec import load_document


def spec(count: int) -> bytes:
    zones = "".join(
        f"  - {{id: Z{at}, name: shop{at}.example, private: false, records: [{{name: www, values: [203.0.113.{at}]}}]}}\n"
        for at in range(count)
    )
    host = "{zone: a, cidr: 10.0.1.0/24, instances: {web: {ip: 10.0.1.10, public_ip: 203.0.113.1}}}"
    vpc = f"{{cidr: 10.0.0.0/16, internet_gateway: true, subnets: {{a: {host}}}}}"
    return f"vpcviz: 1\nregion: eu-west-1\nvpcs: {{v: {vpc}}}\nhosted_zones:\n{zones}".encode()


@pytest.mark.parametrize(("count", "drawn"), [(3, 3), (40, 1)])
def test_of_many_public_zones_those_that_lead_into_the_network(count: int, drawn: int) -> None:
    network = load_document("spec.yaml", spec(count))
    svg = render_svg(lay_out(network, Options()))
    zones = [thing for thing in Picture(svg).things if thing.kind == "hosted-zone"]
    assert len([thing for thing in zones if "more" not in thing.marks]) == drawn
    assert sum(int(thing.marks.get("more", 0)) for thing in zones) == count - drawn
    assert missing(svg, network) == []
