# Every action of the ELBv2 API by AWS's SDK for Python. What is answered is compared word for word, ids and times aside.
import json
import re
import sys

import boto3
from botocore.config import Config

endpoint, port, bundle_key, list_key = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
client = boto3.client(
    "elbv2", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test",
    config=Config(retries={"max_attempts": 0}))
called = set()


def call(action, **parameters):
    called.add(action)
    answer = getattr(client, action)(**parameters)
    metadata = answer.pop("ResponseMetadata")
    assert metadata["HTTPStatusCode"] == 200 and re.fullmatch(r"[0-9a-f-]{36}", metadata["RequestId"]), metadata
    assert metadata["HTTPHeaders"]["x-amzn-requestid"] == metadata["RequestId"], metadata
    return answer


def plain(answer):
    text = json.dumps(answer, default=str)
    text = re.sub(r"/[0-9a-f]{16}", "/ID", text)
    text = re.sub(r"-\d{10}\.us-east-1", "-N.us-east-1", text)
    text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}000\+00:00", "TIME", text)
    return json.loads(text)


def same(answer, wanted):
    found = plain(answer)
    assert found == wanted, f"\n{json.dumps(found, indent=1)}\nis not\n{json.dumps(wanted, indent=1)}"


ARN = "arn:aws:elasticloadbalancing:us-east-1:000000000000"
LB, TG = f"{ARN}:loadbalancer/app/demo/ID", f"{ARN}:targetgroup/web/ID"
LISTENER, RULE = f"{ARN}:listener/app/demo/ID/ID", f"{ARN}:listener-rule/app/demo/ID/ID/ID"
STORE = f"{ARN}:truststore/store/ID"
certificate = "arn:aws:acm:us-east-1:000000000000:certificate/"


def load_balancer(state, **more):
    return {"LoadBalancers": [{
        "LoadBalancerArn": LB, "DNSName": "demo-N.us-east-1.elb.localhost", "CanonicalHostedZoneId": "Z35SXDOTRQ7X7K",
        "CreatedTime": "TIME", "LoadBalancerName": "demo", "Scheme": "internet-facing", "VpcId": "vpc-0a1b2c3d",
        "State": {"Code": state}, "Type": "application",
        "AvailabilityZones": [
            {"ZoneName": "us-east-1a", "SubnetId": "subnet-0a1b2c3d", "LoadBalancerAddresses": []},
            {"ZoneName": "us-east-1b", "SubnetId": "subnet-1a1b2c3d", "LoadBalancerAddresses": []}],
        "SecurityGroups": ["sg-0a1b2c3d"], "IpAddressType": "ipv4", **more}]}


def forward(arn=TG, **more):
    return {"Type": "forward", "TargetGroupArn": arn, **more, "ForwardConfig": {
        "TargetGroups": [{"TargetGroupArn": arn, "Weight": 1}], "TargetGroupStickinessConfig": {"Enabled": False}}}


given = dict(Name="demo", Subnets=["subnet-0a1b2c3d", "subnet-1a1b2c3d"], SecurityGroups=["sg-0a1b2c3d"],
             Tags=[{"Key": "stage", "Value": "a/b=c @ +1"}])
created = call("create_load_balancer", **given)
same(created, load_balancer("provisioning"))
lb = created["LoadBalancers"][0]["LoadBalancerArn"]
same(call("create_load_balancer", **given), load_balancer("active"))
same(call("describe_load_balancers", Names=["demo"]), load_balancer("active"))
same(call("describe_load_balancers", LoadBalancerArns=[lb]), load_balancer("active"))

group = {"TargetGroups": [{
    "TargetGroupArn": TG, "TargetGroupName": "web", "Protocol": "HTTP", "Port": 80, "VpcId": "vpc-0a1b2c3d",
    "HealthCheckProtocol": "HTTP", "HealthCheckPort": "traffic-port", "HealthCheckEnabled": True,
    "HealthCheckIntervalSeconds": 30, "HealthCheckTimeoutSeconds": 5, "HealthyThresholdCount": 5,
    "UnhealthyThresholdCount": 2, "HealthCheckPath": "/", "Matcher": {"HttpCode": "200"}, "LoadBalancerArns": [],
    "TargetType": "instance", "ProtocolVersion": "HTTP1", "IpAddressType": "ipv4"}]}
answer = call("create_target_group", Name="web", Protocol="HTTP", Port=80, VpcId="vpc-0a1b2c3d")
same(answer, group)
tg = answer["TargetGroups"][0]["TargetGroupArn"]
same(call("create_target_group", Name="web", Protocol="HTTP", Port=80, VpcId="vpc-0a1b2c3d"), group)
group["TargetGroups"][0].update(HealthCheckPath="/up", HealthCheckIntervalSeconds=7, Matcher={"HttpCode": "200-299"})
same(call("modify_target_group", TargetGroupArn=tg, HealthCheckPath="/up", HealthCheckIntervalSeconds=7,
          Matcher={"HttpCode": "200-299"}), group)
same(call("describe_target_groups", Names=["web"]), group)

same(call("register_targets", TargetGroupArn=tg, Targets=[{"Id": "i-0a1b2c3d", "Port": 1}, {"Id": "i-1a1b2c3d"}]), {})
unused = {"State": "unused", "Reason": "Target.NotInUse",
          "Description": "Target group is not configured to receive traffic from the load balancer"}
same(call("describe_target_health", TargetGroupArn=tg), {"TargetHealthDescriptions": [
    {"Target": {"Id": "i-0a1b2c3d", "Port": 1}, "HealthCheckPort": "1", "TargetHealth": unused},
    {"Target": {"Id": "i-1a1b2c3d", "Port": 80}, "HealthCheckPort": "80", "TargetHealth": unused}]})
same(call("describe_target_health", TargetGroupArn=tg, Targets=[{"Id": "i-2a1b2c3d"}]), {"TargetHealthDescriptions": [
    {"Target": {"Id": "i-2a1b2c3d", "Port": 80}, "HealthCheckPort": "80", "TargetHealth": {
        "State": "unused", "Reason": "Target.NotRegistered",
        "Description": "Target is not registered to the target group"}}]})
same(call("deregister_targets", TargetGroupArn=tg, Targets=[{"Id": "i-1a1b2c3d"}, {"Id": "i-9a1b2c3d"}]), {})

listener = {"Listeners": [{"ListenerArn": LISTENER, "LoadBalancerArn": LB, "Port": port, "Protocol": "HTTP",
                           "DefaultActions": [forward(Order=1)]}]}
actions = [{"Type": "forward", "TargetGroupArn": tg, "Order": 1}]
answer = call("create_listener", LoadBalancerArn=lb, Protocol="HTTP", Port=port, DefaultActions=actions)
same(answer, listener)
http = answer["Listeners"][0]["ListenerArn"]
same(call("create_listener", LoadBalancerArn=lb, Protocol="HTTP", Port=port, DefaultActions=actions), listener)
same(call("describe_listeners", LoadBalancerArn=lb), listener)
group["TargetGroups"][0]["LoadBalancerArns"] = [LB]
same(call("describe_target_groups", LoadBalancerArn=lb), group)

conditions = [
    {"Field": "path-pattern", "Values": ["/api/*"]},
    {"Field": "host-header", "HostHeaderConfig": {"Values": ["a.example.com"]}},
    {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "X-A", "Values": ["b*"]}},
    {"Field": "query-string", "QueryStringConfig": {"Values": [{"Key": "k", "Value": "v"}, {"Value": "w"}]}},
    {"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["GET"]}},
    {"Field": "source-ip", "SourceIpConfig": {"Values": ["127.0.0.0/8"]}}]
transforms = [{"Type": "url-rewrite", "UrlRewriteConfig": {"Rewrites": [{"Regex": "^/api", "Replace": ""}]}}]
fixed = {"Type": "fixed-response",
         "FixedResponseConfig": {"StatusCode": "200", "ContentType": "text/plain", "MessageBody": "hello <&>\n"}}
told = [dict(one) for one in conditions]
told[0] = {**told[0], "PathPatternConfig": {"Values": ["/api/*"]}}
told[1] = {**told[1], "Values": ["a.example.com"]}
rule = {"RuleArn": RULE, "Priority": "10", "Conditions": told, "Actions": [fixed], "IsDefault": False,
        "Transforms": transforms}
answer = call("create_rule", ListenerArn=http, Priority=10, Conditions=conditions, Actions=[fixed], Transforms=transforms)
same(answer, {"Rules": [rule]})
first = answer["Rules"][0]["RuleArn"]
last = {"RuleArn": RULE, "Priority": "default", "Conditions": [], "Actions": [forward(Order=1)], "IsDefault": True,
        "Transforms": []}
same(call("describe_rules", ListenerArn=http), {"Rules": [rule, last]})
redirect = {"Type": "redirect", "RedirectConfig": {"StatusCode": "HTTP_301", "Protocol": "HTTPS", "Port": "443"}}
rule.update(Actions=[{"Type": "redirect", "RedirectConfig": {
    "Protocol": "HTTPS", "Port": "443", "Host": "#{host}", "Path": "/#{path}", "Query": "#{query}",
    "StatusCode": "HTTP_301"}}], Transforms=[])
same(call("modify_rule", RuleArn=first, Actions=[redirect], ResetTransforms=True), {"Rules": [rule]})
rule["Priority"] = "20"
same(call("set_rule_priorities", RulePriorities=[{"RuleArn": first, "Priority": 20}]), {"Rules": [rule]})
same(call("describe_rules", RuleArns=[first]), {"Rules": [rule]})

answer = call("modify_listener", ListenerArn=http, Protocol="HTTPS", Certificates=[{"CertificateArn": certificate + "1"}])
listener["Listeners"][0].update(Protocol="HTTPS", Certificates=[{"CertificateArn": certificate + "1"}],
                                SslPolicy="ELBSecurityPolicy-2016-08", MutualAuthentication={"Mode": "off"})
same(answer, listener)
same(call("add_listener_certificates", ListenerArn=http, Certificates=[{"CertificateArn": certificate + "2"}]),
     {"Certificates": [{"CertificateArn": certificate + "2", "IsDefault": False}]})
same(call("describe_listener_certificates", ListenerArn=http), {"Certificates": [
    {"CertificateArn": certificate + "1", "IsDefault": True}, {"CertificateArn": certificate + "2", "IsDefault": False}]})
same(call("remove_listener_certificates", ListenerArn=http, Certificates=[{"CertificateArn": certificate + "2"}]), {})


def attributes(answer):
    return {one["Key"]: one["Value"] for one in answer["Attributes"]}


set_ = attributes(call("modify_load_balancer_attributes", LoadBalancerArn=lb, Attributes=[
    {"Key": "idle_timeout.timeout_seconds", "Value": "45"}, {"Key": "access_logs.s3.prefix", "Value": ""}]))
assert set_ == attributes(call("describe_load_balancer_attributes", LoadBalancerArn=lb)), set_
assert set_["idle_timeout.timeout_seconds"] == "45" and set_["client_keep_alive.seconds"] == "3600" and len(set_) == 23, set_
set_ = attributes(call("modify_target_group_attributes", TargetGroupArn=tg, Attributes=[
    {"Key": "deregistration_delay.timeout_seconds", "Value": "1"}]))
assert set_ == attributes(call("describe_target_group_attributes", TargetGroupArn=tg)), set_
assert set_["deregistration_delay.timeout_seconds"] == "1" and set_["stickiness.type"] == "lb_cookie", set_
set_ = attributes(call("modify_listener_attributes", ListenerArn=http, Attributes=[
    {"Key": "routing.http.response.x_frame_options.header_value", "Value": "DENY"}]))
assert set_ == attributes(call("describe_listener_attributes", ListenerArn=http)), set_
assert set_["routing.http.response.x_frame_options.header_value"] == "DENY", set_
assert set_["routing.http.request.x_amzn_tls_version.header_name"] == "X-Amzn-Tls-Version", set_

same(call("add_tags", ResourceArns=[lb, tg, http, first], Tags=[{"Key": "team", "Value": "é"}]), {})
same(call("remove_tags", ResourceArns=[lb], TagKeys=["stage", "unknown"]), {})
same(call("describe_tags", ResourceArns=[lb, http]), {"TagDescriptions": [
    {"ResourceArn": LB, "Tags": [{"Key": "team", "Value": "é"}]},
    {"ResourceArn": LISTENER, "Tags": [{"Key": "team", "Value": "é"}]}]})

same(call("set_subnets", LoadBalancerArn=lb, Subnets=["subnet-1a1b2c3d", "subnet-2a1b2c3d"]), {
    "AvailabilityZones": [{"ZoneName": "us-east-1b", "SubnetId": "subnet-1a1b2c3d", "LoadBalancerAddresses": []},
                          {"ZoneName": "us-east-1c", "SubnetId": "subnet-2a1b2c3d", "LoadBalancerAddresses": []}],
    "IpAddressType": "ipv4"})
same(call("set_security_groups", LoadBalancerArn=lb, SecurityGroups=["sg-1a1b2c3d"]), {"SecurityGroupIds": ["sg-1a1b2c3d"]})
for type in ("dualstack-without-public-ipv4", "dualstack", "ipv4"):
    same(call("set_ip_address_type", LoadBalancerArn=lb, IpAddressType=type), {"IpAddressType": type})
same(call("modify_ip_pools", LoadBalancerArn=lb, IpamPools={"Ipv4IpamPoolId": "ipam-pool-1"}),
     {"IpamPools": {"Ipv4IpamPoolId": "ipam-pool-1"}})
same(call("describe_capacity_reservation", LoadBalancerArn=lb), {})
reserved = {"LastModifiedTime": "TIME", "DecreaseRequestsRemaining": 2, "MinimumLoadBalancerCapacity": {"CapacityUnits": 100},
            "CapacityReservationState": [
                {"State": {"Code": "provisioned"}, "AvailabilityZone": zone, "EffectiveCapacityUnits": 100.0}
                for zone in ("us-east-1b", "us-east-1c")]}
same(call("modify_capacity_reservation", LoadBalancerArn=lb, MinimumLoadBalancerCapacity={"CapacityUnits": 100}), reserved)
same(call("describe_capacity_reservation", LoadBalancerArn=lb), reserved)
limits = call("describe_account_limits", PageSize=1)
same(limits, {"Limits": [{"Name": "target-groups", "Max": "3000"}], "NextMarker": "MQ=="})
policy = call("describe_ssl_policies", Names=["ELBSecurityPolicy-TLS13-1-3-2021-06"])
same(policy, {"SslPolicies": [{
    "Name": "ELBSecurityPolicy-TLS13-1-3-2021-06", "SslProtocols": ["TLSv1.3"],
    "Ciphers": [{"Name": "TLS_AES_128_GCM_SHA256", "Priority": 1}, {"Name": "TLS_AES_256_GCM_SHA384", "Priority": 2},
                {"Name": "TLS_CHACHA20_POLY1305_SHA256", "Priority": 3}],
    "SupportedLoadBalancerTypes": ["application"]}]})

bundle = dict(CaCertificatesBundleS3Bucket="bundles", CaCertificatesBundleS3Key=bundle_key)
store_told = {"Name": "store", "TrustStoreArn": STORE, "Status": "ACTIVE", "NumberOfCaCertificates": 1, "TotalRevokedEntries": 0}
answer = call("create_trust_store", Name="store", **bundle)
same(answer, {"TrustStores": [store_told]})
store = answer["TrustStores"][0]["TrustStoreArn"]
same(call("modify_trust_store", TrustStoreArn=store, **bundle), {"TrustStores": [store_told]})
revocation = {"TrustStoreArn": STORE, "RevocationId": 1, "RevocationType": "CRL", "NumberOfRevokedEntries": 1}
same(call("add_trust_store_revocations", TrustStoreArn=store,
          RevocationContents=[{"S3Bucket": "bundles", "S3Key": list_key}]), {"TrustStoreRevocations": [revocation]})
same(call("describe_trust_store_revocations", TrustStoreArn=store), {"TrustStoreRevocations": [revocation]})
assert call("get_trust_store_revocation_content", TrustStoreArn=store, RevocationId=1)["Location"].startswith("file:///")
assert call("get_trust_store_ca_certificates_bundle", TrustStoreArn=store)["Location"].endswith(".pem")
same(call("remove_trust_store_revocations", TrustStoreArn=store, RevocationIds=[1]), {})
same(call("describe_trust_stores", Names=["store"]), {"TrustStores": [store_told]})
call("modify_listener", ListenerArn=http, MutualAuthentication={"Mode": "verify", "TrustStoreArn": store})
same(call("describe_trust_store_associations", TrustStoreArn=store), {"TrustStoreAssociations": [{"ResourceArn": LISTENER}]})
for action, parameters, code in (
        ("delete_shared_trust_store_association", dict(TrustStoreArn=store, ResourceArn=http), "DeleteAssociationSameAccount"),
        ("get_resource_policy", dict(ResourceArn=store), "ResourceNotFound")):
    try:
        call(action, **parameters)
        raise AssertionError(action)
    except client.exceptions.ClientError as error:
        assert error.response["Error"]["Code"] == code, error

same(call("delete_rule", RuleArn=first), {})
same(call("delete_listener", ListenerArn=http), {})
same(call("delete_trust_store", TrustStoreArn=store), {})
same(call("delete_target_group", TargetGroupArn=tg), {})
same(call("delete_target_group", TargetGroupArn=tg), {})
same(call("delete_load_balancer", LoadBalancerArn=lb), {})
same(call("delete_load_balancer", LoadBalancerArn=lb), {})
missing = {name for name in (re.sub(r"(?<!^)(?=[A-Z])", "_", one).lower() for one in client.meta.service_model.operation_names)
           if name not in called} - {"describe_s_s_l_policies"}
assert not missing, missing
