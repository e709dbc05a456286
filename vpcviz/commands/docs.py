"""`vpcviz docs`: the network in words, as Markdown pages, one HTML file, or CSV."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from vpcviz.commands.declaring import Given, Option
from vpcviz.commands.live import Live, live_options
from vpcviz.commands.options import Redact, Sources
from vpcviz.commands.picture_options import Detail, DetailOption, ThemeName, ThemeOption

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vpcviz.model import Network
    from vpcviz.model import resources as r
    from vpcviz.pages.blocks import Page, Table

HTML = (".html", ".htm")
CSV = ".csv"

WORTH = 4
"""Pages of VPCs from which on a second process pays: a page takes a tenth of a second, the process 15 ms."""

MOST_NAMED = 20
"""So many pages are named where one that is wanted is not there."""


class DocsOptions(Given):
    """What `vpcviz docs` is given."""

    sources: Sources = None
    output: Annotated[str, Option("--output", "-o", metavar="DIR|FILE", help="A folder, or a file .html or .csv.")] = ""
    only: Annotated[
        str,
        Option("--only", metavar="PAGE", help="Only this page, on stdout and without pictures: index, or the name of a VPC's."),
    ] = ""
    detail: DetailOption = Detail.STANDARD
    theme: ThemeOption = ThemeName.LIGHT
    findings: Annotated[bool, Option("--findings", help="With what `vpcviz check` finds.")] = False
    cost: Annotated[bool, Option("--cost", help="With what stands and costs.")] = False
    redact: Redact = False


@live_options
def docs(live: Live, given: DocsOptions) -> None:
    """Write the network in words.

    An index and a page for each VPC, with pictures and tables of subnets, routes, endpoints, groups, peering, transit gateways and
    names: Markdown pages in a folder, or all in one HTML file. A .csv is the inventory alone. The same network, the same bytes.

    Examples:

      vpcviz docs network.yaml -o docs/network/

      vpcviz docs prod.json --findings --cost -o network.html

      vpcviz docs prod.json -o inventory.csv

      vpcviz docs prod.json --only index
    """
    from vpcviz.commands.configuration import read_configuration
    from vpcviz.pages.answers import answers

    _check_output(given.output, given.only)
    network = live.network(given.sources)
    if given.redact:
        from vpcviz.redaction import redacted

        network = redacted(network)
    configuration = read_configuration()
    ignores = () if given.redact else configuration.ignores
    extra = answers(network, configuration.prices, ignores, findings=given.findings, cost=given.cost)
    if given.only:
        from vpcviz.output import write_stdout

        write_stdout(_one_page(network, given.only, extra, configuration.prices))
        return
    single = is_single(given.output)
    looks = (given.output if single else "", given.detail.value, given.theme.value)
    _write(Path(given.output), document_files(network, *looks, extra, configuration.prices), single)


def _check_output(output: str, only: str) -> None:
    """Raise UsageError for an output that cannot be written, or is none."""
    from vpcviz.commands.documents import check_output
    from vpcviz.errors import UsageError

    if only and output not in ("", "-"):
        raise UsageError("--only prints one page on stdout: it goes without -o")
    if not output and not only:
        raise UsageError("nothing to write to: give -o FOLDER, -o FILE.html or -o FILE.csv")
    if is_single(output):
        check_output(output)
    elif not only and (output == "-" or (Path(output).exists() and not Path(output).is_dir())):
        raise UsageError(f"{output} is no folder; expected a folder, or a file that ends in .html or .csv")


def is_single(output: str) -> bool:
    """Whether an output is one file (.html, .csv) rather than a folder."""
    return Path(output).suffix.lower() in (*HTML, CSV) and not Path(output).is_dir()


def document_files(
    network: Network, single: str, detail: str, theme: str, extra: tuple[Table | str, ...], prices: str
) -> dict[str, bytes]:
    """The bytes of each file by its name; "" is the single one. `prices` is a price file, "" for vpcviz's own."""
    from vpcviz.pages.blocks import Picture
    from vpcviz.pages.tables import INVENTORY, TABLES
    from vpcviz.pages.writing import comma_separated, html, markdown

    inventory = comma_separated(TABLES[INVENTORY](network, ""))
    if single.lower().endswith(CSV):
        return {"": inventory.encode()}
    made = _pages(network, detail, theme, extra, prices)
    if single:
        return {"": html(made).encode()}
    files = {f"{page.name}.md": markdown(page).encode() for page in made}
    files |= {block.file: block.svg for page in made for block in page.blocks if isinstance(block, Picture)}
    return {**files, "inventory.csv": inventory.encode()}


def _pages(network: Network, detail: str, theme: str, extra: tuple[Table | str, ...], prices: str) -> list[Page]:
    """The index and a page for each VPC, with their pictures; processes share the pages of VPCs, where there may be several."""
    from vpcviz.garbage import unsearched
    from vpcviz.pages.composing import index_page, vpc_page, vpcs_in_order
    from vpcviz.workers import in_parts

    names = _names(network)

    def made(part: Sequence[r.Vpc]) -> Iterator[Page]:
        return (_with_pictures(vpc_page(network, vpc, names[vpc.id], prices), network, detail, theme) for vpc in part)

    with unsearched():
        index = _with_pictures(index_page(network, names, extra, prices), network, detail, theme)
        return [index, *in_parts(made, vpcs_in_order(network, names), worth=WORTH)]


def _with_pictures(page: Page, network: Network, detail: str, theme: str) -> Page:
    """A page whose pictures are drawn."""
    from vpcviz.commands.pictures import Request, make_scene, picture_bytes
    from vpcviz.garbage import uncollected
    from vpcviz.layout import Options
    from vpcviz.model.narrowing import narrow
    from vpcviz.model.selection import Selection
    from vpcviz.pages.blocks import Picture

    def drawn(picture: Picture) -> Picture:
        shown = narrow(network, Selection(vpcs=(picture.vpc,))) if picture.vpc else network
        folds = picture.view == "map"
        options = Options(detail=detail, view=picture.view, title=picture.title, fold_defaults=folds)  # type: ignore[arg-type]
        request = Request(("-",), theme=theme)
        with uncollected():
            return picture._replace(svg=picture_bytes(shown, options, make_scene(shown, options, request), "svg", request))

    return page._replace(blocks=tuple(drawn(block) if isinstance(block, Picture) else block for block in page.blocks))


def _names(network: Network) -> dict[str, str]:
    """The name of each VPC's page, by the VPC's id."""
    from vpcviz.commands.split import file_names
    from vpcviz.commands.split_parts import parts_of

    return {ident: Path(name).stem for ident, name in file_names(parts_of(network, "vpc"), "md").items()}


def _one_page(network: Network, wanted: str, extra: tuple[Table | str, ...], prices: str) -> bytes:
    """One page as Markdown. Raises UsageError where there is none of that name."""
    from difflib import get_close_matches

    from vpcviz.errors import UsageError
    from vpcviz.pages.blocks import Picture
    from vpcviz.pages.composing import INDEX, index_page, vpc_page, vpcs_in_order
    from vpcviz.pages.writing import markdown

    names = _names(network)
    name = wanted.removesuffix(".md")
    page = index_page(network, names, extra, prices) if name == INDEX else None
    for vpc in vpcs_in_order(network, names):
        page = vpc_page(network, vpc, name, prices) if page is None and names[vpc.id] == name else page
    if page is None:
        known = [INDEX, *sorted(names.values())]
        near = get_close_matches(wanted[:200], known, n=1, cutoff=0.5)
        hint = f'did you mean "{near[0]}"?' if near else f"expected {', '.join(known[:MOST_NAMED])}"
        raise UsageError(f"--only {wanted}: there is no such page; {hint}{' …' if not near and len(known) > MOST_NAMED else ''}")
    return markdown(page._replace(blocks=tuple(block for block in page.blocks if not isinstance(block, Picture)))).encode()


def _write(output: Path, files: dict[str, bytes], single: bool) -> None:
    from vpcviz.commands.split import write_folder
    from vpcviz.output import write_all

    if single:
        write_all({output: files[""]})
    else:
        write_folder(output, {output / name: data for name, data in files.items()})
