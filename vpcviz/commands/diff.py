"""`vpcviz diff`: what differs between two networks."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from vpcviz.commands.declaring import Argument, Option
from vpcviz.commands.ending import Ended
from vpcviz.commands.live import Live, live_options
from vpcviz.commands.options import Wide
from vpcviz.commands.picture_options import Detail, PageOption, ThemeName

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vpcviz.changes import Changes
    from vpcviz.commands.pictures import Request
    from vpcviz.impact import Impact
    from vpcviz.model import Network
    from vpcviz.model.resources import Gap
    from vpcviz.scene.paper import Page

LIVE = "live"
"""The word for the live account; a file of that name goes first."""


class DiffFormat(StrEnum):
    """The format of the report."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    SARIF = "sarif"


@live_options
def diff(
    live: Live,
    old: Annotated[str, Argument(metavar="OLD", help="Spec, snapshot, dump, REVISION:PATH of git, live, or a plan.")],
    new: Annotated[str, Argument(metavar="[NEW]", help="The same of the newer network; not for a plan, which holds both.")] = "",
    report_format: Annotated[DiffFormat, Option("--format", help="The format of the report.")] = DiffFormat.TEXT,
    flows: Annotated[
        str,
        Option(
            metavar="all|FILE",
            help="What becomes of traffic, cost and findings: of all flows that the change can touch, or those of a file.",
        ),
    ] = "",
    most_flows: Annotated[int, Option(help="With --flows all: ask for so many flows at most.")] = 1000,
    gate: Annotated[
        str,
        Option(
            "--fail-on-change",
            metavar="WHAT,…",
            help="Exit with 1 where the change does this: newly-exposed, cut-off, finding:error, … (docs/diff.md).",
        ),
    ] = "",
    source_dir: Annotated[
        Path | None, Option(help="SARIF: the folder with the .tf files of a plan; results tell file and line.")
    ] = None,
    exit_code: Annotated[bool, Option("--exit-code", help="Exit with 1 where anything differs.")] = False,
    only: Annotated[list[str] | None, Option("--only", metavar="KIND", help="Only this kind, such as subnet. Repeatable.")] = None,
    ignore: Annotated[list[str] | None, Option("--ignore", metavar="KIND", help="Without this kind. Repeatable.")] = None,
    output: Annotated[
        list[str] | None, Option("--output", "-o", metavar="PICTURE", help="Draw both networks as one picture (.svg, .png).")
    ] = None,
    detail: Annotated[Detail, Option(help="The picture: how much is drawn.")] = Detail.FULL,
    theme: Annotated[ThemeName, Option(help="The picture: its colours.")] = ThemeName.LIGHT,
    scale: Annotated[float, Option(help="PNG: pixels for each px of the picture.")] = 1.0,
    width: Annotated[int, Option(help="PNG: width in pixels, instead of --scale.")] = 0,
    page: PageOption = "",
    redact: Annotated[bool, Option("--redact", help="Stand-ins for account ids, public IPs, names and ids.")] = False,
    picture: Annotated[
        str, Option(metavar="ADDRESS", help="Markdown: the address of the picture to show; the first -o unless given.")
    ] = "",
    wide: Wide = False,
) -> None:
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
    from vpcviz.changes import compare
    from vpcviz.commands.change_gate import needs_flows, read_gate, trips
    from vpcviz.commands.diff_flows import ALL, assess, check_options
    from vpcviz.commands.output_formats import check_map_only, check_outputs
    from vpcviz.commands.paper import page_of
    from vpcviz.commands.pictures import Request
    from vpcviz.output import write_stdout

    sheet = page_of(page)
    wanted = _wanted(only or (), ignore or ())
    words = read_gate(gate)
    check_options(most_flows)
    request = Request(tuple(output or ()), theme=theme.value, scale=scale, width=width)
    check_outputs(request.outputs, "", has_option=False)
    check_map_only(request.outputs, "", "changes")
    networks = _both(live, old, new) if new else _of_change(live, old)
    granted = live.granted
    end: Callable[[str], str] = str
    if redact:
        end = _hidden_end(networks)
        networks, granted = _redacted(networks, granted)
    found = compare(*networks, wanted)
    asked = flows or (ALL if report_format == DiffFormat.SARIF or needs_flows(words) else "")
    impact = None
    if asked or words:
        whole = compare(*networks) if only or ignore else found
        impact = assess(networks, whole, asked, most_flows, granted, end)
    shown = picture or next((one for one in request.outputs if one != "-"), "")
    text = _text(networks, found, impact if asked else None, report_format, source_dir, old, shown, wide)
    if request.outputs:
        _draw(networks, found, request, detail.value, sheet)
    if "-" not in request.outputs:
        write_stdout(text.encode())
    if (exit_code and found.changes) or trips(words, found, impact):
        raise Ended(1)


def _redacted(networks: tuple[Network, Network], granted: dict[str, str]) -> tuple[tuple[Network, Network], dict[str, str]]:
    """The networks with stand-ins, and what is taken for granted by their ids."""
    from vpcviz.redaction import redacted, stand_ins

    told: dict[str, str] = {}
    for network in networks if granted else ():
        told |= {hidden: granted[one] for one, hidden in stand_ins(network).items() if one in granted}
    return (redacted(networks[0]), redacted(networks[1])), told


def _hidden_end(networks: tuple[Network, Network]) -> Callable[[str], str]:
    """What says by which stand-in the redacted networks know the end of a flow."""
    from vpcviz.commands.hiding import stand_in
    from vpcviz.redaction import stand_ins

    old, new = networks
    told = {**stand_ins(old), **stand_ins(new)}
    return lambda word: stand_in((new, old), word, told, "--flows")


def _text(
    networks: tuple[Network, Network],
    found: Changes,
    impact: Impact | None,
    report_format: DiffFormat,
    source_dir: Path | None,
    source: str,
    picture: str,
    wide: bool,
) -> str:
    """The report."""
    from vpcviz.reports.changes import changes_json, changes_markdown, changes_text
    from vpcviz.reports.impact import impact_document, impact_markdown, impact_text

    if report_format == DiffFormat.SARIF:
        from vpcviz.commands.written_in_code import written
        from vpcviz.reports.impact_sarif import impact_sarif

        assert impact is not None
        return impact_sarif(networks, impact, source, written(source_dir, networks) if source_dir else {})
    if report_format == DiffFormat.JSON:
        from vpcviz.reports.impact import address_in

        return changes_json(found, impact_document(impact, address_in(networks)) if impact is not None else {})
    if report_format == DiffFormat.MARKDOWN:
        return changes_markdown(found, picture=picture, first=impact_markdown(impact) if impact is not None else ())
    return changes_text(found, wide) + (impact_text(impact, wide) if impact is not None else "")


def _draw(networks: tuple[Network, Network], found: Changes, request: Request, detail: str, page: Page | None) -> None:
    """One picture of both networks, with what differs marked and in words."""
    import msgspec

    from vpcviz.changes.union import union
    from vpcviz.commands.paper import say_too_small
    from vpcviz.commands.pictures import draw_files
    from vpcviz.layout import Options
    from vpcviz.reports.changes import brief, summary

    both, marks = union(*networks, found)
    title = f"{networks[1].title or networks[0].title or 'AWS network'}: what differs"
    words = summary(found) or "nothing differs"
    shown = msgspec.structs.replace(both, description=f"{words[0].upper()}{words[1:]}.")
    options = Options(detail=detail, title=title, page=page, notes=tuple(brief(found)), changes=marks)  # type: ignore[arg-type]
    say_too_small(draw_files(shown, options, request), options, shown)


def _both(live: Live, old: str, new: str) -> tuple[Network, Network]:
    """The two networks; what was not read of either counts under --strict."""
    from vpcviz.errors import UsageError

    alive = [word == LIVE and not Path(word).exists() for word in (old, new)]
    if live.chosen and not any(alive):
        raise UsageError("the live account's options are given, and neither OLD nor NEW is the word live")
    if old == new == "-":
        raise UsageError("only one of OLD and NEW can be -")
    if not any(alive) and (both := _beside(live, old, new)) is not None:
        return both
    gaps: tuple[Gap, ...] = ()
    found: list[Network] = []
    for word, is_live in zip((old, new), alive, strict=True):
        over = _over(live, found[0], word) if found and not is_live else None
        found.append(over if over is not None else live.network(None) if is_live else _read(live, word))
        gaps += live.gaps
    live.gaps = gaps
    live.check_parameters()
    return found[0], found[1]


def _beside(live: Live, old: str, new: str) -> tuple[Network, Network] | None:
    """The networks before and after where one of both tells how the other changes (a change set and its template), else None."""
    from vpcviz.sources import are_one_change
    from vpcviz.sources.revisions import is_revision

    if is_revision(old) or is_revision(new) or not are_one_change(old, new):
        return None
    return _of_change(live, old, new)


def _over(live: Live, existing: Network, word: str) -> Network | None:
    """What exists once a plan that starts from it is applied; None where NEW is a network of its own."""
    from vpcviz.sources import load_over
    from vpcviz.sources.revisions import is_revision

    if is_revision(word):
        return None
    notes: list[str] = []
    network = load_over(existing, word, notes, live.granted)
    if network is not None:
        live.took(network.gaps, notes, [word])
    return network


def _of_change(live: Live, *sources: str) -> tuple[Network, Network]:
    """The networks before and after of a source that holds both, or of those that are read together with it."""
    from vpcviz.errors import UsageError
    from vpcviz.sources import load_change

    if live.chosen:
        raise UsageError("the live account's options are given, and there is no NEW; one of OLD and NEW is to be the word live")
    notes: list[str] = []
    networks = load_change(sources, notes, live.granted, parameters=live.parameters)
    live.took(tuple(dict.fromkeys((*networks[0].gaps, *networks[1].gaps))), notes, sources)
    return networks


def _read(live: Live, word: str) -> Network:
    from contextlib import nullcontext

    from vpcviz.sources.revisions import at_revision, is_revision

    with at_revision(word) if is_revision(word) else nullcontext(word) as path:
        return live.network([path], beside=True)


def _wanted(only: Sequence[str], ignore: Sequence[str]) -> Callable[[str], bool]:
    """Whether a kind is to be compared. Raises UsageError for kinds that there are not."""
    from vpcviz.errors import UsageError
    from vpcviz.model.collections import CLASSES
    from vpcviz.spec.problems import nearest_word

    kinds = {word: record.KIND for name, record in CLASSES.items() for word in (record.KIND, name)}
    chosen: list[set[str]] = []
    for words in (only, ignore):
        for word in words:
            if word not in kinds:
                near = nearest_word(word, kinds)
                raise UsageError(
                    f"there is no kind {word}" + (f'; did you mean "{near}"?' if near else ", expected one such as subnet")
                )
        chosen.append({kinds[word] for word in words})
    return lambda kind: (not chosen[0] or kind in chosen[0]) and kind not in chosen[1]
