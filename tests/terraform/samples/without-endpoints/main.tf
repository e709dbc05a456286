# samples/without-endpoints.yaml: counts, and a NAT gateway for each zone.
locals {
  zones = ["a", "b"]
}

resource "aws_vpc" "data" {
  cidr_block           = "10.1.0.0/16"
  enable_dns_hostnames = true
  tags                 = { Name = "data" }
}

resource "aws_internet_gateway" "out" {
  vpc_id = aws_vpc.data.id
}

resource "aws_subnet" "public" {
  count             = 2
  vpc_id            = aws_vpc.data.id
  availability_zone = "eu-west-1${local.zones[count.index]}"
  cidr_block        = cidrsubnet(aws_vpc.data.cidr_block, 8, 101 + count.index)
  tags              = { Name = "public-${local.zones[count.index]}" }
}

resource "aws_subnet" "private" {
  count             = length(local.zones)
  vpc_id            = aws_vpc.data.id
  availability_zone = "eu-west-1${local.zones[count.index]}"
  cidr_block        = cidrsubnet(aws_vpc.data.cidr_block, 8, 1 + count.index)
  tags              = { Name = "private-${local.zones[count.index]}" }
}

resource "aws_eip" "nat" {
  count  = 2
  domain = "vpc"
}

resource "aws_nat_gateway" "nat" {
  count         = 2
  subnet_id     = element(aws_subnet.public[*].id, count.index)
  allocation_id = element(aws_eip.nat[*].id, count.index)
  private_ip    = "10.1.${101 + count.index}.5"
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.data.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.out.id
  }
  tags = { Name = "public" }
}

resource "aws_route_table" "private" {
  count  = 2
  vpc_id = aws_vpc.data.id
  tags   = { Name = "private-${local.zones[count.index]}" }
}

resource "aws_route" "out" {
  count                  = 2
  route_table_id         = aws_route_table.private[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.nat[count.index].id
}

resource "aws_route_table_association" "public" {
  count          = 2
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table_association" "private" {
  count          = 2
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = aws_route_table.private[count.index].id
}

resource "aws_security_group" "batch" {
  name   = "batch"
  vpc_id = aws_vpc.data.id
  egress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "ingest" {
  count                  = 2
  ami                    = "ami-12345678"
  instance_type          = "m7g.large"
  subnet_id              = aws_subnet.private[0].id
  private_ip             = "10.1.1.${11 + count.index}"
  vpc_security_group_ids = [aws_security_group.batch.id]
  tags                   = { Name = "ingest-${count.index + 1}" }
}

resource "aws_instance" "reports" {
  ami                    = "ami-12345678"
  instance_type          = "r7g.xlarge"
  subnet_id              = aws_subnet.private[1].id
  private_ip             = "10.1.2.11"
  vpc_security_group_ids = [aws_security_group.batch.id]
  tags                   = { Name = "reports-1" }
}
