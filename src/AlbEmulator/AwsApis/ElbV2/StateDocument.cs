using System.Runtime.CompilerServices;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>
/// What the API made as a topology file would say it, so that both are read by the same readers. The ARN of a thing
/// stands in the place of its file.
/// </summary>
internal static class StateDocument
{
    /// <summary>What a resource was said as: it is another one when anything in it is another thing.</summary>
    private static readonly ConditionalWeakTable<Resource, Node> Said = [];

    public static Node Of(ElbV2State state, AlbSettings settings) => Nodes.Object(Origin.None,
    [
        ("LoadBalancers", Nodes.List(state.LoadBalancers.Where(item => !item.IsOfFile).Select(item => Once(item, Of, settings)))),
        ("TargetGroups", Nodes.List(state.TargetGroups.Where(item => !item.IsOfFile).Select(item => Once(item, Of, settings)))),
        ("TrustStores", Nodes.List(state.TrustStores.Where(item => !item.IsOfFile).Select(item => Once(item, Of, settings)))),
    ]);

    /// <summary>The same for whoever looks for what is wrong with it: all that is within a thing has the thing's ARN.</summary>
    public static Node Placed(Node document, string arn = "")
    {
        arn = document.Origin.File.Length > 0 ? document.Origin.File : arn;
        var origin = new Origin(arn, 0, "");
        return document switch
        {
            Node.Mapping mapping => new Node.Mapping(
                origin, [.. mapping.Entries.Select(entry => new Entry(entry.Name, origin, Placed(entry.Value, arn)))]),
            Node.Sequence sequence => new Node.Sequence(origin, [.. sequence.Items.Select(item => Placed(item, arn))]),
            _ => document with { Origin = origin },
        };
    }

    private static Node Once<T>(T item, Func<T, AlbSettings, Node> say, AlbSettings settings)
        where T : Resource => Said.GetValue(item, _ => say(item, settings));

    private static Node.Mapping Of(LoadBalancerResource item, AlbSettings settings) => Nodes.Object(Place(item),
    [
        ("Name", Nodes.Text(item.Name)),
        ("Scheme", Nodes.Text(item.Scheme)),
        ("BindAddress", Nodes.Text(item.BindAddress)),
        ("IpAddressType", Nodes.Text(item.IpAddressType)),
        ("Attributes", Attributes(item.Attributes, AttributeTables.LoadBalancer)),
        ("Listeners", Nodes.List(item.Listeners.Select(listener => Once(listener, Of, settings)))),
    ]);

    private static Node.Mapping Of(ListenerResource item, AlbSettings settings) => Nodes.Object(Place(item),
    [
        .. Settings(item.Settings),
        ("Certificates", Certificates(item, settings)),
        ("Attributes", Attributes(item.Attributes, AttributeTables.Listener)),
        ("Rules", Nodes.List(item.Rules.Select(rule => Once(rule, Of, settings)))),
    ]);

    private static Node.Mapping Of(RuleResource item, AlbSettings settings) =>
        Nodes.Object(Place(item), [("Priority", Nodes.Number(item.Priority)), .. Settings(item.Settings)]);

    private static Node.Mapping Of(TargetGroupResource item, AlbSettings settings) => Nodes.Object(Place(item),
    [
        ("Name", Nodes.Text(item.Name)),
        ("TargetType", Nodes.Text(item.TargetType == TargetGroupResource.Instance ? "ip" : item.TargetType)),
        ("IpAddressType", Nodes.Text(item.IpAddressType)),
        .. Settings(item.Settings),
        ("Attributes", Attributes(item.Attributes, AttributeTables.TargetGroup)),
        ("Targets", Nodes.List(item.Targets.Select(target => Nodes.Object(Place(item),
        [
            ("Id", Nodes.Text(target.Address ?? target.Id)),
            ("Port", target.Port is { } port ? Nodes.Number(port) : null),
            ("InvokeUrl", Nodes.Text(target.InvokeUrl)),
        ])))),
    ]);

    private static Node.Mapping Of(TrustStoreResource item, AlbSettings settings) => Nodes.Object(Place(item),
    [
        ("Name", Nodes.Text(item.Name)),
        ("CaCertificatesBundle", Nodes.Text(FileOf(item.BundleFile, settings))),
        ("RevocationLists", Nodes.List(item.Revocations.Select(list => Nodes.Text(FileOf(list.File, settings))!))),
    ]);

    private static string FileOf(string file, AlbSettings settings) => Path.Combine(Path.GetFullPath(settings.StoreFolder), file);

    private static IEnumerable<(string, Node?)> Settings(Node.Mapping settings) =>
        settings.Entries.Select(entry => (entry.Name, (Node?)entry.Value));

    /// <summary>What was set to its default says nothing, and need not go with the rest.</summary>
    private static Node.Mapping Attributes(IEnumerable<KeyValuePair<string, string>> attributes, AttributeTable table) =>
        Nodes.Object(
            Origin.None,
            attributes.Where(item => table.Find(item.Key)?.Default != item.Value)
                .Select(item => (item.Key, (Node?)Nodes.Text(item.Value))));

    /// <summary>
    /// Those that the settings have files for. Without any, the development certificate stands for what is with AWS.
    /// </summary>
    private static Node.Sequence? Certificates(ListenerResource item, AlbSettings settings)
    {
        var files = item.Certificates.Distinct().Select(settings.Certificates.GetValueOrDefault).OfType<string>().ToList();
        return files.Count == 0 ? null : Nodes.List(files.Select(file => file.Split(',', StringSplitOptions.TrimEntries))
            .Select(parts => Nodes.Object(Place(item),
            [
                ("CertificateFile", Nodes.Text(Path.GetFullPath(parts[0]))),
                ("KeyFile", parts.Length > 1 ? Nodes.Text(Path.GetFullPath(parts[1])) : null),
            ])));
    }

    private static Origin Place(Resource item) => new(item.Arn, 0, "");
}
