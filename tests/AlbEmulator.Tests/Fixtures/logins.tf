terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region     = "us-east-1"
  access_key = "test"
  secret_key = "test"
  endpoints {
    elbv2 = var.endpoint
    ec2   = var.endpoint
    sts   = var.endpoint
  }
}

variable "endpoint" {}
variable "port" { type = number }
variable "load_balancer" {}
variable "step" {
  type    = number
  default = 0
}
variable "secret" {
  sensitive = true
  default   = "s3cr3t-of-the-client"
}

locals {
  pool = "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a"
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = var.load_balancer
  port              = var.port
  protocol          = "HTTPS"
  certificate_arn   = "arn:aws:acm:us-east-1:000000000000:certificate/a"
  default_action {
    type = "authenticate-oidc"
    authenticate_oidc {
      issuer                 = "https://idp.example.com"
      authorization_endpoint = "https://idp.example.com/authorize"
      token_endpoint         = "https://idp.example.com/token"
      user_info_endpoint     = "https://idp.example.com/userinfo"
      client_id              = "shop"
      client_secret          = var.secret
    }
  }
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "404"
    }
  }
}

# Every argument, of which the second step changes all but the secret.
resource "aws_lb_listener_rule" "oidc" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 1
  action {
    type = "authenticate-oidc"
    authenticate_oidc {
      issuer                              = "https://idp.example.com/${var.step}"
      authorization_endpoint              = "https://idp.example.com/authorize/${var.step}"
      token_endpoint                      = "https://idp.example.com/token/${var.step}"
      user_info_endpoint                  = "https://idp.example.com/userinfo/${var.step}"
      client_id                           = "shop-${var.step}"
      client_secret                       = var.secret
      scope                               = var.step == 0 ? "openid email" : "openid profile"
      session_cookie_name                 = "Shop${var.step}"
      session_timeout                     = 3600 + var.step
      on_unauthenticated_request          = var.step == 0 ? "deny" : "allow"
      authentication_request_extra_params = { prompt = "login", display = "page ${var.step}" }
    }
  }
  action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = "step ${var.step}"
      status_code  = "200"
    }
  }
  condition {
    path_pattern { values = ["/oidc/${var.step}"] }
  }
}

resource "aws_lb_listener_rule" "cognito" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 2
  action {
    type = "authenticate-cognito"
    authenticate_cognito {
      user_pool_arn                       = local.pool
      user_pool_client_id                 = "client-${var.step}"
      user_pool_domain                    = "shop-${var.step}"
      scope                               = var.step == 0 ? "openid email" : "openid profile"
      session_cookie_name                 = "Shop${var.step}"
      session_timeout                     = 3600 + var.step
      on_unauthenticated_request          = var.step == 0 ? "deny" : "allow"
      authentication_request_extra_params = { prompt = "login", display = "page ${var.step}" }
    }
  }
  action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "200"
    }
  }
  condition {
    path_pattern { values = ["/cognito"] }
  }
}

resource "aws_lb_listener_rule" "plain" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 3
  action {
    type = "authenticate-cognito"
    authenticate_cognito {
      user_pool_arn       = local.pool
      user_pool_client_id = "client"
      user_pool_domain    = "shop"
    }
  }
  action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "200"
    }
  }
  condition {
    path_pattern { values = ["/plain"] }
  }
}
