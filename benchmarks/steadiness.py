"""What must not change: the bytes when lists are shuffled, and the places of VPCs when one more joins the estate."""

import json
import os
import random
import re
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import estates
from measuring import ROOT, VPCVIZ

SVG = "{http://www.w3.org/2000/svg}"
Place = tuple[str, float, float]


def draw(snapshot: Path, picture: Path, *options: str, seed: str = "0") -> bytes:
    """The picture of a snapshot, drawn by a process of its own with that PYTHONHASHSEED."""
    command = [*VPCVIZ, "draw", "-q", str(snapshot), *options, "-o", str(picture)]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed})
    return picture.read_bytes()


def shuffled_is_same(snapshot: Path, folder: Path, *options: str) -> bool:
    """Whether a snapshot with every list in another order, in a process with another hash seed, draws to the same bytes."""
    document = json.loads(snapshot.read_bytes())
    chance = random.Random(7)
    other = folder / "shuffled.json"
    other.write_text(json.dumps(_shuffled(document, chance)))
    return draw(snapshot, folder / "a.svg", *options) == draw(other, folder / "b.svg", *options, seed="12345")


def _shuffled(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: value[key] if key == "private_ips" else _shuffled(value[key], chance) for key in keys}
    if isinstance(value, list):
        items = [_shuffled(item, chance) for item in value]
        chance.shuffle(items)
        return items
    return value


def stayed(before: bytes, after: bytes) -> float:
    """The share of VPC boxes of the first picture that stand at the same place of their region in the second."""
    old, new = _places(before), _places(after)
    return sum(1 for vpc, place in old.items() if new.get(vpc) == place) / max(1, len(old))


def stayed_of_all(sizes: range, kind: str, seed: int, inside: tuple[int, int, int]) -> dict[int, float]:
    """By number of VPCs: the share that stays in the overview of an estate when one more joins it."""
    from vpcviz.layout import Options, lay_out
    from vpcviz.render.svg import render_svg
    from vpcviz.spec.canonical import canonical

    pictures = {}
    for vpcs in (*sizes, sizes[-1] + 1):
        network = canonical(estates.estate(estates.Size(vpcs, *inside), kind, seed))
        pictures[vpcs] = render_svg(lay_out(network, Options(detail="overview")))
    return {vpcs: stayed(pictures[vpcs], pictures[vpcs + 1]) for vpcs in sizes}


def _places(svg: bytes) -> dict[str, Place]:
    """For each VPC its region, and its distance (px) from the region's upper left corner."""
    found: dict[str, Place] = {}

    def walk(element: ElementTree.Element, region: Place, left: float, top: float) -> None:
        for child in element:
            kind, own = child.get("data-kind"), region
            moved = re.fullmatch(r"translate\((-?[\d.]+) (-?[\d.]+)\)", child.get("transform") or "translate(0 0)")
            if moved is None:
                continue  # an icon
            across, down = left + float(moved[1]), top + float(moved[2])
            frame = next((part for part in child if part.tag == f"{SVG}rect" and _is_frame(part)), None)
            if frame is not None and kind in ("region", "vpc"):
                x, y = across + float(frame.get("x", 0)), down + float(frame.get("y", 0))
                if kind == "region":
                    own = (child.get("data-id", ""), x, y)
                else:
                    found[child.get("data-id", "")] = (region[0], round(x - region[1], 1), round(y - region[2], 1))
            walk(child, own, across, down)

    walk(ElementTree.fromstring(svg), ("", 0.0, 0.0), 0.0, 0.0)
    return found


def _is_frame(part: ElementTree.Element) -> bool:
    """Older pictures have the mark as a class."""
    return part.get("data-frame") is not None or "frame" in (part.get("class") or "").split()
