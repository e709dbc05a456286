"""What a release of botocore brought: members, enum values and calls that vpcviz neither reads nor has a reason not to read.

    python tools/aws_news.py                     prints what is new; exit code 1 where anything is
    python tools/aws_news.py --record REASON     writes it down in tools/aws_news.json, with the reason why it is not read
    python tools/aws_news.py --families          writes it down by the reasons of aws_news_reasons.py, and drops what is read by now

Run it after an update of boto3; it is no part of CI. What is written down is a list of reasons by AWS's names: look at each before.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import botocore
import botocore.session
from msgspec import Struct

from tools.aws_news_reasons import FAMILIES
from vpcviz.aws.calls import CALLS
from vpcviz.aws.registry import Call
from vpcviz.aws.shapes import field_types, shape_in

RECORD = Path(__file__).with_suffix(".json")

READING = re.compile(r"(?:Describe|Get|List|Search)[A-Z]")
"""How the names of calls begin that only read."""

NOT_MEMBERS = frozenset({"ResponseMetadata", "NextToken", "nextToken", "Marker", "NextMarker", "MaxItems", "IsTruncated"})

Found = dict[str, set[str]]
Record = dict[str, dict[str, list[str]]]
"""By place and reason, the names that are not read."""


def news() -> Found:
    """By place (a shape of an answer, an enum, a service): what botocore has and vpcviz does not read."""
    session = botocore.session.Session()
    found: Found = {}
    for call in CALLS:
        model = session.get_service_model(call.service)
        output = model.operation_model(call.operation).output_shape
        item = output if call.whole else _item(output.members[call.key])
        for place, name in _unread(item, call.shape, call):
            found.setdefault(place, set()).add(name)
    made = {(call.service, call.operation) for call in CALLS}
    for service in sorted({call.service for call in CALLS}):
        names = {name for name in session.get_service_model(service).operation_names if READING.match(name)}
        found[f"calls of {service}"] = {name for name in names if (service, name) not in made}
    return {place: names for place, names in sorted(found.items()) if names}


def _item(shape: Any) -> Any:
    return shape.member if shape.type_name == "list" else shape


def _unread(theirs: Any, ours: Any, call: Call, seen: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """(place, name) pairs of members and of enum values, of a shape of botocore's and of what is in it that is read."""
    theirs = _item(theirs)
    if theirs.type_name == "map":
        theirs = _item(theirs.value)
    for value in getattr(theirs, "enum", ()):
        yield f"values of {call.service} {theirs.name}", value
    if not (isinstance(ours, type) and issubclass(ours, Struct)) or theirs.type_name != "structure" or theirs.name in seen:
        return
    known = field_types(ours)
    for name, inner in theirs.members.items():
        if name in known:
            yield from _unread(inner, shape_in(known[name]) or known[name], call, (*seen, theirs.name))
        elif name not in NOT_MEMBERS:
            yield f"{call.service} {theirs.name}", name


def by_families(found: Found, record: Record) -> Record:
    """What is not read with the reason that was written down for it, or else with that of the first family that it is of."""
    made: Record = {}
    for place, names in found.items():
        by_hand = {name: reason for reason, listed in record.get(place, {}).items() for name in listed}
        for name in sorted(names):
            families = (why for where, what, why in FAMILIES if re.fullmatch(where, place) and re.fullmatch(what, name))
            reason = by_hand.get(name) or next(families, "")
            if reason:
                made.setdefault(place, {}).setdefault(reason, []).append(name)
    return made


def _write(record: Record) -> None:
    lines = [f" {json.dumps(place)}: {json.dumps(reasons, ensure_ascii=False)}" for place, reasons in sorted(record.items())]
    RECORD.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", metavar="REASON", help="write down what is new, with the reason why it is not read")
    parser.add_argument("--families", action="store_true", help="write down what families of reasons cover")
    given = parser.parse_args()
    record: Record = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    if given.families:
        record = by_families(news(), record)
        _write(record)
    known = {place: {name for names in reasons.values() for name in names} for place, reasons in record.items()}
    new = {place: sorted(names - known.get(place, set())) for place, names in news().items()}
    new = {place: names for place, names in new.items() if names}
    if given.record:
        for place, names in new.items():
            reasons = record.setdefault(place, {})
            reasons[given.record] = sorted({*reasons.get(given.record, []), *names})
        _write(record)
        return 0
    print(f"botocore {botocore.__version__}: {sum(map(len, new.values()))} new")
    for place, names in new.items():
        print(f"{place}: {', '.join(names)}")
    return 1 if new else 0


if __name__ == "__main__":
    sys.exit(main())
