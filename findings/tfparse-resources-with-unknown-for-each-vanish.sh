#!/usr/bin/env bash
# tfparse 0.6.22 (Terraform files evaluated without Terraform, by Trivy's parser): a resource whose for_each is not known before the plan, such as the region's zones, is not in what it returns; nothing says so.
# With count instead, one instance is returned. So a VPC made in the way of the registry's examples has no subnets, or one.
# Terraform ("The for_each Meta-Argument"): the keys of for_each must be known when planning; data sources such as aws_availability_zones are read by then.
# Seen: no aws_subnet.by_zone, one aws_subnet.by_count.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'tfparse==0.6.22'
mkdir "$folder/network"
cat > "$folder/network/main.tf" <<'HCL'
data "aws_availability_zones" "all" {
  state = "available"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "by_zone" {
  for_each          = toset(data.aws_availability_zones.all.names)
  vpc_id            = aws_vpc.main.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, index(data.aws_availability_zones.all.names, each.key))
}

resource "aws_subnet" "by_count" {
  count             = length(data.aws_availability_zones.all.names)
  vpc_id            = aws_vpc.main.id
  availability_zone = data.aws_availability_zones.all.names[count.index]
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index + 128)
}
HCL
"$folder/venv/bin/python" - "$folder/network" <<'PYTHON'
import sys

import tfparse

subnets = tfparse.load_from_path(sys.argv[1])["aws_subnet"]
paths = sorted(subnet["__tfmeta"]["path"] for subnet in subnets)
print("subnets returned:", *paths)
assert paths == ["aws_subnet.by_count[0]"], paths
PYTHON
