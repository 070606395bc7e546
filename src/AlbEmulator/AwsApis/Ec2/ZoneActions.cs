using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;
using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// DescribeAvailabilityZones.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html"/>
/// </summary>
internal static class ZoneActions
{
    public static QueryOutcome Describe(Ec2Call call)
    {
        var network = call.Network;
        var ids = call.Parameters.Texts("ZoneId");
        if (ids.FirstOrDefault(id => !network.Zones.Select(Zones.IdOf).Contains(id)) is { } unknown)
        {
            return Ec2Errors.InvalidValue($"Invalid availability zone-id: [{Quoted.Plain(unknown)}]");
        }

        return new Ec2Resource<string>
        {
            Set = "availabilityZoneInfo",
            IdParameter = "ZoneName",
            IdFilter = "zone-name",
            Id = zone => zone,
            Find = name => network.Zones.Contains(name)
                ? (name, null)
                : (null, Ec2Errors.InvalidValue($"Invalid availability zone: [{Quoted.Plain(name)}]")),
            All = network.Zones.Where(zone => ids.Count == 0 || ids.Contains(Zones.IdOf(zone))),
            Filters = new Dictionary<string, Func<string, IEnumerable<string>>>
            {
                ["group-name"] = _ => [GroupOf(network)],
                ["message"] = _ => [],
                ["opt-in-status"] = _ => ["opt-in-not-required"],
                ["parent-zone-id"] = _ => [],
                ["parent-zone-name"] = _ => [],
                ["region-name"] = _ => [network.Region],
                ["state"] = _ => ["available"],
                ["zone-id"] = zone => [Zones.IdOf(zone)],
                ["zone-type"] = _ => ["availability-zone"],
            },
            Write = (xml, zone) => Write(xml, zone, network),
        }.Describe(call);
    }

    private static void Write(QueryXml xml, string zone, Network network)
    {
        xml.Text("zoneName", zone);
        xml.Text("zoneId", Zones.IdOf(zone));
        xml.Text("zoneState", "available");
        xml.Text("regionName", network.Region);
        xml.Text("groupName", GroupOf(network));
        xml.Text("networkBorderGroup", network.Region);
        xml.Text("zoneType", "availability-zone");
        xml.Text("optInStatus", "opt-in-not-required");
        xml.Empty("messageSet");
    }

    private static string GroupOf(Network network) => $"{network.Region}-zg-1";
}
