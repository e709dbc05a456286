"""Links on a picture: each thing's page in the AWS console, or in a wiki of one's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from vpcviz.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from vpcviz.model import Network
    from vpcviz.scene import Group, Scene

CONSOLE = "console"
PLACES = ("id", "name", "kind", "region", "account")
"""What a template may have in braces."""

_PLACE = re.compile(r"\{([^{}]*)\}")
_EXPECTED = "expected console, or an address such as https://wiki.example.com/aws/{id}"


def check_link(link: str) -> None:
    """Raise UsageError for a template that makes no address of a page on the web, before anything is read or drawn."""
    if link in ("", CONSOLE):
        return
    from difflib import get_close_matches

    for place in _PLACE.findall(link):
        if place not in PLACES:
            near = get_close_matches(place, PLACES, n=1)
            hint = f"; did you mean {{{near[0]}}}?" if near else ""
            raise UsageError(
                f"--link {link}: there is no {{{place}}}; expected {', '.join(f'{{{name}}}' for name in PLACES)}{hint}"
            )
    try:
        parts = urlsplit(link)
    except ValueError as error:
        raise UsageError(f"--link {link}: {error}; {_EXPECTED}") from None
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        raise UsageError(f"--link {link}: no address of a page on the web (http or https); {_EXPECTED}")
    if "{" in parts.netloc or re.search(r"[\s\x00-\x1f\x7f<>\"]", link):
        raise UsageError(f"--link {link}: braces in the host's name, or characters that no address has; {_EXPECTED}")
    if not set(_PLACE.findall(link)) & {"id", "name"}:
        raise UsageError(f"--link {link}: every link would be the same; give {{id}} or {{name}} a place in it")


def link_things(scene: Scene, network: Network, link: str) -> None:
    """Make each thing of a picture a link: to the AWS console, or to what the template says of it."""
    from vpcviz.scene import groups

    address = _console(network) if link == CONSOLE else _template(network, link)
    for group in groups(scene.parts):
        if not group.href and group.id and group.kind != "link" and not any(name == "more" for name, _ in group.marks):
            group.href = address(group)


def _console(network: Network) -> Callable[[Group], str]:
    from vpcviz.model.console import console_url, region_url

    home = next((vpc.region for vpc in network.vpcs if vpc.region), "")

    def address(group: Group) -> str:
        if group.kind == "region":
            return region_url(group.id)
        resource = network.by_id.get(group.id)
        return console_url(resource, home) if resource is not None and resource.kind == group.kind else ""

    return address


def _template(network: Network, link: str) -> Callable[[Group], str]:
    def address(group: Group) -> str:
        resource = network.by_id.get(group.id)
        if resource is None or resource.kind != group.kind:
            return ""
        values = {"id": resource.id, "name": resource.label, "kind": resource.kind}
        values |= {"region": resource.region, "account": resource.account}
        return _PLACE.sub(lambda place: quote(values[place[1]], safe=""), link)

    return address
