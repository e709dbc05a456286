"""`vpcviz diff`: what differs between two networks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from vpcviz.commands.declaring import Argument, Given, Option
from vpcviz.commands.ending import Ended
from vpcviz.commands.live import Live, live_options
from vpcviz.commands.options import FindingsFormat, FindingsFormatOption, Redact, Wide
from vpcviz.commands.picture_options import Detail, PageOption, ThemeName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vpcviz.changes import Changes
    from vpcviz.commands.diff_networks import TwoNetworks
    from vpcviz.commands.pictures import Request
    from vpcviz.impact import Impact
    from vpcviz.model import Network
    from vpcviz.scene.paper import Page


class DiffOptions(Given):
    """What `vpcviz diff` is given."""

    old: Annotated[str, Argument(metavar="OLD", help="Spec, snapshot, dump, REVISION:PATH of git, live, or a plan.")]
    new: Annotated[str, Argument(metavar="[NEW]", help="The same of the newer network; not for a plan, which holds both.")] = ""
    report_format: FindingsFormatOption = FindingsFormat.TEXT
    flows: Annotated[
        str,
        Option(
            metavar="all|FILE",
            help="What becomes of traffic, cost and findings: of all flows that the change can touch, or those of a file.",
        ),
    ] = ""
    most_flows: Annotated[int, Option(help="With --flows all: ask for so many flows at most.")] = 1000
    gate: Annotated[
        str,
        Option(
            "--fail-on-change",
            metavar="WHAT,…",
            help="Exit with 1 where the change does this: newly-exposed, cut-off, finding:error, … (docs/diff.md).",
        ),
    ] = ""
    source_dir: Annotated[
        Path | None, Option(help="SARIF: the folder with the .tf files of a plan; results tell file and line.")
    ] = None
    exit_code: Annotated[bool, Option("--exit-code", help="Exit with 1 where anything differs.")] = False
    only: Annotated[list[str] | None, Option("--only", metavar="KIND", help="Only this kind, such as subnet. Repeatable.")] = None
    ignore: Annotated[list[str] | None, Option("--ignore", metavar="KIND", help="Without this kind. Repeatable.")] = None
    output: Annotated[
        list[str] | None, Option("--output", "-o", metavar="PICTURE", help="Draw both networks as one picture (.svg, .png).")
    ] = None
    detail: Annotated[Detail, Option(help="The picture: how much is drawn.")] = Detail.FULL
    theme: Annotated[ThemeName, Option(help="The picture: its colours.")] = ThemeName.LIGHT
    scale: Annotated[float, Option(help="PNG: pixels for each px of the picture.")] = 1.0
    width: Annotated[int, Option(help="PNG: width in pixels, instead of --scale.")] = 0
    page: PageOption = ""
    redact: Redact = False
    picture: Annotated[
        str, Option(metavar="ADDRESS", help="Markdown: the address of the picture to show; the first -o unless given.")
    ] = ""
    wide: Wide = False


@live_options
def diff(live: Live, given: DiffOptions) -> None:
    """Say what differs between two networks.

    What is new, gone or changed, kind by kind, with the fields that differ. Things are paired by id; where ids are made up or a
    thing was made again, by name and place. What was not read on one side is not told as new or gone.

    A plan of Terraform or OpenTofu (`terraform show -json`) alone is compared with itself: what is there before and after it. As
    NEW, a plan that starts from things of OLD is applied to OLD; so is a change set of CloudFormation (`aws cloudformation
    describe-change-set`), whose OLD may be the stack's template.

    With --flows also what the change does: which flows are newly open to the internet, cut off, leave AWS's network or an endpoint,
    are asymmetric or go past an inspection, each with the step that decides before and after; what it costs apart; findings that
    are new or gone.

    Exit code 0; with --exit-code 1 where anything differs, with --fail-on-change 1 where the change does what is named there.

    Examples:

      vpcviz diff before.json after.json

      vpcviz diff HEAD~1:network.yaml network.yaml --format markdown

      vpcviz diff prod.json live --profile prod --exit-code

      terraform show -json tfplan | vpcviz diff -

      vpcviz diff plan.json --flows all --fail-on-change newly-exposed,cut-off,finding:error

      vpcviz diff stack.yaml changeset.json --flows all
    """
    from vpcviz.commands.change_gate import trips
    from vpcviz.commands.diff_networks import two_networks

    wanted = _wanted(given)
    both = two_networks(live, given.old, given.new, redact=given.redact)
    found, impact = _compared(both, wanted)
    _tell(both.networks, found, impact, wanted, given)
    if (given.exit_code and found.changes) or trips(wanted.gate, found, impact):
        raise Ended(1)


class _Wanted(NamedTuple):
    """What the options ask for, once they are known to mean something."""

    request: Request
    sheet: Page | None
    collections: frozenset[str]
    all_kinds: bool
    gate: tuple[str, ...]
    flows: str
    """`all`, a file, or "" where flows are not asked for."""
    most_flows: int


def _wanted(given: DiffOptions) -> _Wanted:
    """What is asked for. Raises UsageError for what means nothing, or cannot be done."""
    from vpcviz.commands.change_gate import needs_flows, read_gate
    from vpcviz.commands.diff_flows import ALL, check_options
    from vpcviz.commands.output_formats import check_map_only, check_outputs
    from vpcviz.commands.paper import page_of
    from vpcviz.commands.pictures import Request

    sheet = page_of(given.page)
    collections = _collections(given.only or (), given.ignore or ())
    gate = read_gate(given.gate)
    check_options(given.most_flows)
    request = Request(tuple(given.output or ()), theme=given.theme.value, scale=given.scale, width=given.width)
    check_outputs(request.outputs, "", has_option=False)
    check_map_only(request.outputs, "", "changes")
    flows = given.flows or (ALL if given.report_format == FindingsFormat.SARIF or needs_flows(gate) else "")
    return _Wanted(request, sheet, collections, not (given.only or given.ignore), gate, flows, given.most_flows)


def _compared(both: TwoNetworks, wanted: _Wanted) -> tuple[Changes, Impact | None]:
    """What differs of the kinds that are asked for, and what the whole change does, where anything asks for it."""
    from vpcviz.changes import compare
    from vpcviz.commands.diff_flows import assess

    found = compare(*both.networks, wanted.collections)
    if not (wanted.flows or wanted.gate):
        return found, None
    whole = found if wanted.all_kinds else compare(*both.networks)
    return found, assess(both.networks, whole, wanted.flows, wanted.most_flows, both.granted, both.end)


def _tell(networks: tuple[Network, Network], found: Changes, impact: Impact | None, wanted: _Wanted, given: DiffOptions) -> None:
    """Write the report, and draw the picture."""
    from vpcviz.output import write_stdout

    text = _text(networks, found, impact if wanted.flows else None, given)
    if wanted.request.outputs:
        _draw(networks, found, wanted.request, given.detail.value, wanted.sheet)
    if "-" not in wanted.request.outputs:
        write_stdout(text.encode())


def _text(
    networks: tuple[Network, Network],
    found: Changes,
    impact: Impact | None,
    given: DiffOptions,
) -> str:
    """The report."""
    from vpcviz.reports.changes import changes_json, changes_markdown, changes_text
    from vpcviz.reports.impact import impact_document, impact_markdown, impact_text

    if given.report_format == FindingsFormat.SARIF:
        from vpcviz.commands.written_in_code import written
        from vpcviz.reports.impact_sarif import impact_sarif

        assert impact is not None
        return impact_sarif(networks, impact, given.old, written(given.source_dir, networks) if given.source_dir else {})
    if given.report_format == FindingsFormat.JSON:
        from vpcviz.reports.impact import address_in

        return changes_json(found, impact_document(impact, address_in(networks)) if impact is not None else {})
    if given.report_format == FindingsFormat.MARKDOWN:
        picture = given.picture or next((one for one in given.output or () if one != "-"), "")
        return changes_markdown(found, picture=picture, first=impact_markdown(impact) if impact is not None else ())
    return changes_text(found, given.wide) + (impact_text(impact, given.wide) if impact is not None else "")


def _draw(networks: tuple[Network, Network], found: Changes, request: Request, detail: str, page: Page | None) -> None:
    """One picture of both networks, with what differs marked and in words."""
    import msgspec

    from vpcviz.changes.union import union
    from vpcviz.commands.paper import say_too_small
    from vpcviz.commands.pictures import draw_files
    from vpcviz.layout import Options
    from vpcviz.model.titles import title_of
    from vpcviz.reports.changes import brief, summary

    both, marks = union(*networks, found)
    title = f"{networks[1].title or networks[0].title or title_of(networks[1])}: what differs"
    words = summary(found) or "nothing differs"
    shown = msgspec.structs.replace(both, description=f"{words[0].upper()}{words[1:]}.")
    options = Options(detail=detail, title=title, page=page, notes=tuple(brief(found)), changes=marks)  # type: ignore[arg-type]
    say_too_small(draw_files(shown, options, request), options, shown)


def _collections(only: Sequence[str], ignore: Sequence[str]) -> frozenset[str]:
    """The collections that are to be compared. Raises UsageError for kinds that there are not."""
    from vpcviz.errors import UsageError
    from vpcviz.model.collections import CLASSES
    from vpcviz.spec.problems import nearest_word

    kinds = {word: name for name, record in CLASSES.items() for word in (record.KIND, name)}
    chosen: list[set[str]] = []
    for words in (only, ignore):
        for word in words:
            if word not in kinds:
                near = nearest_word(word, kinds)
                raise UsageError(
                    f"there is no kind {word}" + (f'; did you mean "{near}"?' if near else ", expected one such as subnet")
                )
        chosen.append({kinds[word] for word in words})
    return frozenset((chosen[0] or CLASSES.keys()) - chosen[1])
