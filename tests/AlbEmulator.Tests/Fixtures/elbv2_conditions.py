# Conditions, actions and transforms of rules come back in the form that they were given in, by AWS's SDK for Python: what
# stands in a condition of host-header or path-pattern itself is repeated in its configuration, and the other way round.
import sys

import boto3

endpoint, port = sys.argv[1], int(sys.argv[2])
client = boto3.client(
    "elbv2", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test")
lb = client.create_load_balancer(Name="demo", Subnets=["subnet-0a1b2c3d", "subnet-1a1b2c3d"])["LoadBalancers"][0]["LoadBalancerArn"]
answer = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}
listener = client.create_listener(LoadBalancerArn=lb, Protocol="HTTP", Port=port, DefaultActions=[answer])
listener = listener["Listeners"][0]["ListenerArn"]

conditions = []
for field, config, values, regexes in (
        ("host-header", "HostHeaderConfig", ["a.example.com", "*.b.example.com"], ["^a(.*)$", "b"]),
        ("path-pattern", "PathPatternConfig", ["/a/*", "/b"], ["^/a", "/b$"])):
    for name, given in (("Values", values), ("RegexValues", regexes)):
        both = {"Field": field, name: given, config: {name: given}}
        conditions += [({"Field": field, name: given}, both), ({"Field": field, config: {name: given}}, both)]
for given in (
        {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "X-A", "Values": ["b*"]}},
        {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "X-A", "RegexValues": ["^b", "c"]}},
        {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "X-A"}, "RegexValues": ["^b"]},
        {"Field": "query-string", "QueryStringConfig": {"Values": [{"Key": "k", "Value": "v"}, {"Value": "w"}]}},
        {"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["GET", "M-SEARCH"]}},
        {"Field": "source-ip", "SourceIpConfig": {"Values": ["10.0.0.0/8", "::1/128"]}}):
    conditions.append((given, given))
transforms = [
    {"Type": "url-rewrite", "UrlRewriteConfig": {"Rewrites": [{"Regex": "^/a", "Replace": ""}, {"Regex": "b", "Replace": "$0"}]}},
    {"Type": "host-header-rewrite", "HostHeaderRewriteConfig": {"Rewrites": [{"Regex": "a", "Replace": "b"}]}}]

for priority, (given, told) in enumerate(conditions, 1):
    made = client.create_rule(
        ListenerArn=listener, Priority=priority, Conditions=[given], Actions=[answer], Transforms=transforms)["Rules"][0]
    for rule in (made, client.describe_rules(RuleArns=[made["RuleArn"]])["Rules"][0]):
        assert rule["Conditions"] == [told], (given, rule["Conditions"])
        assert rule["Transforms"] == transforms, rule["Transforms"]
        assert rule["Actions"] == [answer], rule["Actions"]
    # What is told can be given again, but for one of the two places.
    again = {name: value for name, value in told.items() if name == "Field" or name.endswith("Config")}
    if given["Field"] == "http-header":
        again = told
    rule = client.modify_rule(RuleArn=made["RuleArn"], Conditions=[again])["Rules"][0]
    assert rule["Conditions"] == [told], (again, rule["Conditions"])
