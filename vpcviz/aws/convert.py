"""From AWS's answers to a Network: pure, the same for live scans and for saved dumps. It takes what AWS says as it is."""

from collections.abc import Iterable

from msgspec import structs

from vpcviz.aws.answers import Missing, Reading
from vpcviz.aws.calls import all_feeds, call_named
from vpcviz.aws.cross_references import join
from vpcviz.aws.estate import Estate
from vpcviz.aws.shapes import told_in, unknown_words
from vpcviz.model import COLLECTIONS, Network
from vpcviz.model import resources as r
from vpcviz.spec.canonical import canonical

NEW_WORD = "NewWord"
"""The error of a gap where AWS says something of an item that vpcviz does not know."""


def convert(reading: Reading) -> Network:
    """The network of everything that was read, with a gap for everything that was not."""
    estate = Estate()
    lacking = {(one.call, one.account, one.region, one.scope) for one in reading.missing}
    for answer in sorted(reading.answers, key=lambda one: one.order):
        if (answer.call.name, answer.account, answer.region, answer.scope) in lacking:
            answer = structs.replace(answer, whole=False)
        if answer.account:
            estate.put("accounts", answer.account, answer, account="", region="")
        make = answer.call.convert
        if make is None:
            continue
        if answer.call.together:
            make(estate, answer)
        else:
            for item in answer.items:
                make(estate, answer, item)
    estate.settle()
    join(estate)
    return canonical(estate.network(gaps=(*_gaps(reading), *new_words(reading)), complete=reading.complete))


def new_words(reading: Reading) -> set[r.Gap]:
    """A gap for each word of AWS's that decides what becomes of something, and that vpcviz does not know."""
    return {
        _gap(Missing(call.name, answer.account, answer.region, "", NEW_WORD, f'{call.what} ({member} "{word}")'), "")
        for answer in reading.answers
        if told_in((call := answer.call).shape)  # type: ignore[arg-type]
        for member, word in unknown_words(answer.items)
    }


def gaps(reading: Reading) -> tuple[r.Gap, ...]:
    """One gap for each call that was not answered: without a resource where it was answered for none."""
    return tuple(sorted(_gaps(reading), key=repr))


def _gaps(reading: Reading) -> set[r.Gap]:
    answered = {(answer.call.name, answer.account, answer.region) for answer in reading.answers}
    return {
        _gap(
            missing,
            missing.scope
            if (missing.call, missing.account, missing.region) in answered or missing.call == "sts.AssumeRole"
            else "",
        )
        for missing in reading.missing
    }


def _gap(missing: Missing, resource: str) -> r.Gap:
    service, operation = missing.call.split(".")[:2]
    if missing.call == "sts.AssumeRole":
        feeds: Iterable[str] = COLLECTIONS
        what = "everything"
    else:
        call = call_named(missing.call)
        feeds, what = all_feeds(call), call.what
    return r.Gap(
        service=service,
        operation=operation,
        account=missing.account,
        region=missing.region,
        error=missing.error,
        message=missing.what or what,
        feeds=tuple(feeds),
        resource=resource,
    )
