using System.Text.Json;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// What clients ask EC2 and STS beside load balancers, with AWS's own SDK.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/OperationList-query-vpc.html"/>
/// </summary>
public sealed class CompanionsTests
{
    private static readonly (string, string)[] Shop =
    [
        ("Alb:Network:Vpcs:vpc-0a1b2c3d:Cidr", "10.0.0.0/16"),
        ("Alb:Network:Vpcs:vpc-0a1b2c3d:Tags:Name", "shop"),
        ("Alb:Network:Vpcs:vpc-0000000e:Cidr", "10.9.0.0/16"),
        ("Alb:Network:Subnets:subnet-0000000a:Vpc", "vpc-0a1b2c3d"),
        ("Alb:Network:Subnets:subnet-0000000a:Zone", "us-east-1a"),
        ("Alb:Network:Subnets:subnet-0000000a:Cidr", "10.0.1.0/24"),
        ("Alb:Network:Subnets:subnet-0000000a:Tags:Tier", "web"),
        ("Alb:Network:Subnets:subnet-0000000b:Vpc", "vpc-0a1b2c3d"),
        ("Alb:Network:Subnets:subnet-0000000b:Zone", "b"),
        ("Alb:Network:Subnets:subnet-0000000b:Cidr", "10.0.2.0/24"),
        ("Alb:Network:Subnets:subnet-0000000b:Public", "false"),
        ("Alb:Network:Subnets:subnet-0000000b:Tags:Role", ""),
        ("Alb:Network:SecurityGroups:sg-0000000a:Vpc", "vpc-0a1b2c3d"),
        ("Alb:Network:SecurityGroups:sg-0000000a:Name", "web"),
        ("Alb:Network:Instances:i-0000000a:Address", "10.0.2.7"),
        ("Alb:Network:Instances:i-0000000b:Address", "orders"),
    ];

    [Fact]
    public async Task A_new_account_has_a_default_vpc_with_a_subnet_in_each_zone()
    {
        var results = await AskAsync([], """
            [
                ["sts", "get_caller_identity", {}],
                ["sts", "get_access_key_info", { "AccessKeyId": "AKIAIOSFODNN7EXAMPLE" }],
                ["ec2", "describe_account_attributes", {}],
                ["ec2", "describe_availability_zones", {}],
                ["ec2", "describe_vpcs", {}],
                ["ec2", "describe_subnets", {}],
                ["ec2", "describe_security_groups", {}],
                ["ec2", "describe_security_group_rules", {}],
                ["ec2", "describe_internet_gateways", {}],
                ["ec2", "describe_route_tables", {}],
                ["ec2", "describe_instances", {}],
                ["ec2", "describe_network_interfaces", {}],
                ["ec2", "describe_vpn_gateways", {}]
            ]
            """);

        if (results is not null)
        {
            var golden = Path.Combine(AppContext.BaseDirectory, "Fixtures", "default-network.json");
            using var expected = JsonDocument.Parse(await File.ReadAllTextAsync(golden));
            Assert.Equal(expected.RootElement.EnumerateArray().Select(Text), results.Select(Text));
        }
    }

    [Fact]
    public async Task Settings_say_what_there_is()
    {
        var results = await AskAsync(Shop, """
            [
                ["ec2", "describe_vpcs", {}],
                ["ec2", "describe_subnets", { "Filters": [{ "Name": "vpc-id", "Values": ["vpc-0a1b2c3d"] }] }],
                ["ec2", "describe_security_groups", { "Filters": [{ "Name": "vpc-id", "Values": ["vpc-0a1b2c3d"] }] }],
                ["ec2", "describe_instances", {}],
                ["ec2", "describe_route_tables", { "Filters": [{ "Name": "association.subnet-id", "Values": ["subnet-0000000b"] }] }],
                ["ec2", "describe_subnets", { "Filters": [{ "Name": "vpc-id", "Values": ["vpc-0000000e"] }] }],
                ["ec2", "describe_account_attributes", { "AttributeNames": ["default-vpc"] }]
            ]
            """);

        if (results is not null)
        {
            Assert.Equal(
                ["vpc-0000000e 10.9.0.0/16 False ", "vpc-0a1b2c3d 10.0.0.0/16 False shop"],
                Answered.Each(results[0], "Vpcs", vpc => $"{vpc("VpcId")} {vpc("CidrBlock")} {vpc("IsDefault")} {vpc("Tags.0.Value")}"));
            Assert.Equal(
                ["subnet-0000000a us-east-1a 10.0.1.0/24 251 True False", "subnet-0000000b us-east-1b 10.0.2.0/24 251 False False"],
                Answered.Each(results[1], "Subnets", subnet =>
                    $"{subnet("SubnetId")} {subnet("AvailabilityZone")} {subnet("CidrBlock")} {subnet("AvailableIpAddressCount")} "
                    + $"{subnet("MapPublicIpOnLaunch")} {subnet("DefaultForAz")}"));
            Assert.Equal(["default", "web"], Answered.Each(results[2], "SecurityGroups", group => group("GroupName")));
            Assert.Equal(
                ["10.0.2.7 ip-10-0-2-7.ec2.internal subnet-0000000b us-east-1b running"],
                Answered.Each(results[3], "Reservations", of =>
                    $"{of("Instances.0.PrivateIpAddress")} {of("Instances.0.PrivateDnsName")} {of("Instances.0.SubnetId")} "
                    + $"{of("Instances.0.Placement.AvailabilityZone")} {of("Instances.0.State.Name")}").Take(1));
            // A host name is no address: the instance has one of its subnet.
            Assert.StartsWith("10.9.", Answered.Each(results[3], "Reservations", of => of("Instances.0.PrivateIpAddress")).Last(), StringComparison.Ordinal);
            Assert.Equal(["10.0.0.0/16 local 1"], Answered.Each(results[4], "RouteTables", table =>
                $"{table("Routes.0.DestinationCidrBlock")} {table("Routes.0.GatewayId")} {table("Routes")}"));
            Assert.Equal(
                ["us-east-1a 10.9.0.0/20", "us-east-1b 10.9.16.0/20", "us-east-1c 10.9.32.0/20"],
                Answered.Each(results[5], "Subnets", subnet => $"{subnet("AvailabilityZone")} {subnet("CidrBlock")}"));
            Assert.Equal(["none"], Answered.Each(results[6], "AccountAttributes", one => one("AttributeValues.0.AttributeValue")));
        }
    }

    [Fact]
    public async Task Filters_take_one_of_their_values_and_hold_together()
    {
        (string Name, string Values, string Found)[] filters =
        [
            ("availability-zone", "us-east-1a", "subnet-0000000a"),
            ("availabilityZoneId", "use1-az2", "subnet-0000000b"),
            ("availability-zone", "us-east-1?", "subnet-0000000a subnet-0000000b"),
            ("cidr-block", "10.0.1.0/24,10.0.2.0/24", "subnet-0000000a subnet-0000000b"),
            ("map-public-ip-on-launch", "false", "subnet-0000000b"),
            ("default-for-az", "true", ""),
            ("state", "available", "subnet-0000000a subnet-0000000b"),
            ("state", "avail*", "subnet-0000000a subnet-0000000b"),
            ("state", "avail\\\\*", ""),
            ("tag:Tier", "web", "subnet-0000000a"),
            ("tag:Tier", "*", "subnet-0000000a"),
            ("tag:tier", "web", ""),
            ("tag-key", "Tier", "subnet-0000000a"),
            ("tag:Role", "", "subnet-0000000b"),
            ("tag:Role", ",1", "subnet-0000000b"),
            ("tag:Role", "*", "subnet-0000000b"),
            ("tag:Role", "?", ""),
            ("tag:Tier", "", ""),
            ("subnet-id", "subnet-0000000b", "subnet-0000000b"),
            ("outpost-arn", "*", ""),
        ];
        var results = await AskAsync(Shop, $"[{string.Join(",", filters.Select(filter => $$"""
            ["ec2", "describe_subnets", { "Filters": [
                { "Name": "vpc-id", "Values": ["vpc-0a1b2c3d"] },
                { "Name": "{{filter.Name}}", "Values": ["{{string.Join("\", \"", filter.Values.Split(','))}}"] }] }]
            """))}]");

        if (results is not null)
        {
            Assert.Equal(
                filters.Select(filter => $"{filter.Name} {filter.Values}: {filter.Found}"),
                filters.Zip(results, (filter, result) =>
                    $"{filter.Name} {filter.Values}: {string.Join(' ', Answered.Each(result, "Subnets", subnet => subnet("SubnetId")))}"));
        }
    }

    [Fact]
    public async Task Ids_that_stand_nowhere_are_there_by_convention()
    {
        var results = await AskAsync([], """
            [
                ["ec2", "describe_subnets", { "SubnetIds": ["subnet-11111111", "subnet-0123456789abcdef2", "subnet-33333333"] }],
                ["ec2", "describe_vpcs", {}],
                ["ec2", "describe_vpcs", { "VpcIds": ["vpc-12345678"] }],
                ["ec2", "describe_subnets", { "Filters": [{ "Name": "vpc-id", "Values": ["vpc-12345678"] }] }],
                ["ec2", "describe_subnets", { "SubnetIds": ["$3.Subnets.1.SubnetId"] }],
                ["ec2", "describe_security_groups", { "GroupIds": ["sg-12345678"] }],
                ["ec2", "describe_security_groups", { "Filters": [{ "Name": "vpc-id", "Values": ["vpc-12345678"] }] }],
                ["ec2", "describe_security_groups", { "GroupIds": ["$6.SecurityGroups.0.GroupId"] }],
                ["ec2", "describe_vpc_attribute", { "VpcId": "vpc-87654321", "Attribute": "enableDnsHostnames" }],
                ["ec2", "describe_internet_gateways", { "Filters": [{ "Name": "attachment.vpc-id", "Values": ["vpc-12345678"] }] }],
                ["ec2", "describe_route_tables", { "Filters": [{ "Name": "vpc-id", "Values": ["vpc-12345678"] }] }]
            ]
            """);

        if (results is not null)
        {
            Assert.Equal(
                ["us-east-1b False", "us-east-1c False", "us-east-1a False"],
                Answered.Each(results[0], "Subnets", subnet => $"{subnet("AvailabilityZone")} {subnet("DefaultForAz")}"));
            var main = Assert.Single(Answered.Each(results[1], "Vpcs", vpc => vpc("VpcId")));
            Assert.Equal([main, main, main], Answered.Each(results[0], "Subnets", subnet => subnet("VpcId")));
            Assert.Equal(["vpc-12345678 10.113.0.0/16"], Answered.Each(results[2], "Vpcs", vpc => $"{vpc("VpcId")} {vpc("CidrBlock")}"));
            Assert.Equal(["10.113.0.0/20", "10.113.16.0/20", "10.113.32.0/20"], Answered.Each(results[3], "Subnets", subnet => subnet("CidrBlock")));
            Assert.Equal(["vpc-12345678 us-east-1b"], Answered.Each(results[4], "Subnets", subnet => $"{subnet("VpcId")} {subnet("AvailabilityZone")}"));
            Assert.Equal([$"group-12345678 {main}"], Answered.Each(results[5], "SecurityGroups", group => $"{group("GroupName")} {group("VpcId")}"));
            Assert.Equal(["default vpc-12345678"], Answered.Each(results[7], "SecurityGroups", group => $"{group("GroupName")} {group("VpcId")}"));
            Assert.Contains("false", Text(results[8]), StringComparison.Ordinal);
            Assert.Single(Answered.Each(results[9], "InternetGateways", one => one("InternetGatewayId")));
            Assert.Single(Answered.Each(results[10], "RouteTables", one => one("RouteTableId")));
        }
    }

    [Fact]
    public async Task What_is_wrong_is_told_with_the_codes_of_aws()
    {
        (string Call, string Code)[] calls =
        [
            ("""["ec2", "describe_subnets", { "SubnetIds": ["foo"] }]""", "InvalidSubnetID.Malformed"),
            ("""["ec2", "describe_subnets", { "SubnetIds": ["subnet-xyz"] }]""", "InvalidSubnetID.Malformed"),
            ("""["ec2", "describe_vpcs", { "VpcIds": ["vpc-1"] }]""", "InvalidVpcID.Malformed"),
            ("""["ec2", "describe_security_groups", { "GroupIds": ["vpc-12345678"] }]""", "InvalidGroupId.Malformed"),
            ("""["ec2", "describe_security_groups", { "GroupNames": ["nobody"] }]""", "InvalidGroup.NotFound"),
            ("""["ec2", "describe_instances", { "InstanceIds": ["i-12345678"] }]""", "InvalidInstanceID.NotFound"),
            ("""["ec2", "describe_instances", { "InstanceIds": ["i-?"] }]""", "InvalidInstanceID.Malformed"),
            ("""["ec2", "describe_network_interfaces", { "NetworkInterfaceIds": ["eni-12345678"] }]""", "InvalidNetworkInterfaceID.NotFound"),
            ("""["ec2", "describe_route_tables", { "RouteTableIds": ["rtb-12345678"] }]""", "InvalidRouteTableID.NotFound"),
            ("""["ec2", "describe_internet_gateways", { "InternetGatewayIds": ["igw-12345678"] }]""", "InvalidInternetGatewayID.NotFound"),
            ("""["ec2", "describe_security_group_rules", { "SecurityGroupRuleIds": ["sgr-12345678"] }]""", "InvalidSecurityGroupRuleId.NotFound"),
            ("""["ec2", "describe_availability_zones", { "ZoneNames": ["eu-west-1a"] }]""", "InvalidParameterValue"),
            ("""["ec2", "describe_subnets", { "Filters": [{ "Name": "nonsense", "Values": ["x"] }] }]""", "InvalidParameterValue"),
            ("""["ec2", "describe_vpc_attribute", { "VpcId": "vpc-12345678", "Attribute": "nonsense" }]""", "InvalidParameterValue"),
            ("""["ec2", "describe_subnets", { "NextToken": "nonsense" }]""", "InvalidNextToken"),
            ("""["ec2", "describe_vpcs", { "DryRun": true }]""", "DryRunOperation"),
            ("""["ec2", "describe_addresses", {}]""", "InvalidAction"),
            ("""["sts", "get_session_token", {}]""", "InvalidAction"),
            ("""["sts", "get_access_key_info", { "AccessKeyId": "<script>alert(1)" }]""", "ValidationError"),
        ];
        var results = await AskAsync([], $"[{string.Join(',', calls.Select(call => call.Call))}]");

        if (results is not null)
        {
            Assert.Equal(
                calls.Select(call => $"{call.Call} {call.Code}"),
                calls.Zip(results, (call, result) => $"{call.Call} {Code(result)}"));
            Assert.Equal(
                "Invalid id: \"foo\" (expecting \"subnet-...\")",
                results[0].GetProperty("message").GetString());
            Assert.StartsWith(
                "The action DescribeAddresses is not valid for this web service: the emulator answers AuthorizeSecurityGroupEgress, ",
                results[16].GetProperty("message").GetString(),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Long_lists_come_in_pages()
    {
        await using var emulator = await StartAsync([.. Enumerable.Range(0, 12)
            .Select(number => ($"Alb:Network:SecurityGroups:sg-0000000{number:x}:Name", $"group-{number:d2}"))]);
        var results = await Boto.CallAsync(emulator.Control, """
            [
                ["ec2", "describe_security_groups", { "MaxResults": 5 }],
                ["ec2", "describe_security_groups", { "MaxResults": 5, "NextToken": "$0.NextToken" }],
                ["ec2", "describe_security_groups", { "MaxResults": 5, "NextToken": "$1.NextToken" }]
            ]
            """);

        if (results is not null)
        {
            Assert.Equal([5, 5, 3], results.Select(result => Answered.Each(result, "SecurityGroups", group => group("GroupId")).Length));
            Assert.Equal(13, results.SelectMany(result => Answered.Each(result, "SecurityGroups", group => group("GroupId"))).Distinct().Count());
            Assert.False(results[2].GetProperty("result").TryGetProperty("NextToken", out _));
        }
    }

    [Fact]
    public async Task Each_region_and_account_has_a_network_of_its_own()
    {
        await using var emulator = await StartAsync([("Alb:AccountId", "123456789012")]);
        const string calls = """
            [
                ["sts", "get_caller_identity", {}],
                ["ec2", "describe_availability_zones", { "Filters": [{ "Name": "opt-in-status", "Values": ["opt-in-not-required"] }] }],
                ["ec2", "describe_vpcs", {}]
            ]
            """;
        var (ohio, tokyo) = (
            await Boto.CallAsync(emulator.Control, calls, "us-east-2"), await Boto.CallAsync(emulator.Control, calls, "ap-northeast-1"));

        if (ohio is not null && tokyo is not null)
        {
            Assert.Contains("arn:aws:iam::123456789012:root", Text(ohio[0]), StringComparison.Ordinal);
            Assert.Equal(
                ["us-east-2a use2-az1", "us-east-2b use2-az2", "us-east-2c use2-az3"],
                Answered.Each(ohio[1], "AvailabilityZones", zone => $"{zone("ZoneName")} {zone("ZoneId")}"));
            Assert.Equal(
                ["ap-northeast-1a apne1-az1", "ap-northeast-1b apne1-az2", "ap-northeast-1c apne1-az3"],
                Answered.Each(tokyo[1], "AvailabilityZones", zone => $"{zone("ZoneName")} {zone("ZoneId")}"));
            Assert.NotEqual(Text(ohio[2]), Text(tokyo[2]));
        }
    }

    [Fact]
    public async Task Switched_off_they_say_so()
    {
        var results = await AskAsync([("Alb:Companions", "false")], """
            [["ec2", "describe_vpcs", {}], ["sts", "get_caller_identity", {}]]
            """);

        if (results is not null)
        {
            Assert.All(results, result => Assert.Equal("UnsupportedOperation", Code(result)));
            Assert.All(results, result => Assert.StartsWith(
                "The setting Alb:Companions is false", result.GetProperty("message").GetString(), StringComparison.Ordinal));
        }
    }

    private static async Task<IReadOnlyList<JsonElement>?> AskAsync((string, string)[] settings, string calls)
    {
        await using var emulator = await StartAsync(settings);
        return await Boto.CallAsync(emulator.Control, calls);
    }

    private static Task<HostedEmulator> StartAsync((string, string)[] settings) =>
        HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()), settings);

    private static string Text(JsonElement result) => JsonSerializer.Serialize(result);

    private static string? Code(JsonElement result) =>
        result.TryGetProperty("error", out var code) ? code.GetString() : Text(result);
}
