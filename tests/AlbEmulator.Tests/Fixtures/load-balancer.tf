terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  endpoints {
    elbv2 = var.endpoint
    ec2   = var.endpoint
    sts   = var.endpoint
    iam   = var.endpoint
    acm   = var.endpoint
  }
}
variable "endpoint" {}
variable "ports" { type = list(number) }
variable "subnets" { default = ["subnet-0a1b2c3d", "subnet-1a1b2c3d"] }
variable "vpc" { default = "vpc-0a1b2c3d" }
variable "sg" { default = "sg-0a1b2c3d" }
resource "aws_lb" "a" {
  name               = "tf-alb"
  internal           = false
  load_balancer_type = "application"
  ip_address_type    = "ipv4"
  security_groups    = [var.sg]
  subnets            = var.subnets
  idle_timeout       = 45
  access_logs {
    bucket  = "shop-logs"
    prefix  = "p"
    enabled = true
  }
  tags = { Name = "x" }
}
resource "aws_lb_target_group" "t" {
  name        = "tf-tg"
  port        = 8080
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = var.vpc
  deregistration_delay = 10
  health_check {
    path    = "/health2"
    matcher = "200-299"
  }
  stickiness {
    type    = "lb_cookie"
    enabled = true
  }
}
resource "aws_lb_target_group" "t2" {
  name     = "tf-tg2"
  port     = 80
  protocol = "HTTP"
  vpc_id   = var.vpc
}
resource "aws_lb_target_group_attachment" "at" {
  target_group_arn = aws_lb_target_group.t.arn
  target_id        = "127.0.0.1"
  port             = 9090
}
resource "aws_lb_listener" "l" {
  load_balancer_arn = aws_lb.a.arn
  port              = var.ports[0]
  protocol          = "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.t.arn
  }
}
resource "aws_lb_listener" "redir" {
  load_balancer_arn = aws_lb.a.arn
  port              = var.ports[1]
  protocol          = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}
resource "aws_lb_listener_rule" "r1" {
  listener_arn = aws_lb_listener.l.arn
  priority     = 200
  action {
    type = "forward"
    forward {
      target_group {
        arn    = aws_lb_target_group.t.arn
        weight = 80
      }
      target_group {
        arn    = aws_lb_target_group.t2.arn
        weight = 20
      }
      stickiness {
        enabled  = true
        duration = 600
      }
    }
  }
  condition {
    path_pattern { values = ["/api/*"] }
  }
  condition {
    host_header { values = ["a.example.com"] }
  }
  condition {
    http_header {
      http_header_name = "X-Forwarded-For"
      values           = ["10.*"]
    }
  }
  condition {
    query_string {
      key   = "health"
      value = "check"
    }
    query_string { value = "bar" }
  }
}
resource "aws_lb_listener_rule" "r2" {
  listener_arn = aws_lb_listener.l.arn
  action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = "HEALTHY"
      status_code  = "200"
    }
  }
  condition {
    source_ip { values = ["10.0.0.0/8"] }
  }
  condition {
    http_request_method { values = ["GET"] }
  }
}
