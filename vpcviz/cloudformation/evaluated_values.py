"""What a template's expressions come to: texts, lists, mappings, and what a template does not tell, as a named unknown."""

from collections.abc import Iterable
from typing import Any

LONGEST = 20_000
"""The most characters of a text that functions make."""

MOST = 10_000
"""The most entries of a list that functions make."""


class Symbol(str):
    """A text that stands for what the template does not tell, or holds such: `${VpcCidr}`, `com.amazonaws.${AWS::Region}.s3`."""

    __slots__ = ()


class Identity(str):
    """The id of a resource of the templates: alone it is what others refer to, in a longer text it is not known."""

    __slots__ = ()


class Nothing:
    """`AWS::NoValue`: the property or entry is not there."""


NOTHING = Nothing()

TOO_LONG = Symbol("${too long}")


def unknown(name: str) -> Symbol:
    """The named unknown for a parameter, an attribute, or a function."""
    return Symbol(f"${{{name}}}")


def joined(parts: Iterable[Any], between: str = "") -> str:
    """Texts put together: a named unknown where one of several is not known, or is none."""
    made: list[str] = []
    sure, length = True, 0
    values = list(parts)
    for one in values:
        if isinstance(one, Nothing):
            continue
        sure = sure and isinstance(one, str) and not isinstance(one, Symbol)
        text = one if isinstance(one, str) else "${a list}"
        if isinstance(one, Identity) and len(values) > 1:
            sure, text = False, f"${{{one}}}"
        length += len(text) + len(between)
        if length > LONGEST:
            return TOO_LONG
        made.append(text)
    if len(made) == 1 and isinstance(values[0], (Symbol, Identity)):
        return values[0]
    text = between.join(made)
    return text if sure else Symbol(text)


def is_known(value: Any) -> bool:
    """Whether a value, and all that is in it, is known."""
    if isinstance(value, dict):
        return all(map(is_known, value.values()))
    if isinstance(value, list):
        return all(map(is_known, value))
    return not isinstance(value, (Symbol, Nothing))


def without_nothing(value: Any) -> Any:
    """A value without the entries that are not there."""
    if isinstance(value, dict):
        return {key: without_nothing(one) for key, one in value.items() if not isinstance(one, Nothing)}
    if isinstance(value, list):
        return [without_nothing(one) for one in value if not isinstance(one, Nothing)]
    return value


def plain(value: Any) -> Any:
    """A value as the texts, lists and mappings that others know."""
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return str.__str__(value) if isinstance(value, (Symbol, Identity)) else value


def truth(value: Any) -> bool | None:
    """The boolean that a text means; None for any other."""
    text = str(value).lower() if isinstance(value, str) else ""
    return {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}.get(text)


def whole(value: Any) -> int | None:
    """The whole number that a text means; None for any other, and for what is not known."""
    if not isinstance(value, str) or isinstance(value, Symbol):
        return None
    digits = value.strip().removeprefix("-")
    return int(value) if digits.isascii() and digits.isdigit() and len(digits) < 12 else None
