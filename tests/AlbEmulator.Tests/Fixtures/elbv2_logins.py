# Actions that let only some pass come back as they were given, by AWS's SDK for Python, with what AWS adds of its own and
# without secrets; and what is wrong with them is refused in the words of AWS, where they are known.
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint, port, plain = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
client = boto3.client(
    "elbv2", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test",
    config=Config(retries={"max_attempts": 0}, parameter_validation=False))
lb = client.create_load_balancer(Name="demo", Subnets=["subnet-0a1b2c3d", "subnet-1a1b2c3d"])["LoadBalancers"][0]["LoadBalancerArn"]
answer = {"Type": "fixed-response", "Order": 2, "FixedResponseConfig": {"StatusCode": "404"}}
path = [{"Field": "path-pattern", "Values": ["/a"]}]
url = "https://idp.example.com/"
provider = {"Issuer": url, "AuthorizationEndpoint": url + "a", "TokenEndpoint": url + "t", "UserInfoEndpoint": url + "u", "ClientId": "shop"}
pool = {"UserPoolArn": "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a", "UserPoolClientId": "c", "UserPoolDomain": "shop"}
token = {"JwksEndpoint": url + "keys", "Issuer": url}
said = {
    "SessionCookieName": "S", "Scope": "openid email", "SessionTimeout": 60, "OnUnauthenticatedRequest": "deny",
    "AuthenticationRequestExtraParams": {"prompt": "login", "a b": "&=<>\"'", "empty": ""}}
added = {
    "SessionCookieName": "AWSELBAuthSessionCookie", "Scope": "openid", "SessionTimeout": 604800, "OnUnauthenticatedRequest": "authenticate"}
claims = [{"Format": "string-array", "Name": "groups", "Values": ["a", "b"]}, {"Format": "single-string", "Name": "x", "Values": ["y"]}]
secret = {"ClientSecret": "s3cr3t"}
oidc, cognito, jwt = "AuthenticateOidcConfig", "AuthenticateCognitoConfig", "JwtValidationConfig"
cases = [
    ("authenticate-oidc", oidc, provider | secret, provider | added),
    ("authenticate-oidc", oidc, provider | secret | said, provider | said),
    ("authenticate-cognito", cognito, pool, pool | added),
    ("authenticate-cognito", cognito, pool | said, pool | said),
    ("jwt-validation", jwt, token, token),
    ("jwt-validation", jwt, token | {"AdditionalClaims": claims}, token | {"AdditionalClaims": claims})]


def action(kind, config, given):
    return {"Type": kind, "Order": 1, config: given}


listener = None
for priority, (kind, config, given, told) in enumerate(cases, 1):
    actions, expected = [action(kind, config, given), answer], [action(kind, config, told), answer]
    certificates = [{"CertificateArn": "arn:aws:acm:us-east-1:000000000000:certificate/a"}]
    if listener is None:
        made = client.create_listener(
            LoadBalancerArn=lb, Protocol="HTTPS", Port=port, Certificates=certificates, DefaultActions=actions)["Listeners"][0]
        listener = made["ListenerArn"]
    else:
        made = client.modify_listener(ListenerArn=listener, DefaultActions=actions)["Listeners"][0]
    assert made["DefaultActions"] == expected, made
    assert client.describe_listeners(ListenerArns=[listener])["Listeners"][0]["DefaultActions"] == expected
    rule = client.create_rule(ListenerArn=listener, Priority=priority, Conditions=path, Actions=actions)["Rules"][0]
    assert rule["Actions"] == expected, rule
    if "ClientSecret" in given:
        given = {key: value for key, value in given.items() if key != "ClientSecret"} | {"UseExistingClientSecret": True}
    changed = client.modify_rule(RuleArn=rule["RuleArn"], Actions=[action(kind, config, given), answer])["Rules"][0]
    assert changed["Actions"] == expected, changed
    # What is told may be given again.
    if kind != "authenticate-oidc":
        assert client.modify_rule(RuleArn=rule["RuleArn"], Actions=changed["Actions"])["Rules"][0]["Actions"] == expected

wrong = []


def refused(code, message, kind, config=None, given=None, first=None):
    actions = [first or ({"Type": kind, "Order": 1} | ({config: given} if config else {})), answer]
    try:
        client.create_rule(ListenerArn=listener, Priority=99, Conditions=path, Actions=actions)
        wrong.append(f"{actions}: done")
    except ClientError as error:
        found = error.response["Error"]
        if (found["Code"], found["Message"]) != (code, message):
            wrong.append(f"{actions}:\n  {found['Code']}: {found['Message']}\n  and not\n  {code}: {message}")


def without(given, name):
    return {key: value for key, value in given.items() if key != name}


def invalid(value, place, constraint):
    return f"1 validation error detected: Value {value} at 'actions.1.member.{place}' failed to satisfy constraint: {constraint}"


bad, null, choice = "InvalidLoadBalancerAction", "Member must not be null", "Member must satisfy enum value set: "
for kind, config in (("authenticate-oidc", oidc), ("authenticate-cognito", cognito), ("jwt-validation", jwt)):
    refused(bad, f"For actions of type '{kind}', you must specify the following fields: '{config}'", kind)
for kind, config, given in (("authenticate-oidc", oidc, provider | secret), ("authenticate-cognito", cognito, pool)):
    wire = config[0].lower() + config[1:]
    for name in without(given, "ClientSecret"):
        refused("ValidationError", invalid("null", f"{wire}.{name[0].lower() + name[1:]}", null), kind, config, without(given, name))
    refused("ValidationError", invalid("'x'", f"{wire}.onUnauthenticatedRequest", choice + "[deny, allow, authenticate]"),
            kind, config, given | {"OnUnauthenticatedRequest": "x"})
    refused(bad, "'AuthenticationRequestExtraParams' may have up to 10 entries; 11 were specified",
            kind, config, given | {"AuthenticationRequestExtraParams": {str(number): "x" for number in range(11)}})
for name in token:
    refused("ValidationError", invalid("null", f"jwtValidationConfig.{name[0].lower() + name[1:]}", null),
            "jwt-validation", jwt, without(token, name))
refused("ValidationError", invalid("'x'", "jwtValidationConfig.additionalClaims.1.member.format",
                                   choice + "[single-string, string-array, space-separated-values]"),
        "jwt-validation", jwt, token | {"AdditionalClaims": [claims[0] | {"Format": "x"}]})
refused(bad, "'AdditionalClaims' may have up to 10 entries; 11 were specified", "jwt-validation", jwt, token | {
    "AdditionalClaims": [{"Format": "single-string", "Name": str(number), "Values": ["x"]} for number in range(11)]})

listener = client.create_listener(LoadBalancerArn=lb, Protocol="HTTP", Port=plain, DefaultActions=[answer])["Listeners"][0]["ListenerArn"]
for kind, config, given in (("authenticate-oidc", oidc, provider | secret), ("authenticate-cognito", cognito, pool), ("jwt-validation", jwt, token)):
    refused(bad, f"Actions of type '{kind}' are supported only on HTTPS listeners", kind, config, given)
assert not wrong, "\n".join(wrong)
