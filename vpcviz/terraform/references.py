"""Finds what a reference leads to: through known ids, the configuration's modules, keys, and what AWS allows. Never by names.

A plan does not tell the ids of what it will create, and its configuration tells of an expression which resources it names, not
what it does with them. What is left open by this is narrowed by what AWS demands (a group is of its user's VPC, a subnet's CIDR
lies in its VPC's); where more than one thing remains, the reference is not known.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from vpcviz.terraform.documents import Side, module_at, references
from vpcviz.terraform.expressions import IMPLIED, NAMES_IT, TAKES, expression_at, has, implied_id, inside, parts_of, plain, unwound
from vpcviz.terraform.resource_instances import Key, Steps, Thing, value_at
from vpcviz.terraform.runs import Resolved, Run, Scope, of_key
from vpcviz.terraform.variables import each_value, value_of

_DEEPEST = 24
"""So many modules, variables and outputs are followed one after another."""


class References:
    """What the references of one side lead to."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.by_name: dict[tuple[Steps, bool, str, str], list[Thing]] = {}
        self.by_id: dict[str, Thing] = {}
        self.by_module: dict[Steps, list[Thing]] = {}
        for thing in side.things:
            self.by_name.setdefault((thing.around, thing.data, thing.type, thing.name), []).append(thing)
            self.by_module.setdefault(thing.around, []).append(thing)
            self.by_id.setdefault(thing.id, thing)
        self._expanding: set[tuple[object, ...]] | None = None
        self._hidden_things: dict[tuple[Steps, frozenset[str]], list[Run]] = {}
        self.taken: dict[str, str] = {}
        """Ids of what comes with a VPC, and of the default resource that stands for it."""
        for thing in side.things:
            if thing.type in TAKES:
                self._take(thing, *TAKES[thing.type])

    def _take(self, thing: Thing, attribute: str, implied: str) -> None:
        for found in self.ids(thing, attribute, types=("aws_vpc",) if attribute == "vpc_id" else (implied,)).ids[:1]:
            vpc = self.by_id.get(found)
            came = implied_id(vpc, "default_security_group_id") if vpc is not None and attribute == "vpc_id" else found
            if came != thing.id:
                self.taken[came] = thing.id

    def ids(
        self, thing: Thing, *path: str | int, types: Iterable[str] = (), accept: Callable[[Thing], bool] | None = None
    ) -> Resolved:
        """The ids at a path of attributes: known values, else what the configuration's references lead to, of the `types`."""
        value = thing.at(*path)
        texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        known = tuple(self.taken.get(one, one) for one in texts if isinstance(one, str) and one)
        open_ = (value is None and not has(thing, path)) or (isinstance(value, list) and None in value)
        if not open_ or not (str(path[0]) in thing.expressions or self._is_dynamic(thing, path)):
            return Resolved(known)
        found = self.of_expression(expression_at(thing.expressions, path), thing, frozenset(types), accept)
        ids = tuple(dict.fromkeys((*known, *found.ids)))
        several = any(isinstance(step, int) for step in path) and len(thing.records(str(path[0]))) > 1
        sure = found.sure and not (several and len(found.ids) > 1)
        return Resolved(ids, sure and not (isinstance(value, list) and len(ids) > len(value)), found.whole, found.keyed)

    def one(
        self, thing: Thing, *path: str | int, types: Iterable[str] = (), accept: Callable[[Thing], bool] | None = None
    ) -> Resolved:
        """The one id at a path; none and not sure where several could be meant."""
        found = self.ids(thing, *path, types=types, accept=accept)
        return found if len(found.ids) == 1 and found.sure else Resolved((), not found.ids and found.sure)

    def is_written(self, thing: Thing, name: str) -> bool:
        """Whether the configuration gives an attribute, or whether there is no configuration to tell."""
        return not thing.configured or name in thing.expressions

    def references_in(self, thing: Thing, *path: str | int) -> bool:
        """Whether the configuration gives an attribute by references: it has a value, known or not."""
        return bool(references(expression_at(thing.expressions, path)))

    def is_open(self, thing: Thing, *path: str | int) -> bool:
        """Whether a value is written and not known yet."""
        return not has(thing, path) and bool(references(expression_at(thing.expressions, path)))

    # --- expressions ---

    def _is_dynamic(self, thing: Thing, path: tuple[str | int, ...]) -> bool:
        """Whether a value that is not known yet stands in a `dynamic` block, of which a plan tells no expressions."""
        return len(path) > 1 and thing.at(*path[:-1]) is not None and value_at(thing.unknown, path) is True

    def of_expression(
        self, expression: Any, thing: Thing, types: frozenset[str], accept: Callable[[Thing], bool] | None = None
    ) -> Resolved:
        """The ids that an expression of a thing leads to; None is one that the plan does not tell."""
        place = Scope(thing.around, thing.key, thing.each)
        refs = ("local.unknown",) if expression is None else references(expression)
        runs = self._runs(refs, place, types, 0)
        made: dict[str, None] = {}
        sure, whole, keyed = bool(runs), False, False
        for run in runs:
            fitting = [one for one in run.things if accept is None or run.implied or accept(one)]
            ids = [self.taken.get(one, one) for one in run.ids_of(fitting)]
            sure = sure and not (run.picks and len(ids) > 1)
            whole, keyed = whole or len(ids) > 1, keyed or run.keyed
            made.update(dict.fromkeys(ids))
        sure = sure and not (len(made) > 1 and any(run.maybe for run in runs))
        return Resolved(tuple(made), sure and bool(made), whole, keyed)

    def _runs(self, refs: tuple[str, ...], place: Scope, types: frozenset[str], depth: int) -> list[Run]:
        """One run for each thing that an expression names, with what is left once its keys are taken."""
        made: list[Run] = []
        if depth > _DEEPEST:
            return made
        named = unwound(refs)
        keys = {ref.partition(".")[2] for ref in named if ref.startswith(("each.", "count."))}
        spare = sum(ref.startswith(("each.", "count.")) for ref in named)
        chooses, switches = False, False
        for ref in named:
            parts = parts_of(ref)
            first = parts[0][0] if parts else ""
            if first in ("path", "self"):
                continue
            if first in ("each", "count"):
                runs = self._each_value(parts[2:], place, types, depth) if parts[:2] == [("each", None), ("value", None)] else []
                spare -= bool(runs)
            elif first == "var" and len(parts) > 1:
                runs = self._variable(parts[1][0], place, types, depth)
                if not runs:
                    value = value_of(self.side, parts[1][0], place)
                    whether = value is None or isinstance(value, bool)  # It says whether there is a list, and takes no part of one.
                    switches, chooses = switches or whether, chooses or not whether
            elif first == "module" and len(parts) > 1:
                runs = self._output(parts, place, types, depth, keys)
                spare -= any(run.picks or len(run.things) > 1 for run in runs)
                chooses = chooses or not runs
            elif first == "local":
                runs = self._hidden(place, types, depth)
            else:
                runs = [] if first == "terraform" else self._resource(parts, place, types, depth, keys)
                data = first == "data"
                spare -= parts[1 + data : 2 + data] != [] and parts[1 + data][1] is None and self._is_several(parts, place)
                chooses = chooses or not runs
            made += [run for run in runs if run.things]
        several = len(made) > 1
        if chooses or (several and (switches or spare > 0)):
            # Something may choose between what is named, or take a part of it.
            return [replace(run, picks=True, maybe=run.maybe or several) for run in made]
        return made

    def _is_several(self, parts: list[tuple[str, Key]], place: Scope) -> bool:
        """Whether a reference is to a resource of several instances, of which a key can take one."""
        data = parts[:1] == [("data", None)]
        (kind, _), (name, _) = parts[data : data + 2]
        return any(one.key is not None for one in self.by_name.get((place.around, data, kind, name), ()))

    def _resource(self, parts: list[tuple[str, Key]], place: Scope, types: frozenset[str], depth: int, keys: set[str]) -> list[Run]:
        data = parts[:1] == [("data", None)]
        parts = parts[1:] if data else parts
        if len(parts) < 2:
            return []
        (kind, _), (name, key), *rest = parts
        things = self.by_name.get((place.around, data, kind, name), [])
        picks = False
        if key is not None:
            things = [one for one in things if one.key == key]
        elif keys and len(things) > 1:
            wanted = self._wanted(place, keys)
            same = [one for one in things if one.key == wanted]
            if same and wanted is not None:
                found = self._attribute(same, [part for part, _ in rest], types, depth, picks=True)
                return [replace(run, keyed=True) for run in found]
            picks = True
        return self._attribute(things, [part for part, _ in rest], types, depth, picks=picks)

    def _wanted(self, place: Scope, keys: set[str]) -> Key:
        """The key that an expression takes one of several by; None where it is not known."""
        return place.key if keys & {"key", "index"} else each_value(self.side, place, keys)

    def _attribute(self, things: list[Thing], rest: list[str], types: frozenset[str], depth: int, *, picks: bool) -> list[Run]:
        """The things themselves, what comes with them, or what their attribute leads to."""
        if not things:
            return []
        kind, name = things[0].type, rest[0] if rest else ""
        implied = IMPLIED.get(plain(kind), {}).get(name)
        if implied is not None:
            return [Run(things, picks, name)] if not types or implied in types else []
        own = not name or name in NAMES_IT or name.endswith("_id")
        if own and (not types or plain(kind) in types):
            return [Run(things, picks)]
        if not name:
            return []
        made = []
        for one in things:
            place = Scope(one.around, one.key, one.each)
            value = one.at(name)
            texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
            known = [self.by_id[text] for text in texts if isinstance(text, str) and text in self.by_id]
            if known:
                made.append(Run(known, picks or (len(known) > 1 and len(things) > 1)))
            elif name in one.expressions:
                made += self._runs(references(one.expressions[name]), place, types, depth + 1)
        return made

    def _each_value(self, rest: list[tuple[str, Key]], place: Scope, types: frozenset[str], depth: int) -> list[Run]:
        """Where `for_each` goes over a resource, `each.value` is the one of the same key; else one of what it names."""
        named = unwound(references(place.each))
        outer = Scope(place.around, None)
        for ref in named if len(named) == 1 else ():
            parts = parts_of(ref)
            data = parts[:1] == [("data", None)]
            whole = parts[1:] if data else parts
            if len(whole) == 2 and whole[1][1] is None:
                things = self.by_name.get((place.around, data, whole[0][0], whole[1][0]), [])
                same = [one for one in things if one.key == place.key]
                if same:
                    return self._attribute(same, [part for part, _ in rest], types, depth, picks=False)
        found = self._runs(references(place.each), outer, types, depth + 1)
        several = len(found) > 1
        return [replace(run, picks=True, maybe=run.maybe or several) for run in found]

    def _variable(self, name: str, place: Scope, types: frozenset[str], depth: int) -> list[Run]:
        """What the module's caller gives to it."""
        if not place.around or self._is_expanded(place.around, name, types):
            return []
        outer = place.around[:-1]
        call = inside(module_at(self.side.root, outer), "module_calls", place.around[-1][0])
        each = inside(call, "for_each_expression") or inside(call, "count_expression")
        given = inside(call, "expressions", name)
        return self._runs(references(given), Scope(outer, place.around[-1][1], each), types, depth + 1)

    def _output(self, parts: list[tuple[str, Key]], place: Scope, types: frozenset[str], depth: int, keys: set[str]) -> list[Run]:
        """What a module called here hands out; where the output is not named, whatever it hands out of the type."""
        name, key = parts[1]
        called = {around[: len(place.around) + 1] for around in self.by_module if around[: len(place.around)] == place.around}
        modules = sorted((one for one in called if len(one) > len(place.around) and one[-1][0] == name), key=str)
        if key is not None:
            modules = [one for one in modules if one[-1][1] == key]
        elif keys and len(modules) > 1:
            modules = [one for one in modules if one[-1][1] == self._wanted(place, keys)] or modules
        made: list[Run] = []
        for around in modules:
            outputs = inside(module_at(self.side.root, around), "outputs")
            wanted = [parts[2][0]] if len(parts) > 2 else sorted(outputs)
            for output in wanted:
                expression = inside(outputs, output, "expression")
                made += self._runs(references(expression), Scope(around, None), types, depth + 1)
        taken = parts[2][1] if len(parts) > 2 else None
        if len(modules) > 1 and (keys or taken is not None):
            return [Run([one for run in made for one in run.things], True)] if made else []
        if taken is None and not (keys and any(len(run.things) > 1 for run in made)):
            return made
        several = len(made) > 1  # `module.net.subnets["a"]`: of what it is made of, one.
        return [
            replace(of_key(run, self._wanted(place, keys) if taken is None else taken), maybe=run.maybe or several) for run in made
        ]

    def _is_expanded(self, *what: object) -> bool:
        """Whether something was looked into before for the local value that is being looked for: what it leads to is there already.
        Local values, variables and outputs name each other in every direction, so each is looked into once."""
        if self._expanding is None:
            return False
        known = what in self._expanding
        self._expanding.add(what)
        return known

    def _hidden(self, place: Scope, types: frozenset[str], depth: int) -> list[Run]:
        """What a local value can be, whose expression no plan tells; looked for once for each module and type."""
        if self._expanding is not None:
            return [] if self._is_expanded(place.around, types) else self._any_of(place, types, depth)
        if (place.around, types) not in self._hidden_things:
            self._expanding = {(place.around, types)}
            try:
                self._hidden_things[place.around, types] = self._any_of(place, types, depth)
            finally:
                self._expanding = None
        return self._hidden_things[place.around, types]

    def _any_of(self, place: Scope, types: frozenset[str], depth: int) -> list[Run]:
        """What a local value can be: a thing of its module, or what the module is given."""
        found: dict[Thing, None] = {one: None for one in self.by_module.get(place.around, ()) if plain(one.type) in types}
        module = module_at(self.side.root, place.around)
        for name in sorted(inside(module, "variables")):
            for run in self._variable(name, place, types, depth + 1):
                found.update(dict.fromkeys(run.things) if not run.implied else {})
        for name in sorted(inside(module, "module_calls")):
            for run in self._output([("module", None), (name, None)], place, types, depth + 1, set()):
                found.update(dict.fromkeys(run.things) if not run.implied else {})
        return [Run(list(found), True)]
