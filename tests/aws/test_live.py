"""The live account as every command's source: options, several accounts, what is said on stderr, and the policy."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.aws.proxy import Proxy, Reply, Request, error_reply, running
from tests.aws.scanning import scanned
from tests.conftest import vpcviz
from vpcviz.aws.calls import CALLS, actions, call_named
from vpcviz.aws.convert import convert
from vpcviz.commands import run
from vpcviz.commands.live import Live, unread_lines
from vpcviz.commands.progress import Bars, Lines
from vpcviz.errors import AccessError, IncompleteError
from vpcviz.model import resources as r

Client = Callable[..., Any]


def test_two_accounts_by_roles_are_one_network(moto: str) -> None:
    sts = boto3.client("sts", region_name="eu-west-1", endpoint_url=moto)
    roles = [f"arn:aws:iam::{account}:role/reader" for account in ("111122223333", "444455556666")]
    for role, cidr in zip(roles, ("10.1.0.0/16", "10.2.0.0/16"), strict=True):
        given = sts.assume_role(RoleArn=role, RoleSessionName="build")["Credentials"]
        keys = {
            "aws_access_key_id": given["AccessKeyId"],
            "aws_secret_access_key": given["SecretAccessKey"],
            "aws_session_token": given["SessionToken"],
        }
        boto3.client("ec2", region_name="eu-west-1", endpoint_url=moto, **keys).create_vpc(CidrBlock=cidr)
    network = scanned(moto, role_arns=(*roles, roles[0]), external_id="a secret")
    assert {(vpc.account, vpc.cidrs) for vpc in network.vpcs if not vpc.is_default} == {
        ("111122223333", ("10.1.0.0/16",)),
        ("444455556666", ("10.2.0.0/16",)),
    }
    assert {account.id for account in network.accounts} == {"111122223333", "444455556666"}


def test_every_active_account_of_an_organization(moto: str) -> None:
    organizations = boto3.client("organizations", region_name="us-east-1", endpoint_url=moto)
    organizations.create_organization(FeatureSet="ALL")
    member = organizations.create_account(Email="a@example.com", AccountName="a")["CreateAccountStatus"]["AccountId"]
    network = scanned(moto, organization="reader")
    assert {account.id for account in network.accounts} == {"123456789012", member}


def test_a_role_that_cannot_be_assumed_is_a_gap_beside_others_and_an_error_alone(moto: str) -> None:
    from vpcviz.aws.access import Access
    from vpcviz.aws.fetch import scan
    from vpcviz.commands.progress import Silent

    good, bad = "arn:aws:iam::111122223333:role/reader", "arn:aws:iam::444455556666:role/other"

    def fault(request: Request) -> Reply | None:
        calls.append(request)
        return error_reply(request, "AccessDenied", 403) if request.operation == "AssumeRole" and len(calls) > 3 else None

    calls: list[Request] = []
    with running(Proxy(moto, fault)) as url:
        reading = scan(Access(endpoint_url=url, regions=("eu-west-1",), role_arns=(good, bad), max_workers=1), Silent())
        (gap,) = [gap for gap in convert(reading).gaps if gap.operation == "AssumeRole"]
        assert (gap.account, gap.resource, gap.error) == ("444455556666", bad, "AccessDenied")
        with pytest.raises(AccessError, match="cannot be assumed"):
            scan(Access(endpoint_url=url, regions=("eu-west-1",), role_arns=(bad,)), Silent())


def test_all_regions_are_the_enabled_ones(moto: str) -> None:
    names = ["eu-west-1", "us-east-2"]
    body = "".join(f"<item><regionName>{name}</regionName></item>" for name in names)
    answer = f'<DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><regionInfo>{body}</regionInfo></DescribeRegionsResponse>'
    proxy = Proxy(moto, lambda request: Reply(200, answer.encode()) if request.operation == "DescribeRegions" else None)
    with running(proxy) as url:
        network = scanned(url, "all")
    assert {vpc.region for vpc in network.vpcs} == set(names)


def test_an_account_without_any_region_is_an_error(moto: str) -> None:
    answer = b'<DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><regionInfo/></DescribeRegionsResponse>'
    proxy = Proxy(moto, lambda request: Reply(200, answer) if request.operation == "DescribeRegions" else None)
    with running(proxy) as url, pytest.raises(AccessError, match="--region"):
        scanned(url, "all")


def test_draw_reads_the_live_account_and_marks_what_was_not_read(moto: str, tmp_path: Path) -> None:
    boto3.client("ec2", region_name="eu-west-1", endpoint_url=moto).create_vpc(CidrBlock="10.5.0.0/16")
    proxy = Proxy(
        moto,
        lambda request: (
            error_reply(request, "UnauthorizedOperation", 403) if request.operation == "DescribeSecurityGroups" else None
        ),
    )
    picture = tmp_path / "x.svg"
    with running(proxy) as url:
        done = vpcviz("draw", "--region", "eu-west-1", "--endpoint-url", url, "-o", picture)
        listed = vpcviz("gaps", "--region", "eu-west-1", "--endpoint-url", url, "-q")
    assert "were not read: `vpcviz gaps` with the same options lists them" in done.stderr.decode()
    assert "were not read" in picture.read_text()
    assert "security groups" in listed.stdout.decode()
    assert "UnauthorizedOperation" in listed.stdout.decode()
    assert "`vpcviz iam-policy` prints the policy" in listed.stdout.decode()
    assert "10.5.0.0/16" in picture.read_text()


def test_a_source_and_an_account_exclude_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["draw", "x.yaml", "--profile", "p", "-o", str(tmp_path / "x.svg")]) == 2
    assert "either a SOURCE or" in capsys.readouterr().err
    assert run(["scan", "x.yaml", "--region", "eu-west-1"]) == 2
    assert "leave it out" in capsys.readouterr().err


def gap(what: str, account: str = "1", resource: str = "") -> r.Gap:
    return r.Gap(service="ec2", operation="X", account=account, error="AccessDenied", message=what, resource=resource)


def test_what_was_not_read_is_counted_in_one_line() -> None:
    few = [gap("VPCs"), gap("routes", resource="a"), gap("routes", resource="b")]
    assert unread_lines(few, [], ["my dump"]) == [
        "2 kinds of resources of 1 account were not read (routes, VPCs): `vpcviz gaps 'my dump'` lists them"
    ]
    many = [gap(what, account) for what in "abcde" for account in ("1", "2")]
    assert unread_lines(many, [], None) == [
        "5 kinds of resources of 2 accounts were not read: `vpcviz gaps` with the same options lists them"
    ]
    assert unread_lines([gap("VPCs", "")], [], ["-"]) == [
        "1 kind of resources was not read (VPCs): `vpcviz gaps` with the same SOURCE lists them"
    ]
    assert unread_lines([], [], ["dump"]) == []


def test_notes_on_files_are_few_and_short() -> None:
    assert unread_lines([], ["a", "b"], ["dump"]) == ["a", "b"]
    assert unread_lines([], ["a", "b", "c"], ["dump"]) == ["a", "2 more notes on the files: `vpcviz gaps dump` lists them"]
    long, pointer = unread_lines([], ["x" * 500], ["dump"])
    assert (len(long), pointer) == (160, "`vpcviz gaps dump` prints that whole")


def test_a_stopped_or_strict_scan_ends_as_an_error() -> None:
    Live().finish()
    Live(gaps=(r.Gap(service="a", operation="b"),)).finish()
    with pytest.raises(IncompleteError):
        Live(strict=True, gaps=(r.Gap(service="a", operation="b"),)).finish()
    with pytest.raises(AccessError, match="expired"):
        Live(stopped=True).finish()


def test_progress_as_lines_says_when_a_region_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    lines = Lines()
    lines.begin([("1", ("eu-west-1", "us-east-1"))])
    for waiting in (2, 1, 0):
        lines.called("1", "eu-west-1", call_named("ec2.DescribeVpcs"), waiting, "")
    assert capsys.readouterr().err.splitlines() == [
        "vpcviz: scanning account 1: eu-west-1, us-east-1",
        "vpcviz: 1 eu-west-1: read (3 calls)",
    ]


def test_progress_as_bars_grows_with_the_calls() -> None:
    from rich.console import Console
    from rich.progress import Progress

    out = io.StringIO()
    with Progress(console=Console(file=out, force_terminal=True, width=100)) as progress:
        bars = Bars(progress)
        bars.called("[red]1", "eu-west-1", call_named("ec2.DescribeVpcs"), 4, "")
        bars.called("[red]1", "eu-west-1", call_named("ec2.DescribeVpcs"), 5, "")
        (task,) = progress.tasks
        assert (task.completed, task.total) == (2, 7)
    assert "[red]1" in out.getvalue(), "markup of other tools is text"


def test_the_policy_allows_the_calls_and_nothing_else() -> None:
    done = vpcviz("iam-policy")
    policy = json.loads(done.stdout)
    (statement,) = policy["Statement"]
    assert statement["Action"] == list(actions()) == sorted({call.action for call in CALLS})
    assert (policy["Version"], statement["Effect"], statement["Resource"]) == ("2012-10-17", "Allow", "*")
    assert len(done.stdout) < 6144, "AWS's limit for a managed policy"
    role = "arn:aws:iam::111122223333:role/reader"
    with_roles = json.loads(vpcviz("iam-policy", "--role-arn", role, "--organization", "audit").stdout)
    assert with_roles["Statement"][1]["Resource"] == ["arn:aws:iam::*:role/audit", role]


def test_an_account_that_may_not_ask_who_it_is_is_named_by_what_it_owns(moto: str) -> None:
    proxy = Proxy(
        moto, lambda request: error_reply(request, "AccessDenied", 403) if request.operation == "GetCallerIdentity" else None
    )
    with running(proxy) as url:
        from tests.aws.scanning import UNKNOWN_TO_MOTO, read

        network = convert(read(url))
    (gap,) = [gap for gap in network.gaps if gap.operation not in UNKNOWN_TO_MOTO]
    assert (gap.operation, gap.error, gap.feeds) == ("GetCallerIdentity", "AccessDenied", ("accounts",))
    assert {vpc.account for vpc in network.vpcs} == {"123456789012"}
    assert [account.id for account in network.accounts] == ["123456789012"]
