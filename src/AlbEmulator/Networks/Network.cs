using System.Collections.Immutable;
using System.Net;
using AlbEmulator.Model;

namespace AlbEmulator.Networks;

/// <summary>
/// What there is in one region of an account: what the settings say, what clients made, and by convention whatever else
/// has an id of the right form. Made for one call.
/// </summary>
internal sealed class Network
{
    private const int FirstFreePart = 3;

    private readonly NetworkSettings _settings;
    private readonly NetworkRecords _records;

    /// <summary>Zones of subnets that stand nowhere, by the load balancers that are in them.</summary>
    private readonly IReadOnlyDictionary<string, string> _zones;

    public Network(
        string account,
        string region,
        NetworkSettings settings,
        NetworkRecords records,
        IReadOnlyDictionary<string, string>? zones = null)
    {
        (Account, Region, _settings, _records) = (account, region, settings, records);
        _zones = zones ?? ImmutableDictionary<string, string>.Empty;
        Vpcs = settings.Vpcs.Count == 0
            ? [new Vpc(Derived(Vpc.Prefix, "default"), IPNetwork.Parse("172.31.0.0/16"), IsDefault: true)]
            : [.. settings.Vpcs.OrderBy(vpc => vpc.Key, StringComparer.Ordinal).Select(vpc => Said(vpc.Key, vpc.Value))];
        MainVpc = Vpcs.FirstOrDefault(vpc => vpc.IsDefault) ?? Vpcs[0];
        Zones =
        [
            .. Networks.Zones.Of(region)
                .Union(settings.Subnets.Values.Where(subnet => subnet.Zone.Length > 0).Select(ZoneOf))
                .Where(zone => zone.StartsWith(region, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The same where load balancers are in these subnets, by their zones.</summary>
    public Network With(IReadOnlyDictionary<string, string> zones) => new(Account, Region, _settings, _records, zones);

    public string Account { get; }

    public string Region { get; }

    public IReadOnlyList<string> Zones { get; }

    public IReadOnlyList<Vpc> Vpcs { get; }

    /// <summary>The one that is meant where none is named: the default VPC, or the first.</summary>
    public Vpc MainVpc { get; }

    /// <summary>Those, and those by convention that were asked for.</summary>
    public IEnumerable<Vpc> KnownVpcs => Vpcs.Concat(_records.Vpcs.Where(id => Vpcs.All(vpc => vpc.Id != id)).Select(Conventional));

    public IEnumerable<Subnet> Subnets => Vpcs.SelectMany(SubnetsOf);

    public IEnumerable<SecurityGroup> SecurityGroups => GroupsOf(Vpcs);

    /// <summary>Those whose rules clients made or changed.</summary>
    public IEnumerable<SecurityGroup> ChangedGroups => _records.Groups.Values.Where(IsHere);

    public IEnumerable<Instance> Instances =>
        _settings.Instances.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => Said(one.Key, one.Value));

    /// <summary>A VPC; null when the id has not the right form, or is that of none any more.</summary>
    public Vpc? FindVpc(string id) =>
        Vpcs.FirstOrDefault(vpc => vpc.Id == id) ?? (ResourceIds.IsForeign(id, Vpc.Prefix) ? Conventional(id) : null);

    /// <inheritdoc cref="FindVpc"/>
    public Subnet? FindSubnet(string id) =>
        Subnets.FirstOrDefault(subnet => subnet.Id == id)
        ?? (ResourceIds.IsForeign(id, Subnet.Prefix) ? ConventionalSubnet(id)
            : ResourceIds.IsDerived(id) ? KnownVpcs.SelectMany(SubnetsOf).FirstOrDefault(subnet => subnet.Id == id) : null);

    /// <inheritdoc cref="FindVpc"/>
    public SecurityGroup? FindSecurityGroup(string id) =>
        SecurityGroups.FirstOrDefault(group => group.Id == id)
        ?? (_records.Groups.GetValueOrDefault(id) is { } made && IsHere(made) ? made
            : ResourceIds.IsForeign(id, SecurityGroup.Prefix) ? ConventionalGroup(id)
            : ResourceIds.IsDerived(id) ? KnownVpcs.Select(DefaultGroup).FirstOrDefault(group => group.Id == id) : null);

    /// <summary>An instance of the settings.</summary>
    public Instance? FindInstance(string id) =>
        _settings.Instances.TryGetValue(id, out var instance) ? Said(id, instance) : null;

    /// <summary>Its subnets in the settings, or else one in each of three zones.</summary>
    public IReadOnlyList<Subnet> SubnetsOf(Vpc vpc)
    {
        var said = _settings.Subnets
            .Where(subnet => IdOfVpc(subnet.Value.Vpc) == vpc.Id)
            .OrderBy(subnet => subnet.Key, StringComparer.Ordinal)
            .Select(subnet => Said(subnet.Key, subnet.Value, vpc))
            .ToArray();
        return said.Length > 0
            ? said
            : [.. Networks.Zones.Of(Region).Select((zone, index) => new Subnet(
                ResourceIds.Derived(Subnet.Prefix, vpc.Id, zone), vpc, zone, Blocks.Part(vpc.Cidr, index), IsPublic: true, vpc.IsDefault))];
    }

    /// <summary>The groups of some VPCs, the default one of each first.</summary>
    public IEnumerable<SecurityGroup> GroupsOf(IEnumerable<Vpc> vpcs)
    {
        var made = ChangedGroups.ToLookup(group => group.VpcId);
        return vpcs.SelectMany(vpc =>
        {
            var defaultGroup = DefaultGroup(vpc);
            var said = _settings.SecurityGroups
                .Where(group => IdOfVpc(group.Value.Vpc) == vpc.Id && group.Key != defaultGroup.Id)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => Said(group.Key, group.Value, vpc));
            SecurityGroup[] known = [defaultGroup, .. said];
            return known.Concat(made[vpc.Id].Where(group => known.All(one => one.Id != group.Id)));
        });
    }

    /// <summary>What clients tagged it with, or else what the settings say.</summary>
    public IReadOnlyDictionary<string, string> TagsOf(string id) =>
        _records.Tags.GetValueOrDefault(id)
        ?? (IReadOnlyDictionary<string, string>)(
            _settings.Vpcs.GetValueOrDefault(id)?.Tags
            ?? _settings.Subnets.GetValueOrDefault(id)?.Tags
            ?? _settings.SecurityGroups.GetValueOrDefault(id)?.Tags
            ?? _settings.Instances.GetValueOrDefault(id)?.Tags
            ?? []);

    /// <summary>Whether it stands in the settings, or every VPC has it: it cannot be deleted.</summary>
    public bool IsSaid(SecurityGroup group) =>
        _settings.SecurityGroups.ContainsKey(group.Id) || group.Name == SecurityGroup.DefaultName;

    private Vpc Conventional(string id) =>
        new(id, IPNetwork.Parse($"10.{(byte)Digest.Of(id)}.0.0/16"), IsDefault: false);

    private Subnet ConventionalSubnet(string id) => new(
        id,
        MainVpc,
        _zones.GetValueOrDefault(id) ?? Zones[ResourceIds.LastDigit(id) % Networks.Zones.Of(Region).Count],
        FreePart(id, MainVpc),
        IsPublic: true,
        IsDefaultForZone: false)
    {
        ZoneSource = _zones.ContainsKey(id) ? ZoneSource.LoadBalancer : ZoneSource.Convention,
    };

    private SecurityGroup ConventionalGroup(string id) =>
        Group(id, MainVpc, id.Replace("sg-", "group-", StringComparison.Ordinal), "by convention of the emulator");

    private SecurityGroup DefaultGroup(Vpc vpc)
    {
        const string description = "default VPC security group";
        var said = _settings.SecurityGroups.FirstOrDefault(group =>
            IdOfVpc(group.Value.Vpc) == vpc.Id && group.Value.Name == SecurityGroup.DefaultName);
        var id = said.Key ?? ResourceIds.Derived(SecurityGroup.Prefix, vpc.Id, SecurityGroup.DefaultName);
        if (_records.Groups.GetValueOrDefault(id) is { } changed)
        {
            return changed;
        }

        var group = Group(id, vpc, SecurityGroup.DefaultName, said.Value?.Description is { Length: > 0 } text ? text : description);
        // Its members may speak with each other.
        var among = new SecurityGroupRule(false, SecurityGroupRule.AllProtocols, null, null, PeerKind.Group, id) { Id = "" };
        return group with { Rules = [among.Of(id, []), .. group.Rules] };
    }

    private SecurityGroup Group(string id, Vpc vpc, string name, string description) => new(id, vpc.Id, name, description)
    {
        Account = Account,
        Region = Region,
        Rules = [SecurityGroupRule.EverythingMayLeave(id)],
    };

    private bool IsHere(SecurityGroup group) => group.Account == Account && group.Region == Region;

    private Vpc Said(string id, VpcSettings vpc) => vpc.Cidr.Length == 0
        ? Conventional(id) with { IsDefault = vpc.Default }
        : new(id, IPNetwork.Parse(vpc.Cidr), vpc.Default);

    private Subnet Said(string id, SubnetSettings subnet, Vpc vpc) => new(
        id,
        vpc,
        subnet.Zone.Length > 0 ? ZoneOf(subnet) : Networks.Zones.Of(Region)[ResourceIds.LastDigit(id) % 3],
        subnet.Cidr.Length > 0 ? IPNetwork.Parse(subnet.Cidr) : FreePart(id, vpc),
        subnet.Public,
        vpc.IsDefault);

    private SecurityGroup Said(string id, SecurityGroupSettings group, Vpc vpc)
    {
        var description = group.Description.Length > 0 ? group.Description : group.Name;
        return _records.Groups.GetValueOrDefault(id) is { } changed
            ? changed with { Name = group.Name, Description = description, VpcId = vpc.Id }
            : Group(id, vpc, group.Name, description);
    }

    private Instance Said(string id, InstanceSettings said)
    {
        var address = IPAddress.TryParse(said.Address, out var parsed) ? parsed : null;
        var subnets = Subnets.ToArray();
        var subnet = subnets.FirstOrDefault(one => one.Id == said.Subnet)
            ?? subnets.FirstOrDefault(one => address is not null && one.Cidr.Contains(address))
            ?? subnets[0];
        var inSubnet = address ?? Blocks.AddressIn(subnet.Cidr, (uint)Digest.Of(id));
        return new(id, said.Address, inSubnet.ToString(), subnet);
    }

    private string IdOfVpc(string said) => said.Length > 0 ? said : MainVpc.Id;

    private string ZoneOf(SubnetSettings subnet) => Networks.Zones.Named(Region, subnet.Zone);

    /// <summary>A part of a VPC that subnets which it has of its own do not begin with.</summary>
    private static IPNetwork FreePart(string id, Vpc vpc)
    {
        const uint parts = 16 - FirstFreePart;
        return Blocks.Part(vpc.Cidr, FirstFreePart + (int)((uint)Digest.Of(id) % parts));
    }

    private string Derived(string prefix, string name) => ResourceIds.Derived(prefix, Account, Region, name);
}
