"""The modules of a folder, by their names: what stands there takes part, without a list of it elsewhere."""

import os
from collections.abc import Iterable


def modules_in(folders: Iterable[str]) -> list[str]:
    """The names of the modules and packages in the folders of a package (its `__path__`), sorted.

    `pkgutil.iter_modules` tells the same, but loads `inspect` for it, with the half of every command's start that is not ours.
    """
    found: set[str] = set()
    for folder in folders:
        if not os.path.isdir(folder):  # In an archive, say.
            from pkgutil import iter_modules

            found.update(module.name for module in iter_modules([folder]))
            continue
        for name in os.listdir(folder):
            stem, ending = os.path.splitext(name)
            if ending in (".py", ".pyc") or os.path.isfile(os.path.join(folder, name, "__init__.py")):
                found.add(stem)
    return sorted(found - {"__init__"})
