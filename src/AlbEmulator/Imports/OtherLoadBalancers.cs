using System.Globalization;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports;

/// <summary>
/// Network and Gateway Load Balancers beside an Application Load Balancer are left out, with all that is theirs: a line for
/// each tells. Where there is nothing else, that is the problem.
/// </summary>
internal sealed class OtherLoadBalancers
{
    private static readonly HashSet<string> Protocols = ["TCP", "UDP", "TLS", "TCP_UDP", "QUIC", "TCP_QUIC", "GENEVE"];

    private readonly Import _import;
    private readonly ResourceIndex _index;
    private readonly HashSet<Resource> _out = new(ReferenceEqualityComparer.Instance);

    private OtherLoadBalancers(Import import)
    {
        _import = import;
        _index = new ResourceIndex(import.Resources);
    }

    /// <param name="import">What the sources have.</param>
    /// <param name="isAlone">Whether there is no topology file with a load balancer beside them.</param>
    public static void LeaveOut(Import import, bool isAlone)
    {
        if (import.Resources.Exists(MayBeOther))
        {
            new OtherLoadBalancers(import).LeaveOut(isAlone);
        }
    }

    /// <summary>Whether a resource is of another load balancer by itself; others are by what they belong to.</summary>
    private static bool MayBeOther(Resource resource) => TypeOf(resource).Length > 0 || HasOtherProtocol(resource) || NamesOther(resource);

    private void LeaveOut(bool isAlone)
    {
        var loadBalancers = All(ResourceKind.LoadBalancer).Where(resource => TypeOf(resource).Length > 0).ToList();
        _out.UnionWith(loadBalancers);
        var listeners = All(ResourceKind.Listener).Where(IsOther).ToLookup(listener => ParentOf(listener, ResourceKind.LoadBalancer));
        _out.UnionWith(listeners.SelectMany(listener => listener));
        _out.UnionWith(_import.Resources
            .Where(part => part.Kind is ResourceKind.Rule or ResourceKind.Certificate)
            .Where(part => ParentOf(part, ResourceKind.Listener) is { } listener && _out.Contains(listener)));
        var isAll = isAlone && _out.Count > 0 && !_import.Resources.Exists(resource => !_out.Contains(resource) &&
            resource.Kind is ResourceKind.LoadBalancer or ResourceKind.Listener or ResourceKind.Rule);
        var used = Groups(_import.Resources.Where(resource => !_out.Contains(resource)));
        var groups = Groups(_out).Union(All(ResourceKind.TargetGroup).Where(group => HasOtherProtocol(group) || isAll))
            .Except(used).ToList();
        _out.UnionWith(groups);
        if (_out.Count == 0)
        {
            return;
        }

        _import.LeftOut.UnionWith(groups.SelectMany(group => group.Names));
        _out.UnionWith(All(ResourceKind.Target).Where(target => ParentOf(target, ResourceKind.TargetGroup) is { } group && _out.Contains(group)));
        Tell(loadBalancers, listeners, groups, isAll);
        _import.Resources.RemoveAll(_out.Contains);
    }

    private void Tell(List<Resource> loadBalancers, ILookup<Resource?, Resource> listeners, List<Resource> groups, bool isAll)
    {
        if (isAll)
        {
            _import.Tell(
                _import.Resources[0].Origin.At(""),
                "has only load balancers of other kinds, network or gateway, and only Application Load Balancers are run: there is "
                    + "nothing to run");
            return;
        }

        foreach (var loadBalancer in loadBalancers)
        {
            var its = Groups(listeners[loadBalancer]).Intersect(groups).ToList();
            groups = [.. groups.Except(its)];
            _import.Note(
                loadBalancer.Origin,
                $"the {TypeOf(loadBalancer)} load balancer {Quoted.Plain(loadBalancer.Names[0])} is left out"
                    + With(listeners[loadBalancer].Count(), its.Count));
        }

        // Of those that no file has.
        if (listeners[null].Concat(groups).FirstOrDefault() is { } rest)
        {
            _import.Note(rest.Origin, $"what is of network or gateway load balancers is left out{With(listeners[null].Count(), groups.Count)}");
        }
    }

    private static string With(int listeners, int groups) => (listeners, groups) switch
    {
        (0, 0) => "",
        (_, 0) => $" with {Count(listeners, "listener")}",
        (0, _) => $" with {Count(groups, "target group")}",
        _ => $" with {Count(listeners, "listener")} and {Count(groups, "target group")}",
    };

    private static string Count(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private IEnumerable<Resource> All(ResourceKind kind) => _import.Resources.Where(resource => resource.Kind == kind);

    /// <summary><c>network</c> or <c>gateway</c>; empty for an Application Load Balancer.</summary>
    private static string TypeOf(Resource loadBalancer) =>
        loadBalancer.Properties.Find("Type").TryText(out var type) &&
        type is "network" or "gateway" ? type : "";

    private bool IsOther(Resource listener) =>
        HasOtherProtocol(listener) ||
        (ParentOf(listener, ResourceKind.LoadBalancer) is { } loadBalancer && _out.Contains(loadBalancer)) ||
        NamesOther(listener);

    private static bool NamesOther(Resource listener) => listener.Parent.TryText(out var arn)
        && (arn.Contains(":loadbalancer/net/", StringComparison.Ordinal) || arn.Contains(":loadbalancer/gwy/", StringComparison.Ordinal));

    private static bool HasOtherProtocol(Resource resource) =>
        resource.Properties.Find("Protocol").TryText(out var protocol) &&
        Protocols.Contains(protocol);

    private Resource? ParentOf(Resource part, ResourceKind kind) =>
        part.Parent.TryText(out var name) ? _index.First(kind, name) : null;

    /// <summary>The groups that are forwarded to.</summary>
    private HashSet<Resource> Groups(IEnumerable<Resource> resources)
    {
        var found = new HashSet<Resource>(ReferenceEqualityComparer.Instance);
        foreach (var entry in resources.SelectMany(resource => resource.Properties))
        {
            Nodes.Map(entry.Value, (property, scalar) =>
            {
                if (property == "TargetGroupArn" && _index.First(ResourceKind.TargetGroup, scalar.Text) is { } group)
                {
                    found.Add(group);
                }

                return scalar;
            });
        }

        return found;
    }
}
