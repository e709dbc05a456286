"""Stacks before and after their change sets, as two networks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vpcviz.cloudformation.assembling import GivenTemplate, checked
from vpcviz.cloudformation.change_sets import ChangeSet
from vpcviz.cloudformation.changing import AFTER, BEFORE, Changed, changed, fits
from vpcviz.cloudformation.loading import load
from vpcviz.model import Network
from vpcviz.model.renaming import renamed


def load_changed(
    given: Sequence[GivenTemplate],
    change_sets: Sequence[ChangeSet],
    parameters: Mapping[str, str],
    file: str,
    notes: list[str] | None = None,
    wrong: dict[str, str] | None = None,
) -> tuple[Network, Network]:
    """The networks before and after change sets. Each is of the stack among those `given` that has most of its resources, else of
    one of which nothing else is known. What is assumed or left out is added to `notes`, parameters that no template has to
    `wrong`.

    Raises InputError with all problems of a template.
    """
    checked(given)
    stacks: list[tuple[GivenTemplate, Changed | None]] = [(one, None) for one in given]
    for one in change_sets:
        free = [position for position, (stack, made) in enumerate(stacks) if made is None and fits(one, stack.template)]
        best = max(free, key=lambda position: fits(one, stacks[position][0].template), default=None)
        template = stacks[best][0].template if best is not None else None
        made = changed(one, template)
        stack = stacks[best][0] if best is not None else GivenTemplate(made.templates[AFTER], label=one.stack)
        told = {**stack.parameters, **one.parameters, **({"AWS::StackName": one.stack} if one.stack else {})}
        stack = replace(stack, parameters=told, region=one.region or stack.region, account=one.account or stack.account)
        if best is None:
            stacks.append((stack, made))
        else:
            stacks[best] = (stack, made)
    found = []
    for side in (BEFORE, AFTER):
        sides = [one if made is None else replace(one, template=made.templates[side], is_made=True) for one, made in stacks]
        network = load(sides, parameters, file, notes if side == AFTER else None, wrong if side == AFTER else None)
        found.append(renamed(network, _ids(stacks, side)))
    if notes is not None:
        notes += [note for _, made in stacks if made is not None for note in made.notes]
    return found[BEFORE], found[AFTER]


def _ids(stacks: Sequence[tuple[GivenTemplate, Changed | None]], side: int) -> dict[str, str]:
    """AWS's ids by the ids that things have by their templates."""
    from vpcviz.cloudformation.assembling import labels

    made: dict[str, str] = {}
    for (_, one), label in zip(stacks, labels([stack for stack, _ in stacks]), strict=True):
        if one is not None:
            made |= {f"{label}{logical}": physical for logical, physical in one.ids[side].items()}
    return made
