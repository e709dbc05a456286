# samples/private-dns.yaml: the default route table taken over, rules of groups in resources of their own.
module "search" {
  source = "./parts/network"
  name   = "search"
  cidr   = "10.30.0.0/16"
  subnets = {
    private-a = { zone = "a", cidr = "10.30.1.0/24" }
    private-b = { zone = "b", cidr = "10.30.2.0/24" }
  }
  hosts = {
    search-1 = { subnet = "private-a", ip = "10.30.1.25", size = "c7g.xlarge" }
    search-2 = { subnet = "private-b", ip = "10.30.2.25", size = "c7g.xlarge" }
  }
  groups = [aws_security_group.each["app"].id]
}

resource "aws_default_route_table" "private" {
  default_route_table_id = module.search.main_table
  tags                   = { Name = "private" }
}

resource "aws_route_table_association" "private" {
  for_each       = { a = "private-a", b = "private-b" }
  subnet_id      = module.search.subnets[each.value]
  route_table_id = aws_default_route_table.private.id
}

resource "aws_security_group" "each" {
  for_each = toset(["app", "endpoint"])
  name     = each.key
  vpc_id   = module.search.vpc_id
}

resource "aws_vpc_security_group_egress_rule" "app" {
  security_group_id            = aws_security_group.each["app"].id
  referenced_security_group_id = aws_security_group.each["endpoint"].id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_vpc_security_group_ingress_rule" "endpoint" {
  security_group_id            = aws_security_group.each["endpoint"].id
  referenced_security_group_id = aws_security_group.each["app"].id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

module "ranking" {
  source      = "./parts/endpoint"
  name        = "Intelligent Ranking"
  vpc_id      = module.search.vpc_id
  service     = "aws.api.eu-west-1.kendra-ranking"
  subnets     = module.search.subnets
  addresses   = { private-a = "10.30.1.207", private-b = "10.30.2.84" }
  groups      = [aws_security_group.each["endpoint"].id]
  private_dns = true
}
