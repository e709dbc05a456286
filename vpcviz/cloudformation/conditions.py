"""Whether conditions hold: yes, no, or None where that hangs on what is not known.

Source: CloudFormation Template Reference, "Condition functions".
"""

from collections.abc import Callable
from typing import Any

from vpcviz.cloudformation.evaluated_values import is_known


def holds(node: Any, value: Callable[[Any], Any], condition: Callable[[str], bool | None]) -> bool | None:
    """Whether an expression of the conditions holds: `value` says what an expression in it comes to, `condition` whether another
    condition holds."""
    if not isinstance(node, dict) or len(node) != 1:
        return None
    ((name, arguments),) = node.items()
    if name == "Condition":
        return condition(arguments) if isinstance(arguments, str) else None
    if name == "Fn::Equals" and isinstance(arguments, list) and len(arguments) == 2:
        return _equal(*(value(one) for one in arguments))
    if name not in ("Fn::And", "Fn::Or", "Fn::Not") or not isinstance(arguments, list) or not arguments:
        return None
    found = [holds(one, value, condition) for one in arguments]
    if name == "Fn::Not":
        return None if found[0] is None else not found[0]
    decides: bool = name == "Fn::Or"
    if decides in found:
        return decides
    return None if None in found else not decides


def _equal(left: Any, right: Any) -> bool | None:
    """Whether two values are equal: None where one of them is not known."""
    if not is_known([left, right]):
        return None
    return bool(left == right)
