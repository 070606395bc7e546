using AlbEmulator.AwsApis.Query;
using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// DescribeInstances, of the instances of the settings.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html"/>
/// </summary>
internal static class InstanceActions
{
    private const string Running = "16";

    public static QueryOutcome Describe(Ec2Call call)
    {
        var network = call.Network;
        return new Ec2Resource<Instance>
        {
            Set = "reservationSet",
            IdParameter = "InstanceId",
            IdFilter = "instance-id",
            Id = instance => instance.Id,
            Find = id => Find(network, id),
            All = network.Instances,
            Filters = new Dictionary<string, Func<Instance, IEnumerable<string>>>
            {
                ["availability-zone"] = instance => [instance.Subnet.Zone],
                ["availability-zone-id"] = instance => [Zones.IdOf(instance.Subnet.Zone)],
                ["dns-name"] = _ => [],
                ["instance-state-code"] = _ => [Running],
                ["instance-state-name"] = _ => ["running"],
                ["instance.group-id"] = instance => [GroupOf(network, instance).Id],
                ["instance.group-name"] = instance => [GroupOf(network, instance).Name],
                ["ip-address"] = _ => [],
                ["network-interface.addresses.private-ip-address"] = instance => [instance.PrivateAddress],
                ["owner-id"] = _ => [network.Account],
                ["private-dns-name"] = instance => [DnsNameOf(network, instance.PrivateAddress)],
                ["private-ip-address"] = instance => [instance.PrivateAddress],
                ["reservation-id"] = instance => [ReservationOf(instance)],
                ["subnet-id"] = instance => [instance.Subnet.Id],
                ["vpc-id"] = instance => [instance.Subnet.Vpc.Id],
            },
            Write = (xml, instance) =>
            {
                xml.Text("reservationId", ReservationOf(instance));
                xml.Text("ownerId", network.Account);
                xml.Empty("groupSet");
                xml.List("instancesSet", [instance], (item, one) => Write(item, one, network), "item");
            },
        }.Describe(call);
    }

    public static (Instance? Found, QueryError? Error) Find(Network network, string id) =>
        !ResourceIds.IsWellFormed(id, Instance.Prefix)
            ? (null, Ec2Errors.Malformed("InvalidInstanceID.Malformed", id, Instance.Prefix))
        : network.FindInstance(id) is { } instance ? (instance, null)
        : (null, new(
            "InvalidInstanceID.NotFound",
            $"The instance ID '{id}' does not exist: instances are those of the setting Alb:Network:Instances"));

    /// <summary>The one that it is in: the default group of its VPC.</summary>
    public static SecurityGroup GroupOf(Network network, Instance instance) =>
        network.GroupsOf([instance.Subnet.Vpc]).First();

    /// <summary>
    /// <see href="https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#vpc-dns-hostnames"/>
    /// </summary>
    public static string DnsNameOf(Network network, string address)
    {
        var domain = network.Region == "us-east-1" ? "ec2.internal" : $"{network.Region}.compute.internal";
        return $"ip-{address.Replace('.', '-').Replace(':', '-')}.{domain}";
    }

    public static void WriteGroup(QueryXml xml, SecurityGroup group)
    {
        xml.Text("groupId", group.Id);
        xml.Text("groupName", group.Name);
    }

    private static void Write(QueryXml xml, Instance instance, Network network)
    {
        xml.Text("instanceId", instance.Id);
        xml.Element("instanceState", static state =>
        {
            state.Text("code", Running);
            state.Text("name", "running");
        });
        xml.Text("privateDnsName", DnsNameOf(network, instance.PrivateAddress));
        xml.Text("privateIpAddress", instance.PrivateAddress);
        xml.Element("placement", placement =>
        {
            placement.Text("availabilityZone", instance.Subnet.Zone);
            placement.Text("tenancy", "default");
        });
        xml.Text("subnetId", instance.Subnet.Id);
        xml.Text("vpcId", instance.Subnet.Vpc.Id);
        xml.List("groupSet", [GroupOf(network, instance)], WriteGroup, "item");
        xml.List("networkInterfaceSet", [instance], (item, one) => NetworkInterfaceActions.Write(item, NetworkInterface.Of(network, one), network), "item");
        xml.Tags(network, instance.Id);
    }

    private static string ReservationOf(Instance instance) => ResourceIds.Derived("r", instance.Id);
}
