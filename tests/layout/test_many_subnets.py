"""A VPC of very many subnets: those of a zone stand side by side as well, and links leave between them."""

from pathlib import Path

from tests.pictures.coverage import missing
from tests.pictures.geometry import defects
from vpcviz.layout import Options, lay_out
from vpcviz.render.svg import render_svg
from vpcviz.sources import load

HEAD = """
vpcviz: 1
region: eu-west-1
vpcs:
  big:
    cidr: 10.0.0.0/16
    interface_endpoints: {q: {service: sqs, subnets: [s030, s013, s020]}, k: {service: kms, subnets: [s006, s022, s023]}}
    internet_gateways: {g: {}}
    route_tables: {p: {routes: {0.0.0.0/0: n19}}, o: {routes: {0.0.0.0/0: g}}}
    subnets:
"""


def subnet(number: int) -> str:
    inside = ""
    if number == 19:
        inside = ", nat_gateways: {n19: {}}, route_table: o"
    elif number % 5 == 0:
        instances = ", ".join(f"i{number}{at}: {{}}" for at in "abc")
        inside = f", route_table: p, instances: {{{instances}}}"
    return f"      s{number:03}: {{zone: {'abc'[number % 3]}, cidr: 10.0.{number}.0/24{inside}}}\n"


def test_very_many_subnets_have_the_shape_of_a_page(tmp_path: Path) -> None:
    for count in (60, 250):
        spec = tmp_path / f"{count}.yaml"
        spec.write_text(HEAD + "".join(map(subnet, range(count))))
        network = load([str(spec)])
        scene = lay_out(network, Options())
        svg = render_svg(scene)
        assert 0.9 < scene.width / scene.height < 2.4
        assert defects(svg) == []
        assert missing(svg, network) == []
