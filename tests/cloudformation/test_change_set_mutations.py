"""Change sets that are broken in 200 ways, and secrets in them: each is read or refused, nothing lands where it is not, and none is told."""

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.cloudformation.test_change_sets import CHANGES, OLD, change, change_set
from tests.cloudformation.test_mutations import DEEP, _paths
from vpcviz.commands import run
from vpcviz.errors import InputError
from vpcviz.sources import load_change

SECRET = "hunter2-CANARY"

ODD: tuple[Any, ...] = (None, "", "x", [], {}, 7, True, [None], ["a"], {"Ref": "Nothing"}, "{{changeSet:KNOWN_AFTER_APPLY}}", DEEP)


def opened(changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The changes with their contexts as mappings, so that these can be broken, too."""
    made = copy.deepcopy(changes)
    for one in made:
        for name in ("BeforeContext", "AfterContext"):
            if name in one["ResourceChange"]:
                one["ResourceChange"][name] = json.loads(one["ResourceChange"][name])
    return made


def closed(changes: Any) -> Any:
    for one in changes if isinstance(changes, list) else ():
        told = one.get("ResourceChange") if isinstance(one, dict) else None
        for name in ("BeforeContext", "AfterContext") if isinstance(told, dict) else ():
            if isinstance(told.get(name), dict):
                told[name] = json.dumps(told[name])
    return changes


@pytest.mark.parametrize("seed", range(200))
def test_a_broken_change_set(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    changes = opened(CHANGES)
    for _ in range(chance.choice((1, 2, 4))):
        path = chance.choice(list(_paths(changes)))
        holder: Any = changes
        for step in path[:-1]:
            holder = holder[step]
        if chance.random() < 0.3:
            del holder[path[-1]]
        else:
            holder[path[-1]] = copy.deepcopy(chance.choice(ODD))
        if not changes:
            break
    (tmp_path / "stack.yaml").write_text(OLD)
    words = [str(tmp_path / "stack.yaml"), change_set(tmp_path, closed(changes))]
    try:
        networks = load_change(words if chance.random() < 0.8 else words[1:])
    except InputError:
        return
    for network in networks:
        inside = {one.id: one for one in network.subnets}
        for thing in (*network.instances, *network.network_interfaces):
            if thing.subnet in inside and inside[thing.subnet].vpc and "${" not in inside[thing.subnet].vpc:
                assert thing.vpc in ("", inside[thing.subnet].vpc)


def hidden() -> list[dict[str, Any]]:
    """Changes with a secret in each value that is no network's."""
    changes = opened(CHANGES)
    for one in changes:
        told = one["ResourceChange"]
        one["HookInvocationCount"] = SECRET
        told |= {"ModuleInfo": {"TypeHierarchy": SECRET}, "PreviousDeploymentContext": SECRET}
        for name in ("BeforeContext", "AfterContext"):
            told[name]["Metadata"] = {"x": SECRET}
            told[name]["Properties"] |= {"UserData": SECRET, "KeyName": SECRET, "ImageId": SECRET, "IamInstanceProfile": SECRET}
        for detail in told["Details"]:
            detail["Target"] |= {"Attribute": "Metadata", "BeforeValue": SECRET, "AfterValue": SECRET}
    secret = {
        "Code": {"ZipFile": SECRET},
        "Environment": {"Variables": {"KEY": SECRET}},
        "MasterUserPassword": SECRET,
        "Value": SECRET,
    }
    found = closed(changes)
    for kind in ("AWS::Lambda::Function", "AWS::RDS::DBInstance", "AWS::SSM::Parameter", "Custom::Thing"):
        made = change("Modify", f"X{kind[-5:]}", "x", secret, {**secret, "Value": f"{SECRET}2"})
        made["ResourceChange"]["ResourceType"] = kind
        found.append(made)
    return found


@pytest.mark.parametrize(
    "words",
    [["diff", "--flows", "all"], ["diff", "--format", "json"], ["diff", "--format", "sarif"], ["gaps"], ["draw", "-o", "-"]],
)
def test_no_secret_is_told(words: list[str], tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    template = OLD.replace("Parameters:", "Parameters:\n  Password: {Type: String, NoEcho: true}").replace(
        "Tags: [{Key: Name, Value: db}]", "Tags: [{Key: Name, Value: db}, {Key: Hint, Value: !Ref Password}]"
    )
    (tmp_path / "stack.yaml").write_text(template)
    changes = hidden()
    told = changes[2]["ResourceChange"]
    for name in ("BeforeContext", "AfterContext"):
        context = json.loads(told[name])
        context["Properties"]["Tags"] = [{"Key": "Name", "Value": "db"}, {"Key": "Hint", "Value": SECRET + name}]
        told[name] = json.dumps(context)
    parameters = [{"ParameterKey": "Password", "ParameterValue": SECRET}]
    given = [
        str(tmp_path / "stack.yaml"),
        change_set(tmp_path, changes, Description=SECRET, StatusReason=SECRET, Parameters=parameters),
    ]
    run([words[0], *given, *words[1:]])
    found = capfdbinary.readouterr()
    assert found.out
    assert SECRET.encode() not in found.out + found.err
