"""Writes docs/commands.md: the help of every command, word for word. Run it after a change of a help text."""

from pathlib import Path

import typer

from vpcviz.commands import COMMANDS, application

PAGE = Path(__file__).resolve().parents[1] / "docs" / "commands.md"
HEAD = """# Commands

Made by `python tools/write_commands.py` from the commands' own help; a test fails when it is out of date.

Messages go to stderr, data to stdout. Exit codes: 0 done, 1 the answer is no, 2 bad input or usage, 3 no access to AWS,
4 incomplete under `--strict`, 130 interrupted (Ctrl-C), 143 terminated.

Shell completion: `vpcviz --install-completion` (bash, zsh, fish, PowerShell).
"""


def page() -> str:
    """The whole page as Markdown."""
    group = typer.main.get_command(application())
    context = group.make_context("vpcviz", [], resilient_parsing=True, terminal_width=100, max_content_width=100)
    parts = [HEAD, _section("vpcviz", group.get_help(context))]
    for name in COMMANDS:
        command = group.get_command(context, name)  # type: ignore[attr-defined]
        if command is not None:
            own = command.make_context(name, [], parent=context, resilient_parsing=True, terminal_width=100, max_content_width=100)
            parts.append(_section(f"vpcviz {name}", command.get_help(own)))
    return "\n".join(parts)


def _section(name: str, text: str) -> str:
    body = "\n".join(line.rstrip() for line in text.splitlines())
    return f"## {name}\n\n```text\n{body}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
