"""The kinds of AWS resources, a module for each area; what stands in this folder is in the model, without a list of it elsewhere.

A module's `POSITION` says where its collections stand in a document; inside a module the order is that of the classes.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TypeVar

from vpcviz.model.records import RECORD_CLASSES, RESOURCE_CLASSES, Record, Resource
from vpcviz.modules import modules_in

C = TypeVar("C", bound=type)

LAST = 1000
"""The position of a module that says nothing of it."""


@cache
def _positions() -> dict[str, tuple[int, str]]:
    modules = [import_module(f"{__name__}.{name}") for name in modules_in(__path__)]
    return {module.__name__: (getattr(module, "POSITION", LAST), module.__name__) for module in modules}


def resource_classes() -> dict[str, type[Resource]]:
    """The record class of each collection, in the order of documents."""
    return _in_order(RESOURCE_CLASSES)


def record_classes() -> dict[str, type[Record]]:
    """The classes of records that resources hold, by name, in the order of documents."""
    return _in_order(RECORD_CLASSES)


def _in_order(classes: Mapping[str, C]) -> dict[str, C]:
    """The classes of this folder's modules, in the order of documents."""
    positions = _positions()
    known = [(name, record) for name, record in classes.items() if record.__module__ in positions]
    return dict(sorted(known, key=lambda one: positions[one[1].__module__]))
