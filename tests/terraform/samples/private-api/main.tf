# samples/private-api.yaml: two modules that give each other what they need, groups that name each other, a policy.
module "backend" {
  source = "./parts/network"
  name   = "backend"
  cidr   = "10.20.0.0/16"
  subnets = {
    private-a = { zone = "a", cidr = "10.20.1.0/24" }
    private-b = { zone = "b", cidr = "10.20.2.0/24" }
  }
  hosts = {
    checkout-1 = { subnet = "private-a", ip = "10.20.1.40", size = "m7g.large" }
    checkout-2 = { subnet = "private-b", ip = "10.20.2.40", size = "m7g.large" }
  }
  groups = [aws_security_group.app.id]
}

resource "aws_route_table" "private" {
  vpc_id = module.backend.vpc_id
  tags   = { Name = "private" }
}

resource "aws_main_route_table_association" "private" {
  vpc_id         = module.backend.vpc_id
  route_table_id = aws_route_table.private.id
}

resource "aws_route_table_association" "private" {
  for_each       = toset(["private-a", "private-b"])
  subnet_id      = module.backend.subnets[each.value]
  route_table_id = aws_route_table.private.id
}

resource "aws_security_group" "app" {
  name        = "app"
  description = "The instances that call the API"
  vpc_id      = module.backend.vpc_id
}

resource "aws_security_group" "api" {
  name        = "api-endpoint"
  description = "On the network interfaces of the endpoint"
  vpc_id      = module.backend.vpc_id
}

resource "aws_security_group_rule" "out" {
  type                     = "egress"
  security_group_id        = aws_security_group.app.id
  source_security_group_id = aws_security_group.api.id
  protocol                 = "tcp"
  from_port                = 443
  to_port                  = 443
}

resource "aws_security_group_rule" "in" {
  type                     = "ingress"
  security_group_id        = aws_security_group.api.id
  source_security_group_id = aws_security_group.app.id
  protocol                 = "tcp"
  from_port                = 443
  to_port                  = 443
}

module "api" {
  source      = "./parts/endpoint"
  name        = "Private API"
  vpc_id      = module.backend.vpc_id
  service     = "com.amazonaws.eu-west-1.execute-api"
  subnets     = module.backend.subnets
  addresses   = { private-a = "10.20.1.15", private-b = "10.20.2.15" }
  groups      = [aws_security_group.api.id]
  private_dns = true
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = "*"
    Action    = "execute-api:Invoke"
    Resource  = "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/*"
  }] })
}
