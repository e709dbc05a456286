"""A class that is only in the model works from end to end: no command, view or format needs to know its kind."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.pictures.geometry import defects

BALLOON = '''"""An invented kind."""

from typing import Annotated

from vpcviz.model.fields import State, SubnetIds, VpcId
from vpcviz.model.meanings import Cidr, Doc
from vpcviz.model.records import Resource


class WeatherBalloon(Resource, frozen=True):
    """A weather balloon over a VPC."""

    KIND = "weather-balloon"
    COLLECTION = "weather_balloons"
    ID_PREFIX = "wb"

    vpc: VpcId = ""
    subnets: SubnetIds = ()
    height: Annotated[int | None, Doc("How high it is, in metres.")] = None
    cidrs: Annotated[tuple[str, ...], Cidr(4), Doc("What it sees.")] = ()
    state: State = ""


class BalloonGateway(Resource, frozen=True):
    """A gateway to balloons, attached to `vpc`."""

    KIND = "balloon-gateway"
    COLLECTION = "balloon_gateways"
    GATEWAY = "named"
    PART = "gateway"
    ID_PREFIX = "bgw"
    ROUTE_TARGET = True
    ROUTED_AS = "BalloonGatewayId"
    ROUTE_WORDS = ("balloon_gateway",)

    vpc: VpcId = ""
'''

DOCUMENT = """vpcviz: 1
region: eu-west-1
vpcs:
  shop:
    cidr: 10.0.0.0/16
    subnets: {a: {zone: a, cidr: 10.0.0.0/24, instances: {web: {ip: 10.0.0.9}}}}
    balloon_gateways: {up: {}}
    route_tables: {m: {main: true, routes: {172.16.0.0/12: balloon_gateway}}}
    weather_balloons:
      payroll: {subnets: [a], height: 30, cidrs: [10.0.0.0/8], state: available}
"""

DUMP = """{"RouteTables": [{"RouteTableId": "rtb-0a", "VpcId": "vpc-0a", "OwnerId": "111122223333", "Routes": [
  {"DestinationCidrBlock": "172.16.0.0/12", "BalloonGatewayId": "bgw-0a", "Origin": "CreateRoute", "State": "active"}]}]}"""

RUNNER = '''"""Runs vpcviz with the modules of one more folder among its kinds."""

import sys
from importlib.machinery import PathFinder


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        spec = PathFinder.find_spec(name, path, target) if name == "vpcviz.model.kinds" else None
        if spec is not None:
            spec.submodule_search_locations.append("kinds")
        return spec


sys.meta_path.insert(0, Finder)
from vpcviz.commands import run

for line in sys.stdin:
    code = run(line.split())
    if code not in (0, 1):
        sys.exit(f"{code}: {line}")
'''

LINES = """validate spec.yaml
scan spec.yaml -o snapshot.json
validate snapshot.json
scan snapshot.json --redact -o redacted.json
validate redacted.json
draw redacted.json -o network.svg
draw spec.yaml --view map -o map.svg
draw spec.yaml --view routes -o routes.svg
draw spec.yaml --detail full -o full.png
draw spec.yaml --view endpoints -o endpoints.svg
draw spec.yaml --view dns -o dns.svg
draw spec.yaml --detail overview -o overview.svg
draw spec.yaml --detail presentation -o slide.svg
draw spec.yaml -o network.pdf -o network.html -o network.drawio
draw spec.yaml -o network.dot -o network.mmd -o network.d2
draw spec.yaml --split vpc -o parts.pdf
diff spec.yaml redacted.json
check spec.yaml
cost spec.yaml
trace spec.yaml --from 10.0.0.9 --to internet
trace spec.yaml --from 10.0.0.9 --to 172.16.0.1 -o way.svg
find spec.yaml --for payroll
reach spec.yaml --from 10.0.0.9
docs spec.yaml -o all.html
scan dump.json -o scanned.json
schema
"""


def test_a_class_in_the_model_is_enough_for_every_command(tmp_path: Path) -> None:
    """It is read, written, redacted, drawn as a thing like any other or counted, and described: nothing ends in KeyError."""
    (tmp_path / "kinds").mkdir()
    (tmp_path / "kinds" / "balloons.py").write_text(BALLOON)
    (tmp_path / "spec.yaml").write_text(DOCUMENT)
    (tmp_path / "dump.json").write_text(DUMP)
    (tmp_path / "runner.py").write_text(RUNNER)
    done = subprocess.run(
        [sys.executable, "runner.py"],
        cwd=tmp_path,
        input=LINES,
        capture_output=True,
        text=True,
        timeout=120,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "1 weather balloon" in done.stdout
    assert '"payroll"' in (tmp_path / "snapshot.json").read_text()
    hidden = (tmp_path / "redacted.json").read_text()
    assert '"height": 30' in hidden
    assert "payroll" not in hidden
    assert 'data-kind="weather-balloon"' in (tmp_path / "network.svg").read_text()
    for view in ("network", "routes", "endpoints"):
        picture = (tmp_path / f"{view}.svg").read_bytes()
        assert b'data-kind="balloon-gateway"' in picture, view
        assert defects(picture) == []
    for page in ("network.html", "network.drawio", "all.html"):
        assert "balloon" in (tmp_path / page).read_text(), page
    assert "weather-balloon" in done.stdout, "found"
    assert "bgw-shop-up" in done.stdout
    assert '"target": "bgw-0a"' in (tmp_path / "scanned.json").read_text(), "its own member of a route"
