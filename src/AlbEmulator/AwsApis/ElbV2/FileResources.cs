using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Networks;
using AlbEmulator.Shapes;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>What topology files define, as resources that the API can tell about.</summary>
/// <param name="settings">Account, region and suffix.</param>
/// <param name="network">Of that account and region.</param>
/// <param name="created">When the files were taken up.</param>
internal sealed class FileResources(AlbSettings settings, Network network, DateTimeOffset created)
{
    private static readonly ConditionalWeakTable<Node, ListenerResource> Listeners = [];
    private static readonly ConditionalWeakTable<Node, TargetGroupResource> TargetGroups = [];
    private static readonly ConditionalWeakTable<Certificate, string> CertificateArns = [];
    private readonly Dictionary<string, ImmutableList<string>> _certificates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _authorities = new(StringComparer.Ordinal);

    /// <summary>The API's own resources behind those of the files.</summary>
    /// <param name="own">Those.</param>
    /// <param name="files">What the files say.</param>
    /// <param name="topology">What was made of it, with the files that it names.</param>
    public ElbV2State With(ElbV2State own, IReadOnlyList<Node> files, Topology topology)
    {
        foreach (var listener in topology.LoadBalancers.SelectMany(loadBalancer => loadBalancer.Listeners))
        {
            _certificates.TryAdd(listener.Arn, [.. listener.Certificates.Select(ArnOf)]);
        }

        foreach (var store in topology.TrustStores)
        {
            _authorities.TryAdd(store.Arn, Model.TrustStore.Authorities(store.CaCertificatesBundle).Count);
        }

        var loadBalancers = own.LoadBalancers;
        foreach (var (index, node) in Items(files, TopologyShape.LoadBalancers).Index())
        {
            loadBalancers = loadBalancers.Insert(index, LoadBalancer(node, SubnetZones.Told(network, loadBalancers)));
        }

        return own with
        {
            LoadBalancers = loadBalancers,
            TargetGroups = [.. Items(files, TopologyShape.TargetGroups).Select(TargetGroup), .. own.TargetGroups],
            TrustStores = [.. Items(files, TopologyShape.TrustStores).Select(TrustStore), .. own.TrustStores],
        };
    }

    private LoadBalancerResource LoadBalancer(Node node, Network told)
    {
        var name = Text(node, "Name") ?? LoadBalancerShape.Name.Default!;
        var arn = Arns.LoadBalancer(settings.Region, settings.AccountId, name);
        var scheme = Text(node, "Scheme") ?? LoadBalancerShape.Scheme.Default!;
        var isInternal = scheme == LoadBalancerShape.InternalScheme;
        return new LoadBalancerResource
        {
            Arn = arn,
            Name = name,
            DnsName = Arns.DnsName(settings.Region, arn, name, isInternal, settings.DnsSuffix),
            CreatedTime = created,
            Scheme = scheme,
            VpcId = Text(node, "VpcId") ?? SubnetZones.VpcOf(told, SubnetsOf(node)),
            Subnets = SubnetZones.Of(told, SubnetsOf(node)),
            SecurityGroups = [.. node.Find("SecurityGroups").Items().Select(item => item.TryText(out var id) ? id : "")],
            BindAddress = Text(node, "BindAddress"),
            IpAddressType = Text(node, "IpAddressType") ?? LoadBalancerShape.Ipv4,
            Attributes = Attributes(node),
            Tags = Tags(node),
            Listeners = [.. node.Find("Listeners").Items().Select(listener => Listener(listener, arn))],
            IsOfFile = true,
        };
    }

    /// <summary>As before, unless its node or its certificates are others.</summary>
    private ListenerResource Listener(Node node, string loadBalancerArn)
    {
        var arn = Arns.Listener(loadBalancerArn, node.Find("Port").TryInteger(out var port) ? port : 0);
        var certificates = _certificates.GetValueOrDefault(arn, []);
        return Kept(
            Listeners,
            node,
            known => known.Arn == arn && known.Certificates.SequenceEqual(certificates),
            () => Listener(node, arn, certificates));
    }

    private ListenerResource Listener(Node node, string arn, ImmutableList<string> certificates)
    {
        return new ListenerResource
        {
            Arn = arn,
            DefaultRuleArn = Arns.DefaultRule(arn),
            Settings = Settings(node, "Port", "Protocol", "SslPolicy", "MutualAuthentication", "DefaultActions"),
            Certificates = certificates,
            Attributes = Attributes(node),
            Tags = Tags(node),
            Rules = [.. node.Find("Rules").Items().Select(rule => Rule(rule, arn)).OrderBy(rule => rule.Priority)],
        };
    }

    private RuleResource Rule(Node node, string listenerArn)
    {
        var priority = node.Find("Priority").TryInteger(out var number) ? number : 0;
        return new RuleResource
        {
            Arn = Arns.Rule(listenerArn, priority),
            Priority = priority,
            Settings = Settings(node, "Conditions", "Actions", "Transforms"),
            Tags = Tags(node),
        };
    }

    /// <summary>As before, unless its node or its VPC is another.</summary>
    private TargetGroupResource TargetGroup(Node node)
    {
        var vpc = Text(node, "VpcId") ?? network.MainVpc.Id;
        return Kept(TargetGroups, node, known => known.VpcId == vpc, () => TargetGroup(node, vpc));
    }

    private TargetGroupResource TargetGroup(Node node, string vpc)
    {
        var name = Text(node, "Name")!;
        int? port = node.Find("Port").TryInteger(out var number) ? number : null;
        return new TargetGroupResource
        {
            Arn = Arns.TargetGroup(settings.Region, settings.AccountId, name),
            Name = name,
            TargetType = Text(node, "TargetType") ?? "ip",
            VpcId = vpc,
            IpAddressType = Text(node, "IpAddressType") ?? TargetGroupShape.Ipv4,
            Settings = Settings(
                node, ["Protocol", "ProtocolVersion", "Port", .. HealthCheckShape.All.Select(property => property.Name)]),
            Attributes = Attributes(node),
            Tags = Tags(node),
            Targets =
            [
                .. node.Find("Targets").Items().Select(item => new TargetResource(
                    Text(item, "Id")!, item.Find("Port").TryInteger(out var own) ? own : port)
                {
                    AvailabilityZone = Text(item, "AvailabilityZone"),
                    InvokeUrl = Text(item, "InvokeUrl"),
                }),
            ],
            IsOfFile = true,
        };
    }

    private TrustStoreResource TrustStore(Node node)
    {
        var name = Text(node, "Name")!;
        var arn = Arns.TrustStore(settings.Region, settings.AccountId, name);
        var folder = Path.GetDirectoryName(Path.GetFullPath(node.Origin.File)) ?? "/";
        return new TrustStoreResource
        {
            Arn = arn,
            Name = name,
            BundleFile = Path.GetFullPath(Text(node, "CaCertificatesBundle") ?? "", folder),
            NumberOfCaCertificates = _authorities.GetValueOrDefault(arn),
            Tags = Tags(node),
            IsOfFile = true,
        };
    }

    private string ArnOf(Certificate certificate) => CertificateArns.GetValue(certificate, _ =>
    {
        using var read = X509Certificate2.CreateFromPem(certificate.CertificatePem);
        return Arns.Certificate(settings.Region, settings.AccountId, read.RawData);
    });

    /// <summary>What was made of a node before, if that is still what would be made of it.</summary>
    private static T Kept<T>(ConditionalWeakTable<Node, T> made, Node node, Func<T, bool> isStill, Func<T> make)
        where T : class
    {
        if (!made.TryGetValue(node, out var known) || !isStill(known))
        {
            known = make();
            made.AddOrUpdate(node, known);
        }

        return known;
    }

    private static string[] SubnetsOf(Node node) =>
    [
        .. node.Find("Subnets").Items().Select(item => item.TryText(out var id) ? id : null)
            .Concat(node.Find("SubnetMappings").Items().Select(item => Text(item, "SubnetId")))
            .OfType<string>().Distinct(),
    ];

    /// <summary>Names of target groups become their ARNs.</summary>
    private Node.Mapping Settings(Node node, params IEnumerable<string> names) => Nodes.Object(
        Origin.None, names.Select(name => (name, node.Find(name) is { } value ? Resolved(name, value) : null)));

    private Node Resolved(string name, Node node) => node switch
    {
        Node.Mapping mapping => new Node.Mapping(
            Origin.None,
            [.. mapping.Entries.Select(entry => new Entry(entry.Name, Origin.None, Resolved(entry.Name, entry.Value)))]),
        Node.Sequence list => Nodes.List(list.Items.Select(item => Resolved(name, item))),
        Node.Scalar { Text: var text } when name == "TargetGroupArn" && !text.StartsWith("arn:", StringComparison.Ordinal) =>
            Nodes.Text(Arns.TargetGroup(settings.Region, settings.AccountId, text))!,
        _ => node,
    };

    private static ImmutableSortedDictionary<string, string> Attributes(Node node) =>
        AttributeCheck.Read(node.Find("Attributes")).DistinctBy(item => item.Key)
            .ToImmutableSortedDictionary(item => item.Key, item => item.Value, StringComparer.Ordinal);

    private static ImmutableList<Tag> Tags(Node node) =>
        [.. node.Find("Tags").Items().Select(tag => new Tag(Text(tag, "Key")!, Text(tag, "Value") ?? ""))];

    private static IEnumerable<Node> Items(IReadOnlyList<Node> files, Property property) =>
        files.SelectMany(file => file.Find(property.Name).Items());

    private static string? Text(Node node, string name) => node.Find(name).TryAny(out var text) ? text : null;
}
