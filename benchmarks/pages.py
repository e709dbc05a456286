"""How large text is on a page that is asked for, and how near a picture is to the page's shape; prints tables as Markdown.

python benchmarks/pages.py                       maps of estates, slides and pages of the samples (about two minutes)
python benchmarks/pages.py --only hub            only networks with this in their names
python benchmarks/pages.py --pages a4,16:9       other pages
"""

import argparse
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import estates
from measuring import ROOT, table

from vpcviz.commands.paper import page_of
from vpcviz.layout import Options, lay_out
from vpcviz.layout.options import Detail
from vpcviz.layout.style import smallest_text
from vpcviz.model import Network
from vpcviz.sources import load
from vpcviz.spec.canonical import canonical

PAGES = ("a4", "a3", "letter", "16:9", "400x300mm", "a4-portrait", "letter-portrait", "16:9-portrait")

SLIDES = ("16:9", "4:3", "a4", "letter", "a3", "a4-portrait")

SIZES = (16, 64, 256)


def cell(network: Network, detail: Detail, asked: str) -> str:
    """The smallest text of a thing on the page (pt), and by how much wider or higher than the page the sheet is."""
    page = page_of(asked)
    assert page is not None
    scene = lay_out(network, Options(detail=detail, page=page))
    off = scene.width / scene.height / page.shape
    size = smallest_text(scene) * page.scale(scene.width, scene.height)
    return f"{size:.1f} {'wider' if off >= 1 else 'higher'} {max(off, 1 / off):.2f}"


def of_estates(only: str, sizes: Sequence[int]) -> Iterator[tuple[str, Network]]:
    """Estates of 3 zones, 3 subnets and 4 interfaces."""
    for vpcs in sizes:
        for kind in estates.KINDS:
            if only in f"{kind} {vpcs}":
                yield f"{kind} {vpcs}", canonical(estates.estate(estates.Size(vpcs), kind))


def samples(only: str) -> Iterator[tuple[str, Network]]:
    """The samples."""
    for path in sorted((ROOT / "samples").glob("*.yaml")):
        if only in path.stem:
            yield path.stem, load([str(Path(path))])


def printed(networks: Iterator[tuple[str, Network]], detail: Detail, pages: Sequence[str]) -> None:
    """A table of networks by pages."""
    rows = [[name, *(cell(network, detail, page) for page in pages)] for name, network in networks]
    if rows:
        print(f"`--detail {detail}`:\n\n{table([detail, *pages], rows)}\n")


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description="How large text is on a page, and how near pictures are to its shape.")
    parser.add_argument("--only", default="", help="only networks with this in their names")
    parser.add_argument("--pages", default="", help="other pages, with commas between")
    given = parser.parse_args()
    pages = given.pages.split(",") if given.pages else None
    printed(of_estates(given.only, SIZES), "overview", pages or PAGES)
    printed(chain(samples(given.only), of_estates(given.only, SIZES[:1])), "presentation", pages or SLIDES)
    printed(samples(given.only), "standard", pages or SLIDES)


if __name__ == "__main__":
    main()
