"""An aggregator read live: pages, several accounts, and what AWS refuses. A server on this machine plays AWS Config."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.aws_config.items import recorded
from tests.cloudformation.test_loading import SHOP
from vpcviz.aws_config.loading import QUERY
from vpcviz.commands import run
from vpcviz.sources import load

ACCOUNTS = ("111122223333", "444455556666")


class Aggregator:
    """What the server answers: the rows, a hundred on each page; or an error. `asked` are the requests."""

    def __init__(self) -> None:
        self.rows = [json.dumps(_row(item, account)) for account in ACCOUNTS for item in recorded(SHOP)]
        self.asked: list[dict[str, Any]] = []
        self.error = ""
        self.page = 7

    def answer(self, request: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        self.asked.append(request)
        if self.error:
            return 400, {"__type": self.error, "message": "hunter2"}
        start = int(request.get("NextToken", 0))
        told: dict[str, Any] = {"Results": self.rows[start : start + self.page], "QueryInfo": {"SelectFields": []}}
        if start + self.page < len(self.rows):
            told["NextToken"] = str(start + self.page)
        return 200, told


def _row(item: dict[str, Any], account: str) -> dict[str, Any]:
    tell = json.dumps({**item, "accountId": account, "tags": []}).replace("111122223333", account)
    row = json.loads(tell.replace('"Vpc"', f'"vpc-{account}"'))
    row.pop("awsAccountId")
    row["resourceId"] = f"{row['resourceId']}-{account}"
    return dict(row)


@pytest.fixture
def aggregator(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Aggregator, str]]:
    played = Aggregator()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            assert self.headers["X-Amz-Target"] == "StarlingDoveService.SelectAggregateResourceConfig"
            status, told = played.answer(request)
            data = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/x-amz-json-1.1")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    for name, value in {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_CONFIG_FILE": "/nonexistent/config",
        "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent/credentials",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    yield played, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _options(url: str) -> list[str]:
    return ["--config-aggregator", "org", "--region", "eu-west-1", "--endpoint-url", url]


def test_an_organization_in_a_few_calls(aggregator: tuple[Aggregator, str], tmp_path: Path) -> None:
    played, url = aggregator
    file = tmp_path / "org.json"
    assert run(["scan", *_options(url), "-o", str(file), "-q"]) == 0
    made = load([str(file)])
    assert sorted({one.account for one in made.vpcs}) == list(ACCOUNTS)
    assert [one.id for one in made.vpcs] == [f"vpc-{account}" for account in ACCOUNTS]
    assert len(played.asked) == -(-len(played.rows) // played.page)
    assert {(one["ConfigurationAggregatorName"], one["Expression"], one["Limit"]) for one in played.asked} == {("org", QUERY, 100)}
    assert run(["draw", *_options(url), "-o", str(tmp_path / "x.svg"), "-q"]) == 0


def test_the_query_is_no_longer_than_aws_takes() -> None:
    assert len(QUERY) < 4096


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("NoSuchConfigurationAggregatorException", "there is no aggregator 'org' in eu-west-1"),
        ("AccessDeniedException", "`vpcviz iam-policy --config-aggregator` prints what it needs"),
        ("UnrecognizedClientException", "AWS does not accept the credentials"),
        ("InvalidExpressionException", "AWS cannot be read (InvalidExpressionException)"),
    ],
)
def test_what_aws_refuses(
    error: str, words: str, aggregator: tuple[Aggregator, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    played, url = aggregator
    played.error = error
    assert run(["draw", *_options(url), "-o", str(tmp_path / "x.svg"), "-q"]) == 3
    said = capsys.readouterr().err
    assert words in said
    assert "hunter2" not in said


def test_options_that_do_not_go_with_it(
    aggregator: tuple[Aggregator, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, url = aggregator
    assert run(["gaps", *_options(url), "--organization", "reader", "-q"]) == 2
    assert "give no --organization" in capsys.readouterr().err
    assert run(["gaps", str(tmp_path), *_options(url)[:2]]) == 2
    assert "--config-aggregator" in capsys.readouterr().err


def test_the_policy(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["iam-policy", "--config-aggregator"]) == 0
    (statement,) = json.loads(capsys.readouterr().out)["Statement"]
    assert statement["Action"] == ["config:SelectAggregateResourceConfig"]
