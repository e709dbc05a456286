"""A team's folder."""

from pathlib import Path

import pytest

from tests.commands.team import CONFIGURATION, SPEC


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a spec and a configuration."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "network.yaml").write_text(SPEC)
    (tmp_path / "vpcviz.toml").write_text(CONFIGURATION)
    return tmp_path
