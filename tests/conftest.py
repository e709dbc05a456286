"""What many tests need: the samples, the command as a subprocess, a browser."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*.yaml"))
SHARED = ROOT.parent / "shared"
DETAILS = ("overview", "presentation", "standard", "full")

settings.register_profile("project", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")

if (
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN
):  # As in a shell's background: commands that tests interrupt would ignore it, too.
    signal.signal(signal.SIGINT, signal.default_int_handler)

Run = Callable[..., subprocess.CompletedProcess[bytes]]


def vpcviz(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """`vpcviz` as a process of its own; `options` go to subprocess.run."""
    command = [sys.executable, "-m", "vpcviz", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=60, **options)


@pytest.fixture(scope="session")
def samples() -> Sequence[Path]:
    """The samples' spec files."""
    return SAMPLES


def find_browser() -> str:
    """The path of a Chromium, "" where there is none."""
    named = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    if Path(named).exists():
        return named
    return next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), "")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium, by playwright. Skips where there is none, but not in CI: there it must be installed."""
    path = find_browser()
    if not path:
        if os.environ.get("CI"):
            pytest.fail("there is no Chromium: tools/test.sh installs it")
        pytest.skip("there is no Chromium")
    from playwright.sync_api import sync_playwright

    quiet = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=[*quiet, "--disable-component-update", "--disable-sync"])
        yield chromium
        chromium.close()
