"""A server that takes only the arguments that a tool has: one that is misspelt would be left out without a word."""

from collections.abc import Collection
from difflib import get_close_matches
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult, Tool
from pydantic import ValidationError

from vpcviz.integrations.mcp.answers import said

MEANT = {"from": "sender", "src": "sender", "to": "receiver", "destination": "receiver", "dst": "receiver", "query": "word"}
"""What assistants call arguments that are called otherwise here."""


class StrictServer(MCPServer):
    """Says of each argument what is wrong with it, in one line."""

    async def list_tools(self) -> list[Tool]:
        """The tools; their schemas say that there are no other arguments."""
        tools = await super().list_tools()
        return [tool.model_copy(update={"input_schema": {**tool.input_schema, "additionalProperties": False}}) for tool in tools]

    async def call_tool(self, name: str, arguments: dict[str, Any], context: Any = None) -> Any:
        """Call a tool, unless an argument is none of its own, or a value is none that it takes."""
        tool = next((one for one in await super().list_tools() if one.name == name), None)
        known = list(tool.input_schema.get("properties", {})) if tool is not None else []
        problems = [_unknown(word, known, arguments) for word in arguments if tool is not None and word not in known]
        if problems:
            return _refused(name, problems)
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if not isinstance(error.__cause__, ValidationError):
                raise
            return _refused(name, [_wrong(one) for one in error.__cause__.errors()])


def _unknown(word: str, known: Collection[str], given: Collection[str]) -> str:
    free = [one for one in known if one not in given]
    near = [MEANT[word]] if MEANT.get(word) in free else get_close_matches(word[:60], free, n=1, cutoff=0.5)
    expected = f"did you mean {near[0]}?" if near else f"expected {', '.join(known) or 'none'}."
    return f"there is no argument {word[:60]!r}; {expected}"


def _wrong(error: Any) -> str:
    where = ".".join(map(str, error["loc"]))
    if error["type"] == "missing":
        return f"{where} is missing"
    return f"{where}: {error['msg'][:1].lower()}{error['msg'][1:]}, not {str(error['input'])[:60]!r}"


def _refused(name: str, problems: list[str]) -> CallToolResult:
    return said(f"{name}: {'; '.join(problems)}", failed=True)
