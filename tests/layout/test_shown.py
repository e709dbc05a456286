"""`--show`: free addresses of subnets and ids of zones, and what of them is reckoned or not known."""

from pathlib import Path

import pytest
from msgspec import structs

from tests.conftest import ROOT
from vpcviz.commands import run
from vpcviz.integrations.drawing import draw
from vpcviz.layout import Options, lay_out
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.svg import render_svg
from vpcviz.spec import dump_yaml, load_document

SPEC = """vpcviz: 1
region: eu-west-1
vpcs:
  shop:
    cidr: 10.0.0.0/16
    subnets:
      a: {zone: a, cidr: 10.0.1.0/28, instances: {web-1: 10.0.1.5, web-2: 10.0.1.6}}
      b: {zone: b, cidr: 10.0.2.0/24, available_ips: 17}
      c: {zone: a, cidr: 10.0.4.0/22}
"""


def texts(network: Network, **options: object) -> str:
    return render_svg(lay_out(network, Options(**options))).decode()  # type: ignore[arg-type]


def read(text: str = SPEC) -> Network:
    return load_document("x.yaml", text.encode())


def test_free_addresses_are_reckoned_where_aws_has_not_counted() -> None:
    drawn = texts(read(), show=("free-ips",))
    assert "9 IPs free (reckoned)" in drawn  # 16, five of AWS's, two in use
    assert ">17 IPs free<" in drawn
    assert "1,019 IPs free (reckoned)" in drawn
    assert "less the five that AWS keeps" in drawn
    assert "IPs free" not in texts(read())


def test_of_a_scan_without_a_count_nothing_is_reckoned() -> None:
    drawn = texts(structs.replace(read(), origin="scan"), show=("free-ips",))
    assert "free IPs not known" in drawn
    assert "reckoned" not in drawn


def test_zone_ids_stand_beside_the_names_of_zones() -> None:
    network = read()
    zones = (r.AvailabilityZone(id="eu-west-1a", zone_id="euw1-az3"),)
    drawn = texts(structs.replace(network, zones=zones), show=("zone-ids",))
    assert "eu-west-1a · euw1-az3" in drawn
    assert "The zone ids of eu-west-1b are not known." in drawn
    assert "euw1-az3" not in texts(structs.replace(network, zones=zones))


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--show", "free-ip"], 'did you mean "free-ips"?'),
        (["--show", "zone-ids,everything"], "expected free-ips, peerings or zone-ids, or several with commas between"),
        (["--show", "free-ips", "--detail", "overview"], "the map has no subnets and zones"),
        (["--show", "free-ips", "--view", "map"], "the map has no subnets and zones"),
    ],
)
def test_what_cannot_be_shown_is_refused(options: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = tmp_path / "x.yaml"
    spec.write_text(SPEC)
    assert run(["draw", str(spec), "-o", str(tmp_path / "x.svg"), *options]) == 2
    assert says in capsys.readouterr().err


def test_lines_of_far_peerings_are_for_the_map(tmp_path: Path) -> None:
    network = Network(
        origin="spec",
        vpcs=tuple(r.Vpc(id=f"vpc-{n:02}", cidrs=(f"10.0.{n}.0/24",), region=f"eu-west-{1 + n // 15}") for n in range(30)),
        peerings=tuple(r.Peering(id=f"pcx-{n}", requester=f"vpc-{n:02}", accepter=f"vpc-{n + 15:02}") for n in range(15)),
    )
    spec, picture = tmp_path / "x.yaml", tmp_path / "x.svg"
    spec.write_bytes(dump_yaml(network))
    told = []
    for options in ([], ["--show", "peerings"]):
        assert run(["draw", "-q", str(spec), "-o", str(picture), "--view", "map", *options]) == 0
        told.append(picture.read_text().count("without a line"))
    assert told == [1, 0]


def test_builds_and_fences_show_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    picture = f"[[picture]]\nsource = '{ROOT / 'samples' / 'private-dns.yaml'}'\noutput = 'x.svg'\nshow = "
    Path("vpcviz.toml").write_text(picture + "['free-ips', 'zone-ids']\n")
    assert run(["build"]) == 0
    assert "IPs free (reckoned)" in Path("x.svg").read_text()
    Path("vpcviz.toml").write_text(picture + "'zoneids'\n")
    assert run(["build"]) == 2
    assert 'did you mean "zone-ids"' in " ".join(capsys.readouterr().err.split())
    assert b"IPs free (reckoned)" in draw(SPEC, {"show": "free-ips"}, tmp_path).data["svg"]
