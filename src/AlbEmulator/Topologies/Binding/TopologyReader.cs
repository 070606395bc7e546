using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>From the nodes of all files to one topology.</summary>
internal static class TopologyReader
{
    public static Topology Read(IReadOnlyList<Node> files, ReadingContext context)
    {
        var groups = new List<TargetGroup>();
        foreach (var (node, group) in context.Each(All(files, TopologyShape.TargetGroups), "", TargetGroupReader.Read))
        {
            groups.Add(group);
            context.Define(group, node);
        }

        var trustStores = new List<TrustStore>();
        foreach (var (node, store) in context.Each(All(files, TopologyShape.TrustStores), "", TrustStoreReader.Read))
        {
            trustStores.Add(store);
            context.Define(store, node);
        }

        var nodes = All(files, TopologyShape.LoadBalancers);
        var isOnly = nodes.Count(node => ReadingContext.GivenArn(node) is null) == 1;
        var loadBalancers = nodes.ConvertAll(node => LoadBalancerReader.Read(node, isOnly, context));
        var topology = new Topology(loadBalancers, groups)
        {
            TrustStores = trustStores,
            EchoUsers = EchoUserReader.Read(All(files, TopologyShape.EchoUsers), context),
        };
        context.Tell(ProblemsOf(topology, context));
        return topology;
    }

    /// <summary>What is wrong with it as a whole.</summary>
    private static IEnumerable<Problem> ProblemsOf(Topology topology, ReadingContext context) =>
    [
        .. TopologyProblems.Find(topology, ControlAddress.Of(context.Settings)),
        .. context.IsRun ? LambdaProblems.Find(topology, context.Settings) : [],
        .. context.Settings.Limits == LimitsMode.Strict ? QuotaProblems.Find(topology) : [],
    ];

    private static List<Node> All(IReadOnlyList<Node> files, Property property) =>
        [.. files.SelectMany(file => ReadingContext.Items(file, property))];
}
