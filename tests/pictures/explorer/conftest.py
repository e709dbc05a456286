"""A page that notes what goes wrong, and the explorer of a sample."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pictures.explorer.pages import SHOP
from tests.pictures.noted import note
from vpcviz.commands import run

ASK = ["--findings", "--cost", "--link", "console", "--trace", "web-3", "orders-db", "5432", "--trace", "internet", "web-3", "22"]


@pytest.fixture
def page(browser: Any, noise: list[str]) -> Iterator[Any]:
    """A page for whoever wants little motion; what it says aloud, asks for, or fails at is noted."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(10_000)
    note(page, noise, lambda url: url.startswith(("file:", "data:")))
    page.on("console", lambda message: noise.append(f"console {message.text}"))
    yield page
    context.close()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("shop") / "shop.html"
    assert run(["draw", str(SHOP), "-q", "--detail", "full", "--page", "a3", "-o", str(file), *ASK]) == 0
    return file
