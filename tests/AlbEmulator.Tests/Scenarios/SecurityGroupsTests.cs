using System.Text.Json;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Security groups that clients make.
/// <see href="https://docs.aws.amazon.com/vpc/latest/userguide/working-with-security-groups.html"/>
/// </summary>
public sealed class SecurityGroupsTests
{
    private const string Web = """
        ["ec2", "create_security_group", { "GroupName": "web", "Description": "Web", "VpcId": "vpc-12345678",
            "TagSpecifications": [{ "ResourceType": "security-group", "Tags": [{ "Key": "Name", "Value": "<a> & \"b\"" }] }] }],
        ["ec2", "authorize_security_group_ingress", { "GroupId": "$0.GroupId", "IpPermissions": [
            { "IpProtocol": "6", "FromPort": 80, "ToPort": 80, "IpRanges": [{ "CidrIp": "10.1.2.3/8", "Description": "HTTP" }],
              "Ipv6Ranges": [{ "CidrIpv6": "2001:DB8::/32" }] },
            { "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "UserIdGroupPairs": [{ "GroupId": "$0.GroupId" }] },
            { "IpProtocol": "-1", "PrefixListIds": [{ "PrefixListId": "pl-12345678" }] }],
            "TagSpecifications": [{ "ResourceType": "security-group-rule", "Tags": [{ "Key": "Name", "Value": "rule" }] }] }],
        """;

    [Fact]
    public async Task A_group_is_kept_with_its_rules_and_tags_from_run_to_run()
    {
        using var data = new TempFolder();
        await using (var emulator = await StartAsync(data))
        {
            var made = await Boto.CallAsync(emulator.Control, $$"""
                [
                    {{Web}}
                    ["ec2", "create_tags", { "Resources": ["$0.GroupId", "$1.SecurityGroupRules.0.SecurityGroupRuleId"], "Tags": [{ "Key": "Stage", "Value": "" }] }],
                    ["ec2", "delete_tags", { "Resources": ["$1.SecurityGroupRules.0.SecurityGroupRuleId"], "Tags": [{ "Key": "Name" }] }],
                    ["ec2", "modify_security_group_rules", { "GroupId": "$0.GroupId", "SecurityGroupRules": [
                        { "SecurityGroupRuleId": "$1.SecurityGroupRules.1.SecurityGroupRuleId", "SecurityGroupRule":
                            { "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIpv4": "0.0.0.0/0", "Description": "HTTPS" } }] }],
                    ["ec2", "update_security_group_rule_descriptions_ingress", { "GroupId": "$0.GroupId", "IpPermissions": [
                        { "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{ "CidrIp": "10.0.0.0/8", "Description": "all of us" }] }] }]
                ]
                """);
            if (made is null)
            {
                return;
            }

            Assert.All(made, result => Assert.True(result.TryGetProperty("result", out _), result.ToString()));
            Assert.Equal(
                ["tcp 80 80 10.0.0.0/8  rule", "tcp 80 80  2001:db8::/32 rule", "tcp 80 80   rule", "-1 -1 -1   rule"],
                Answered.Each(made[1], "SecurityGroupRules", rule =>
                    $"{rule("IpProtocol")} {rule("FromPort")} {rule("ToPort")} {rule("CidrIpv4")} {rule("CidrIpv6")} {rule("Tags.0.Value")}"));
        }

        await using var again = await StartAsync(data);
        var kept = (await Boto.CallAsync(again.Control, """
            [
                ["ec2", "describe_security_groups", { "Filters": [{ "Name": "group-name", "Values": ["web"] }, { "Name": "vpc-id", "Values": ["vpc-12345678"] }] }],
                ["ec2", "describe_security_group_rules", { "Filters": [{ "Name": "group-id", "Values": ["$0.SecurityGroups.0.GroupId"] }] }],
                ["ec2", "describe_security_groups", { "Filters": [{ "Name": "ip-permission.cidr", "Values": ["10.0.0.0/8"] }, { "Name": "vpc-id", "Values": ["vpc-12345678"] }] }]
            ]
            """))!;
        var group = kept[0].GetProperty("result").GetProperty("SecurityGroups")[0];
        Assert.Equal("web Web vpc-12345678 <a> & \"b\" Stage", string.Join(' ', new[]
        {
            "GroupName", "Description", "VpcId", "Tags.0.Value", "Tags.1.Key",
        }.Select(path => Answered.At(group, path))));
        Assert.Equal(
            ["tcp 80 10.0.0.0/8 all of us", "tcp 443 0.0.0.0/0 HTTPS", "-1   "],
            group.GetProperty("IpPermissions").EnumerateArray().Select(one =>
                $"{Answered.At(one, "IpProtocol")} {Answered.At(one, "FromPort")} {Answered.At(one, "IpRanges.0.CidrIp")} {Answered.At(one, "IpRanges.0.Description")}"));
        Assert.Equal("pl-12345678", Answered.At(group, "IpPermissions.2.PrefixListIds.0.PrefixListId"));
        Assert.Equal(Answered.At(group, "GroupId"), Answered.At(group, "IpPermissions.0.UserIdGroupPairs.0.GroupId"));
        Assert.Equal("0.0.0.0/0", Answered.At(group, "IpPermissionsEgress.0.IpRanges.0.CidrIp"));
        Assert.Equal(5, kept[1].GetProperty("result").GetProperty("SecurityGroupRules").GetArrayLength());
        Assert.Single(Answered.Each(kept[2], "SecurityGroups", one => one("GroupId")));
    }

    [Fact]
    public async Task A_group_that_is_deleted_is_gone()
    {
        using var data = new TempFolder();
        await using var emulator = await StartAsync(data);
        var results = await Boto.CallAsync(emulator.Control, $$"""
            [
                {{Web}}
                ["ec2", "delete_security_group", { "GroupId": "$0.GroupId" }],
                ["ec2", "describe_security_groups", { "GroupIds": ["$0.GroupId"] }],
                ["ec2", "describe_security_group_rules", { "SecurityGroupRuleIds": ["$1.SecurityGroupRules.0.SecurityGroupRuleId"] }],
                ["ec2", "delete_security_group", { "GroupId": "$0.GroupId" }],
                {{Web.Replace("$0", "$6", StringComparison.Ordinal).TrimEnd().TrimEnd(',')}}
            ]
            """);

        if (results is not null)
        {
            Assert.Equal(
                ["InvalidGroup.NotFound", "InvalidSecurityGroupRuleId.NotFound", "InvalidGroup.NotFound"],
                new[] { 3, 4, 5 }.Select(place => Code(results[place])));
            Assert.True(results[6].TryGetProperty("result", out _), results[6].ToString());
            // The same name gives the same id, so that Terraform finds what it made in a run before.
            Assert.Equal(Text(results[0]), Text(results[6]));
        }
    }

    [Fact]
    public async Task A_group_of_a_load_balancer_is_not_deleted()
    {
        using var data = new TempFolder();
        await using var emulator = await StartAsync(data);
        var results = await Boto.CallAsync(emulator.Control, """
            [
                ["ec2", "create_security_group", { "GroupName": "web", "Description": "x" }],
                ["elbv2", "create_load_balancer", { "Name": "one", "Subnets": ["subnet-12345670", "subnet-12345671"], "SecurityGroups": ["$0.GroupId"] }],
                ["ec2", "delete_security_group", { "GroupId": "$0.GroupId" }],
                ["ec2", "delete_security_group", { "GroupName": "web" }],
                ["elbv2", "set_security_groups", { "LoadBalancerArn": "$1.LoadBalancers.0.LoadBalancerArn", "SecurityGroups": ["sg-12345678"] }],
                ["ec2", "delete_security_group", { "GroupId": "$0.GroupId" }],
                ["elbv2", "set_security_groups", { "LoadBalancerArn": "$1.LoadBalancers.0.LoadBalancerArn", "SecurityGroups": ["$0.GroupId"] }],
                ["ec2", "create_security_group", { "GroupName": "web", "Description": "x" }],
                ["elbv2", "set_security_groups", { "LoadBalancerArn": "$1.LoadBalancers.0.LoadBalancerArn", "SecurityGroups": ["$0.GroupId"] }],
                ["elbv2", "delete_load_balancer", { "LoadBalancerArn": "$1.LoadBalancers.0.LoadBalancerArn" }],
                ["ec2", "delete_security_group", { "GroupName": "web" }]
            ]
            """);

        if (results is not null)
        {
            var group = Answered.At(results[0].GetProperty("result"), "GroupId");
            Assert.All([results[2], results[3]], refused =>
            {
                Assert.Equal("DependencyViolation", Code(refused));
                Assert.Equal($"resource {group} has a dependent object", refused.GetProperty("message").GetString());
            });
            Assert.Equal("InvalidSecurityGroup", Code(results[6]));
            Assert.All([4, 5, 7, 8, 9, 10], place => Assert.True(results[place].TryGetProperty("result", out _), Text(results[place])));
        }
    }

    [Fact]
    public async Task What_is_wrong_changes_nothing_and_is_told_with_the_codes_of_aws()
    {
        using var data = new TempFolder();
        await using var emulator = await StartAsync(data);
        const string inGroup = "\"GroupId\": \"$0.GroupId\"";
        static string Ingress(string permission) => $$"""
            ["ec2", "authorize_security_group_ingress", { {{inGroup}}, "IpPermissions": [{{permission}}] }]
            """;
        (string Call, string Code)[] calls =
        [
            ("""["ec2", "create_security_group", { "GroupName": "web", "Description": "x", "VpcId": "vpc-12345678" }]""", "InvalidGroup.Duplicate"),
            ("""["ec2", "create_security_group", { "GroupName": "sg-x", "Description": "x" }]""", "InvalidParameterValue"),
            ("""["ec2", "create_security_group", { "GroupName": "übel", "Description": "x" }]""", "InvalidParameterValue"),
            ("""["ec2", "create_security_group", { "GroupName": "default", "Description": "x" }]""", "InvalidGroup.Duplicate"),
            ("""["ec2", "create_security_group", { "GroupName": "x", "Description": "x", "VpcId": "vpc-x" }]""", "InvalidVpcID.Malformed"),
            ("""
                ["ec2", "create_security_group", { "GroupName": "x", "Description": "x", "TagSpecifications": [
                    { "ResourceType": "security-group", "Tags": [{ "Key": "aws:x", "Value": "y" }] }] }]
                """, "InvalidParameterValue"),
            ("""
                ["ec2", "create_security_group", { "GroupName": "x", "Description": "x", "TagSpecifications": [
                    { "ResourceType": "instance", "Tags": [{ "Key": "x", "Value": "y" }] }] }]
                """, "InvalidParameterValue"),
            (Ingress("""{ "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{ "CidrIp": "10.0.0.0/8" }] }"""), "InvalidPermission.Duplicate"),
            (Ingress("""{ "IpProtocol": "tcp", "FromPort": 80, "ToPort": 79, "IpRanges": [{ "CidrIp": "10.0.0.0/8" }] }"""), "InvalidParameterValue"),
            (Ingress("""{ "IpProtocol": "tcp", "FromPort": 80, "ToPort": 70000, "IpRanges": [{ "CidrIp": "10.0.0.0/8" }] }"""), "InvalidParameterValue"),
            (Ingress("""{ "IpProtocol": "tcp", "IpRanges": [{ "CidrIp": "10.0.0.0/8" }] }"""), "InvalidParameterValue"),
            (Ingress("""{ "IpProtocol": "http", "IpRanges": [{ "CidrIp": "10.0.0.0/8" }] }"""), "InvalidParameterValue"),
            (Ingress("""{ "IpProtocol": "-1", "IpRanges": [{ "CidrIp": "10.0.0.0/33" }] }"""), "InvalidParameterValue"),
            (Ingress("""{ "IpProtocol": "-1", "IpRanges": [{ "CidrIp": "::/0" }] }"""), "InvalidParameterValue"),
            (Ingress("""{ "IpProtocol": "-1", "IpRanges": [{ "CidrIp": "10.0.0.0/8", "Description": "a\u0001b" }] }"""), "InvalidParameterValue"),
            (Ingress("""{ "IpProtocol": "-1", "PrefixListIds": [{ "PrefixListId": "x" }] }"""), "InvalidPrefixListId.Malformed"),
            (Ingress("""{ "IpProtocol": "-1", "UserIdGroupPairs": [{ "GroupId": "sg-x" }] }"""), "InvalidGroupId.Malformed"),
            (Ingress("""{ "IpProtocol": "-1" }"""), "MissingParameter"),
            ($$"""
                ["ec2", "revoke_security_group_egress", { {{inGroup}}, "IpPermissions": [{ "IpProtocol": "-1", "Ipv6Ranges": [{ "CidrIpv6": "::/0" }] }] }]
                """, "InvalidPermission.NotFound"),
            ($$"""["ec2", "revoke_security_group_ingress", { {{inGroup}}, "SecurityGroupRuleIds": ["sgr-12345678"] }]""", "InvalidSecurityGroupRuleId.NotFound"),
            ("""["ec2", "delete_security_group", { "GroupName": "default" }]""", "CannotDelete"),
            ("""["ec2", "delete_security_group", { "GroupId": "sg-12345678" }]""", "CannotDelete"),
            ("""["ec2", "create_tags", { "Resources": ["ami-12345678"], "Tags": [{ "Key": "x", "Value": "y" }] }]""", "InvalidID"),
            ("""["ec2", "create_tags", { "Resources": ["sgr-12345678"], "Tags": [{ "Key": "x", "Value": "y" }] }]""", "InvalidSecurityGroupRuleId.NotFound"),
            ("""["ec2", "create_tags", { "Resources": ["vpc-12345678"], "Tags": [{ "Key": "x", "Value": "a\u0001b" }] }]""", "InvalidParameterValue"),
            ($$"""["ec2", "delete_security_group", { {{inGroup}}, "DryRun": true }]""", "DryRunOperation"),
        ];
        var results = await Boto.CallAsync(emulator.Control, $$"""
            [
                {{Web}}
                ["ec2", "create_security_group", { "GroupName": "app", "Description": "x", "VpcId": "vpc-12345678" }],
                ["ec2", "authorize_security_group_ingress", { "GroupId": "$2.GroupId", "IpPermissions": [
                    { "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "UserIdGroupPairs": [{ {{inGroup}} }] }] }],
                ["ec2", "describe_security_groups", { "GroupIds": ["$0.GroupId"] }],
                {{string.Join(",\n", calls.Select(call => call.Call))}},
                ["ec2", "delete_security_group", { {{inGroup}} }],
                ["ec2", "describe_security_groups", { "GroupIds": ["$0.GroupId"] }]
            ]
            """);

        if (results is not null)
        {
            Assert.Equal(
                calls.Select(call => $"{call.Call} {call.Code}"),
                calls.Zip(results.Skip(5), (call, result) => $"{call.Call} {Code(result)}"));
            Assert.Equal("DependencyViolation", Code(results[^2]));
            Assert.Equal(Text(results[4]), Text(results[^1]));
            Assert.Equal(
                "the specified rule \"peer: 10.0.0.0/8, TCP, from port: 80, to port: 80, ALLOW\" already exists",
                results[5 + 7].GetProperty("message").GetString());
        }
    }

    [Fact]
    public async Task A_default_vpc_tells_permissions_that_it_does_not_know()
    {
        using var data = new TempFolder();
        await using var emulator = await StartAsync(data);
        var results = await Boto.CallAsync(emulator.Control, """
            [
                ["ec2", "create_security_group", { "GroupName": "web", "Description": "x" }],
                ["ec2", "authorize_security_group_ingress", { "GroupName": "web", "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "10.0.0.0/8" }],
                ["ec2", "revoke_security_group_egress", { "GroupId": "$0.GroupId", "IpPermissions": [
                    { "IpProtocol": "-1", "IpRanges": [{ "CidrIp": "0.0.0.0/0" }], "Ipv6Ranges": [{ "CidrIpv6": "::/0" }] }] }],
                ["ec2", "revoke_security_group_ingress", { "GroupId": "$0.GroupId", "SecurityGroupRuleIds": ["$1.SecurityGroupRules.0.SecurityGroupRuleId"] }],
                ["ec2", "describe_security_groups", { "GroupNames": ["web"] }]
            ]
            """);

        if (results is not null)
        {
            Assert.Equal(["0.0.0.0/0"], Answered.Each(results[2], "RevokedSecurityGroupRules", rule => rule("CidrIpv4")));
            Assert.Equal(["::/0"], Answered.Each(results[2], "UnknownIpPermissions", one => one("Ipv6Ranges.0.CidrIpv6")));
            Assert.Equal(["22"], Answered.Each(results[3], "RevokedSecurityGroupRules", rule => rule("FromPort")));
            Assert.Equal(["0 0"], Answered.Each(results[4], "SecurityGroups", group => $"{group("IpPermissions")} {group("IpPermissionsEgress")}"));
        }
    }

    private static Task<HostedEmulator> StartAsync(TempFolder data) => HostedEmulator.StartAsync(
        TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()), ("Alb:DataDirectory", data.Path));

    private static string Text(JsonElement result) => JsonSerializer.Serialize(result);

    private static string? Code(JsonElement result) =>
        result.TryGetProperty("error", out var code) ? code.GetString() : Text(result);
}
