# samples/gateway-endpoint.yaml: a module, and endpoints with their tables inside.
module "data" {
  source = "./parts/network"
  name   = "data"
  cidr   = "10.1.0.0/16"
  subnets = {
    private-a = { zone = "a", cidr = "10.1.1.0/24" }
    private-b = { zone = "b", cidr = "10.1.2.0/24" }
  }
  hosts = {
    ingest-1  = { subnet = "private-a", ip = "10.1.1.11", size = "m7g.large" }
    ingest-2  = { subnet = "private-a", ip = "10.1.1.12", size = "m7g.large" }
    reports-1 = { subnet = "private-b", ip = "10.1.2.11", size = "r7g.xlarge" }
  }
  groups = [aws_security_group.batch.id]
}

resource "aws_route_table" "private" {
  for_each = toset(["private-a", "private-b"])
  vpc_id   = module.data.vpc_id
  tags     = { Name = each.key }
}

resource "aws_route_table_association" "private" {
  for_each       = aws_route_table.private
  subnet_id      = module.data.subnets[each.key]
  route_table_id = each.value.id
}

resource "aws_vpc_endpoint" "gateway" {
  for_each        = toset(["s3", "dynamodb"])
  vpc_id          = module.data.vpc_id
  service_name    = "com.amazonaws.eu-west-1.${each.key}"
  route_table_ids = [for one in aws_route_table.private : one.id]
  tags            = { Name = each.key }
}

resource "aws_security_group" "batch" {
  name   = "batch"
  vpc_id = module.data.vpc_id
}

resource "aws_vpc_security_group_egress_rule" "batch" {
  for_each          = aws_vpc_endpoint.gateway
  security_group_id = aws_security_group.batch.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = each.value.prefix_list_id
}
