"""The tools of the server. Their docstrings are what assistants read of them."""

from pathlib import Path
from typing import Annotated, Literal

from mcp.server import MCPServer
from mcp.types import CallToolResult, ToolAnnotations
from pydantic import Field

from vpcviz.integrations.mcp.answers import pictured, said, told
from vpcviz.integrations.mcp.calls import Calls
from vpcviz.integrations.mcp.running import Ran
from vpcviz.layout.view_names import DEFAULT, ViewName

READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

Source = Annotated[
    str, Field(description="What to read: a word of the tool `sources`. Empty where `spec` is given, or there is only one.")
]
Spec = Annotated[str, Field(description="The text of a spec or snapshot (YAML or JSON), instead of `source`.")]
Offset = Annotated[int, Field(description="Where to go on in a long answer: what the answer before named.", ge=0)]
Port = Annotated[int, Field(description="The destination port.", ge=0, le=65535)]
Protocol = Annotated[Literal["tcp", "udp", "icmp", "icmpv6"], Field(description="The protocol; those of ICMP have no port.")]
View = Annotated[ViewName, Field(description="What is drawn: all of the network, or what is told of one aspect of it.")]
Detail = Annotated[
    Literal["overview", "standard", "full"],
    Field(description="How much: VPCs and links; subnets, interfaces and routes; every rule, record and field besides."),
]
Report = Annotated[Literal["markdown", "json"], Field(description="The format of the answer.")]
Sender = Annotated[
    str, Field(description="Who sends: an interface, instance, subnet, VPC or IP address; `on-premises`; `internet`.")
]


def add_tools(server: MCPServer, calls: Calls) -> None:
    """Give the server its tools."""
    _add_pictures(server, calls)
    _add_words(server, calls)
    _add_ways(server, calls)
    _add_judgements(server, calls)
    _add_changing(server, calls)


def _add_pictures(server: MCPServer, calls: Calls) -> None:
    @server.tool(title="List sources", annotations=READS)
    async def sources() -> CallToolResult:
        """List what may be read: specs, snapshots, dumps, and `live` for the AWS account where the user allowed it."""
        words = calls.sources.allowed.words()
        return told("\n".join(words)) if words else said("Nothing may be read; a spec can be given as text (`spec`).")

    @server.tool(title="Draw a network", annotations=READS)
    async def draw(
        source: Source = "",
        spec: Spec = "",
        picture: Annotated[Literal["png", "svg"], Field(description="PNG to look at, SVG to put into a document.")] = "png",
        view: View = DEFAULT,
        detail: Detail = "standard",
        vpc: Annotated[str, Field(description="Only this VPC (id or name), with what it depends on.")] = "",
        region: Annotated[str, Field(description="Only this region.")] = "",
        account: Annotated[str, Field(description="Only this account.")] = "",
        width: Annotated[int, Field(description="Width of the PNG in pixels.", ge=200, le=4000)] = 1600,
    ) -> CallToolResult:
        """Draw the network as a picture. For estates of many VPCs ask for detail=overview, or one VPC."""
        options = [f"--view={view}", f"--detail={detail}", f"--output=picture.{picture}"]
        options += [f"--{name}={word}" for name, word in (("vpc", vpc), ("region", region), ("account", account)) if word]
        options += [f"--width={width}"] if picture == "png" else []

        def answer(ran: Ran, folder: Path) -> CallToolResult:
            return pictured((folder / f"picture.{picture}").read_bytes(), picture, ran.err)

        return await calls("draw", options, [(source, spec)], answer=answer)


def _add_words(server: MCPServer, calls: Calls) -> None:
    @server.tool(title="Describe a network", annotations=READS)
    async def describe(
        source: Source = "",
        spec: Spec = "",
        page: Annotated[str, Field(description="A page that the index names, such as web.md; empty for the index.")] = "",
        offset: Offset = 0,
    ) -> CallToolResult:
        """Tell the network in words: an index of VPCs and links; a VPC's page has its subnets, routes, endpoints, groups."""
        return await calls("docs", [f"--only={page or 'index'}"], [(source, spec)], offset=offset)

    @server.tool(title="Find things", annotations=READS)
    async def find(
        word: Annotated[str, Field(description="An id, name, IP, CIDR, KEY=VALUE of a tag, or part of any text.", min_length=1)],
        source: Source = "",
        spec: Spec = "",
        report: Report = "markdown",
        limit: Annotated[int, Field(description="The most things that are told.", ge=1, le=500)] = 30,
        offset: Offset = 0,
    ) -> CallToolResult:
        """Find things by id, name, address or tag. report=json tells all that is known of each, and what refers to it."""
        return await calls("find", [f"--for={word}", f"--limit={limit}", f"--format={report}"], [(source, spec)], offset=offset)


def _add_ways(server: MCPServer, calls: Calls) -> None:
    @server.tool(title="Trace a packet", annotations=READS)
    async def trace(
        sender: Sender,
        receiver: Annotated[str, Field(description="A DNS name, IP address, resource or AWS service; `on-premises`; `internet`.")],
        source: Source = "",
        spec: Spec = "",
        port: Port = 443,
        protocol: Protocol = "tcp",
        ipv6: Annotated[bool, Field(description="IPv6, where both ends have both.")] = False,
        report: Report = "markdown",
        offset: Offset = 0,
    ) -> CallToolResult:
        """Say which way a packet goes and whether it is delivered, hop by hop, with the reason of each, and what would help."""
        options = [f"--from={sender}", f"--to={receiver}", f"--port={port}", f"--protocol={protocol}", f"--format={report}"]
        return await calls("trace", [*options, *(["--ipv6"] if ipv6 else [])], [(source, spec)], offset=offset)

    @server.tool(title="What is reached", annotations=READS)
    async def reach(
        sender: Sender,
        source: Source = "",
        spec: Spec = "",
        port: Port = 443,
        protocol: Protocol = "tcp",
        report: Report = "markdown",
        offset: Offset = 0,
    ) -> CallToolResult:
        """Say what a sender reaches: endpoints, services, other VPCs, on-premises networks, the internet, each with its way."""
        options = [f"--from={sender}", f"--port={port}", f"--protocol={protocol}", f"--format={report}"]
        return await calls("reach", options, [(source, spec)], offset=offset)


def _add_judgements(server: MCPServer, calls: Calls) -> None:
    @server.tool(title="Check a network", annotations=READS)
    async def check(source: Source = "", spec: Spec = "", report: Report = "markdown", offset: Offset = 0) -> CallToolResult:
        """Say what is wrong with the network: exposure, routes that lead nowhere, names that do not resolve, needless cost."""
        return await calls("check", [f"--format={report}"], [(source, spec)], offset=offset)

    @server.tool(title="What it costs", annotations=READS)
    async def cost(
        source: Source = "",
        spec: Spec = "",
        gb: Annotated[float, Field(description="GB a month through each thing.", ge=0, le=1e9)] = 1000,
        report: Report = "markdown",
        offset: Offset = 0,
    ) -> CallToolResult:
        """Say what the network's gateways, endpoints and links cost, in USD an hour and a month."""
        return await calls("cost", [f"--gb={gb}", f"--format={report}"], [(source, spec)], offset=offset)


def _add_changing(server: MCPServer, calls: Calls) -> None:
    @server.tool(title="Compare networks", annotations=READS)
    async def diff(
        old: Annotated[str, Field(description="The older network, or a plan that holds both: a word of the tool `sources`.")],
        new: Annotated[str, Field(description="The newer one; empty for a plan, or where `spec` is given.")] = "",
        spec: Annotated[str, Field(description="The text of the newer network's spec, instead of `new`.")] = "",
        report: Report = "markdown",
        offset: Offset = 0,
    ) -> CallToolResult:
        """Say what differs between two networks, field by field: what is new, gone or changed."""
        newer = [(new, spec)] if new or spec else []
        return await calls("diff", [f"--format={report}"], [(old, ""), *newer], offset=offset)

    @server.tool(title="Validate a spec", annotations=READS)
    async def validate(source: Source = "", spec: Spec = "") -> CallToolResult:
        """Check a spec: each mistake with its line, what was expected and the nearest right name; or a summary of what is in it."""
        return await calls("validate", [], [(source, spec)])
