"""DNS names as texts: their form, what a pattern covers, what is in a domain."""

import re


def normal(name: str) -> str:
    """A DNS name as it is compared: lower case, no dot at the end, an asterisk for the octal code that Route 53 has for it."""
    return name.strip().lower().rstrip(".").replace("\\052", "*")


def is_name(text: str) -> bool:
    """Whether a text has the form of a DNS name with a dot in it."""
    return bool(re.fullmatch(r"(?=.{3,253}\Z)(?:[a-z0-9_*-]{1,63}\.)+[a-z][a-z0-9-]{0,62}\.?", text.strip().lower()))


def covers(pattern: str, name: str) -> bool:
    """Whether a name is the pattern, or is covered by its leading `*.`."""
    return name == pattern or (pattern.startswith("*.") and name.endswith(pattern[1:]) and name != pattern[2:])


def in_domain(name: str, domain: str) -> bool:
    """Whether a name is a domain or below it; "." is everything."""
    return domain in ("", ".") or name == domain or name.endswith(f".{domain}")
