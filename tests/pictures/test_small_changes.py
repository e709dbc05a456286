"""A small change of a network is a small change of its file: pictures under version control are compared line by line."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from difflib import SequenceMatcher
from ipaddress import ip_network
from pathlib import Path
from statistics import median
from typing import Any

import pytest
import yaml

from tests.conftest import SAMPLES
from vpcviz.layout import lay_out
from vpcviz.render.svg import render_svg
from vpcviz.sources import load

MOST = 0.15
"""The median share of the lines that tell of things and links which one change may alter."""


def walk(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield (*path, key), value
            yield from walk(value, (*path, key))


def at(document: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        document = document[key]
    return document


def one_instance_more(document: Any) -> Any:
    """The document with one more instance in its last subnet that has one."""
    path = [path for path, value in walk(document) if path[-1] == "instances" and isinstance(value, Mapping)][-1]
    changed = deepcopy(document)
    at(changed, path)["one-more"] = str(ip_network(at(document, path[:-1])["cidr"])[99])
    return changed


def one_route_more(document: Any) -> Any:
    """The document with one more route in its first table that has one by CIDR; an instance more where no table has."""
    for path, routes in walk(document):
        if path[-1] == "routes" and "transit_gateways" not in path and isinstance(routes, Mapping):
            target = next((target for key, target in routes.items() if "/" in str(key)), None)
            if target is not None:
                changed = deepcopy(document)
                at(changed, path)["198.51.100.0/24"] = target
                return changed
    return one_instance_more(document)


def lines(document: Any, folder: Path) -> list[str]:
    (folder / "spec.yaml").write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
    return render_svg(lay_out(load([str(folder / "spec.yaml")]))).decode().split("\n")


def altered(before: list[str], after: list[str]) -> float:
    """The share of the lines of `after` that are not lines of `before`."""
    same = sum(block.size for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks())
    return 1 - same / len(after)


@pytest.mark.parametrize("change", [one_instance_more, one_route_more])
def test_one_change_alters_few_lines(change: Any, tmp_path: Path) -> None:
    shares, whole = [], []
    for sample in SAMPLES:
        document = yaml.safe_load(sample.read_text(encoding="utf-8"))
        before, after = lines(document, tmp_path), lines(change(document), tmp_path)
        assert before != after
        shares.append(altered([line for line in before if "data-kind" in line], [line for line in after if "data-kind" in line]))
        whole.append(altered(before, after))
    assert median(shares) <= MOST, shares
    assert median(whole) <= 0.3, whole


def test_what_only_moves_changes_the_line_of_its_place(tmp_path: Path) -> None:
    vpc = {"cidr": "10.0.0.0/16", "subnets": {"app": {"zone": "a", "cidr": "10.0.0.0/24", "instances": {"web": "10.0.0.9"}}}}
    document: dict[str, Any] = {"vpcviz": 1, "title": "Moved", "region": "eu-west-1", "vpcs": {"shop": vpc}}
    before, after = lines(document, tmp_path), lines({**document, "description": "A line that moves all the rest down"}, tmp_path)
    gone = [line for line in before if line not in after and not line.startswith((".", "@", "<svg", '<g class="vpcviz-'))]
    # The cloud's place, the canvas and the legend.
    assert len([line for line in gone if "transform=" in line]) == 1
    assert [line for line in gone if "data-kind" in line] == []
    assert len(gone) <= 4
