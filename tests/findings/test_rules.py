"""Every rule finds what it is about, says it with figures, and is silent about the network's healthy twin."""

import pytest

from tests.findings.cases import CASES
from tests.findings.cases.case import Case, network_of
from tests.mentions import users_are_told
from vpcviz.findings import RULES, SEVERITIES, check

NUMBERED = [pytest.param(case, id=f"{case.rule}-{at}") for at, case in enumerate(CASES)]


@pytest.mark.parametrize("case", NUMBERED)
def test_a_rule_finds_its_fault(case: Case) -> None:
    network = network_of(case.bad)
    if case.spoil is not None:
        network = case.spoil(network)
    report = check(network)
    found = [finding for finding in report.findings if finding.rule == case.rule and finding.subject == case.subject]
    assert found, [(finding.rule, finding.subject) for finding in report.findings]
    for words in case.says:
        assert words in found[0].message
    assert case.severity in ("", found[0].severity)
    assert case.rule not in report.passed
    assert all(resource in network.by_id for finding in report.findings for resource in finding.resources)


@pytest.mark.parametrize("case", NUMBERED)
def test_a_rule_is_silent_where_nothing_is_wrong(case: Case) -> None:
    report = check(network_of(case.good))
    assert [finding.message for finding in report.findings if finding.rule == case.rule] == []
    assert case.rule in report.passed


@pytest.mark.parametrize("name", RULES)
def test_every_rule_has_its_cases(name: str) -> None:
    assert [case for case in CASES if case.rule == name], f"no Case of {name}: tests/findings/cases"


def test_every_case_is_of_a_rule() -> None:
    assert {case.rule for case in CASES} <= set(RULES)


def test_rules_say_what_they_are() -> None:
    for rule in RULES.values():
        for text in (rule.title, rule.why, rule.remedy, rule.source):
            assert len(text) > 15, rule.id
        assert rule.url.startswith(("https://docs.aws.amazon.com/", "https://aws.amazon.com/"))
        assert rule.severity in SEVERITIES
        assert rule.needs
        assert rule.id == rule.id.lower()


@pytest.mark.parametrize("name", RULES)
def test_users_are_told_of_a_rule(name: str) -> None:
    assert users_are_told(name), f"CHANGELOG.md says nothing of {name}"


def test_rules_keep_nothing_between_calls() -> None:
    for rule in RULES.values():
        assert vars(rule) == {}, rule.id
    case = CASES[0]
    first = check(network_of(case.bad))
    check(network_of(case.good))
    assert check(network_of(case.bad)) == first
