"""VPCs that are laid out and written by two processes: the same bytes as in one, whatever happens there."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from msgspec import structs

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import estates

from tests.networks import Plan, build, plans
from vpcviz.commands.pictures import summary
from vpcviz.layout import Options, lay_out, printing
from vpcviz.layout.insides import Inside
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.printing import SvgPress
from vpcviz.render.svg import render_svg, spool_svg
from vpcviz.render.theme import Theme
from vpcviz.scene import Scene, printed
from vpcviz.workers import processes

FULL = Options(detail="full")
SMALL = estates.Size(34, zones=2, subnets=2, enis=1)


def pressed(network: Network, options: Options = FULL, theme: Theme = "light") -> tuple[bytes, Scene]:
    """The SVG of a network, by a press, and its Scene."""
    press = SvgPress(theme, None)
    scene = lay_out(network, options, press)
    made = Path(f"/proc/self/fd/{os.memfd_create('svg')}")
    with made.open("w+b") as file:
        spool_svg(scene, theme, press=press).write_to(file)
        file.seek(0)
        return file.read(), scene


def same(network: Network, monkeypatch: pytest.MonkeyPatch, options: Options = FULL, theme: Theme = "light") -> Scene:
    """Assert that a network is drawn the same by one process, by a press, and by two; the last one's Scene."""
    plain = render_svg(lay_out(network, options), theme)
    monkeypatch.setenv("VPCVIZ_WORKERS", "1")
    assert pressed(network, options, theme)[0] == plain
    monkeypatch.setenv("VPCVIZ_WORKERS", "2")
    by_two, scene = pressed(network, options, theme)
    assert by_two == plain
    return scene


@pytest.mark.parametrize("kind", ["hub", "mesh", "mixed", "irregular"])
def test_two_processes_write_what_one_does(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    network = estates.estate(SMALL, kind)
    scene = same(network, monkeypatch)
    whole = lay_out(network, FULL)
    assert len([one for one in printed(scene.parts) if one.group is not None]) >= 28
    assert summary(scene) == summary(whole)


def test_so_they_do_with_marks_of_colours_and_without_details(monkeypatch: pytest.MonkeyPatch) -> None:
    same(estates.estate(SMALL, "mixed"), monkeypatch, Options(detail="standard"), "auto")


@settings(
    max_examples=5,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(plan=plans(most_vpcs=44, least_vpcs=34))
def test_so_they_do_on_any_network(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    same(build(plan), monkeypatch)


def forks() -> bool:
    """Whether this process may fork: not beside threads, as pytest's workers have them (see the last test)."""
    return processes() > 1


def last_vpc(network: Network) -> r.Vpc:
    """One of those that the other process has."""
    return sorted(network.vpcs, key=lambda one: tuple(map(int, one.cidrs[0].split("/")[0].split("."))))[-1]


def test_what_a_link_leads_into_is_laid_out_in_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    network = estates.estate(SMALL, "hub")
    vpc = last_vpc(network)
    balancer = r.LoadBalancer(id="lb-1", vpc=vpc.id, type="network", account=vpc.account, region=vpc.region)
    service = r.EndpointService(id="vpce-svc-1", load_balancers=("lb-1",), account=vpc.account, region=vpc.region)
    scene = same(structs.replace(network, load_balancers=(balancer,), endpoint_services=(service,)), monkeypatch)
    assert printed(scene.parts) == [] or not forks()


def test_what_is_in_vpcs_of_both_is_laid_out_in_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thing of which the first card says most: which is first, only who makes all cards knows."""
    network = estates.estate(SMALL, "hub")
    first, last = network.vpcs[0], last_vpc(network)
    interfaces = [
        structs.replace(one, owner="db-1") if one.vpc in (first.id, last.id) and one.type == "interface" else one
        for one in network.network_interfaces
    ]
    spread = r.Workload(id="db-1", type="rds", vpc=first.id, account=first.account, region=first.region)
    network = structs.replace(network, network_interfaces=tuple(interfaces), workloads=(*network.workloads, spread))
    same(network, monkeypatch)


def fails_there(monkeypatch: pytest.MonkeyPatch, end: Callable[[], None]) -> None:
    """Let the other process end while it prints."""
    here, print_one = os.getpid(), Inside.printed

    def ended(self: Inside, *given: object) -> object:
        if os.getpid() != here:
            end()
        return print_one(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Inside, "printed", ended)


def fault() -> None:
    raise ValueError("a fault")


@pytest.mark.parametrize("end", [fault, lambda: os.kill(os.getpid(), 9)])
def test_where_the_other_process_fails_one_does_all(end: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    network = estates.estate(SMALL, "hub")
    plain = render_svg(lay_out(network, FULL))
    fails_there(monkeypatch, end)
    monkeypatch.setenv("VPCVIZ_WORKERS", "2")
    made, scene = pressed(network)
    assert made == plain
    assert printed(scene.parts) == [] or not forks()


def test_a_vpc_that_is_to_be_otherwise_than_printed_is_laid_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    network = estates.estate(SMALL, "hub")
    plain = render_svg(lay_out(network, FULL))
    monkeypatch.setattr(
        printing.Printing, "print", lambda self, insides, print_=printing.Printing.print: turn(self, insides, print_)
    )
    made, scene = pressed(network)
    assert made == plain
    assert printed(scene.parts) == [] or not forks()


def turn(self: printing.Printing, insides: list[Inside], print_: Callable[[printing.Printing, list[Inside]], None]) -> None:
    """Print, and then let another thing stand first on a border."""
    print_(self, insides)
    box = next(one.box for one in insides if len(one.box.docks_bottom) > 1)
    box.docks_bottom = [*box.docks_bottom][::-1]


def test_few_vpcs_need_no_second_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "helper", fault)
    monkeypatch.setenv("VPCVIZ_WORKERS", "2")
    pressed(estates.estate(estates.Size(26, 2, 2, 1), "hub"))


def test_all_of_it_in_a_process_that_may_fork() -> None:
    """Beside threads nothing forks: pytest's workers have some, so there all tests here run once more in a process without."""
    if forks():
        return
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "VPCVIZ", "COV"))}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", __file__]
    run = subprocess.run(
        [*command, "-k", "process or leads_into or fails"], capture_output=True, env=clean, check=False, timeout=500
    )
    assert run.returncode == 0, run.stdout.decode()[-3000:]
