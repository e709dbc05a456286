"""Runs the rules over a network: what they find, what they could not look at, and what the configuration leaves out."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import Protocol

from msgspec import structs

from vpcviz.cost import Prices, load_prices
from vpcviz.findings.context import Context
from vpcviz.findings.registry import RULES
from vpcviz.findings.report import SEVERITIES, Finding, Ignored, NotChecked, Report
from vpcviz.findings.rule import Rule
from vpcviz.findings.spreading import run_all
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.unread import of_a_spec
from vpcviz.spec.vocabulary import GLOBAL

_TOLD = frozenset({"DescribeVpcAttribute", "GetManagedPrefixListEntries"})
"""Calls whose failure the model itself tells of (None, `known` False): the rules that use such a fact look at that."""


class Exemption(Protocol):
    """An entry of the ignore list."""

    @property
    def rule(self) -> str:
        """The rule's id."""

    @property
    def resource(self) -> str:
        """The id or name of the resource, with wildcards; "" for any."""

    @property
    def reason(self) -> str:
        """Why."""


def check(
    network: Network, prices: Prices | None = None, ignores: Sequence[Exemption] = (), context: Context | None = None
) -> Report:
    """Run every rule, in the network's `context` where that is made already. A finding that rests on something that was not read
    is not made: its rule is reported as not checked.

    One that a trace proves is made all the same: what was not read would have left the trace unknown.
    """
    context = context or Context(network, prices or load_prices())
    findings: list[Finding] = []
    not_checked: list[NotChecked] = []
    for made, open_questions in run_all(list(RULES.values()), context, _run):
        findings += made
        not_checked += open_questions
    kept, ignored, unused = _sort_out(network, findings, ignores)
    half_checked = {one.rule for one in not_checked}
    wanting = {finding.rule for finding in findings} | half_checked
    return Report(
        findings=tuple(sorted(kept, key=_order)),
        not_checked=tuple(not_checked),
        ignored=tuple(ignored),
        unused=tuple((entry.rule, entry.resource, entry.reason) for entry in unused if entry.rule not in half_checked),
        passed=tuple(rule for rule in RULES if rule not in wanting),
    )


def _order(finding: Finding) -> tuple[int, str, tuple[str, ...], str]:
    return SEVERITIES.index(finding.severity), finding.rule, finding.resources, finding.message


def _run(rule: Rule, context: Context) -> tuple[list[Finding], list[NotChecked]]:
    gaps = [
        gap for gap in context.network.gaps if gap.operation not in _TOLD and (not gap.feeds or set(gap.feeds) & set(rule.needs))
    ]
    open_questions = [_of_gap(rule, gap) for gap in gaps]
    stopped = not context.network.complete and not context.network.gaps
    if stopped:
        because = "the scan was stopped before it had read everything"
        open_questions.append(NotChecked(rule=rule.id, title=rule.title, because=because, scope="everything"))
    findings = []
    for one in rule.check(context):
        if isinstance(one, NotChecked):
            spec = context.network.origin == "spec"
            open_questions.append(structs.replace(one, because=of_a_spec(one.because)) if spec else one)
        elif one.way or (not stopped and not any(_touches(context.network, gap, rule, one) for gap in gaps)):
            findings.append(one)
    return findings, list(dict.fromkeys(open_questions))


def _of_gap(rule: Rule, gap: r.Gap) -> NotChecked:
    place = " ".join(part for part in (gap.account, gap.region) if part) or "everywhere"
    call = f"{gap.service}:{gap.operation}"
    because = f"{call} could not be read{f' ({gap.error})' if gap.error else ''}"
    return NotChecked(
        rule=rule.id, title=rule.title, because=because, resource=gap.resource, scope=place, call=call, error=gap.error
    )


def _touches(network: Network, gap: r.Gap, rule: Rule, finding: Finding) -> bool:
    """Whether what a gap left out could bear on a finding: whether one of its resources is of the same account and region.

    A gap of one resource counts for its whole region: a route table that was not read may be the one that leads somewhere.
    """
    anywhere = not gap.region or bool(set(gap.feeds) & set(rule.needs) & GLOBAL)
    for one in finding.resources:
        resource = network.by_id.get(one)
        if resource is None:
            continue
        same_account = not gap.account or not resource.account or gap.account == resource.account
        if same_account and (anywhere or not resource.region or gap.region == resource.region):
            return True
    return False


def _sort_out(
    network: Network, findings: Iterable[Finding], ignores: Sequence[Exemption]
) -> tuple[list[Finding], list[Ignored], list[Exemption]]:
    kept: list[Finding] = []
    ignored: list[Ignored] = []
    used: set[int] = set()
    for finding in findings:
        fitting = [at for at, entry in enumerate(ignores) if _fits(network, entry, finding)]
        used.update(fitting)
        if fitting:
            ignored.append(Ignored(finding=finding, reason=ignores[fitting[0]].reason))
        else:
            kept.append(finding)
    return kept, ignored, [entry for at, entry in enumerate(ignores) if at not in used]


def _fits(network: Network, entry: Exemption, finding: Finding) -> bool:
    if entry.rule != finding.rule:
        return False
    if not entry.resource:
        return True
    subject = network.by_id.get(finding.subject)
    names = {finding.subject, subject.name if subject is not None else ""} - {""}
    return any(fnmatchcase(name, entry.resource) for name in names)


def by_resource(
    network: Network, prices: Prices | None = None, ignores: Sequence[Exemption] = ()
) -> dict[str, list[tuple[str, str, str]]]:
    """The findings of a network by the id of what they are about, as (severity, rule id, title): the marks on a picture."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for finding in check(network, prices, ignores).findings:
        found.setdefault(finding.subject, []).append((finding.severity, finding.rule, finding.title))
    return found
