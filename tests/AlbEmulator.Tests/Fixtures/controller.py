# What the AWS Load Balancer Controller asks AWS for one Ingress, call by call and in its order, with its filters and what it
# compares: "apply" makes what is missing and changes what differs, "delete" takes it away. Prints the calls that change
# something, a line each. Facts: https://github.com/kubernetes-sigs/aws-load-balancer-controller (pkg/deploy, pkg/networking).
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint, task, model = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
CLUSTER, VPC, STACK = "demo", model["vpc"], "shop/shop"
REGION = "us-east-1"
LEGACY = {"ingress.k8s.aws/cluster": CLUSTER, "ingress.k8s.aws/stack": STACK}
READING = ("Describe", "List", "Get")


def tell(params, model, **_):
    if not model.name.startswith(READING):
        print(model.name)


def client(service):
    made = boto3.client(
        service, endpoint_url=endpoint, region_name=REGION, aws_access_key_id="test", aws_secret_access_key="test",
        config=Config(user_agent="elbv2.k8s.aws/v3.4.0", retries={"total_max_attempts": 1}))
    made.meta.events.register("before-call", tell)
    return made


elbv2, ec2, acm, wafv2, waf, shield = map(client, ("elbv2", "ec2", "acm", "wafv2", "waf-regional", "shield"))


def paged(service, operation, members, **parameters):
    return [item for page in service.get_paginator(operation).paginate(**parameters) for item in page[members]]


def tags_for(resource):
    return {"elbv2.k8s.aws/cluster": CLUSTER, "ingress.k8s.aws/stack": STACK, "ingress.k8s.aws/resource": resource}


def listed(tags):
    return [{"Key": key, "Value": tags[key]} for key in sorted(tags)]


def read(tags):
    return {tag["Key"]: tag["Value"] for tag in tags}


def tags_of(arns):
    found = {}
    for start in range(0, len(arns), 20):
        for one in elbv2.describe_tags(ResourceArns=arns[start:start + 20])["TagDescriptions"]:
            found[one["ResourceArn"]] = read(one["Tags"])
    return found


def of_stack(items, key):
    """Those of the VPC that have the tags of the stack, by the resource that they are."""
    mine = [item for item in items if item.get("VpcId") == VPC]
    tags = tags_of([item[key] for item in mine])
    matching = {}
    for item in mine:
        its = tags[item[key]]
        if any(wanted.items() <= its.items() for wanted in (
                {"elbv2.k8s.aws/cluster": CLUSTER, "ingress.k8s.aws/stack": STACK}, LEGACY)):
            matching[its["ingress.k8s.aws/resource"]] = item
    return matching


def load_balancers():
    return of_stack(paged(elbv2, "describe_load_balancers", "LoadBalancers"), "LoadBalancerArn")


def is_public(subnet, tables):
    own = [table for table in tables if any(link.get("SubnetId") == subnet["SubnetId"] for link in table["Associations"])]
    main = [table for table in tables if any(link["Main"] for link in table["Associations"])]
    return any(route.get("GatewayId", "").startswith("igw") for route in (own or main)[0]["Routes"])


def discovered_subnets():
    vpc = {"Name": "vpc-id", "Values": [VPC]}
    role = "kubernetes.io/role/elb" if model["scheme"] == "internet-facing" else "kubernetes.io/role/internal-elb"
    subnets = paged(ec2, "describe_subnets", "Subnets", Filters=[vpc, {"Name": f"tag:{role}", "Values": ["", "1"]}])
    if not subnets:
        subnets = paged(ec2, "describe_subnets", "Subnets", Filters=[vpc])
        tables = paged(ec2, "describe_route_tables", "RouteTables", Filters=[vpc])
        subnets = [one for one in subnets if is_public(one, tables) == (model["scheme"] == "internet-facing")]
    by_zone = {}
    for one in sorted(subnets, key=lambda subnet: subnet["SubnetId"]):
        clusters = [tag for tag in read(one.get("Tags", [])) if tag.startswith("kubernetes.io/cluster")]
        if (not clusters or f"kubernetes.io/cluster/{CLUSTER}" in clusters) and one["AvailableIpAddressCount"] >= 8:
            by_zone.setdefault(one["AvailabilityZone"], one)
    for one in by_zone.values():
        zones = ec2.describe_availability_zones(ZoneIds=[one["AvailabilityZoneId"]])["AvailabilityZones"]
        assert [zone["ZoneType"] for zone in zones if zone["ZoneId"] == one["AvailabilityZoneId"]] == ["availability-zone"]
    assert len(by_zone) >= 2, by_zone
    return sorted(one["SubnetId"] for one in by_zone.values())


def groups_of(tags):
    filters = [{"Name": "vpc-id", "Values": [VPC]}] + [{"Name": f"tag:{key}", "Values": [tags[key]]} for key in sorted(tags)]
    return paged(ec2, "describe_security_groups", "SecurityGroups", Filters=filters)


def made_group(name, description, tags):
    return ec2.create_security_group(
        VpcId=VPC, GroupName=name, Description=description,
        TagSpecifications=[{"ResourceType": "security-group", "Tags": listed(tags)}])["GroupId"]


def permissions_of(group):
    return {(one["IpProtocol"], one.get("FromPort"), one.get("ToPort"), block["CidrIp"])
            for one in group["IpPermissions"] for block in one["IpRanges"]}


def written(permissions):
    return [{"IpProtocol": protocol, "FromPort": first, "ToPort": last, "IpRanges": [{"CidrIp": block, "Description": ""}]}
            for protocol, first, last, block in sorted(permissions)]


def frontend_group():
    wanted = {("tcp", port, port, "0.0.0.0/0") for port in model["ports"].values()}
    own = {"elbv2.k8s.aws/cluster": CLUSTER, "ingress.k8s.aws/stack": STACK}
    found = groups_of(own) + groups_of(LEGACY)
    identity = found[0]["GroupId"] if found else made_group(
        "k8s-shop-shop-0123456789", "[k8s] Managed SecurityGroup for LoadBalancer", tags_for("ManagedLBSecurityGroup"))
    group = paged(ec2, "describe_security_groups", "SecurityGroups", GroupIds=[identity])[0]
    missing_tags = tags_for("ManagedLBSecurityGroup").items() - read(group["Tags"]).items()
    if missing_tags:
        ec2.create_tags(Resources=[identity], Tags=listed(dict(missing_tags)))
    there = permissions_of(group)
    if wanted - there:
        ec2.authorize_security_group_ingress(GroupId=identity, IpPermissions=written(wanted - there))
    if there - wanted:
        ec2.revoke_security_group_ingress(GroupId=identity, IpPermissions=written(there - wanted))
    return identity


BACKEND = {"elbv2.k8s.aws/cluster": CLUSTER, "elbv2.k8s.aws/resource": "backend-sg"}


def backend_group():
    found = groups_of(BACKEND)
    return found[0]["GroupId"] if found else made_group(
        "k8s-traffic-demo-0123456789", "[k8s] Shared Backend SecurityGroup for LoadBalancer", BACKEND)


def certificates():
    algorithms = acm.meta.service_model.shape_for("KeyAlgorithm").enum
    summaries = paged(
        acm, "list_certificates", "CertificateSummaryList", CertificateStatuses=["ISSUED"], Includes={"keyTypes": list(algorithms)})
    fitting = []
    for summary in summaries:
        detail = acm.describe_certificate(CertificateArn=summary["CertificateArn"])["Certificate"]
        assert detail["Type"] == "IMPORTED" and detail["Status"] == "ISSUED", detail
        for name in detail["SubjectAlternativeNames"]:
            labels, host = name.split("."), model["host"].split(".")
            if name == model["host"] or (labels[0] == "*" and len(labels) == len(host) and labels[1:] == host[1:]):
                fitting.append(summary["CertificateArn"])
                break
    assert fitting, f"no certificate found for host: {model['host']}"
    return sorted(fitting)


GROUP = {
    "Name": "k8s-shop-web-0123456789", "TargetType": "ip", "Port": 8080, "Protocol": "HTTP", "ProtocolVersion": "HTTP1",
    "HealthCheckEnabled": True, "HealthCheckPort": "traffic-port", "HealthCheckProtocol": "HTTP", "HealthCheckPath": "/",
    "Matcher": {"HttpCode": "200"}, "HealthCheckIntervalSeconds": 15, "HealthCheckTimeoutSeconds": 5,
    "HealthyThresholdCount": 2, "UnhealthyThresholdCount": 2,
}


def applied_attributes(describe, modify, wanted, **resource):
    there = {one["Key"]: one["Value"] for one in describe(**resource)["Attributes"]}
    changed = {key: value for key, value in wanted.items() if there[key] != value}
    if changed:
        modify(**resource, Attributes=listed(changed))


def applied_tags(arn, wanted, there):
    missing = {key: value for key, value in wanted.items() if there.get(key) != value}
    if missing:
        elbv2.add_tags(ResourceArns=[arn], Tags=listed(missing))
    gone = [key for key in there if key not in wanted and not key.startswith("aws:")]
    if gone:
        elbv2.remove_tags(ResourceArns=[arn], TagKeys=gone)


def target_group():
    groups = of_stack(paged(elbv2, "describe_target_groups", "TargetGroups"), "TargetGroupArn")
    resource = "shop/shop-web:80"
    if resource in groups:
        group = groups[resource]
        applied_tags(group["TargetGroupArn"], tags_for(resource), tags_of([group["TargetGroupArn"]])[group["TargetGroupArn"]])
        for name in ("TargetType", "Protocol", "ProtocolVersion"):
            assert group[name] == GROUP[name], f"would be replaced for its {name}"
        checks = {name: value for name, value in GROUP.items() if name.startswith("Health") or name in ("Matcher", "UnhealthyThresholdCount")}
        if any(group[name] != value for name, value in checks.items()):
            elbv2.modify_target_group(TargetGroupArn=group["TargetGroupArn"], **checks)
    else:
        group = elbv2.create_target_group(**GROUP, VpcId=VPC, Tags=listed(tags_for(resource)))["TargetGroups"][0]
    applied_attributes(
        elbv2.describe_target_group_attributes, elbv2.modify_target_group_attributes,
        {"deregistration_delay.timeout_seconds": "5"}, TargetGroupArn=group["TargetGroupArn"])
    return group["TargetGroupArn"]


def load_balancer(subnets, groups):
    there = load_balancers()
    if "LoadBalancer" in there:
        one = there["LoadBalancer"]
        arn = one["LoadBalancerArn"]
        assert one["Type"] == "application" and one["Scheme"] == model["scheme"], "would be replaced"
        applied_tags(arn, tags_for("LoadBalancer"), tags_of([arn])[arn])
        if set(one["SecurityGroups"]) != set(groups):
            elbv2.set_security_groups(LoadBalancerArn=arn, SecurityGroups=groups)
        if {zone["SubnetId"] for zone in one["AvailabilityZones"]} != set(subnets):
            elbv2.set_subnets(LoadBalancerArn=arn, SubnetMappings=[{"SubnetId": one} for one in subnets])
        if one["IpAddressType"] != "ipv4":
            elbv2.set_ip_address_type(LoadBalancerArn=arn, IpAddressType="ipv4")
        assert "IpamPools" not in one, "would be taken off its pool"
    else:
        one = elbv2.create_load_balancer(
            Name="k8s-shop-shop-0123456789", Type="application", Scheme=model["scheme"], IpAddressType="ipv4",
            SubnetMappings=[{"SubnetId": one} for one in subnets], SecurityGroups=groups,
            Tags=listed(tags_for("LoadBalancer")))["LoadBalancers"][0]
    applied_attributes(
        elbv2.describe_load_balancer_attributes, elbv2.modify_load_balancer_attributes,
        {"idle_timeout.timeout_seconds": "30"}, LoadBalancerArn=one["LoadBalancerArn"])
    return one["LoadBalancerArn"]


def same_actions(wanted, there):
    """As the controller compares them: without what stands twice, and a single target group without its weight."""
    def plain(action):
        action = {name: value for name, value in action.items() if name not in ("Order", "TargetGroupArn")}
        if "ForwardConfig" in action:
            groups = [dict(group) for group in action["ForwardConfig"]["TargetGroups"]]
            if len(groups) == 1:
                groups[0].pop("Weight", None)
            action["ForwardConfig"] = sorted(groups, key=lambda group: group["TargetGroupArn"])
        if "RedirectConfig" in action:
            unset = {"Host": "#{host}", "Path": "/#{path}", "Port": "#{port}", "Protocol": "#{protocol}", "Query": "#{query}"}
            action["RedirectConfig"] = unset | action["RedirectConfig"]
        return action
    return [plain(one) for one in wanted] == [plain(one) for one in there]


def same_conditions(wanted, there):
    def plain(conditions):
        return sorted(({name: value for name, value in one.items() if name not in ("Values", "RegexValues")} for one in conditions),
                      key=lambda one: one["Field"])
    return plain(wanted) == plain(there)


def listeners_of(arn):
    found = paged(elbv2, "describe_listeners", "Listeners", LoadBalancerArn=arn)
    tags = tags_of([one["ListenerArn"] for one in found])
    return {one["Port"]: (one, tags[one["ListenerArn"]]) for one in found}


def listener(there, arn, name, certificate_arns):
    port = model["ports"][name]
    not_found = [{"Type": "fixed-response", "Order": 1, "FixedResponseConfig": {"ContentType": "text/plain", "StatusCode": "404"}}]
    redirect = [{"Type": "redirect", "RedirectConfig": {"Port": str(model["ports"]["HTTPS"]), "Protocol": "HTTPS", "StatusCode": "HTTP_301"}}]
    wanted = {"Port": port, "Protocol": name, "DefaultActions": not_found if name == "HTTPS" else redirect}
    if name == "HTTPS":
        wanted |= {"Certificates": [{"CertificateArn": certificate_arns[0]}], "SslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06"}
    extra = set()
    if port in there:
        one, tags = there[port]
        applied_tags(one["ListenerArn"], tags_for(str(port)), tags)
        if (not same_actions(wanted["DefaultActions"], one["DefaultActions"]) or one["Protocol"] != name
                or one.get("Certificates", []) != wanted.get("Certificates", []) or one.get("SslPolicy") != wanted.get("SslPolicy")):
            elbv2.modify_listener(ListenerArn=one["ListenerArn"], **wanted)
        if name == "HTTPS":
            extra = {certificate["CertificateArn"] for certificate
                     in paged(elbv2, "describe_listener_certificates", "Certificates", ListenerArn=one["ListenerArn"])
                     if not certificate["IsDefault"]}
    else:
        one = elbv2.create_listener(LoadBalancerArn=arn, **wanted, Tags=listed(tags_for(str(port))))["Listeners"][0]
    if name == "HTTPS":
        # The default one too: it stays when another becomes the default.
        for other in sorted(extra - set(certificate_arns)):
            elbv2.remove_listener_certificates(ListenerArn=one["ListenerArn"], Certificates=[{"CertificateArn": other}])
        for other in sorted(set(certificate_arns) - extra):
            elbv2.add_listener_certificates(ListenerArn=one["ListenerArn"], Certificates=[{"CertificateArn": other}])
    applied_attributes(elbv2.describe_listener_attributes, elbv2.modify_listener_attributes, {}, ListenerArn=one["ListenerArn"])
    return one["ListenerArn"]


def rules(listener_arn, port, group):
    forward = [{"Type": "forward", "Order": 1, "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": group}]}}]
    host = {"Field": "host-header", "HostHeaderConfig": {"Values": [model["host"]]}}
    wanted = [
        (1, [host, {"Field": "path-pattern", "PathPatternConfig": {"Values": ["/api", "/api/*"]}}], forward),
        (2, [host, {"Field": "path-pattern", "PathPatternConfig": {"Values": ["/*"]}}], forward),
    ]
    there = [rule for rule in paged(elbv2, "describe_rules", "Rules", ListenerArn=listener_arn) if not rule["IsDefault"]]
    tags = tags_of([rule["RuleArn"] for rule in there])
    for priority, conditions, actions in wanted:
        resource = f"{port}:{priority}"
        same = [rule for rule in there if rule["Priority"] == str(priority)]
        if not same:
            elbv2.create_rule(
                ListenerArn=listener_arn, Priority=priority, Conditions=conditions, Actions=actions, Tags=listed(tags_for(resource)))
            continue
        rule = same[0]
        if not same_actions(actions, rule["Actions"]) or not same_conditions(conditions, rule["Conditions"]) or rule.get("Transforms"):
            elbv2.modify_rule(RuleArn=rule["RuleArn"], Conditions=conditions, Actions=actions, ResetTransforms=True)
        applied_tags(rule["RuleArn"], tags_for(resource), tags[rule["RuleArn"]])


def opened_to(backend, wanted):
    """The security group of a node lets the load balancer in, by a rule that is told from others by its description."""
    mine = "elbv2.k8s.aws/targetGroupBinding=shared"
    [reservation] = paged(ec2, "describe_instances", "Reservations", InstanceIds=[model["node"]])
    [primary] = [one for one in reservation["Instances"][0]["NetworkInterfaces"] if one["Attachment"]["DeviceIndex"] == 0]
    [identity] = [one["GroupId"] for one in primary["Groups"]]
    groups = paged(ec2, "describe_security_groups", "SecurityGroups", GroupIds=[identity])
    paged(ec2, "describe_security_groups", "SecurityGroups", Filters=[
        {"Name": f"tag:kubernetes.io/cluster/{CLUSTER}", "Values": ["owned", "shared"]}, {"Name": "vpc-id", "Values": [VPC]}])
    there = {one["FromPort"] for one in groups[0]["IpPermissions"] for pair in one["UserIdGroupPairs"] if pair.get("Description") == mine}

    def permissions(ports):
        return [{"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "UserIdGroupPairs": [{"GroupId": backend, "Description": mine}]}
                for port in sorted(ports)]
    if wanted - there:
        ec2.authorize_security_group_ingress(GroupId=identity, IpPermissions=permissions(wanted - there))
    if there - wanted:
        ec2.revoke_security_group_ingress(GroupId=identity, IpPermissions=permissions(there - wanted))


def targets(group):
    """An address outside of the VPC is one of all zones."""
    wanted = {(address, port) for address, port in model["pods"]}
    states = elbv2.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
    there = {(one["Target"]["Id"], one["Target"]["Port"]) for one in states if one["TargetHealth"]["State"] != "draining"}
    if there - wanted:
        elbv2.deregister_targets(TargetGroupArn=group, Targets=[{"Id": one, "Port": port} for one, port in sorted(there - wanted)])
    if wanted - there:
        vpc = ec2.describe_vpcs(VpcIds=[VPC])["Vpcs"][0]
        assert [one["CidrBlockState"]["State"] for one in vpc["CidrBlockAssociationSet"]] == ["associated"], vpc
        assert vpc.get("Ipv6CidrBlockAssociationSet", []) == [], vpc
        elbv2.register_targets(TargetGroupArn=group, Targets=[
            {"Id": one, "Port": port, "AvailabilityZone": "all"} for one, port in sorted(wanted - there)])
        some = [{"Id": one, "Port": port} for one, port in sorted(wanted)]
        states = elbv2.describe_target_health(TargetGroupArn=group, Targets=some)["TargetHealthDescriptions"]
        assert len(states) == len(some), states


def add_ons(load_balancer_arn):
    """As with the annotations wafv2-acl-arn, waf-acl-id and shield-advanced-protection set to none and false."""
    assert "WebACL" not in wafv2.get_web_acl_for_resource(ResourceArn=load_balancer_arn)
    assert "WebACLSummary" not in waf.get_web_acl_for_resource(ResourceArn=load_balancer_arn)


def apply():
    assert shield.get_subscription_state()["SubscriptionState"] == "INACTIVE"
    existing = load_balancers()
    subnets = sorted(zone["SubnetId"] for zone in existing["LoadBalancer"]["AvailabilityZones"]) if existing else discovered_subnets()
    backend = backend_group()
    certificate_arns = certificates()
    frontend = frontend_group()
    group = target_group()
    arn = load_balancer(subnets, [frontend, backend])
    there = listeners_of(arn)
    for name in ("HTTP", "HTTPS"):
        listener_arn = listener(there, arn, name, certificate_arns)
        if name == "HTTPS":
            rules(listener_arn, model["ports"][name], group)
    opened_to(backend, {port for _, port in model["pods"]})
    targets(group)
    add_ons(arn)
    state = paged(elbv2, "describe_load_balancers", "LoadBalancers", LoadBalancerArns=[arn])[0]["State"]["Code"]
    assert state in ("provisioning", "active"), state


def refused(call, code, **parameters):
    try:
        call(**parameters)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        return
    raise AssertionError(f"{code} did not come")


def delete():
    group = of_stack(paged(elbv2, "describe_target_groups", "TargetGroups"), "TargetGroupArn")["shop/shop-web:80"]["TargetGroupArn"]
    arn = load_balancers()["LoadBalancer"]["LoadBalancerArn"]
    frontend = groups_of({"elbv2.k8s.aws/cluster": CLUSTER, "ingress.k8s.aws/stack": STACK})[0]["GroupId"]
    # What is in use goes when it is not any more: until then these codes have the controller come again.
    refused(elbv2.delete_target_group, "ResourceInUse", TargetGroupArn=group)
    refused(ec2.delete_security_group, "DependencyViolation", GroupId=frontend)
    elbv2.delete_load_balancer(LoadBalancerArn=arn)
    there = elbv2.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
    elbv2.deregister_targets(TargetGroupArn=group, Targets=[one["Target"] for one in there])
    backend = groups_of(BACKEND)[0]["GroupId"]
    refused(ec2.delete_security_group, "DependencyViolation", GroupId=backend)
    opened_to(backend, set())
    elbv2.delete_target_group(TargetGroupArn=group)
    refused(elbv2.describe_target_health, "TargetGroupNotFound", TargetGroupArn=group)
    refused(wafv2.get_web_acl_for_resource, "WAFNonexistentItemException", ResourceArn=arn)
    ec2.delete_security_group(GroupId=frontend)
    ec2.delete_security_group(GroupId=backend)
    assert not load_balancers() and not groups_of(BACKEND)


{"apply": apply, "delete": delete}[task]()
