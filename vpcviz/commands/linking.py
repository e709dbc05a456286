"""Links on a picture: each thing's page in the AWS console, or in a wiki of one's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from vpcviz.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from vpcviz.model import Network
    from vpcviz.model.resources import Resource
    from vpcviz.scene import Scene

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
    from vpcviz.model.console import region_url
    from vpcviz.scene import groups

    address = _address(network, link)
    for group in groups(scene.parts):
        if not group.href and group.id and group.kind != "link" and not any(name == "more" for name, _ in group.marks):
            resource = network.by_id.get(group.id)
            if resource is not None and resource.kind == group.kind:
                group.href = address(resource)
            elif group.kind == "region" and link == CONSOLE:
                group.href = region_url(group.id)


def addresses(network: Network, link: str) -> dict[str, str]:
    """The page of each resource that has one, by id, drawn or not."""
    address = _address(network, link)
    return {resource.id: found for resource in network if (found := address(resource))}


def _address(network: Network, link: str) -> Callable[[Resource], str]:
    """What gives a resource's page, "" where it has none."""
    if link == CONSOLE:
        from vpcviz.model.console import console_url

        home = next((vpc.region for vpc in network.vpcs if vpc.region), "")
        return lambda resource: console_url(resource, home)

    def filled(resource: Resource) -> str:
        values = {"id": resource.id, "name": resource.label, "kind": resource.kind}
        values |= {"region": resource.region, "account": resource.account}
        return _PLACE.sub(lambda place: quote(values[place[1]], safe=""), link)

    return filled
