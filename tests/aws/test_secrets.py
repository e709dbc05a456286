"""No secret gets through: every member of every answer is filled in, those that may be secret with a canary."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore import xform_name
from botocore.exceptions import ClientError
from botocore.session import get_session
from botocore.stub import Stubber

from tests.aws.fakes import ACCOUNT, REGION, FakeAccount
from vpcviz.aws.access import Access
from vpcviz.aws.answers import Answer, Reading, shaped_items
from vpcviz.aws.calls import CALLS, Call
from vpcviz.aws.convert import convert
from vpcviz.aws.fetch_loop import Scan
from vpcviz.aws.fetch_one import perform
from vpcviz.commands import run
from vpcviz.commands.live import unread_lines
from vpcviz.commands.progress import Silent
from vpcviz.model import Network
from vpcviz.spec import dump_json, dump_yaml

CANARY = "CANARY"
SESSION = get_session()

SECRET_WORDS = (
    "password",
    "secret",
    "presharedkey",
    "authkey",
    "userdata",
    "environment",
    "routerconfig",
    "customergatewayconfiguration",
    "authtoken",
    "masteruser",
)
"""Members that hold secrets whether botocore marks them or not; policies of identities and keys of hosts as well."""

MORE = {
    "ClientSecret",
    "overrides",
    "AccessPolicies",
    "ClusterPublicKey",
    "certificateAuthority",
    "Email",
    "CallerReference",
    "UserId",
    "Auth",
}

SCOPE = "an-id-that-is-long-enough"
OPERATION = [""]
"""The operation whose answer is filled in: its name makes the texts differ."""


def is_secret(name: str, shape: Any) -> bool:
    plain = name.lower()
    return bool(shape.metadata.get("sensitive")) or name in MORE or any(word in plain for word in SECRET_WORDS)


def filled(shape: Any, name: str = "", secret: bool = False, path: tuple[str, ...] = ()) -> Any:
    """A value of a shape with every member in it; whatever is below a secret member is a canary."""
    secret = secret or is_secret(name, shape)
    kind = shape.type_name
    if path.count(shape.name) > 1:
        return {} if kind in ("structure", "map") else [] if kind == "list" else CANARY if kind == "string" else 0
    path = (*path, shape.name)
    if kind == "structure":
        members = list(shape.members.items())
        if getattr(shape, "is_tagged_union", False):
            members = members[:1]  # AWS sets just one of them
        ends = {name: False if inner.type_name == "boolean" else "" for name, inner in members if name in shape.required_members}
        told = {member: filled(inner, member, secret, path) for member, inner in members if not _ends(member)}
        return {**{name: end for name, end in ends.items() if _ends(name)}, **told}
    if kind == "list":
        return [filled(shape.member, name, secret, path)]
    if kind == "map":
        return {CANARY if secret else "key": filled(shape.value, name, secret, path)}
    least = int(shape.metadata.get("min", 0))
    if kind == "string":
        enum = getattr(shape, "enum", None)
        return (CANARY if secret else enum[0] if enum else _text(name)).ljust(least, "x")
    numbers = {
        "boolean": True,
        "integer": max(7, least),
        "long": max(7, least),
        "double": max(1.5, least),
        "float": max(1.5, least),
    }
    return {**numbers, "timestamp": "2026-01-01T00:00:00Z", "blob": b"x"}[kind]


def _ends(member: str) -> bool:
    """Tokens would make the reading go on."""
    return member in (
        "NextToken",
        "nextToken",
        "Marker",
        "NextMarker",
        "NextRecordName",
        "NextRecordType",
        "NextRecordIdentifier",
        "IsTruncated",
        "position",
        "AdditionalRoutesAvailable",
    )


def _text(name: str) -> str:
    if "Cidr" in name:
        return "10.0.0.0/16"
    if name in ("PrivateIpAddress", "PrivateIp", "Ip", "PublicIp"):
        return "10.0.0.9"
    if name in ("State", "Status", "status", "state"):
        return "available"
    return f"{name} of {OPERATION[-1]}"


def answered(call: Call) -> Answer:
    """The call's answer as botocore's stubber lets it through."""
    client = boto3.client(call.service, region_name=REGION)
    operation = SESSION.get_service_model(call.service).operation_model(call.operation)
    OPERATION.append(call.operation)
    answer = filled(operation.output_shape)
    for member in operation.output_shape.required_members:
        answer.setdefault(member, False if operation.output_shape.members[member].type_name == "boolean" else "")
    inputs = operation.input_shape.members if operation.input_shape else {}
    asked = [call.each.parameter, *(name for name, _ in call.each.also)] if call.each else []
    parameters: dict[str, Any]
    if call.each and call.each.request:  # it makes its parameters of an id that tells several things
        parameters = dict(call.each.request("/".join([SCOPE] * 4)))
    else:
        parameters = {name: [SCOPE] if inputs[name].type_name == "list" else SCOPE for name in asked}
    with Stubber(client) as stubber:
        stubber.add_response(xform_name(call.operation), answer)
        outcome = perform(client, call, parameters)
    assert not outcome.error, outcome.error
    items, wrong = shaped_items(call, outcome.items)
    assert wrong == []
    return Answer(call, ACCOUNT, REGION if call.where == "region" else "", SCOPE if call.each else "", items)


@pytest.fixture(scope="module")
def network() -> Network:
    import os

    os.environ.setdefault("AWS_DEFAULT_REGION", REGION)
    return convert(Reading(answers=[answered(call) for call in CALLS if call.where != "start"]))


def sensitive_members() -> Iterator[tuple[str, str]]:
    def walk(shape: Any, name: str, path: tuple[str, ...]) -> Iterator[str]:
        if path.count(shape.name) > 1:
            return
        if shape.metadata.get("sensitive"):
            yield name
        below = list(shape.members.items()) if shape.type_name == "structure" else []
        below += [(name, shape.member)] if shape.type_name == "list" else [(name, shape.value)] if shape.type_name == "map" else []
        for member, inner in below:
            yield from walk(inner, member, (*path, shape.name))

    for call in CALLS:
        for member in walk(SESSION.get_service_model(call.service).operation_model(call.operation).output_shape, "", ()):
            yield call.name, member


def test_the_canaries_are_where_botocore_says_that_secrets_are() -> None:
    found = set(sensitive_members())
    assert {
        ("ec2.DescribeVpnConnections", "PreSharedKey"),
        ("ec2.DescribeVpnConnections", "CustomerGatewayConfiguration"),
        ("rds.DescribeDBInstances", "MasterUserPassword"),
        ("lambda.ListFunctions", "Variables"),
        ("ecs.DescribeTasks", "environment"),
    } <= found
    raw = filled(SESSION.get_service_model("ec2").operation_model("DescribeVpnConnections").output_shape)
    assert raw["VpnConnections"][0]["CustomerGatewayConfiguration"] == CANARY
    assert raw["VpnConnections"][0]["Options"]["TunnelOptions"][0]["PreSharedKey"] == CANARY
    listener = filled(SESSION.get_service_model("elbv2").operation_model("DescribeListeners").output_shape)["Listeners"][0]
    assert listener["DefaultActions"][0]["AuthenticateOidcConfig"]["ClientSecret"] == CANARY


def test_no_canary_in_snapshots(network: Network) -> None:
    assert network.vpn_connections
    assert network.workloads
    assert network.virtual_interfaces
    assert CANARY not in dump_json(network).decode()
    assert CANARY not in dump_yaml(network).decode()


def test_no_canary_in_pictures(network: Network, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    snapshot, picture = tmp_path / "all.json", tmp_path / "all.svg"
    snapshot.write_bytes(dump_json(network))
    assert run(["draw", str(snapshot), "--detail", "full", "-o", str(picture)]) == 0
    assert CANARY not in picture.read_text()
    assert CANARY not in "".join(capsys.readouterr())


def test_no_canary_in_messages_of_errors() -> None:
    class Client:
        def __getattr__(self, name: str) -> Any:
            def fail(**_: Any) -> None:
                raise ClientError(
                    {"Error": {"Code": "AccessDenied", "Message": f"User arn:aws:iam::1:user/{CANARY} {CANARY}"}}, name
                )

            return fail

    def respond(call: Call, parameters: Any) -> Any:
        if call.operation == "DescribeVpcs":
            return []
        return perform(Client(), call, parameters).error

    reading = Reading()
    Scan([FakeAccount(respond)], Access(), Silent(), reading).run()  # type: ignore[list-item]
    failed = convert(reading)
    assert failed.gaps
    assert CANARY not in dump_json(failed).decode()
    assert CANARY not in "\n".join(unread_lines(failed.gaps, [], None))
