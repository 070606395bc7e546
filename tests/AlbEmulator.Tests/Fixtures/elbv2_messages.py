# The words in which the ELBv2 API refuses, by AWS's SDK for Python: those of AWS, to the letter, where they are known.
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint, port = sys.argv[1], int(sys.argv[2])
client = boto3.client(
    "elbv2", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test",
    config=Config(retries={"max_attempts": 0}, parameter_validation=False))
wrong = []


def said(code, message, action, **parameters):
    try:
        getattr(client, action)(**parameters)
        wrong.append(f"{action} {parameters}: done")
    except ClientError as error:
        found = error.response["Error"]
        if (found["Code"], found["Message"]) != (code, message):
            wrong.append(f"{action} {parameters}:\n  {found['Code']}: {found['Message']}\n  and not\n  {code}: {message}")


def invalid(value, place, constraint):
    return f"1 validation error detected: Value {value} at '{place}' failed to satisfy constraint: {constraint}"


subnets = ["subnet-0a1b2c3d", "subnet-1a1b2c3d"]
lb = client.create_load_balancer(Name="one", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
ip = dict(Protocol="HTTP", Port=80, VpcId="vpc-1", TargetType="ip")


def group(name, **settings):
    return client.create_target_group(Name=name, **{**ip, **settings})["TargetGroups"][0]["TargetGroupArn"]


tg, other, h2 = group("web"), group("other"), group("h2", ProtocolVersion="HTTP2")
function = client.create_target_group(Name="function", TargetType="lambda")["TargetGroups"][0]["TargetGroupArn"]
forward = [{"Type": "forward", "TargetGroupArn": tg}]
listener = client.create_listener(LoadBalancerArn=lb, Protocol="HTTP", Port=port, DefaultActions=forward)
listener = listener["Listeners"][0]["ListenerArn"]
path = [{"Field": "path-pattern", "Values": ["/a"]}]
rule = client.create_rule(ListenerArn=listener, Priority=100, Conditions=path, Actions=forward)["Rules"][0]["RuleArn"]
protocols = "Member must satisfy enum value set: [HTTP, HTTPS, UDP, TCP, TLS, TCP_UDP]"

# Load balancers.
said("ValidationError", f"The load balancer name '{'a' * 33}' cannot be longer than '32' characters",
     "create_load_balancer", Name="a" * 33, Subnets=subnets)
said("DuplicateLoadBalancerName", "A load balancer with the same name 'one' exists, but with different settings",
     "create_load_balancer", Name="one", Subnets=subnets, Scheme="internal")
said("ValidationError", "At least two subnets in two different Availability Zones must be specified",
     "create_load_balancer", Name="two", Subnets=subnets[:1])
said("SubnetNotFound", "The subnet ID 'x' does not exist", "create_load_balancer", Name="two", Subnets=["x", *subnets])
said("ValidationError", invalid("null", "name", "Member must not be null"), "create_load_balancer", Subnets=subnets)
said("ValidationError", invalid("'x'", "type", "Member must satisfy enum value set: [application, network, gateway]"),
     "create_load_balancer", Name="two", Subnets=subnets, Type="x")
said("ValidationError", invalid("'x'", "ipAddressType", "Member must satisfy enum value set: "
                                "[ipv4, dualstack, dualstack-without-public-ipv4]"),
     "set_ip_address_type", LoadBalancerArn=lb, IpAddressType="x")
said("LoadBalancerNotFound", "One or more load balancers not found", "describe_load_balancers", LoadBalancerArns=[lb[:-2] + "zz"])
said("LoadBalancerNotFound", "Load balancers '[x]' not found", "describe_load_balancers", Names=["x"])
said("ValidationError", "'x' is not a valid load balancer ARN", "describe_load_balancers", LoadBalancerArns=["x"])
said("ValidationError", "Load balancer attribute key 'x' is not recognized", "modify_load_balancer_attributes",
     LoadBalancerArn=lb, Attributes=[{"Key": "x", "Value": "y"}])
said("ValidationError", invalid("'401'", "pageSize", "Member must have value less than or equal to 400"),
     "describe_load_balancers", PageSize=401)
said("ValidationError", invalid("'0'", "pageSize", "Member must have value greater than or equal to 1"),
     "describe_load_balancers", PageSize=0)

# Target groups.
said("ValidationError", f"Target group name '{'a' * 33}' cannot be longer than '32' characters",
     "create_target_group", **{**ip, "Name": "a" * 33})
said("ValidationError", "Target group name 'a_b' can only contain characters that are alphanumeric characters or hyphens(-)",
     "create_target_group", **{**ip, "Name": "a_b"})
for name in ("-a", "a-", "a--b"):
    said("ValidationError", invalid(f"'{name}'", "targetGroup.targetGroupArn.targetGroupName",
                                    "Member must satisfy regular expression pattern: (?!.*--)(?!^-)(?!.*-$)^[A-Za-z0-9-]+$"),
         "create_target_group", **{**ip, "Name": name})
said("DuplicateTargetGroupName", "A target group with the same name 'web' exists, but with different settings",
     "create_target_group", **{**ip, "Name": "web", "Port": 81})
said("ValidationError", "A port must be specified", "create_target_group", Name="x", Protocol="HTTP", VpcId="vpc-1")
said("ValidationError", "A VPC ID must be specified", "create_target_group", Name="x", Protocol="HTTP", Port=80)
said("ValidationError", "The VPC ID 'x' is not found", "create_target_group", Name="x", Protocol="HTTP", Port=80, VpcId="x")
for name, given in (("Port", dict(Port=80)), ("Protocol", dict(Protocol="HTTP")), ("VPC ID", dict(VpcId="vpc-1"))):
    said("ValidationError", f"{name} cannot be specified for target groups with target type 'lambda'",
         "create_target_group", Name="x", TargetType="lambda", **given)
said("ValidationError", invalid("'x'", "targetType", "Member must satisfy enum value set: [instance, ip, lambda, alb]"),
     "create_target_group", Name="x", TargetType="x")
said("ValidationError", invalid("'x'", "ipAddressType", "Member must satisfy enum value set: [ipv4, ipv6]"),
     "create_target_group", Name="x", IpAddressType="x", **ip)
for name, wire in (("Protocol", "protocol"), ("HealthCheckProtocol", "healthCheckProtocol")):
    said("ValidationError", invalid("'/HTTP'", wire, protocols), "create_target_group", **{**ip, "Name": "x", name: "/HTTP"})
said("ValidationError", "Health check timeout '10' must be smaller than the interval '10'", "create_target_group",
     Name="x", HealthCheckTimeoutSeconds=10, HealthCheckIntervalSeconds=10, **ip)
said("ValidationError", "Health check interval must be greater than the timeout.", "modify_target_group", TargetGroupArn=tg,
     HealthCheckTimeoutSeconds=30)
said("ValidationError", invalid("'301'", "healthCheckIntervalSeconds", "Member must have value less than or equal to 300"),
     "modify_target_group", TargetGroupArn=tg, HealthCheckIntervalSeconds=301)
said("TargetGroupNotFound", "One or more target groups not found", "describe_target_groups", Names=["x"])
said("ResourceInUse", f"Target group '{tg}' is currently in use by a listener or a rule", "delete_target_group", TargetGroupArn=tg)
said("ValidationError", "Target group attribute key 'x' is not recognized", "modify_target_group_attributes",
     TargetGroupArn=tg, Attributes=[{"Key": "x", "Value": "y"}])
said("ValidationError", "'deregistration_delay.timeout_seconds' value '3601' must be between '0-3600' inclusive",
     "modify_target_group_attributes", TargetGroupArn=tg,
     Attributes=[{"Key": "deregistration_delay.timeout_seconds", "Value": "3601"}])
said("InvalidConfigurationRequest",
     "A target group with target type 'lambda' does not support the attribute deregistration_delay.timeout_seconds",
     "modify_target_group_attributes", TargetGroupArn=function,
     Attributes=[{"Key": "deregistration_delay.timeout_seconds", "Value": "60"}])
said("InvalidConfigurationRequest", "You must set an application cookie name to enable stickiness of type 'app_cookie'",
     "modify_target_group_attributes", TargetGroupArn=tg,
     Attributes=[{"Key": "stickiness.enabled", "Value": "true"}, {"Key": "stickiness.type", "Value": "app_cookie"}])
said("InvalidConfigurationRequest", "Stickiness type 'source_ip' is not supported for target groups with the HTTP protocol",
     "modify_target_group_attributes", TargetGroupArn=tg, Attributes=[{"Key": "stickiness.type", "Value": "source_ip"}])
said("ValidationError", "'Stickiness type' must be one of [app_cookie, lb_cookie, source_ip]",
     "modify_target_group_attributes", TargetGroupArn=tg, Attributes=[{"Key": "stickiness.type", "Value": "source_ip_dest_ip"}])
said("ValidationError", invalid("'70000'", "targets.2.member.port", "Member must have value less than or equal to 65535"),
     "register_targets", TargetGroupArn=tg, Targets=[{"Id": "127.0.0.1"}, {"Id": "127.0.0.1", "Port": 70000}])
said("ValidationError", "The IP address 'i-0a1b2c3d' is not a valid IPv4 address", "register_targets", TargetGroupArn=tg,
     Targets=[{"Id": "i-0a1b2c3d"}])

# Listeners.
new = dict(LoadBalancerArn=lb, Protocol="HTTP", Port=port + 1, DefaultActions=forward)
said("ValidationError", "A listener port must be specified", "create_listener", **{key: value for key, value in new.items() if key != "Port"})
said("ValidationError", "A listener protocol must be specified", "create_listener", **{**new, "Protocol": ""})
said("ValidationError", invalid("'HTP'", "protocol", protocols), "create_listener", **{**new, "Protocol": "HTP"})
said("ValidationError", "Listener protocol 'TCP' must be one of 'HTTP, HTTPS'", "create_listener", **{**new, "Protocol": "TCP"})
said("UnsupportedProtocol", "Protocol HTP is not supported", "modify_listener", ListenerArn=listener, Protocol="HTP")
said("ValidationError", "A certificate must be specified for HTTPS listeners", "create_listener", **{**new, "Protocol": "HTTPS"})
said("InvalidConfigurationRequest",
     "You must provide a list containing exactly one certificate if the listener protocol is HTTPS.",
     "modify_listener", ListenerArn=listener, Protocol="HTTPS")
said("CertificateNotFound", "Certificate 'x' not found", "create_listener", Certificates=[{"CertificateArn": "x"}],
     **{**new, "Protocol": "HTTPS"})
said("DuplicateListener", f"A listener already exists on this port for this load balancer '{lb}'", "create_listener",
     **{**new, "Port": port, "DefaultActions": [{"Type": "forward", "TargetGroupArn": other}]})
said("ListenerNotFound", "One or more listeners not found", "describe_listeners", ListenerArns=[listener[:-2] + "zz"])
said("ValidationError", "You must specify either listener ARNs or a load balancer ARN", "describe_listeners")
said("TargetGroupNotFound", "One or more target groups not found", "create_listener",
     **{**new, "DefaultActions": [{"Type": "forward", "TargetGroupArn": tg[:-2] + "zz"}]})


# Actions.
def action(code, message, **given):
    said(code, message, "create_listener", **{**new, "DefaultActions": [given]})
    message = message.replace("'defaultActions.", "'actions.")
    said(code, message, "create_rule", ListenerArn=listener, Priority=1, Conditions=path, Actions=[given])
    said(code, message, "modify_rule", RuleArn=rule, Actions=[given])


bad = "InvalidLoadBalancerAction"
redirect = dict(Type="redirect", RedirectConfig={"StatusCode": "HTTP_301"})
types = "[forward, authenticate-oidc, authenticate-cognito, redirect, fixed-response, jwt-validation]"
action("ValidationError", invalid("'x'", "defaultActions.1.member.type", f"Member must satisfy enum value set: {types}"), Type="x")
action(bad, "The redirect configuration is not valid because it creates a loop.", **redirect)
action(bad, "For actions of type 'redirect', you must specify the following fields: 'RedirectConfig'", Type="redirect")
action(bad, "For actions of type 'fixed-response', you must specify the following fields: 'FixedResponseConfig'", Type="fixed-response")
action(bad, "The Path parameter must be a valid path, should start with a '/', and may contain up to one of each of these "
       "placeholders: '#{path}', '#{host}', '#{port}'.", Type="redirect", RedirectConfig={"StatusCode": "HTTP_301", "Path": "a"})
action("ValidationError", invalid("'HTTP_303'", "defaultActions.1.member.redirectConfig.statusCode",
                                  "Member must satisfy enum value set: [HTTP_301, HTTP_302]"),
       Type="redirect", RedirectConfig={"StatusCode": "HTTP_303", "Host": "a.com"})
action("ValidationError", invalid("'100'", "defaultActions.1.member.fixedResponseConfig.statusCode",
                                  r"Member must satisfy regular expression pattern: ^(2|4|5)\d\d$"),
       Type="fixed-response", FixedResponseConfig={"StatusCode": "100"})
action(bad, "The ContentType must be one of:'text/html', 'application/json', 'application/javascript', 'text/css', 'text/plain'",
       Type="fixed-response", FixedResponseConfig={"StatusCode": "200", "ContentType": "x"})
action("ValidationError", invalid("'0'", "defaultActions.1.member.order", "Member must have value greater than or equal to 1"),
       Type="forward", TargetGroupArn=tg, Order=0)
action(bad, "Listener protocol 'HTTP' is not supported with a target group with the protocol-version 'HTTP2'",
       Type="forward", TargetGroupArn=h2)


# Conditions.
def condition(message, **given):
    said("ValidationError", message, "create_rule", ListenerArn=listener, Priority=1, Conditions=[given], Actions=forward)


long = "a" * 129
condition("A condition field must be specified", Values=["/a"])
condition("Condition field 'x' must be one of '[path-pattern,host-header,http-header,http-request-method,query-string,source-ip]'",
          Field="x", Values=["/a"])
condition("A condition value must be specified", Field="host-header")
condition("A condition value must be specified", Field="path-pattern", PathPatternConfig={"Values": []})
for field, config in (("http-header", "HttpHeaderConfig"), ("http-request-method", "HttpRequestMethodConfig"),
                      ("query-string", "QueryStringConfig"), ("source-ip", "SourceIpConfig")):
    condition(f"A '{config}' must be specified with '{field}'", Field=field)
    condition(f"The 'Values' field is not compatible with '{field}'", Field=field, Values=["x"])
condition("You cannot provide both Values and 'HostHeaderConfig' for a condition of type 'host-header'", Field="host-header",
          Values=["a.com"], HostHeaderConfig={"Values": ["a.com"]})
condition("A 'source-ip' value must be specified", Field="source-ip", SourceIpConfig={"Values": []})
condition("A 'Value' must be specified in 'QueryStringKeyValuePair'", Field="query-string",
          QueryStringConfig={"Values": [{"Key": "a"}]})
condition("The 'host-header' value is too long; the limit is '128'", Field="host-header", Values=[long])
condition("The 'path-pattern' value is too long; the limit is '128'", Field="path-pattern", PathPatternConfig={"Values": [long]})
condition("The 'http-header' value is too long; the limit is '128'", Field="http-header",
          HttpHeaderConfig={"HttpHeaderName": "x", "Values": [long]})
condition("The 'HttpHeaderName' value is too long; the limit is '40'", Field="http-header",
          HttpHeaderConfig={"HttpHeaderName": "x" * 41, "Values": ["x"]})
condition("The 'Key' value is too long; the limit is '128'", Field="query-string",
          QueryStringConfig={"Values": [{"Key": long, "Value": "x"}]})
condition("The 'Value' value is too long; the limit is '128'", Field="query-string", QueryStringConfig={"Values": [{"Value": long}]})
condition("The 'http-request-method' value is too long; the limit is '40'", Field="http-request-method",
          HttpRequestMethodConfig={"Values": ["A" * 41]})
condition("The 'http-request-method' value is too long; the limit is '40'", Field="http-request-method",
          HttpRequestMethodConfig={"Values": [long]})
condition("The 'http-request-method' value is invalid; the allowed characters are A-Z, hyphen and underscore",
          Field="http-request-method", HttpRequestMethodConfig={"Values": ["get"]})
condition("Condition value '^/a$|b' contains a character that is not valid", Field="path-pattern", Values=["^/a$|b"])

# Rules.
said("PriorityInUse", "Priority '100' is currently in use", "create_rule", ListenerArn=listener, Priority=100, Conditions=path,
     Actions=forward)
said("ValidationError", invalid("'50001'", "priority", "Member must have value less than or equal to 50000"), "create_rule",
     ListenerArn=listener, Priority=50001, Conditions=path, Actions=forward)
said("ValidationError", invalid("'0'", "rulePriorities.1.member.priority", "Member must have value greater than or equal to 1"),
     "set_rule_priorities", RulePriorities=[{"RuleArn": rule, "Priority": 0}])
said("RuleNotFound", "One or more rules not found", "describe_rules", RuleArns=[rule[:-2] + "zz"])
said("ValidationError", "Either conditions or actions must be specified", "modify_rule", RuleArn=rule)
weighted = [{"Type": "forward", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": tg}, {"TargetGroupArn": other}]}}]
client.modify_rule(RuleArn=rule, Actions=weighted)
said("InvalidConfigurationRequest", f"This target group appears behind a rule with group stickiness disabled ({rule}). "
     "You must enable group stickiness before enabling target stickiness", "modify_target_group_attributes", TargetGroupArn=tg,
     Attributes=[{"Key": "stickiness.enabled", "Value": "true"}])

# Tags.
said("ValidationError", invalid(f"'{'k' * 129}'", "tags.2.member.key", "Member must have length less than or equal to 128"),
     "add_tags", ResourceArns=[lb], Tags=[{"Key": "a", "Value": "v"}, {"Key": "k" * 129, "Value": "v"}])
said("ValidationError", "'x' is not a valid resource ARN", "describe_tags", ResourceArns=["x"])

assert not wrong, "\n".join(wrong)
