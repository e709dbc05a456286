"""What CloudFormation would refuse of a template before it makes anything: functions, and names that nothing has."""

from collections.abc import Iterator
from typing import Any

from vpcviz.cloudformation.functions import NAMES, called
from vpcviz.cloudformation.templates import LOOP, Template
from vpcviz.spec.problems import KEY, Path, nearest, shown

PSEUDO = (
    "AWS::AccountId",
    "AWS::NoValue",
    "AWS::NotificationARNs",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
)
"""Source: CloudFormation User Guide, "Pseudo parameters reference"."""


def check(template: Template) -> None:
    """Raise InputError with every call of a function that does not exist, and every name that nothing has."""
    check = _Check(template)
    for name, resource in template.section("Resources").items():
        if isinstance(resource, dict) and not name.startswith(LOOP):
            path: Path = ("Resources", name)
            check.condition_name(resource.get("Condition"), (*path, "Condition"))
            check.walk(resource.get("Properties", {}), (*path, "Properties"))
    for name, output in template.section("Outputs").items():
        if isinstance(output, dict) and not name.startswith(LOOP):
            check.walk(output.get("Value", ""), ("Outputs", name, "Value"))
    for name, condition in template.section("Conditions").items():
        check.walk(condition, ("Conditions", name), in_conditions=True)
    if template.problems:
        raise template.error()


class _Check:
    def __init__(self, template: Template) -> None:
        self.template = template
        self.problems = template.problems
        self.resources = template.section("Resources")
        self.parameters = template.section("Parameters")
        loops = any(name.startswith(LOOP) for name in _keys(template.document))
        modules = any(isinstance(one, dict) and str(one.get("Type", "")).endswith("::MODULE") for one in self.resources.values())
        self.names_known = template.is_expanded and not loops and not modules

    def walk(self, node: Any, path: Path, *, in_conditions: bool = False) -> None:
        if isinstance(node, list):
            for position, one in enumerate(node):
                self.walk(one, (*path, position), in_conditions=in_conditions)
            return
        if not isinstance(node, dict):
            return
        call = called(node)
        if call is not None:
            self._call(*call, path)
        elif in_conditions and set(node) == {"Condition"}:
            self.condition_name(node["Condition"], (*path, "Condition"))
        for key, one in node.items():
            self.walk(one, (*path, key), in_conditions=in_conditions)

    def _call(self, name: str, arguments: Any, path: Path) -> None:
        where = (*path, name)
        if name not in NAMES:
            if self.template.is_expanded:
                self.problems.add((*where, KEY), f"there is no function {shown(name)}", hint=nearest(name, NAMES))
        elif name == "Ref":
            if isinstance(arguments, dict) and self.template.transforms:
                return
            if not isinstance(arguments, str):
                self.problems.add(where, "Ref takes a name", expected="the logical id of a resource, or a parameter")
            else:
                self._ref(arguments, where)
        elif name == "Fn::GetAtt":
            self._get_att(arguments, where)
        elif name == "Fn::If":
            if not isinstance(arguments, list) or len(arguments) != 3:
                self.problems.add(where, "Fn::If takes three arguments", expected="[CONDITION, VALUE IF TRUE, VALUE IF FALSE]")
            else:
                self.condition_name(arguments[0], (*where, 0))
        elif name == "Fn::FindInMap" and isinstance(arguments, list) and arguments and isinstance(arguments[0], str):
            maps = self.template.section("Mappings")
            if arguments[0] not in maps and self.names_known:
                message = f"the mapping {shown(arguments[0])} is not in the template"
                self.problems.add((*where, 0), message, hint=nearest(arguments[0], maps))

    def _ref(self, name: str, path: Path) -> None:
        if name.startswith("AWS::"):
            if name not in PSEUDO:
                self.problems.add(path, f"there is no pseudo parameter {shown(name)}", hint=nearest(name, PSEUDO))
        elif self.names_known and name not in self.resources and name not in self.parameters:
            known = [*self.resources, *self.parameters]
            self.problems.add(path, f"no resource or parameter is called {shown(name)}", hint=nearest(name, known))

    def _get_att(self, arguments: Any, path: Path) -> None:
        text = isinstance(arguments, str) and "." in arguments.strip(".")
        listed = isinstance(arguments, list) and len(arguments) == 2
        if not text and not listed:
            self.problems.add(path, "Fn::GetAtt takes a resource and its attribute", expected='"LOGICALID.ATTRIBUTE"')
            return
        logical = arguments.partition(".")[0] if isinstance(arguments, str) else arguments[0]
        if self.names_known and isinstance(logical, str) and logical not in self.resources:
            self.problems.add(path, f"no resource is called {shown(logical)}", hint=nearest(logical, self.resources))

    def condition_name(self, name: Any, path: Path) -> None:
        conditions = self.template.section("Conditions")
        if isinstance(name, str) and name and name not in conditions and self.names_known:
            self.problems.add(path, f"no condition is called {shown(name)}", hint=nearest(name, conditions))


def _keys(value: Any) -> Iterator[str]:
    """Every key of a document."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield from one
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
