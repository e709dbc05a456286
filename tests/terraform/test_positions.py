"""Where .tf files declare what a plan tells of."""

from pathlib import Path

import pytest

from vpcviz.terraform.positions import Position, Positions, blocks

ROOT_MODULE = """# resource "aws_vpc" "in_a_note" {
/* resource "aws_vpc" "in_another" {
*/
locals {
  text = "} ${join(",", ["}", "{"])} $${not} \\" resource"
  here = <<-EOT
    resource "aws_vpc" "in_a_text" {
    EOT
}
  resource "aws_vpc" "main" {
    tags = { Name = "x}" }
  }
data "aws_vpc" "main" {
}
module "net" {
  version = "1"
  source  = "./modules/net"
}
module "far" { source = "registry/far/aws" }
module "broken" {
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "main.tf").write_text(ROOT_MODULE)
    inner = tmp_path / "modules" / "net"
    inner.mkdir(parents=True)
    (inner / "net.tf").write_text('variable "a" {}\n\nresource "aws_subnet" "private" {}\n')
    return tmp_path


def test_heads_of_blocks_are_found_and_nothing_in_texts_and_notes() -> None:
    found = [(block.type, *block.labels, block.position.line, block.position.column) for block in blocks(ROOT_MODULE, "x")]
    assert found == [
        ("locals", 4, 1),
        ("resource", "aws_vpc", "main", 10, 3),
        ("data", "aws_vpc", "main", 13, 1),
        ("module", "net", 15, 1),
        ("module", "far", 19, 1),
        ("module", "broken", 20, 1),
    ]


def test_addresses_lead_through_modules(folder: Path) -> None:
    positions = Positions(folder)
    main, net = str(folder / "main.tf"), str(folder / "modules" / "net" / "net.tf")
    assert positions.of("aws_vpc.main") == Position(main, 10, 3)
    assert positions.of("data.aws_vpc.main") == Position(main, 13, 1)
    assert positions.of('module.net["a.b"].aws_subnet.private[0]') == Position(net, 3, 1)
    assert positions.of("module.far[0].aws_vpc.this[0]") == Position(main, 19, 1)
    assert positions.of("aws_vpc.nowhere") is None
    assert positions.of("module.nowhere.aws_vpc.x") is None


def test_installed_modules_are_found_where_init_put_them(folder: Path) -> None:
    place = folder / ".terraform" / "modules" / "far"
    place.mkdir(parents=True)
    (place / "vpc.tf").write_text('resource "aws_vpc" "this" {}\n')
    (place.parent / "modules.json").write_text('{"Modules": [{"Key": "far", "Dir": ".terraform/modules/far"}, 3, {"Key": 4}]}')
    assert Positions(folder).of("module.far.aws_vpc.this[0]") == Position(str(place / "vpc.tf"), 1, 1)


@pytest.mark.parametrize("text", ['"', '"${', "<<EOT\n", "/*", "{" * 5000, 'resource "a" "${"b"}" {', "\x00\xff", 'a "b'])
def test_what_does_not_parse_does_no_harm(text: str) -> None:
    list(blocks(text, "x"))


def test_files_in_json_have_positions_too(tmp_path: Path) -> None:
    """Lists of mappings stand for one mapping, at each level; a file that is no JSON tells nothing."""
    (tmp_path / "main.tf.json").write_text(
        """{
  "//": "a note",
  "resource": {
    "aws_vpc": {
      "main": {"cidr_block": "10.0.0.0/16"}
    },
    "aws_subnet": [{"a": [{"vpc_id": "${aws_vpc.main.id}"}]}]
  },
  "data": [{"aws_vpc": {"main": {}}}],
  "module": {"net": {"source": "./net"}, "far": {"source": "registry/far/aws"}}
}
"""
    )
    (tmp_path / "broken.tf.json").write_text('{"resource": {"aws_vpc": {"lost": ')
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / "net.tf.json").write_text('{"resource": [\n  {"aws_vpc": {"x": {}}}]}\n')
    found = Positions(tmp_path)
    root, inner = str(tmp_path / "main.tf.json"), str(tmp_path / "net" / "net.tf.json")
    assert found.of("aws_vpc.main") == Position(root, 5, 7)
    assert found.of("aws_subnet.a[0]") == Position(root, 7, 21)
    assert found.of("data.aws_vpc.main") == Position(root, 9, 25)
    assert found.of("module.net.aws_vpc.x") == Position(inner, 2, 16)
    assert found.of("module.far.aws_vpc.x") == Position(root, 10, 42)
    assert found.of("aws_vpc.lost") is None
