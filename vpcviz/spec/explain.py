"""Turns problems into messages: file:line:column, the line with a caret, what was expected, and the nearest right name."""

from vpcviz.errors import Problem
from vpcviz.text import terminal


def format_problem(problem: Problem) -> str:
    """One problem as lines of text that are safe in a terminal."""
    place = terminal(problem.file)
    if problem.line:
        place += f":{problem.line}:{problem.column}"
    text = f"{place}: {terminal(problem.message)}" if place else f"vpcviz: {terminal(problem.message)}"
    if problem.expected:
        text += f"\n  expected: {terminal(problem.expected)}"
    if problem.hint:
        text += f"\n  {terminal(problem.hint)}"
    return text
