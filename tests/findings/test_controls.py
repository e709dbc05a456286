"""The table of other tools' controls: each is answered by a rule or says why not, and rules name none that is not in it."""

from collections import Counter

from vpcviz.findings import RULES
from vpcviz.findings.controls import CONTROLS
from vpcviz.reports.rules import answering

ALL = [control for controls in CONTROLS.values() for control in controls]


def test_every_control_is_answered_or_says_why_not() -> None:
    assert [control.about for control in ALL if not answering(control) and not control.note] == []


def test_rules_name_controls_that_there_are() -> None:
    known = {one for control in ALL for one in control.ids}
    assert {one for rule in RULES.values() for one in rule.answers} - known == set()


def test_a_control_stands_in_one_place() -> None:
    counted = Counter(one for control in ALL for one in control.ids)
    assert [one for one, times in counted.items() if times > 1] == []
