using System.Text.Json;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Network interfaces of the instances of the settings and of load balancers, with AWS's own SDK.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html"/>
/// </summary>
public sealed class NetworkInterfacesTests
{
    private static readonly (string, string)[] Shop =
    [
        ("Alb:Network:Vpcs:vpc-0a1b2c3d:Cidr", "10.0.0.0/16"),
        ("Alb:Network:Subnets:subnet-0000000a:Zone", "us-east-1a"),
        ("Alb:Network:Subnets:subnet-0000000a:Cidr", "10.0.1.0/24"),
        ("Alb:Network:Subnets:subnet-0000000b:Zone", "us-east-1b"),
        ("Alb:Network:Subnets:subnet-0000000b:Cidr", "10.0.2.0/24"),
        ("Alb:Network:Instances:i-0000000a:Address", "10.0.2.7"),
        ("Alb:Network:Instances:i-0000000b:Address", "orders"),
    ];

    [Fact]
    public async Task Instance_has_one_network_interface()
    {
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()), Shop);
        var results = await Boto.CallAsync(emulator.Control, """
            [
                ["ec2", "describe_instances", { "InstanceIds": ["i-0000000a"] }],
                ["ec2", "describe_network_interfaces", { "NetworkInterfaceIds": ["$0.Reservations.0.Instances.0.NetworkInterfaces.0.NetworkInterfaceId"] }],
                ["ec2", "describe_network_interfaces", { "Filters": [
                    { "Name": "vpc-id", "Values": ["vpc-0a1b2c3d"] }, { "Name": "addresses.private-ip-address", "Values": ["10.0.2.7", "10.0.2.8"] }] }],
                ["ec2", "describe_network_interfaces", { "Filters": [{ "Name": "attachment.instance-id", "Values": ["i-0000000b"] }] }]
            ]
            """);

        if (results is not null)
        {
            Assert.Equal(["0 default 10.0.2.7 True"], Answered.Each(results[0], "Reservations", of =>
                $"{of("Instances.0.NetworkInterfaces.0.Attachment.DeviceIndex")} {of("Instances.0.NetworkInterfaces.0.Groups.0.GroupName")} "
                + $"{of("Instances.0.NetworkInterfaces.0.PrivateIpAddresses.0.PrivateIpAddress")} {of("Instances.0.NetworkInterfaces.0.PrivateIpAddresses.0.Primary")}"));
            static string[] Owners(JsonElement result) =>
                Answered.Each(result, "NetworkInterfaces", one => $"{one("Attachment.InstanceId")} {one("SubnetId")} {one("AvailabilityZone")}");
            Assert.Equal(["i-0000000a subnet-0000000b us-east-1b"], Owners(results[1]));
            Assert.Equal(["i-0000000a subnet-0000000b us-east-1b"], Owners(results[2]));
            Assert.Single(Owners(results[3]));
        }
    }

    [Fact]
    public async Task Load_balancer_has_one_where_its_log_says_that_its_node_is_until_it_is_deleted()
    {
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()), Shop);
        var results = await Boto.CallAsync(emulator.Control, """
            [
                ["elbv2", "create_load_balancer", { "Name": "made", "Scheme": "internal", "Subnets": ["subnet-0000000a", "subnet-0000000b"] }],
                ["ec2", "describe_network_interfaces", { "Filters": [
                    { "Name": "description", "Values": ["ELB app/*"] }, { "Name": "attachment.instance-owner-id", "Values": ["amazon-elb"] }] }],
                ["ec2", "describe_network_interfaces", { "Filters": [{ "Name": "description", "Values": ["ELB app/made/*"] }] }],
                ["ec2", "describe_network_interfaces", { "Filters": [{ "Name": "association.public-ip", "Values": ["127.0.0.1"] }] }],
                ["elbv2", "delete_load_balancer", { "LoadBalancerArn": "$0.LoadBalancers.0.LoadBalancerArn" }],
                ["ec2", "describe_network_interfaces", { "Filters": [{ "Name": "description", "Values": ["ELB app/made/*"] }] }]
            ]
            """);

        if (results is not null)
        {
            var arn = Answered.Each(results[0], "LoadBalancers", static one => one("LoadBalancerArn")).Single();
            Assert.Equal(2, Descriptions(results[1]).Length);
            Assert.Equal(
                [$"ELB {arn[arn.IndexOf("app/", StringComparison.Ordinal)..]} 127.0.0.1 subnet-0000000a vpc-0a1b2c3d default True amazon-elb"],
                Answered.Each(results[2], "NetworkInterfaces", one => $"{one("Description")} {one("PrivateIpAddress")} {one("SubnetId")} {one("VpcId")} "
                    + $"{one("Groups.0.GroupName")} {one("RequesterManaged")} {one("Attachment.InstanceOwnerId")}"));
            Assert.Equal(["demo 127.0.0.1 amazon-elb"], Answered.Each(
                results[3], "NetworkInterfaces", one => $"{one("Description").Split('/')[1]} {one("Association.PublicIp")} {one("Association.IpOwnerId")}"));
            Assert.Empty(Descriptions(results[5]));
            static string[] Descriptions(JsonElement result) => Answered.Each(result, "NetworkInterfaces", static one => one("Description"));
        }
    }
}
