"""The collecting script, run with a stand-in for the AWS CLI: its dump makes the same network as a scan."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from socketserver import StreamRequestHandler, TCPServer
from typing import Any

import boto3
import jmespath
import pytest
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from tests.aws.moto_account import Estate
from tests.aws.scanning import UNKNOWN_TO_MOTO, scanned
from tests.conftest import vpcviz
from vpcviz.aws.calls import CALLS
from vpcviz.model import Network
from vpcviz.sources import load
from vpcviz.spec import dump_json

Client = Callable[..., Any]

STAND_IN = """#!{python} -ES
import sys
from _socket import AF_INET, SHUT_WR, SOCK_STREAM, socket
connection = socket(AF_INET, SOCK_STREAM)
connection.connect(("127.0.0.1", {port}))
connection.sendall(chr(0).join(sys.argv[1:]).encode())
connection.shutdown(SHUT_WR)
answer = b"".join(iter(lambda: connection.recv(65536), b""))
(sys.stdout if answer[:1] == b"0" else sys.stderr).buffer.write(answer[1:])
sys.exit(0 if answer[:1] == b"0" else 254)
"""
"""It loads nothing: `http.client` and `json` take twice as long as the rest of it, and it is started hundreds of times."""


def as_aws_does(words: list[str], url: str) -> Any:
    """The answer to a command of the AWS CLI, from moto."""
    output = words[words.index("--output") + 1]
    rest = [word for at, word in enumerate(words) if word != "--output" and words[at - 1] != "--output"]
    service, operation, *given = rest
    options: dict[str, Any] = {}
    for at in range(0, len(given), 2):
        options[given[at]] = given[at + 1]
    region, query = options.pop("--region", "eu-west-1"), options.pop("--query", "")
    call = next(one for one in CALLS if one.command == (service, operation))
    client = cached_client(service, region, url)
    shape = client.meta.service_model.operation_model(call.operation).input_shape
    members = {f"--{_dashed(name)}": (name, inner) for name, inner in (shape.members.items() if shape else ())}
    parameters: dict[str, Any] = {}
    for option, value in options.items():
        name, inner = members[option]
        if option == "--filters":
            first, _, last = value.partition(",Values=")
            value = [{"Name": first.removeprefix("Name="), "Values": last.split(",")}]
        parameters[name] = [value] if inner.type_name == "list" and isinstance(value, str) else value
    from botocore import xform_name

    answer = getattr(client, xform_name(call.operation))(**parameters)
    answer.pop("ResponseMetadata")
    found = jmespath.search(query, answer) if query else answer
    if output == "json":
        return json.dumps(found, default=str, indent=4)
    return "\t".join(str(one) for one in found) + "\n" if isinstance(found, list) else f"{found}\n"


@cache
def cached_client(service: str, region: str, url: str) -> Any:
    return boto3.client(service, region_name=region, endpoint_url=url)


def _dashed(name: str) -> str:
    from vpcviz.aws.calls import dashed

    return {"VPCId": "vpc-id", "VPCRegion": "vpc-region"}.get(name) or dashed(name)


@pytest.fixture
def aws(moto: str, tmp_path: Path) -> Iterator[Path]:
    """A folder with a program `aws`."""

    class Handler(StreamRequestHandler):
        def handle(self) -> None:
            words = self.rfile.read().decode().split("\0")
            try:
                body, fine = as_aws_does(words, moto), True
            except (ClientError, BotoCoreError, ResponseParserError) as error:
                body, fine = f"An error occurred: {type(error).__name__}\n", False
            except Exception as error:  # The stand-in does not know the command: the test is to see it.
                body, fine = f"STAND-IN BROKE: {words} {error!r}\n", False
            self.wfile.write((b"0" if fine else b"1") + body.encode())

    server = TCPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "aws"
    program.write_text(STAND_IN.format(python=sys.executable, port=server.server_address[1]))
    program.chmod(0o755)
    yield folder
    server.shutdown()
    server.server_close()


def test_the_script_s_dump_makes_the_same_network_as_a_scan(client: Client, moto: str, aws: Path, tmp_path: Path) -> None:
    Estate(client)
    script, out = tmp_path / "collect.sh", tmp_path / "the dump"
    done = vpcviz("dump-commands", "--region", "eu-west-1", "--folder", out)
    assert done.returncode == 0
    script.write_bytes(done.stdout)
    environment = {**os.environ, "PATH": f"{aws}:{os.environ['PATH']}"}
    ran = subprocess.run(["sh", str(script)], env=environment, capture_output=True, check=False, timeout=120)
    assert "STAND-IN BROKE" not in ran.stderr.decode()
    assert ran.returncode == 0, ran.stderr.decode()[-2000:]
    text = "".join(path.read_text() for path in out.rglob("*.json"))
    assert "CANARY" not in text, "environments and keys are not collected"
    assert "PreSharedKey" not in text
    assert "CustomerGatewayConfiguration" not in text
    notes: list[str] = []
    dumped = load([str(out)], notes)
    assert notes == []
    live = scanned(moto, "eu-west-1")
    optional = {call.operation for call in CALLS if call.optional}
    assert {gap.operation for gap in dumped.gaps} == UNKNOWN_TO_MOTO - optional
    assert dump_json(without_gaps(dumped)) == dump_json(without_gaps(live))


def without_gaps(network: Network) -> Network:
    from msgspec import structs

    return structs.replace(network, gaps=())


def test_the_script_asks_for_all_that_a_scan_asks_for() -> None:
    text = vpcviz("dump-commands", "--region", "all", "--profile", "it's mine").stdout.decode()
    for call in CALLS:
        if call.where != "start" or call.operation == "DescribeRegions":
            assert " ".join(call.command) in text, call.name
    assert "--profile 'it'\"'\"'s mine'" in text
    checked = subprocess.run(["sh", "-n"], input=text.encode(), check=False, capture_output=True)
    assert checked.returncode == 0
