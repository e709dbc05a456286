"""Pages of a browser whose noise is noted."""

from collections.abc import Callable
from typing import Any


def note(page: Any, noise: list[str], is_own: Callable[[str], bool] = lambda url: False) -> Any:
    """Note what a page says aloud, fails at, and asks for but its own; dialogs are dismissed."""
    page.on("dialog", lambda dialog: (noise.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: noise.append(f"error {error}"))
    page.on("request", lambda request: None if is_own(request.url) else noise.append(request.url))
    return page
