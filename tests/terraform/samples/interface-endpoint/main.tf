# samples/interface-endpoint.yaml in one account (the sample has three): a service of one's own behind a Network Load Balancer.
module "shop" {
  source = "./parts/network"
  name   = "shop"
  cidr   = "10.0.0.0/16"
  subnets = {
    app-a = { zone = "a", cidr = "10.0.1.0/24" }
    app-b = { zone = "b", cidr = "10.0.2.0/24" }
  }
  hosts = {
    orders-1 = { subnet = "app-a", ip = "10.0.1.20", size = "m7g.large" }
    orders-2 = { subnet = "app-b", ip = "10.0.2.20", size = "m7g.large" }
  }
  groups = [aws_security_group.app.id]
}

module "payments" {
  source = "./parts/network"
  name   = "payments"
  cidr   = "10.0.0.0/16"
  subnets = {
    service-a = { zone = "a", cidr = "10.0.1.0/24" }
    service-b = { zone = "b", cidr = "10.0.2.0/24" }
  }
  hosts = {
    pay-1 = { subnet = "service-a", ip = "10.0.1.21", size = "c7g.large" }
    pay-2 = { subnet = "service-b", ip = "10.0.2.21", size = "c7g.large" }
  }
  groups = [aws_security_group.pay.id]
}

resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = module.shop.vpc_id
  ingress {
    protocol    = "tcp"
    from_port   = 8080
    to_port     = 8080
    cidr_blocks = ["10.0.0.0/16"]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "endpoints" {
  name   = "endpoints"
  vpc_id = module.shop.vpc_id
  ingress {
    protocol        = "tcp"
    from_port       = 443
    to_port         = 443
    security_groups = [aws_security_group.app.id]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "pay" {
  name   = "pay"
  vpc_id = module.payments.vpc_id
  ingress {
    protocol    = "tcp"
    from_port   = 8443
    to_port     = 8443
    cidr_blocks = ["10.0.0.0/16"]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_lb" "payments" {
  name               = "payments-nlb"
  load_balancer_type = "network"
  internal           = true
  subnet_mapping {
    subnet_id            = module.payments.subnets["service-a"]
    private_ipv4_address = "10.0.1.5"
  }
  subnet_mapping {
    subnet_id            = module.payments.subnets["service-b"]
    private_ipv4_address = "10.0.2.5"
  }
}

resource "aws_lb_target_group" "pay" {
  name     = "pay"
  protocol = "TCP"
  port     = 8443
  vpc_id   = module.payments.vpc_id
}

resource "aws_lb_target_group_attachment" "pay" {
  for_each         = { one = "pay-1", two = "pay-2" }
  target_group_arn = aws_lb_target_group.pay.arn
  target_id        = module.payments.hosts[each.value]
}

resource "aws_lb_listener" "pay" {
  load_balancer_arn = aws_lb.payments.arn
  protocol          = "TCP"
  port              = 443
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.pay.arn
  }
}

resource "aws_vpc_endpoint_service" "payments" {
  acceptance_required        = true
  network_load_balancer_arns = [aws_lb.payments.arn]
  allowed_principals         = ["arn:aws:iam::111122223333:root"]
}

module "endpoint" {
  for_each = {
    Queues         = { service = "com.amazonaws.eu-west-1.sqs", host = 10, private_dns = true }
    "Fraud scores" = { service = "com.amazonaws.vpce.eu-west-1.vpce-svc-0718293041526374b", host = 12, private_dns = false }
    Payments       = { service = aws_vpc_endpoint_service.payments.service_name, host = 11, private_dns = false }
  }
  source      = "./parts/endpoint"
  name        = each.key
  vpc_id      = module.shop.vpc_id
  service     = each.value.service
  subnets     = module.shop.subnets
  addresses   = { app-a = "10.0.1.${each.value.host}", app-b = "10.0.2.${each.value.host}" }
  groups      = [aws_security_group.endpoints.id]
  private_dns = each.value.private_dns
}
