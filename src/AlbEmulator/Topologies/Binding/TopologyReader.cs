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
        foreach (var node in files.SelectMany(file => ReadingContext.Items(file, TopologyShape.TargetGroups)))
        {
            if (context.Once(node, "", () => TargetGroupReader.Read(node, context)) is { } group)
            {
                groups.Add(group);
                context.Define(group, isOfFile: ReadingContext.GivenArn(node) is null);
            }
        }

        var trustStores = files.SelectMany(file => ReadingContext.Items(file, TopologyShape.TrustStores))
            .Select(node => TrustStoreReader.Read(node, context))
            .OfType<TrustStore>()
            .ToList();

        var nodes = files.SelectMany(file => ReadingContext.Items(file, TopologyShape.LoadBalancers)).ToList();
        var isOnly = nodes.Count(node => ReadingContext.GivenArn(node) is null) == 1;
        var loadBalancers = nodes.ConvertAll(node => LoadBalancerReader.Read(node, isOnly, context));
        return new Topology(loadBalancers, groups) { TrustStores = trustStores };
    }
}
