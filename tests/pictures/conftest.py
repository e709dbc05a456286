"""What a page does that nobody may hear of, noted."""

import pytest


@pytest.fixture
def noise() -> list[str]:
    """What pages said aloud, asked for, or failed at."""
    return []
