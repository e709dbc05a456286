"""The names of the commands, and where the function of each stands."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

COMMANDS = {
    "draw": "vpcviz.commands.draw:draw",
    "validate": "vpcviz.commands.validate:validate",
    "schema": "vpcviz.commands.schema:schema",
    "scan": "vpcviz.commands.scan:scan",
    "iam-policy": "vpcviz.commands.iam_policy:iam_policy",
    "dump-commands": "vpcviz.commands.dump_commands:dump_commands",
    "trace": "vpcviz.commands.trace:trace",
    "reach": "vpcviz.commands.reach:reach",
    "find": "vpcviz.commands.find:find",
    "check": "vpcviz.commands.check:check",
    "cost": "vpcviz.commands.cost:cost",
    "diff": "vpcviz.commands.diff:diff",
    "docs": "vpcviz.commands.docs:docs",
    "build": "vpcviz.commands.build:build",
    "inject": "vpcviz.commands.inject:inject",
    "info": "vpcviz.commands.info:info",
    "gaps": "vpcviz.commands.gaps:gaps",
    "mcp": "vpcviz.integrations.mcp.command:mcp",
    "version": "vpcviz.commands.version:version",
}
"""Each command's name and the function that does it, in the order of the help."""


def function_of(name: str) -> Callable[..., Any]:
    """The function of a command."""
    module, function = COMMANDS[name].split(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found
