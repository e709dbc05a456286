# samples/prefix-list.yaml: a public subnet, a route table with its association apart, a group's rule inline.
resource "aws_vpc" "app" {
  cidr_block           = "10.2.0.0/16"
  enable_dns_hostnames = true
  tags                 = { Name = "app" }
}

resource "aws_internet_gateway" "app" {
  vpc_id = aws_vpc.app.id
}

resource "aws_subnet" "public" {
  vpc_id                  = aws_vpc.app.id
  cidr_block              = "10.2.1.0/24"
  availability_zone       = "eu-west-1a"
  map_public_ip_on_launch = true
  tags                    = { Name = "public-a" }
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.app.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.app.id
  }
  tags = { Name = "public" }
}

resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.app.id
  service_name = "com.amazonaws.eu-west-1.s3"
  tags         = { Name = "s3" }
}

resource "aws_vpc_endpoint_route_table_association" "s3" {
  vpc_endpoint_id = aws_vpc_endpoint.s3.id
  route_table_id  = aws_route_table.public.id
}

resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = aws_vpc.app.id
  egress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_network_interface" "uploader" {
  subnet_id       = aws_subnet.public.id
  private_ips     = ["10.2.1.30"]
  security_groups = [aws_security_group.web.id]
}

resource "aws_instance" "uploader" {
  ami           = "ami-12345678"
  instance_type = "t4g.medium"
  network_interface {
    device_index         = 0
    network_interface_id = aws_network_interface.uploader.id
  }
  tags = { Name = "uploader" }
}

resource "aws_eip" "uploader" {
  domain = "vpc"
}

resource "aws_eip_association" "uploader" {
  allocation_id        = aws_eip.uploader.id
  network_interface_id = aws_network_interface.uploader.id
}
