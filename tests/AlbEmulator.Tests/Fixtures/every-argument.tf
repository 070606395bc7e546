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
  default_tags {
    tags = { team = "shop" }
  }
}

variable "endpoint" {}
variable "ports" { type = list(number) }
variable "target" { type = number }
variable "step" {
  type    = number
  default = 0
}

locals {
  vpc         = "vpc-0a1b2c3d"
  subnets     = ["subnet-0a1b2c3d", "subnet-1a1b2c3d"]
  certificate = "arn:aws:acm:us-east-1:000000000000:certificate/"
}

# Every argument of an application load balancer.
resource "aws_lb" "full" {
  name                                        = "full"
  internal                                    = true
  load_balancer_type                          = "application"
  ip_address_type                             = "ipv4"
  client_keep_alive                           = 3600 - var.step
  desync_mitigation_mode                      = var.step == 0 ? "strictest" : "monitor"
  drop_invalid_header_fields                  = true
  enable_cross_zone_load_balancing            = true
  enable_deletion_protection                  = var.step == 1
  enable_http2                                = var.step == 0
  enable_tls_version_and_cipher_suite_headers = true
  enable_waf_fail_open                        = true
  enable_xff_client_port                      = true
  enable_zonal_shift                          = var.step == 0
  idle_timeout                                = 45 + var.step
  preserve_host_header                        = true
  xff_header_processing_mode                  = "preserve"
  security_groups                             = ["sg-0a1b2c3d"]
  subnets                                     = local.subnets
  access_logs {
    bucket  = "shop-logs"
    prefix  = "access"
    enabled = var.step == 0
  }
  connection_logs {
    bucket  = "shop-logs"
    prefix  = "connections"
    enabled = true
  }
  minimum_load_balancer_capacity {
    capacity_units = 100 + var.step
  }
  tags = { Name = "full", step = var.step }
  timeouts {
    create = "5m"
    update = "5m"
    delete = "5m"
  }
}

# Zones by mapping, name by prefix, everything else by default.
resource "aws_lb" "mapped" {
  name_prefix = "map-"
  internal    = false
  ipam_pools {
    ipv4_ipam_pool_id = "ipam-pool-0a1b2c3d4e5f60718"
  }
  dynamic "subnet_mapping" {
    for_each = local.subnets
    content {
      subnet_id = subnet_mapping.value
    }
  }
}

resource "aws_lb_target_group" "full" {
  name                              = "full"
  port                              = var.target
  protocol                          = "HTTP"
  protocol_version                  = "HTTP1"
  target_type                       = "ip"
  ip_address_type                   = "ipv4"
  vpc_id                            = local.vpc
  deregistration_delay              = 10 + var.step
  load_balancing_algorithm_type     = var.step == 0 ? "weighted_random" : "round_robin"
  load_balancing_anomaly_mitigation = var.step == 0 ? "on" : "off"
  load_balancing_cross_zone_enabled = "use_load_balancer_configuration"
  health_check {
    enabled             = true
    healthy_threshold   = 2
    unhealthy_threshold = 3
    interval            = 10 + var.step
    timeout             = 4
    matcher             = "200-299,301"
    path                = "/health"
    port                = "traffic-port"
    protocol            = "HTTP"
  }
  stickiness {
    type            = "app_cookie"
    cookie_name     = "session"
    cookie_duration = 600 + var.step
    enabled         = var.step != 0
  }
  target_group_health {
    dns_failover {
      minimum_healthy_targets_count      = "1"
      minimum_healthy_targets_percentage = "off"
    }
    unhealthy_state_routing {
      minimum_healthy_targets_count      = 1
      minimum_healthy_targets_percentage = var.step == 0 ? "off" : "50"
    }
  }
  tags = { Name = "full" }
}

resource "aws_lb_target_group" "instances" {
  name_prefix = "i-"
  port        = 80
  protocol    = "HTTPS"
  vpc_id      = local.vpc
  slow_start  = 60 + var.step
  stickiness {
    type            = "lb_cookie"
    cookie_duration = 3600
  }
}

resource "aws_lb_target_group" "grpc" {
  name             = "grpc"
  port             = 50051
  protocol         = "HTTP"
  protocol_version = "GRPC"
  target_type      = "ip"
  vpc_id           = local.vpc
  health_check {
    path    = "/grpc.health.v1.Health/Check"
    matcher = "0,12"
  }
}

resource "aws_lb_target_group" "lambda" {
  name                               = "lambda"
  target_type                        = "lambda"
  lambda_multi_value_headers_enabled = var.step == 0
  health_check {
    enabled  = true
    path     = "/"
    interval = 40
  }
}

resource "aws_lb_target_group_attachment" "ip" {
  target_group_arn = aws_lb_target_group.full.arn
  target_id        = "127.0.0.1"
  port             = var.target
}

resource "aws_lb_target_group_attachment" "elsewhere" {
  target_group_arn  = aws_lb_target_group.full.arn
  target_id         = "10.200.0.9"
  availability_zone = "all"
}

resource "aws_lb_target_group_attachment" "instance" {
  target_group_arn = aws_lb_target_group.instances.arn
  target_id        = "i-0a1b2c3d"
}

resource "aws_lb_target_group_attachment" "lambda" {
  target_group_arn = aws_lb_target_group.lambda.arn
  target_id        = "arn:aws:lambda:us-east-1:000000000000:function:f"
}

resource "aws_lb_trust_store" "clients" {
  name                             = "clients"
  ca_certificates_bundle_s3_bucket = "trust"
  ca_certificates_bundle_s3_key    = "ca.pem"
  tags                             = { Name = "clients" }
}

resource "aws_lb_trust_store_revocation" "clients" {
  trust_store_arn       = aws_lb_trust_store.clients.arn
  revocations_s3_bucket = "trust"
  revocations_s3_key    = "crl.pem"
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.full.arn
  port              = var.ports[0]
  protocol          = "HTTPS"
  ssl_policy        = var.step == 0 ? "ELBSecurityPolicy-TLS13-1-2-2021-06" : "ELBSecurityPolicy-2016-08"
  certificate_arn   = "${local.certificate}site"
  mutual_authentication {
    mode                             = "verify"
    trust_store_arn                  = aws_lb_trust_store.clients.arn
    ignore_client_certificate_expiry = true
    advertise_trust_store_ca_names   = "on"
  }
  routing_http_request_x_amzn_mtls_clientcert_header_name               = "X-Mtls-Cert"
  routing_http_request_x_amzn_mtls_clientcert_issuer_header_name        = "X-Mtls-Issuer"
  routing_http_request_x_amzn_mtls_clientcert_leaf_header_name          = "X-Mtls-Leaf"
  routing_http_request_x_amzn_mtls_clientcert_serial_number_header_name = "X-Mtls-Serial"
  routing_http_request_x_amzn_mtls_clientcert_subject_header_name       = "X-Mtls-Subject"
  routing_http_request_x_amzn_mtls_clientcert_validity_header_name      = "X-Mtls-Validity"
  routing_http_request_x_amzn_tls_cipher_suite_header_name              = "X-Cipher"
  routing_http_request_x_amzn_tls_version_header_name                   = "X-Tls"
  default_action {
    type  = "forward"
    order = 1
    forward {
      target_group {
        arn    = aws_lb_target_group.full.arn
        weight = 100
      }
      target_group {
        arn    = aws_lb_target_group.instances.arn
        weight = var.step
      }
      stickiness {
        enabled  = true
        duration = 60
      }
    }
  }
  tags = { Name = "https" }
}

resource "aws_lb_listener_certificate" "other" {
  listener_arn    = aws_lb_listener.https.arn
  certificate_arn = "${local.certificate}other"
}

resource "aws_lb_listener" "http" {
  load_balancer_arn                                                   = aws_lb.full.arn
  port                                                                = var.ports[1]
  protocol                                                            = "HTTP"
  routing_http_response_server_enabled                                = var.step != 0
  routing_http_response_access_control_allow_credentials_header_value = "true"
  routing_http_response_access_control_allow_headers_header_value     = "X-A"
  routing_http_response_access_control_allow_methods_header_value     = "GET,POST"
  routing_http_response_access_control_allow_origin_header_value      = "https://example.com"
  routing_http_response_access_control_expose_headers_header_value    = "X-B"
  routing_http_response_access_control_max_age_header_value           = "600"
  routing_http_response_content_security_policy_header_value          = "default-src 'self'"
  routing_http_response_strict_transport_security_header_value        = "max-age=31536000"
  routing_http_response_x_content_type_options_header_value           = "nosniff"
  routing_http_response_x_frame_options_header_value                  = "DENY"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/html"
      message_body = "<p>step ${var.step} & \"more\"</p>"
      status_code  = "404"
    }
  }
  timeouts {
    create = "5m"
    update = "5m"
  }
}

resource "aws_lb_listener" "redirect" {
  load_balancer_arn = aws_lb.mapped.arn
  port              = var.ports[2]
  protocol          = "HTTP"
  default_action {
    type  = "redirect"
    order = 1
    redirect {
      host        = "www.#{host}"
      path        = "/moved/#{path}"
      port        = "#{port}"
      protocol    = "HTTPS"
      query       = "#{query}&step=${var.step}"
      status_code = "HTTP_302"
    }
  }
}

resource "aws_lb_listener_rule" "forward" {
  listener_arn = aws_lb_listener.http.arn
  priority     = 10 + var.step
  action {
    type  = "forward"
    order = 1
    forward {
      target_group {
        arn    = aws_lb_target_group.full.arn
        weight = 1
      }
      stickiness {
        enabled  = false
        duration = 60
      }
    }
  }
  condition {
    path_pattern { values = ["/api/*", "/v${var.step}/*"] }
  }
  condition {
    http_request_method { values = ["GET", "HEAD"] }
  }
  tags = { Name = "forward" }
}

resource "aws_lb_listener_rule" "plain" {
  listener_arn = aws_lb_listener.http.arn
  priority     = 50
  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.full.arn
  }
  condition {
    host_header { values = ["*.example.com"] }
  }
  condition {
    http_header {
      http_header_name = "X-Version"
      values           = ["1*", "2?"]
    }
  }
}

resource "aws_lb_listener_rule" "redirect" {
  listener_arn = aws_lb_listener.http.arn
  priority     = 60
  action {
    type = "redirect"
    redirect {
      path        = "/new"
      query       = ""
      status_code = "HTTP_301"
    }
  }
  condition {
    query_string {
      key   = "old"
      value = "*"
    }
    query_string { value = "legacy" }
  }
}

resource "aws_lb_listener_rule" "fixed" {
  listener_arn = aws_lb_listener.http.arn
  action {
    type = "fixed-response"
    fixed_response {
      content_type = "application/json"
      message_body = "{\"ok\":true}"
      status_code  = "503"
    }
  }
  condition {
    source_ip { values = ["10.0.0.0/8", "127.0.0.1/32"] }
  }
  condition {
    path_pattern { values = ["/down"] }
  }
}

data "aws_lb" "full" {
  arn = aws_lb.full.arn
}

data "aws_lb_listener" "https" {
  arn = aws_lb_listener.https.arn
}

data "aws_lb_target_group" "full" {
  arn = aws_lb_target_group.full.arn
}

output "dns_name" {
  value = aws_lb.full.dns_name
}
