"""The benchmark's own parts: estates are what they say, the same every time, and its measures can tell good from bad."""

import json
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from tests.conftest import ROOT
from vpcviz.layout import Options, lay_out
from vpcviz.model import Network
from vpcviz.render.svg import render_svg
from vpcviz.spec import load_document

sys.path.insert(0, str(ROOT / "benchmarks"))

import estate_dot
import estates
import measuring
import sheets
import steadiness


def make(kind: str, vpcs: int = 13, seed: int = 1) -> Network:
    return estates.estate(estates.Size(vpcs, zones=2, subnets=3, enis=2), kind, seed)


@pytest.mark.parametrize("kind", ["hub", "mesh", "mixed"])
def test_a_regular_estate_has_the_sizes_that_it_was_asked_for(kind: str) -> None:
    network = make(kind)
    assert (len(network.vpcs), len(network.subnets), len(network.network_interfaces)) == (13, 13 * 6, 13 * 12)
    assert set(Counter(eni.subnet for eni in network.network_interfaces).values()) == {2}
    assert len({eni.private_ips for eni in network.network_interfaces}) == 13 * 12


def test_kinds_differ_in_what_joins_their_vpcs() -> None:
    hub, mesh, mixed = make("hub"), make("mesh"), make("mixed", 40)
    assert (len(hub.transit_gateways), len(hub.peerings)) == (2, 0)
    assert (len(mesh.transit_gateways), len(mesh.peerings)) == (0, 12 * 11 // 2)
    assert len({vpc.account for vpc in mixed.vpcs}) == 3
    assert len({vpc.region for vpc in mixed.vpcs}) == 4
    assert mixed.peerings
    assert mixed.vpn_connections


def test_an_irregular_estate_has_a_long_tail_and_depends_on_its_seed() -> None:
    one, other = make("irregular", 60), make("irregular", 60, seed=2)
    sizes = sorted(Counter(eni.vpc for eni in one.network_interfaces).values())
    assert sizes[-1] > 4 * sizes[len(sizes) // 2]
    assert any(not one.subnets_of.get(vpc.id) for vpc in one.vpcs)
    assert one != other


@pytest.mark.parametrize("kind", estates.KINDS)
def test_written_estates_are_good_specs_and_the_same_every_time(kind: str, tmp_path: Path) -> None:
    files = estates.write(make(kind), tmp_path / "a", "estate")
    again = estates.write(make(kind), tmp_path / "b", "estate")
    for form, path in files.items():
        assert path.read_bytes() == again[form].read_bytes()
    spec = load_document("estate.yaml", files["yaml"].read_bytes())
    assert len(spec.network_interfaces) == len(load_document("estate.json", files["snapshot"].read_bytes()).network_interfaces)
    assert spec == load_document("estate.spec.json", files["json"].read_bytes())


@pytest.mark.parametrize("kind", estates.KINDS)
def test_one_vpc_more_leaves_the_others_as_they_were(kind: str) -> None:
    small, large = make(kind, 20), make(kind, 21)
    assert len(large.vpcs) == len(small.vpcs) + 1
    for collection in ("vpcs", "network_interfaces", "peerings"):
        after = {item.id: item for item in getattr(large, collection)}
        assert all(after[item.id] == item for item in getattr(small, collection))


def test_dot_has_each_interface_and_link_once() -> None:
    network = make("mixed")
    text = estate_dot.dot_source(network).decode()
    assert text.count(" -> ") == len(estate_dot.links(network))
    known = {line.split('"')[1] for line in text.splitlines() if line.startswith('"') and " -> " not in line}
    assert {eni.id for eni in network.network_interfaces} <= known
    assert {end for link in estate_dot.links(network) for end in link} <= known


def test_the_command_line_writes_all_forms(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "estates.py"), "--vpcs", "2", "--kind", "mesh", "--out", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    names = {"mesh-2x3x3x4.json", "mesh-2x3x3x4.yaml", "mesh-2x3x3x4.spec.json", "mesh-2x3x3x4.dot"}
    assert {path.name for path in tmp_path.iterdir()} == names


SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
REGION = '<g data-kind="region" data-id="r"><rect class="frame b" x="{}" y="0" width="9" height="9"/>{}</g>'
VPC = '<g data-kind="vpc" data-id="{}"><rect class="frame b" x="{}" y="5" width="9" height="9"/></g>'


def test_stayed_counts_places_relative_to_the_region() -> None:
    before = SVG.format(REGION.format(10, VPC.format("a", 20) + VPC.format("b", 40)))
    moved = SVG.format(REGION.format(110, VPC.format("a", 120) + VPC.format("b", 150) + VPC.format("c", 180)))
    assert steadiness.stayed(before.encode(), before.encode()) == 1
    assert steadiness.stayed(before.encode(), moved.encode()) == 0.5


def test_one_vpc_more_moves_few_boxes_of_an_overview() -> None:
    overview = Options(detail="overview")
    pictures = [
        render_svg(lay_out(estates.estate(estates.Size(vpcs, 2, 2, 1), "hub"), overview), embed_font=False)
        for vpcs in range(64, 68)
    ]
    shares = [steadiness.stayed(before, after) for before, after in pairwise(pictures)]
    assert sum(shares) / len(shares) >= 0.9


def test_shuffling_is_noticed_by_nothing_but_order(tmp_path: Path) -> None:
    snapshot = estates.write(make("mesh", 3), tmp_path, "small")["snapshot"]
    assert steadiness.shuffled_is_same(snapshot, tmp_path, "--detail", "full")
    assert json.loads((tmp_path / "shuffled.json").read_bytes()) != json.loads(snapshot.read_bytes())


def test_a_process_is_measured_and_its_failure_is_said() -> None:
    own = b"x" * 200_000_000
    spent = measuring.cost([sys.executable, "-c", "import time; time.sleep(0.2); x = bytearray(60_000_000)"])
    assert spent.seconds > 0.2
    assert 55 < spent.megabytes < 150 < len(own) / 2**20
    with pytest.raises(SystemExit, match="exit code 3"):
        measuring.cost([sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(SystemExit, match="not done"):
        measuring.cost([sys.executable, "-c", "import time; time.sleep(9)"], limit=0.2)


def test_a_sheet_is_measured_at_two_builds_side_by_side(tmp_path: Path) -> None:
    ruler = tmp_path / "ruler.py"
    figures = {"text": 9.0, "used": 0.5, "crossings": 3, "wire": 1.0, "void": 0.1, "detour": 1.0, "bends": 2.0, "links": 4}
    ruler.write_text(f"import json, sys; print(json.dumps({{sys.argv[2]: {figures!r}}}))")
    measured = sheets.Sheets(tmp_path, ruler, ROOT, 1)
    (row,) = measured.rows([sheets.Sheet("web-shop", ROOT / "samples" / "private-dns.yaml")])
    assert row[1:5] == ["9.0 **9.0** (8.0)", "0.50 **0.50** (0.30)", "3 **3** (12)", "1.0 **1.0** (5.0)"]
    (mean,) = measured.mean("dumps", [sheets.Sheet("a", ROOT / "samples" / "private-dns.yaml"), sheets.Sheet("none", tmp_path)])
    assert mean[0] == "dumps: mean of 1"
