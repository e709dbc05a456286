"""DNS names that are known after apply only: a word stands for one where a record is an alias of it."""

from vpcviz.terraform.building import Building
from vpcviz.terraform.resource_instances import Thing

ALIASED = ("aws_vpc_endpoint", "aws_lb", "aws_elb", "aws_route53_record")
"""What a record can be an alias of."""


def name_of(building: Building, thing: Thing) -> str:
    """The DNS name of what a record is an alias of; a word for it where it is not known. "" where no record is an alias of it."""
    told = thing.text("dns_name") or thing.text("dns_entry", 0, "dns_name") or thing.text("fqdn")
    if told or thing.type == "aws_route53_record":
        return told
    return f"{thing.address}.dns_name" if building.memo("aliases", _aliases).get(thing.id) else ""


def _aliases(building: Building) -> dict[str, list[Thing]]:
    """Records by what they are aliases of, where their own word does not tell it."""
    made: dict[str, list[Thing]] = {}
    for record in building.of_type.get("aws_route53_record", ()):
        if record.records("alias") and not record.text("alias", 0, "name"):
            for one in building.references.one(record, "alias", 0, "name", types=ALIASED).ids:
                made.setdefault(one, []).append(record)
    return made
