"""`vpcviz mcp` as an assistant meets it: the SDK's own client over a real process; what was not allowed stays unread and untold."""

import base64
import json
import os
import re
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import StdioServerParameters, stdio_client
from mcp.client import Client
from mcp.types import CallToolResult, EmbeddedResource, ImageContent, TextContent

from tests.conftest import ROOT
from tests.redaction.canaries import CANARY

SAMPLES = ROOT / "samples"

CALLS: dict[str, list[dict[str, Any]]] = {
    "sources": [{}],
    "draw": [{"source": "S"}, {"source": "S", "picture": "svg", "detail": "full"}],
    "describe": [{"source": "S"}, {"source": "S", "page": "no-such.md"}],
    "find": [{"source": "S", "word": "0", "report": "json", "limit": 500}, {"source": "S", "word": CANARY}],
    "trace": [{"source": "S", "sender": "internet", "receiver": "10.0.0.9"}],
    "reach": [{"source": "S", "sender": "internet"}],
    "check": [{"source": "S"}, {"source": "S", "report": "json"}],
    "cost": [{"source": "S"}],
    "diff": [{"old": "S", "new": "T"}],
    "validate": [{"source": "S"}],
}
"""How each tool is called where all of them are; a new tool is to be added here."""


@asynccontextmanager
async def serving(*options: str, cwd: Path | None = None) -> AsyncIterator[Client]:
    command = [sys.executable, "-m", "vpcviz", "mcp", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    parameters = StdioServerParameters(command=command[0], args=command[1:], env=environment, cwd=cwd)
    async with Client(stdio_client(parameters)) as client:
        yield client


def served(work: Callable[[Client], Awaitable[None]], *options: str, cwd: Path | None = None) -> None:
    """Do some work as a client of a server that was started with these options."""

    async def session() -> None:
        with anyio.fail_after(120):
            async with serving(*options, cwd=cwd) as client:
                await work(client)

    with ThreadPoolExecutor(1) as thread:  # the browser of other tests keeps an event loop in this one
        thread.submit(anyio.run, session).result()


def text_of(result: CallToolResult) -> str:
    found = [part.text for part in result.content if isinstance(part, TextContent)]
    return "\n".join([*found, *(part.resource.text for part in result.content if isinstance(part, EmbeddedResource))])  # type: ignore[union-attr]


def test_an_assistant_looks_asks_and_draws() -> None:
    async def work(client: Client) -> None:
        assert "data" in (client.instructions or "")
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == set(CALLS)
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools.values())
        assert "web-shop.yaml" in text_of(await client.call_tool("sources", {}))

        found = text_of(await client.call_tool("find", {"source": "web-shop.yaml", "word": "10.20.11.11"}))
        assert "eni-i-shop-web-3" in found
        way = {"source": "web-shop.yaml", "sender": "web-3", "receiver": "orders-db"}
        answer = await client.call_tool("trace", {**way, "port": 5432})
        assert "delivered (DELIVERED)" in text_of(answer)
        blocked = await client.call_tool("trace", {**way, "port": 22})
        assert not blocked.is_error, "that something is blocked is an answer"
        assert "blocked" in text_of(blocked)
        assert "subnet-shop-app-b" in text_of(await client.call_tool("describe", {"source": "web-shop.yaml", "page": "shop.md"}))

        (picture, summary) = (await client.call_tool("draw", {"source": "web-shop.yaml", "width": 400})).content
        assert isinstance(picture, ImageContent)
        assert base64.b64decode(picture.data).startswith(b"\x89PNG")
        assert isinstance(summary, TextContent)
        drawn = await client.call_tool("draw", {"source": "web-shop.yaml", "picture": "svg"})
        assert "<svg" in text_of(drawn)
        assert (await client.read_resource("vpcviz://schema")).contents[0].text.startswith("{")  # type: ignore[union-attr]
        assert {prompt.name for prompt in (await client.list_prompts()).prompts} == {"explain_way", "review", "write_spec"}

    served(work, "--allow", str(SAMPLES))


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("draw", {"source": "web-shop.yaml", "vcp": "shop"}, "draw: there is no argument 'vcp'; did you mean vpc?"),
        ("trace", {"from": "web-3", "to": "orders-db"}, "there is no argument 'from'; did you mean sender?"),
        ("trace", {"sender": "web-3"}, "trace: receiver is missing"),
        (
            "draw",
            {"source": "web-shop.yaml", "detail": "all"},
            "detail: input should be 'overview', 'standard' or 'full', not 'all'",
        ),
        ("describe", {}, "private-api.yaml, private-dns.yaml"),
        ("describe", {"source": "web-shop"}, 'Did you mean "web-shop.yaml"?'),
    ],
)
def test_what_an_assistant_gets_wrong_is_said_in_a_line(tool: str, arguments: dict[str, Any], told: str) -> None:
    """Nothing that is misspelt is left out without a word: the picture of a whole estate is no answer to a question about a VPC."""

    async def work(client: Client) -> None:
        result = await client.call_tool(tool, arguments)
        assert result.is_error
        assert told in text_of(result)
        assert "pydantic" not in text_of(result)

    served(work, "--allow", str(SAMPLES))


def test_every_argument_is_described_and_there_are_no_others() -> None:
    async def work(client: Client) -> None:
        for tool in (await client.list_tools()).tools:
            assert tool.input_schema["additionalProperties"] is False
            for name, about in tool.input_schema["properties"].items():
                assert len(about.get("description", "")) > 10, (tool.name, name)
        for prompt in (await client.list_prompts()).prompts:
            assert all(argument.description for argument in prompt.arguments or ()), prompt.name

    served(work, "--allow", str(SAMPLES))


def test_the_only_source_need_not_be_named(tmp_path: Path) -> None:
    """And no answer tells where it lies on this disk."""
    spec = tmp_path / "only.yaml"
    spec.write_bytes((SAMPLES / "web-shop.yaml").read_bytes())

    async def work(client: Client) -> None:
        for tool in ("describe", "check", "cost", "validate"):
            result = await client.call_tool(tool, {})
            assert not result.is_error, tool
            assert str(tmp_path) not in text_of(result)
        page = text_of(await client.call_tool("describe", {"page": "shop"}))
        assert "10.20.0.0/16" in page

    served(work, "--source", str(spec))


def test_the_documented_configurations_start_the_server(tmp_path: Path) -> None:
    """The command and words of docs/mcp.md, as a client starts them: in the project's folder, or from anywhere by whole paths."""
    page = (ROOT / "docs" / "mcp.md").read_text()
    (tmp_path / "networks").mkdir()
    (tmp_path / "networks" / "shop.yaml").write_bytes((SAMPLES / "web-shop.yaml").read_bytes())
    found = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", page, re.DOTALL)]
    commands = [server for one in found for server in (one.get("mcpServers") or one["servers"]).values()]
    (added,) = re.findall(r"claude mcp add (?:--\S+ \S+ )*vpcviz -- (.*)", page)
    commands.append({"command": added.split()[0], "args": added.split()[1:]})
    assert len(commands) >= 3

    async def work(client: Client) -> None:
        assert "shop.yaml" in text_of(await client.call_tool("sources", {}))

    for command in commands:
        assert command["command"].rpartition("/")[2] == "vpcviz"
        words = [word.replace("${workspaceFolder}", str(tmp_path)).replace("/home/me", str(tmp_path)) for word in command["args"]]
        assert words[0] == "mcp"
        served(work, *words[1:], cwd=tmp_path)


def test_a_spec_is_written_and_mended_as_text() -> None:
    async def work(client: Client) -> None:
        wrong = await client.call_tool("validate", {"spec": "vpcviz: 1\nregion: eu-west-1\nvpcs: {shop: {cdir: 10.0.0.0/16}}\n"})
        assert wrong.is_error
        assert 'did you mean "cidr"?' in text_of(wrong)
        right = "vpcviz: 1\nregion: eu-west-1\nvpcs: {shop: {cidr: 10.0.0.0/16}}\n"
        assert "a spec of 1 VPC" in text_of(await client.call_tool("validate", {"spec": right}))
        assert "<svg" in text_of(await client.call_tool("draw", {"spec": right, "picture": "svg"}))
        both = await client.call_tool("draw", {"spec": right, "source": "live"})
        assert both.is_error
        assert "either" in text_of(both)
        assert "without --live" in text_of(await client.call_tool("draw", {"source": "live"}))
        (skill,) = (await client.read_resource("vpcviz://skill")).contents
        for example in re.findall(r"```yaml\n(.*?)```", skill.text, re.DOTALL):  # type: ignore[union-attr]
            assert not (await client.call_tool("validate", {"spec": example})).is_error

    served(work)
