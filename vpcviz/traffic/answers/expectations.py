"""Expectations of traffic: a file of flows with the verdicts that they must have, for pipelines."""

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from msgspec import Struct

from vpcviz.errors import UsageError
from vpcviz.model.services import service_code
from vpcviz.spec.coercion import kind_of, to_boolean, to_integer, to_text, to_texts
from vpcviz.spec.json_reader import locate_json, read_json
from vpcviz.spec.load import decode, is_json
from vpcviz.spec.problems import KEY, Path, Problems, nearest, shown
from vpcviz.spec.vocabulary import CLASSES
from vpcviz.spec.yaml_reader import locate_yaml, read_yaml
from vpcviz.traffic.packets.codes import REASONS
from vpcviz.traffic.packets.flows import VERDICTS, Flow, Protocol, Trace
from vpcviz.traffic.tracing.tracer import Tracer

KEYS = ("name", "from", "to", "port", "protocol", "ipv6", "verdict", "reason", "via", "not_via", "stays_on_aws_network")


_KINDS = frozenset({"internet", "service", *(resource.KIND for resource in CLASSES.values())})
"""Kinds of hops that a way may pass, also where the network has none."""


class Expectation(Struct, frozen=True, kw_only=True):
    """A flow and what is expected of it: `verdict` ("not-delivered" is any that surely is not), `reason`, what the way passes
    (`via`, ids or names) or does not, and whether it stays on AWS's network. `line` is where the file has it.
    """

    flow: Flow
    name: str = ""
    verdict: str = "delivered"
    reason: str = ""
    via: tuple[str, ...] = ()
    not_via: tuple[str, ...] = ()
    stays_on_aws_network: bool | None = None
    line: int = 0


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of an expectation; `failures` says what is otherwise, one sentence each."""

    expectation: Expectation
    trace: Trace
    failures: tuple[str, ...] = ()


def read_expectations(file: str, data: bytes) -> list[Expectation]:
    """The expectations of a YAML or JSON file: a list, or a mapping with the list under `expect`.

    Raises InputError with all problems at their places.
    """
    text = decode(file, data) if data.strip() else "[]"
    as_json = is_json(file, text)
    document = read_json(file, text) if as_json else read_yaml(file, text)
    problems = Problems()
    items, prefix = _items(document, problems)
    found = [_expectation(item, (*prefix, at), problems) for at, item in enumerate(items)]
    locate = locate_json if as_json else locate_yaml
    if problems:
        raise problems.error(file, text, lambda paths: locate(file, text, paths))
    places = locate(file, text, [(*prefix, at) for at in range(len(found))])
    return [_with_line(one, place[0]) for one, place in zip(found, places, strict=True)]


def _with_line(expectation: Expectation, line: int) -> Expectation:
    from msgspec import structs

    return structs.replace(expectation, line=line)


def _items(document: Any, problems: Problems) -> tuple[list[Any], Path]:
    prefix: Path = ("expect",) if isinstance(document, dict) and set(document) == {"expect"} else ()
    items = document["expect"] if prefix else document
    if isinstance(items, list) and items:
        return items, prefix
    problems.add(
        prefix,
        f"expectations must be a list, not {kind_of(items)}"
        if not isinstance(items, list)
        else "there is no expectation in the list",
        expected="- {from: web-1, to: s3.eu-west-1.amazonaws.com, verdict: delivered}",
    )
    return [], prefix


def _expectation(item: Any, path: Path, problems: Problems) -> Expectation:
    empty = Expectation(flow=Flow(source="", target=""))
    if not isinstance(item, dict):
        problems.add(path, f"an expectation must be a mapping, not {kind_of(item)}", expected="from, to, and verdict")
        return empty
    for key in item:
        if key not in KEYS:
            problems.add(
                (*path, key, KEY), f"unknown key {shown(key)} in an expectation", expected=", ".join(KEYS), hint=nearest(key, KEYS)
            )
    for key in ("from", "to"):
        if key not in item:
            problems.add(path, f"an expectation needs {shown(key)}", expected="from and to")
    texts = {key: to_text(item.get(key, ""), (*path, key), problems, key) for key in ("from", "to", "name", "reason")}
    protocol = _choice(item, "protocol", "tcp", get_args(Protocol), path, problems)
    verdict = _choice(item, "verdict", "delivered", (*VERDICTS, "not-delivered"), path, problems)
    if texts["reason"] and texts["reason"] not in REASONS:
        problems.add(
            (*path, "reason"),
            f"{shown(texts['reason'])} is no reason code",
            expected="a code of docs/trace.md",
            hint=nearest(texts["reason"], REASONS),
        )
    port = to_integer(item.get("port", "443"), (*path, "port"), problems, "port") or 0
    if not 0 <= port <= 65535:
        problems.add((*path, "port"), f"{port} is no port", expected="0 to 65535")
    stays = item.get("stays_on_aws_network")
    ipv6 = to_boolean(item["ipv6"], (*path, "ipv6"), problems, "ipv6") if "ipv6" in item else False
    return Expectation(
        flow=Flow(source=texts["from"], target=texts["to"], protocol=protocol, port=port, ipv6=ipv6),  # type: ignore[arg-type]
        name=texts["name"],
        verdict=verdict,
        reason=texts["reason"],
        via=tuple(to_texts(item.get("via", ""), (*path, "via"), problems, "via")),
        not_via=tuple(to_texts(item.get("not_via", ""), (*path, "not_via"), problems, "not_via")),
        stays_on_aws_network=None
        if stays is None
        else to_boolean(stays, (*path, "stays_on_aws_network"), problems, "stays_on_aws_network"),
    )


def _choice(item: dict[str, Any], key: str, default: str, choices: tuple[str, ...], path: Path, problems: Problems) -> str:
    text = to_text(item.get(key, default), (*path, key), problems, key)
    made = text.strip().lower().replace(" ", "-").replace("_", "-")
    if made in choices:
        return made
    if text:
        problems.add((*path, key), f"{shown(text)} is no {key}", expected=", ".join(choices), hint=nearest(made, choices))
    return default


def check(tracer: Tracer, expectations: list[Expectation], file: str) -> list[Outcome]:
    """Trace each expectation and compare. Raises UsageError, with file and line, where an end or `not_via` means nothing."""
    check_names(tracer, expectations, file)
    return list(checked(tracer, expectations, file))


def checked(tracer: Tracer, expectations: Iterable[Expectation], file: str) -> Iterator[Outcome]:
    """The same, one after another, once `check_names` has been asked: ten thousand traces need not be kept."""
    for one in expectations:
        yield _check(tracer, one, file)


def check_names(tracer: Tracer, expectations: list[Expectation], file: str) -> None:
    """Raise UsageError for a misspelt `not_via`, which would let every way be right (a misspelt `via` lets none)."""
    if not any(one.not_via for one in expectations):
        return
    network = tracer.network
    known = {text for item in network for text in (item.id, item.name, item.kind) if text} | set(network.all_services) | _KINDS
    for one in expectations:
        for word in one.not_via:
            if word not in known and not service_code(word):
                hint = "; ".join(filter(None, ("there is no such resource, name or kind", nearest(word, known))))
                raise UsageError(f"{file}:{one.line}: not_via {shown(word)}: {hint}")


def _check(tracer: Tracer, expectation: Expectation, file: str) -> Outcome:
    try:
        trace = tracer.trace(expectation.flow)
    except UsageError as error:
        text = str(error).replace("--from ", "from ").replace("--to ", "to ")
        raise UsageError(f"{file}:{expectation.line}: {text}") from None
    failures = []
    wanted = expectation.verdict
    if not (wanted == trace.verdict or (wanted == "not-delivered" and not trace.delivered and trace.verdict != "unknown")):
        hangs = "".join(f"; delivered if {' and '.join(one.needs for one in trace.conditions)}" for _ in trace.conditions[:1])
        failures.append(f"expected {wanted}, is {trace.verdict} ({trace.reason}): {trace.explanation}{hangs}")
    if expectation.reason and expectation.reason != trace.reason:
        failures.append(f"expected the reason {expectation.reason}, is {trace.reason}")
    passed = _passed(tracer, trace) if expectation.via or expectation.not_via else set()
    failures += [f"expected a way via {one}, it passes {_way(trace)}" for one in expectation.via if one not in passed]
    failures += [f"expected a way not via {one}, it passes it" for one in expectation.not_via if one in passed]
    stays = expectation.stays_on_aws_network
    if stays is not None and stays != trace.stays_on_aws_network:
        failures.append(f"expected that it {'stays on' if stays else 'leaves'} AWS's network, which it does not")
    return Outcome(expectation=expectation, trace=trace, failures=tuple(failures))


def _passed(tracer: Tracer, trace: Trace) -> set[str]:
    """The ids, names and kinds of all that a packet passes, with the owners of its interfaces."""
    network = tracer.network
    ids = {hop.id for hop in trace.forward}
    ids |= {network.owner_of[one] for one in ids if one in network.owner_of}
    names = {network.by_id[one].name for one in ids if one in network.by_id and network.by_id[one].name}
    return ids | names | {hop.kind for hop in trace.forward}


def _way(trace: Trace) -> str:
    return " → ".join(dict.fromkeys(hop.id for hop in trace.forward)) or "nothing"
