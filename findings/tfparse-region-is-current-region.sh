#!/usr/bin/env bash
# tfparse 0.6.22: data.aws_region's name is the text "current-region", whatever the provider says. An endpoint's service, which is written with it in most modules, becomes
# com.amazonaws.current-region.s3, a name that looks resolved and that AWS does not have; other values of data sources are null or tell what they refer to.
# AWS provider (data source aws_region): the region of the provider's configuration, here eu-west-1.
# Seen: that name, beside a provider with region eu-west-1.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'tfparse==0.6.22'
mkdir "$folder/network"
cat > "$folder/network/main.tf" <<'HCL'
provider "aws" {
  region = "eu-west-1"
}

data "aws_region" "here" {}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.main.id
  service_name = "com.amazonaws.${data.aws_region.here.name}.s3"
}
HCL
"$folder/venv/bin/python" - "$folder/network" <<'PYTHON'
import sys

import tfparse

(endpoint,) = tfparse.load_from_path(sys.argv[1])["aws_vpc_endpoint"]
print("service:", endpoint["service_name"])
assert endpoint["service_name"] == "com.amazonaws.current-region.s3", endpoint
PYTHON
