"""Which account and region a thing names as its own."""

import re

from vpcviz.terraform.resource_instances import Thing

_ACCOUNT = re.compile(r"\A\d{12}\Z")
_ZONE = re.compile(r"\A([a-z]{2}(?:-[a-z]+)+-\d)[a-z]\Z")
_ARN = re.compile(r"\Aarn:aws[a-z-]*:[a-z0-9-]+:([a-z0-9-]*):(\d*):")


def own_account(thing: Thing) -> str:
    """The account that a thing names as its own; "" where it names none."""
    told = thing.text("owner_id")
    match = _ARN.match(thing.text("arn"))
    return told if _ACCOUNT.match(told) else match[2] if match and _ACCOUNT.match(match[2]) else ""


def own_region(thing: Thing) -> str:
    """The region that a thing names as its own; "" where it names none."""
    zone, arn = _ZONE.match(thing.text("availability_zone")), _ARN.match(thing.text("arn"))
    return zone[1] if zone else arn[1] if arn else ""
