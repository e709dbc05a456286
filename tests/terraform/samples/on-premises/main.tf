# samples/on-premises.yaml: a VPN, a Resolver endpoint, a zone with an alias; the main tables taken over in two ways.
module "net" {
  for_each = {
    shared-services = { n = 10, zones = { a = 1, b = 2 }, prefix = "endpoints", hosts = {} }
    orders          = { n = 11, zones = { a = 1 }, prefix = "orders", hosts = { orders-1 = { subnet = "orders-a", ip = "10.11.1.21", size = "m7g.large" } } }
  }
  source = "./parts/network"
  name   = each.key
  cidr   = "10.${each.value.n}.0.0/16"
  subnets = { for zone, number in each.value.zones :
    "${each.value.prefix}-${zone}" => { zone = zone, cidr = "10.${each.value.n}.${number}.0/24" }
  }
  hosts  = each.value.hosts
  groups = each.key == "orders" ? [aws_security_group.app.id] : []
}

resource "aws_vpn_gateway" "shared" {
  vpc_id          = module.net["shared-services"].vpc_id
  amazon_side_asn = 64512
}

resource "aws_vpc_peering_connection" "orders" {
  vpc_id      = module.net["orders"].vpc_id
  peer_vpc_id = module.net["shared-services"].vpc_id
  auto_accept = true
  tags        = { Name = "orders to shared" }
}

resource "aws_default_route_table" "orders" {
  default_route_table_id = module.net["orders"].main_table
  route {
    cidr_block                = "10.10.0.0/16"
    vpc_peering_connection_id = aws_vpc_peering_connection.orders.id
  }
  tags = { Name = "orders" }
}

resource "aws_route_table" "endpoints" {
  vpc_id = module.net["shared-services"].vpc_id
  route {
    cidr_block                = "10.11.0.0/16"
    vpc_peering_connection_id = aws_vpc_peering_connection.orders.id
  }
  route {
    cidr_block = "172.16.0.0/16" # propagated in the sample, which moto does not know
    gateway_id = aws_vpn_gateway.shared.id
  }
  tags = { Name = "endpoints" }
}

resource "aws_main_route_table_association" "endpoints" {
  vpc_id         = module.net["shared-services"].vpc_id
  route_table_id = aws_route_table.endpoints.id
}

resource "aws_route_table_association" "endpoints" {
  for_each       = toset(["endpoints-a", "endpoints-b"])
  subnet_id      = module.net["shared-services"].subnets[each.key]
  route_table_id = aws_route_table.endpoints.id
}

resource "aws_security_group" "endpoint" {
  name   = "endpoint"
  vpc_id = module.net["shared-services"].vpc_id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/8", "172.16.0.0/16"]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "resolver" {
  name   = "resolver"
  vpc_id = module.net["shared-services"].vpc_id
  dynamic "ingress" {
    for_each = ["udp", "tcp"]
    content {
      protocol    = ingress.value
      from_port   = 53
      to_port     = 53
      cidr_blocks = ["172.16.0.0/16"]
    }
  }
}

resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = module.net["orders"].vpc_id
  egress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.10.0.0/16"]
  }
}

module "api" {
  source    = "./parts/endpoint"
  name      = "API Gateway"
  vpc_id    = module.net["shared-services"].vpc_id
  service   = "com.amazonaws.eu-west-1.apigateway"
  subnets   = module.net["shared-services"].subnets
  addresses = { endpoints-a = "10.10.1.50", endpoints-b = "10.10.2.50" }
  groups    = [aws_security_group.endpoint.id]
}

resource "aws_route53_resolver_endpoint" "inbound" {
  name               = "inbound"
  direction          = "INBOUND"
  security_group_ids = [aws_security_group.resolver.id]
  dynamic "ip_address" {
    for_each = { endpoints-a = "10.10.1.53", endpoints-b = "10.10.2.53" }
    content {
      subnet_id = module.net["shared-services"].subnets[ip_address.key]
      ip        = ip_address.value
    }
  }
}

resource "aws_customer_gateway" "riga" {
  type       = "ipsec.1"
  ip_address = "203.0.113.10"
  bgp_asn    = "65010"
  tags       = { Name = "riga" }
}

resource "aws_vpn_connection" "riga" {
  type                  = "ipsec.1"
  customer_gateway_id   = aws_customer_gateway.riga.id
  vpn_gateway_id        = aws_vpn_gateway.shared.id
  tunnel1_inside_cidr   = "169.254.10.0/30"
  tunnel2_inside_cidr   = "169.254.11.0/30"
  tunnel1_preshared_key = "planted_psk_one"
  tags                  = { Name = "Riga VPN" }
}

resource "aws_route53_zone" "api" {
  name = "apigateway.eu-west-1.amazonaws.com"
  vpc {
    vpc_id = module.net["shared-services"].vpc_id
  }
  lifecycle {
    ignore_changes = [vpc]
  }
}

resource "aws_route53_zone_association" "orders" {
  zone_id = aws_route53_zone.api.zone_id
  vpc_id  = module.net["orders"].vpc_id
}

resource "aws_route53_record" "api" {
  zone_id = aws_route53_zone.api.zone_id
  name    = "apigateway.eu-west-1.amazonaws.com"
  type    = "A"
  alias {
    name                   = module.api.dns.dns_name
    zone_id                = module.api.dns.hosted_zone_id
    evaluate_target_health = false
  }
}
