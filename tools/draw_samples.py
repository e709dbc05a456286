"""Draws every sample: samples/NAME.svg and samples/NAME.png beside its spec. A test fails when one is out of date."""

from pathlib import Path

from vpcviz.commands.pictures import Request, make_scene, picture_bytes
from vpcviz.layout import Options
from vpcviz.output import write_all
from vpcviz.sources import load

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def pictures(spec: Path) -> dict[Path, bytes]:
    """The pictures of one sample as `vpcviz draw SPEC -o X.svg -o X.png` makes them, by their paths."""
    network, options = load([str(spec)]), Options()
    request = Request((f"{spec.stem}.svg", f"{spec.stem}.png"))
    scene = make_scene(network, options, request)
    return {spec.with_suffix(f".{name}"): picture_bytes(network, options, scene, name, request) for name in ("svg", "png")}


if __name__ == "__main__":
    for sample in sorted(SAMPLES.glob("*.yaml")):
        write_all(pictures(sample))
