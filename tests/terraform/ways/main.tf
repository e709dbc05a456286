# A small network with both writings of routes and rules, for tools/terraform_ways.py; access_key is no secret.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

locals {
  subnets = {
    web  = { cidr = "10.20.1.0/24", zone = "eu-west-1a", host = "10.20.1.10" }
    data = { cidr = "10.20.2.0/24", zone = "eu-west-1b", host = "10.20.2.10" }
  }
}

resource "aws_vpc" "shop" {
  cidr_block           = "10.20.0.0/16"
  enable_dns_hostnames = true
  tags                 = { Name = "shop" }
}

resource "aws_vpc" "tools" {
  cidr_block = "10.21.0.0/16"
  tags       = { Name = "tools" }
}

resource "aws_subnet" "shop" {
  for_each          = local.subnets
  vpc_id            = aws_vpc.shop.id
  cidr_block        = each.value.cidr
  availability_zone = each.value.zone
  tags              = { Name = each.key }
}

resource "aws_subnet" "tools" {
  count             = 2
  vpc_id            = aws_vpc.tools.id
  cidr_block        = cidrsubnet("10.21.0.0/16", 8, count.index)
  availability_zone = "eu-west-1a"
  tags              = { Name = "tools-${count.index}" }
}

resource "aws_internet_gateway" "shop" {
  vpc_id = aws_vpc.shop.id
  tags   = { Name = "shop" }
}

resource "aws_eip" "nat" {
  domain = "vpc"
}

resource "aws_nat_gateway" "shop" {
  allocation_id = aws_eip.nat.id
  subnet_id     = aws_subnet.shop["web"].id
  tags          = { Name = "shop" }
}

resource "aws_vpc_peering_connection" "shop" {
  vpc_id      = aws_vpc.shop.id
  peer_vpc_id = aws_vpc.tools.id
  auto_accept = true
  tags        = { Name = "shop to tools" }
}

resource "aws_route_table" "web" {
  vpc_id = aws_vpc.shop.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.shop.id
  }
  tags = { Name = "web" }
}

resource "aws_route_table" "data" {
  vpc_id = aws_vpc.shop.id
  tags   = { Name = "data" }
}

resource "aws_route" "out" {
  route_table_id         = aws_route_table.data.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.shop.id
}

resource "aws_route" "tools" {
  route_table_id            = aws_route_table.data.id
  destination_cidr_block    = "10.21.0.0/16"
  vpc_peering_connection_id = aws_vpc_peering_connection.shop.id
}

resource "aws_route_table_association" "web" {
  subnet_id      = aws_subnet.shop["web"].id
  route_table_id = aws_route_table.web.id
}

resource "aws_route_table_association" "data" {
  subnet_id      = aws_subnet.shop["data"].id
  route_table_id = aws_route_table.data.id
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.shop.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_route_table.data.id]
  tags            = { Name = "s3" }
}

resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = aws_vpc.shop.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "data" {
  name   = "data"
  vpc_id = aws_vpc.shop.id
}

resource "aws_vpc_security_group_ingress_rule" "data" {
  security_group_id            = aws_security_group.data.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.web.id
}

resource "aws_network_acl" "data" {
  vpc_id     = aws_vpc.shop.id
  subnet_ids = [aws_subnet.shop["data"].id]
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
  tags = { Name = "data" }
}

resource "aws_instance" "host" {
  for_each               = local.subnets
  ami                    = "ami-12345678"
  instance_type          = "m7g.large"
  subnet_id              = aws_subnet.shop[each.key].id
  private_ip             = each.value.host
  vpc_security_group_ids = [each.key == "web" ? aws_security_group.web.id : aws_security_group.data.id]
  tags                   = { Name = "${each.key}-1" }
}

resource "aws_ec2_transit_gateway" "hub" {
  tags = { Name = "hub" }
}

resource "aws_ec2_transit_gateway_vpc_attachment" "tools" {
  transit_gateway_id = aws_ec2_transit_gateway.hub.id
  vpc_id             = aws_vpc.tools.id
  subnet_ids         = [aws_subnet.tools[0].id]
  tags               = { Name = "tools" }
}
