# samples/web-shop.yaml: three tiers by key, everything of a shop; the partner's VPC is made here, too.
locals {
  zones = { a = 0, b = 1, c = 2 }
  web = {
    web-1 = { zone = "a", ip = "10.20.10.11" }
    web-2 = { zone = "a", ip = "10.20.10.12" }
    web-3 = { zone = "b", ip = "10.20.11.11" }
    web-4 = { zone = "b", ip = "10.20.11.12" }
    web-5 = { zone = "c", ip = "10.20.12.11" }
    web-6 = { zone = "c", ip = "10.20.12.12" }
  }
}

resource "aws_vpc" "shop" {
  cidr_block           = "10.20.0.0/16"
  enable_dns_hostnames = true
  tags                 = { Name = "shop" }
}

resource "aws_vpc" "partner" {
  cidr_block = "10.50.0.0/16"
  tags       = { Name = "partner" }
}

resource "aws_internet_gateway" "shop" {
  vpc_id = aws_vpc.shop.id
  tags   = { Name = "shop-igw" }
}

resource "aws_vpn_gateway" "shop" {
  tags = { Name = "shop-vgw" }
}

resource "aws_vpn_gateway_attachment" "shop" {
  vpc_id         = aws_vpc.shop.id
  vpn_gateway_id = aws_vpn_gateway.shop.id
}

resource "aws_subnet" "public" {
  for_each          = local.zones
  vpc_id            = aws_vpc.shop.id
  availability_zone = "eu-west-1${each.key}"
  cidr_block        = "10.20.${each.value}.0/24"
  tags              = { Name = "public-${each.key}" }
}

resource "aws_subnet" "app" {
  for_each          = local.zones
  vpc_id            = aws_vpc.shop.id
  availability_zone = "eu-west-1${each.key}"
  cidr_block        = "10.20.${10 + each.value}.0/24"
  tags              = { Name = "app-${each.key}" }
}

resource "aws_subnet" "db" {
  for_each          = local.zones
  vpc_id            = aws_vpc.shop.id
  availability_zone = "eu-west-1${each.key}"
  cidr_block        = "10.20.${20 + each.value}.0/24"
  tags              = { Name = "db-${each.key}" }
}

resource "aws_eip" "nat" {
  for_each = local.zones
  domain   = "vpc"
}

resource "aws_nat_gateway" "nat" {
  for_each      = local.zones
  subnet_id     = aws_subnet.public[each.key].id
  allocation_id = aws_eip.nat[each.key].id
  tags          = { Name = "nat-${each.key}" }
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.shop.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.shop.id
  }
  tags = { Name = "public" }
}

resource "aws_route_table" "app" {
  for_each = local.zones
  vpc_id   = aws_vpc.shop.id
  tags     = { Name = "app-${each.key}" }
}

resource "aws_route_table" "db" {
  vpc_id = aws_vpc.shop.id
  tags   = { Name = "db" }
}

resource "aws_route" "internet" {
  for_each               = aws_route_table.app
  route_table_id         = each.value.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.nat[each.key].id
}

resource "aws_route" "partner" {
  for_each                  = aws_route_table.app
  route_table_id            = each.value.id
  destination_cidr_block    = aws_vpc.partner.cidr_block
  vpc_peering_connection_id = aws_vpc_peering_connection.partner.id
}

resource "aws_route" "office" {
  for_each               = aws_route_table.app
  route_table_id         = each.value.id
  destination_cidr_block = "172.16.0.0/12"
  gateway_id             = aws_vpn_gateway_attachment.shop.vpn_gateway_id
}

resource "aws_route_table_association" "public" {
  for_each       = aws_subnet.public
  subnet_id      = each.value.id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table_association" "app" {
  for_each       = aws_subnet.app
  subnet_id      = each.value.id
  route_table_id = aws_route_table.app[each.key].id
}

resource "aws_route_table_association" "db" {
  for_each       = aws_subnet.db
  subnet_id      = each.value.id
  route_table_id = aws_route_table.db.id
}

resource "aws_vpc_peering_connection" "partner" {
  vpc_id      = aws_vpc.shop.id
  peer_vpc_id = aws_vpc.partner.id
  tags        = { Name = "shop to partner" }
}

resource "aws_vpc_peering_connection_accepter" "partner" {
  vpc_peering_connection_id = aws_vpc_peering_connection.partner.id
  auto_accept               = true
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.shop.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = concat([for one in aws_route_table.app : one.id], [aws_route_table.db.id])
  tags            = { Name = "s3" }
}

resource "aws_vpc_endpoint" "dynamodb" {
  vpc_id          = aws_vpc.shop.id
  service_name    = "com.amazonaws.eu-west-1.dynamodb"
  route_table_ids = values(aws_route_table.app)[*].id
  tags            = { Name = "dynamodb" }
}

resource "aws_vpc_endpoint" "interface" {
  for_each            = toset(["sqs", "secretsmanager", "kms", "logs", "ssm"])
  vpc_id              = aws_vpc.shop.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  subnet_ids          = [for one in aws_subnet.app : one.id]
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true
  tags                = { Name = each.key }
}

resource "aws_security_group" "alb" {
  name   = "alb"
  vpc_id = aws_vpc.shop.id
}

resource "aws_vpc_security_group_ingress_rule" "alb" {
  security_group_id = aws_security_group.alb.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "alb" {
  security_group_id            = aws_security_group.alb.id
  referenced_security_group_id = aws_security_group.app.id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = aws_vpc.shop.id
  ingress {
    protocol        = "tcp"
    from_port       = 8080
    to_port         = 8080
    security_groups = [aws_security_group.alb.id]
  }
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["172.16.0.0/12"]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "store" {
  for_each = { db = 5432, cache = 6379 }
  name     = each.key
  vpc_id   = aws_vpc.shop.id
  ingress {
    protocol        = "tcp"
    from_port       = each.value
    to_port         = each.value
    security_groups = [aws_security_group.app.id]
  }
}

resource "aws_security_group" "endpoints" {
  name   = "endpoints"
  vpc_id = aws_vpc.shop.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = [aws_vpc.shop.cidr_block]
  }
}

resource "aws_security_group" "resolver" {
  name   = "resolver"
  vpc_id = aws_vpc.shop.id
}

resource "aws_security_group_rule" "resolver" {
  for_each          = toset(["udp", "tcp"])
  type              = "ingress"
  security_group_id = aws_security_group.resolver.id
  protocol          = each.key
  from_port         = 53
  to_port           = 53
  cidr_blocks       = ["172.16.0.0/12"]
}

resource "aws_instance" "web" {
  for_each               = local.web
  ami                    = "ami-12345678"
  instance_type          = "m7g.large"
  subnet_id              = aws_subnet.app[each.value.zone].id
  private_ip             = each.value.ip
  vpc_security_group_ids = [aws_security_group.app.id]
  tags                   = { Name = each.key }
}

resource "aws_lb" "front" {
  name            = "front"
  subnets         = values(aws_subnet.public)[*].id
  security_groups = [aws_security_group.alb.id]
}

resource "aws_lb_target_group" "web" {
  name     = "web"
  protocol = "HTTP"
  port     = 8080
  vpc_id   = aws_vpc.shop.id
}

resource "aws_lb_target_group_attachment" "web" {
  for_each         = aws_instance.web
  target_group_arn = aws_lb_target_group.web.arn
  target_id        = each.value.id
}

resource "aws_acm_certificate" "front" {
  domain_name       = "shop.example"
  validation_method = "DNS"
}

resource "aws_lb_listener" "front" {
  load_balancer_arn = aws_lb.front.arn
  protocol          = "HTTPS"
  port              = 443
  certificate_arn   = aws_acm_certificate.front.arn
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}

resource "aws_db_subnet_group" "orders" {
  name       = "orders"
  subnet_ids = [aws_subnet.db["a"].id, aws_subnet.db["b"].id]
}

resource "aws_db_instance" "orders" {
  identifier             = "orders-db"
  engine                 = "postgres"
  instance_class         = "db.m6g.large"
  allocated_storage      = 20
  username               = "planted_user"
  password               = "planted_password"
  db_subnet_group_name   = aws_db_subnet_group.orders.name
  vpc_security_group_ids = [aws_security_group.store["db"].id]
  skip_final_snapshot    = true
}

resource "aws_elasticache_subnet_group" "sessions" {
  name       = "sessions"
  subnet_ids = values(aws_subnet.db)[*].id
}

resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id = "sessions"
  description          = "sessions"
  engine               = "redis"
  node_type            = "cache.t4g.small"
  port                 = 6379
  subnet_group_name    = aws_elasticache_subnet_group.sessions.name
  security_group_ids   = [aws_security_group.store["cache"].id]
}

resource "aws_route53_resolver_endpoint" "each" {
  for_each = {
    inbound  = { direction = "INBOUND", host = 53 }
    outbound = { direction = "OUTBOUND", host = 54 }
  }
  name               = each.key
  direction          = each.value.direction
  security_group_ids = [aws_security_group.resolver.id]
  ip_address {
    subnet_id = aws_subnet.app["a"].id
    ip        = "10.20.10.${each.value.host}"
  }
  ip_address {
    subnet_id = aws_subnet.app["b"].id
    ip        = "10.20.11.${each.value.host}"
  }
}

resource "aws_route53_resolver_rule" "corp" {
  name                 = "corp"
  domain_name          = "corp.example"
  rule_type            = "FORWARD"
  resolver_endpoint_id = aws_route53_resolver_endpoint.each["outbound"].id
  target_ip {
    ip = "172.16.0.10"
  }
}

resource "aws_route53_resolver_rule_association" "corp" {
  resolver_rule_id = aws_route53_resolver_rule.corp.id
  vpc_id           = aws_vpc.shop.id
}

resource "aws_customer_gateway" "office" {
  type       = "ipsec.1"
  ip_address = "203.0.113.10"
  bgp_asn    = "65010"
  tags       = { Name = "office-router" }
}

resource "aws_vpn_connection" "office" {
  type                = "ipsec.1"
  customer_gateway_id = aws_customer_gateway.office.id
  vpn_gateway_id      = aws_vpn_gateway_attachment.shop.vpn_gateway_id
  tags                = { Name = "office-vpn" }
}
