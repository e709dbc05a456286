"""Icons by name: ours, the diagrams package's, the user's own, and where each kind of thing gets its from."""

import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from vpcviz.errors import InputError
from vpcviz.icons import IconSet, find, icon_for, icon_for_service, suggest
from vpcviz.icons.kinds import DEFAULT, OTHERS, SERVICES, own_names
from vpcviz.model.collections import COLLECTIONS
from vpcviz.model.workload_types import WORKLOAD_TYPES
from vpcviz.spec.vocabulary import CLASSES

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'


@pytest.mark.parametrize("name", sorted(own_names()))
def test_each_of_ours_is_read_and_square(name: str) -> None:
    icon = find(name)
    assert re.fullmatch(f"icon-{name}-[0-9a-f]{{8}}", icon.id)
    _, _, width, height = icon.view_box.split()
    assert width == height
    assert ElementTree.fromstring(icon.content).tag == "g"


def test_every_table_names_icons_that_are_there() -> None:
    for name in {*OTHERS.values(), *SERVICES.values(), *(told.icon for told in WORKLOAD_TYPES.values()), DEFAULT}:
        find(name)


def test_every_kind_of_the_model_has_an_icon_of_its_own() -> None:
    kinds = {CLASSES[collection].KIND for collection in COLLECTIONS} - {"target-group", "route-table"}
    assert [kind for kind in sorted(kinds) if icon_for(kind) == DEFAULT] == []


def test_variants() -> None:
    assert icon_for("subnet", "public") == "subnet-public"
    assert icon_for("load-balancer", "gateway") == "load-balancer-gateway"
    assert icon_for("load-balancer", "classic") == "load-balancer"
    assert icon_for("never-heard-of-it") == DEFAULT
    assert icon_for_service("com.amazonaws.eu-west-1.sqs") == "queue"
    assert icon_for_service("com.amazonaws.us-gov-west-1.kms-fips") == "key"
    assert icon_for("service", "sqs") == "queue"


def test_icons_of_the_diagrams_package() -> None:
    icon = find("aws/database/rds")
    assert icon.content.startswith("<image ")
    assert icon.id != find("aws/compute/ec2").id


def test_an_icon_that_is_not_there_is_refused_with_near_names() -> None:
    with pytest.raises(InputError) as error:
        find("aws/database/rdss")
    assert "aws/database/rds" in error.value.problems[0].hint
    assert "nat-gateway" in suggest("natgateway")


@pytest.mark.parametrize(
    "name", ["../secret", "/etc/passwd", "a/../../b", "a//b", "", "a b", "C:\\x", "é", "a" * 999, "aws/../../../x"]
)
def test_a_name_leads_nowhere_else(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_text(SQUARE)
    (tmp_path / "icons").mkdir()
    with pytest.raises(InputError):
        IconSet(tmp_path / "icons").find(name)


def test_the_users_folder_goes_first(tmp_path: Path) -> None:
    (tmp_path / "team").mkdir()
    (tmp_path / "nat-gateway.svg").write_text(SQUARE)
    (tmp_path / "team" / "thing.svg").write_text(SQUARE)
    icons = IconSet(tmp_path)
    assert icons.find("nat-gateway").view_box == "0 0 9 9"
    assert icons.find("team/thing").view_box == "0 0 9 9"
    assert icons.find("vpc").view_box == find("vpc").view_box


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.svg").write_text(SQUARE)
    (tmp_path / "icons").mkdir()
    os.symlink(tmp_path / "outside.svg", tmp_path / "icons" / "inside.svg")
    with pytest.raises(InputError):
        IconSet(tmp_path / "icons").find("inside")


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a folder"):
        IconSet(tmp_path / "nowhere")
