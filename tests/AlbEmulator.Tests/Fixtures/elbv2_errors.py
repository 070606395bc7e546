# What the ELBv2 API refuses, by AWS's SDK for Python: code and message of each.
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint, port, of_file = sys.argv[1], int(sys.argv[2]), sys.argv[3]


def client_of(region, key="test"):
    return boto3.client(
        "elbv2", endpoint_url=endpoint, region_name=region, aws_access_key_id=key, aws_secret_access_key="test",
        config=Config(retries={"max_attempts": 0}, parameter_validation=False))


client = client_of("us-east-1")


def refused(code, message, action, **parameters):
    try:
        answer = getattr(client, action)(**parameters)
    except ClientError as error:
        found = error.response["Error"]
        assert found["Code"] == code and found["Type"] == "Sender" and message in found["Message"], found
        operation = client.meta.service_model.operation_model(client.meta.method_to_api_mapping[action])
        listed = {shape.metadata["error"]["code"] for shape in operation.error_shapes}
        assert found["Code"] in listed | {"ValidationError"}, (action, found)
        return
    raise AssertionError(f"{action} {parameters}: {answer}")


subnets = ["subnet-0a1b2c3d", "subnet-1a1b2c3d"]
lb = client.create_load_balancer(Name="one", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
tg = client.create_target_group(Name="web", Protocol="HTTP", Port=80, VpcId="vpc-1", TargetType="ip")
tg = tg["TargetGroups"][0]["TargetGroupArn"]
forward = [{"Type": "forward", "TargetGroupArn": tg}]
listener = client.create_listener(LoadBalancerArn=lb, Protocol="HTTP", Port=port, DefaultActions=forward)
listener = listener["Listeners"][0]["ListenerArn"]
path = [{"Field": "path-pattern", "Values": ["/a"]}]
rule = client.create_rule(ListenerArn=listener, Priority=100, Conditions=path, Actions=forward)["Rules"][0]["RuleArn"]
default = client.describe_rules(ListenerArn=listener)["Rules"][1]["RuleArn"]
gone = lb[:-4] + "zzzz"

refused("DuplicateLoadBalancerName", "A load balancer with the same name 'one' exists, but with different settings",
        "create_load_balancer", Name="one", Subnets=subnets, Scheme="internal")
refused("ValidationError", "At least two subnets in two different Availability Zones must be specified",
        "create_load_balancer", Name="two", Subnets=subnets[:1])
refused("ValidationError", "internal-", "create_load_balancer", Name="internal-x", Subnets=subnets)
refused("InvalidScheme", "Scheme", "create_load_balancer", Name="two", Subnets=subnets, Scheme="open")
refused("SubnetNotFound", "nowhere", "create_load_balancer", Name="two", Subnets=["nowhere", "subnet-1a1b2c3d"])
refused("InvalidSecurityGroup", "nothing", "create_load_balancer", Name="two", Subnets=subnets, SecurityGroups=["nothing"])
refused("ValidationError", "Application Load Balancer", "create_load_balancer", Name="two", Subnets=subnets, Type="network")
refused("InvalidConfigurationRequest", "dualstack-without-public-ipv4", "create_load_balancer", Name="two", Subnets=subnets,
        Scheme="internal", IpAddressType="dualstack-without-public-ipv4")
refused("ValidationError", "Member must satisfy enum value set: [ipv4, dualstack, dualstack-without-public-ipv4]",
        "create_load_balancer", Name="two", Subnets=subnets, IpAddressType="ipv6")
refused("DuplicateTagKeys", "k", "create_load_balancer", Name="two", Subnets=subnets,
        Tags=[{"Key": "k", "Value": "1"}, {"Key": "k", "Value": "2"}])
refused("TooManyTags", "limit on the number of tags", "add_tags", ResourceArns=[lb], Tags=[{"Key": f"k{i}", "Value": "v"} for i in range(51)])
refused("ValidationError", "aws:", "add_tags", ResourceArns=[lb], Tags=[{"Key": "aws:x", "Value": "v"}])
refused("ValidationError", "128", "add_tags", ResourceArns=[lb], Tags=[{"Key": "k" * 129, "Value": "v"}])
refused("ValidationError", "Value null at 'name' failed to satisfy constraint", "create_load_balancer")
refused("LoadBalancerNotFound", "Load balancers '[x]' not found", "describe_load_balancers", Names=["x"])
refused("LoadBalancerNotFound", "One or more load balancers not found", "describe_load_balancers", LoadBalancerArns=[gone])
refused("ValidationError", "not a valid load balancer ARN", "describe_load_balancers", LoadBalancerArns=["x"])
refused("ValidationError", "at 'pageSize' failed to satisfy constraint: Member must have value less than or equal to 400", "describe_load_balancers", PageSize=401)
refused("ValidationError", "Marker", "describe_load_balancers", Marker="x")
refused("DuplicateTargetGroupName", "A target group with the same name 'web' exists, but with different settings",
        "create_target_group", Name="web", Protocol="HTTP", Port=81, VpcId="vpc-1", TargetType="ip")
refused("TargetGroupNotFound", "One or more target groups not found", "describe_target_groups", Names=["x"])
refused("ValidationError", "healthCheckIntervalSeconds", "modify_target_group", TargetGroupArn=tg, HealthCheckIntervalSeconds=301)
refused("ValidationError", "alb", "create_target_group", Name="x", TargetType="alb")
refused("ValidationError", "Protocol", "create_target_group", Name="x", Protocol="TCP", Port=1, VpcId="vpc-1", TargetType="ip")
refused("ValidationError", "A port must be specified", "create_target_group", Name="x", Protocol="HTTP", VpcId="vpc-1")
refused("InvalidTarget", "i-0a1b2c3d", "register_targets", Targets=[{"Id": "i-0a1b2c3d"}], TargetGroupArn=client.create_target_group(
    Name="machines", Protocol="HTTP", Port=80, VpcId="vpc-1")["TargetGroups"][0]["TargetGroupArn"])
refused("ValidationError", "The IP address 'i-0a1b2c3d' is not a valid IPv4 address", "register_targets", TargetGroupArn=tg, Targets=[{"Id": "i-0a1b2c3d"}])
refused("ValidationError", "'targets.1.member.port'", "register_targets", TargetGroupArn=tg, Targets=[{"Id": "127.0.0.1", "Port": 70000}])
refused("TargetGroupNotFound", "", "describe_target_health", TargetGroupArn=tg[:-2] + "zz")
refused("DuplicateListener", f"A listener already exists on this port for this load balancer '{lb}'", "create_listener",
        LoadBalancerArn=lb, Protocol="HTTP", Port=port, DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200"}}])
refused("ValidationError", "A certificate must be specified for HTTPS listeners",
        "create_listener", LoadBalancerArn=lb, Protocol="HTTPS", Port=port + 1, DefaultActions=forward)
refused("CertificateNotFound", "x", "create_listener", LoadBalancerArn=lb, Protocol="HTTPS", Port=port + 1,
        DefaultActions=forward, Certificates=[{"CertificateArn": "x"}])
refused("ValidationError", "Listener protocol 'TCP' must be one of 'HTTP, HTTPS'", "create_listener", LoadBalancerArn=lb, Protocol="TCP", Port=port + 1, DefaultActions=forward)
refused("SSLPolicyNotFound", "x", "modify_listener", ListenerArn=listener, SslPolicy="x")
refused("TargetGroupNotFound", "One or more target groups not found", "create_listener", LoadBalancerArn=lb, Protocol="HTTP",
        Port=port + 1, DefaultActions=[{"Type": "forward", "TargetGroupArn": tg[:-2] + "zz"}])
refused("InvalidConfigurationRequest", "Alb:ControlUrl", "create_listener", LoadBalancerArn=lb, Protocol="HTTP",
        Port=int(endpoint.rsplit(":", 1)[1].strip("/")), DefaultActions=forward)
refused("ListenerNotFound", "One or more listeners not found", "delete_listener", ListenerArn=listener[:-2] + "zz")
refused("ValidationError", "You must specify either listener ARNs or a load balancer ARN", "describe_listeners")
refused("PriorityInUse", "Priority '100' is currently in use", "create_rule", ListenerArn=listener, Priority=100,
        Conditions=path, Actions=forward)
refused("ValidationError", "'priority'", "create_rule", ListenerArn=listener, Priority=50001, Conditions=path, Actions=forward)
for kind in ("authenticate-oidc", "authenticate-cognito", "jwt-validation"):
    refused("InvalidLoadBalancerAction", f"Actions of type '{kind}' are supported only on HTTPS listeners", "create_rule", ListenerArn=listener, Priority=1, Conditions=path,
            Actions=[{"Type": kind, "Order": 1}, {**forward[0], "Order": 2}])
refused("ValidationError", "Condition field 'nonsense' must be one of", "create_rule", ListenerArn=listener, Priority=1,
        Conditions=[{"Field": "nonsense", "Values": ["/a"]}], Actions=forward)
refused("RuleNotFound", "One or more rules not found", "delete_rule", RuleArn=rule[:-2] + "zz")
refused("OperationNotPermitted", "Default rule", "delete_rule", RuleArn=default)
refused("OperationNotPermitted", "default rule", "set_rule_priorities", RulePriorities=[{"RuleArn": default, "Priority": 1}])
refused("ResourceInUse", f"Target group '{tg}' is currently in use by a listener or a rule", "delete_target_group", TargetGroupArn=tg)
refused("ValidationError", "Load balancer attribute key 'x' is not recognized", "modify_load_balancer_attributes", LoadBalancerArn=lb,
        Attributes=[{"Key": "x", "Value": "y"}])
refused("ValidationError", "'idle_timeout.timeout_seconds' value '4001' must be between '1-4000' inclusive", "modify_load_balancer_attributes", LoadBalancerArn=lb,
        Attributes=[{"Key": "idle_timeout.timeout_seconds", "Value": "4001"}])
refused("CaCertificatesBundleNotFound", "does not exist", "create_trust_store", Name="s",
        CaCertificatesBundleS3Bucket="bundles", CaCertificatesBundleS3Key="../../nothing")
client.modify_load_balancer_attributes(LoadBalancerArn=lb, Attributes=[{"Key": "deletion_protection.enabled", "Value": "true"}])
refused("OperationNotPermitted", "deletion protection", "delete_load_balancer", LoadBalancerArn=lb)

# What a file defines is told and not changed.
file = client.describe_load_balancers(Names=[of_file])["LoadBalancers"][0]["LoadBalancerArn"]
own = client.describe_listeners(LoadBalancerArn=file)["Listeners"][0]
own_rule = client.describe_rules(ListenerArn=own["ListenerArn"])["Rules"][-1]
assert own_rule["Actions"] == own["DefaultActions"], own_rule
own_group = own["DefaultActions"][0]["TargetGroupArn"]
assert client.describe_target_groups(TargetGroupArns=[own_group])["TargetGroups"][0]["LoadBalancerArns"] == [file]
assert client.describe_target_health(TargetGroupArn=own_group)["TargetHealthDescriptions"]
client.describe_load_balancer_attributes(LoadBalancerArn=file)
for code, action, parameters in (
        ("OperationNotPermitted", "delete_load_balancer", dict(LoadBalancerArn=file)),
        ("ValidationError", "delete_listener", dict(ListenerArn=own["ListenerArn"])),
        ("InvalidConfigurationRequest", "create_rule", dict(ListenerArn=own["ListenerArn"], Priority=1, Conditions=path, Actions=forward)),
        ("InvalidConfigurationRequest", "create_listener", dict(LoadBalancerArn=file, Protocol="HTTP", Port=port + 1, DefaultActions=forward)),
        ("ValidationError", "register_targets", dict(TargetGroupArn=own_group, Targets=[{"Id": "127.0.0.1", "Port": 1}])),
        ("ValidationError", "add_tags", dict(ResourceArns=[file], Tags=[{"Key": "a", "Value": "b"}])),
        ("InvalidConfigurationRequest", "modify_target_group", dict(TargetGroupArn=own_group, HealthCheckPath="/x")),
        ("InvalidConfigurationRequest", "set_security_groups", dict(LoadBalancerArn=file, SecurityGroups=["sg-1"]))):
    refused(code, "Alb:FileIsSeed", action, **parameters)

# Names are unique in a region of an account, and only there.
for other, key, arn in ((client_of("eu-west-1"), "", ":eu-west-1:000000000000:"),
                        (client_of("us-east-1", "123456789012"), "", ":us-east-1:123456789012:")):
    assert not other.describe_load_balancers()["LoadBalancers"]
    made = other.create_load_balancer(Name="one", Subnets=subnets)["LoadBalancers"][0]
    assert arn in made["LoadBalancerArn"], made
    assert [one["LoadBalancerName"] for one in other.describe_load_balancers()["LoadBalancers"]] == ["one"]

# Pages.
for number in range(5):
    client.create_target_group(Name=f"page-{number}", TargetType="lambda")
pages = list(client.get_paginator("describe_target_groups").paginate(PaginationConfig={"PageSize": 2}))
names = [group["TargetGroupName"] for page in pages for group in page["TargetGroups"]]
assert names[-5:] == [f"page-{number}" for number in range(5)] and all(len(page["TargetGroups"]) == 2 for page in pages[:-1]), names
