using AlbEmulator.Clusters;
using AlbEmulator.Clusters.Access;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Topologies;

/// <summary>The cluster that may be named among the files: what it told of its objects is read as one of them.</summary>
/// <param name="environment">The environment variables, which may say where it is.</param>
internal sealed class ClusterSource(Func<string, string?> environment)
{
    private const string GateLabel = "elbv2.k8s.aws/pod-readiness-gate-inject";
    private const string Enabled = "enabled";

    /// <summary>Of at least one of these a cluster has to tell.</summary>
    private static readonly string[] Needed = ["Ingress", "Gateway"];

    private IReadOnlyList<Node.Mapping>? _read;

    /// <summary>What it tells; null where none is named.</summary>
    public ClusterView? View { get; private set; }

    /// <summary>Whether there are other objects than when they were read.</summary>
    public bool HasChanged => View is not null && !ReferenceEquals(_read, View.Objects);

    /// <summary>What of the cluster that was read is left out without being wrong.</summary>
    public IReadOnlyList<Problem> Notes { get; private set; } = [];

    /// <summary>The cluster that is named; null where none is, or where it does not answer, which is told.</summary>
    public NamedCluster? Read(IReadOnlyList<string> files, List<Problem> problems)
    {
        Notes = [];
        var named = files.Where(ClusterName.IsMeantBy).Distinct(StringComparer.Ordinal).ToList();
        if (named.Count == 0)
        {
            return null;
        }

        var name = named[0];
        if (named.Count > 1)
        {
            problems.Add(new Problem(new Origin(named[1], 0, ""), $"is a second cluster beside {Quoted.Plain(name)}: name one"));
            return null;
        }

        if ((Open(name) ?? Untold(View!)) is { } wrong)
        {
            problems.Add(new Problem(new Origin(name, 0, ""), wrong));
            return null;
        }

        _read = View!.Objects;
        Notes = [.. Forbidden(View), .. Gates(name, _read)];
        return new NamedCluster(name, _read);
    }

    /// <summary>Its Ingresses are to say which load balancer each has, as the topology in effect has it.</summary>
    public void Use(TopologyReading reading)
    {
        if (View is not { } view)
        {
            return;
        }

        var balancers = reading.Topology.LoadBalancers.ToLookup(balancer => balancer.Name, StringComparer.Ordinal);
        view.Wanted =
        [
            .. from ingress in reading.Ingresses
               let balancer = balancers[ingress.LoadBalancer].FirstOrDefault()
               where balancer is not null
               select new WantedStatus(
                   ingress.Namespace,
                   ingress.Name,
                   balancer.DnsName.ToLowerInvariant(),
                   [.. balancer.Listeners.Select(listener => listener.Port).Order()]),
        ];
    }

    /// <summary>Why there is no cluster; null where it has answered.</summary>
    private string? Open(string name)
    {
        try
        {
            View ??= new ClusterView(
                name, new ClusterApi(new AccessReader(environment, TimeProvider.System).Read(name), TimeProvider.System), TimeProvider.System);
        }
        catch (AccessException exception)
        {
            return $"is no cluster that can be asked: {exception.Message}";
        }

        return View.Open() is { } reason
            ? $"the cluster at {View.Api.Address} does not answer, {Quoted.Sentence(reason)}: start it, or name another context, as in {ClusterName.Scheme}CONTEXT"
            : null;
    }

    /// <summary>What is said where it tells of nothing that makes a load balancer; null where it does.</summary>
    private static string? Untold(ClusterView view) =>
        view.Kinds.Any(kind => kind.IsTold && Needed.Contains(kind.Kind.Kind)) ? null
        : view.Forbidden.FirstOrDefault(item => Needed.Contains(item.Kind.Kind)) is { Reason: { } reason }
            ? $"the cluster at {view.Api.Address} tells neither of Ingresses nor of Gateways, {Quoted.Sentence(reason)}: the right to list and watch them is what is needed"
            : $"the cluster at {view.Api.Address} has neither Ingresses nor Gateways: it is no cluster of Kubernetes, or a very old one";

    private static IEnumerable<Problem> Forbidden(ClusterView view) => view.Forbidden is { Count: > 0 } forbidden
        ? [new Problem(
            new Origin(view.Name, 0, ""),
            $"does not tell of {string.Join(", ", forbidden.Select(item => item.Kind.Plural))}, {Quoted.Sentence(forbidden[0].Reason)}: what they say is left out; "
                + "the right to list and watch them is what is needed")]
        : [];

    /// <summary>Pods that wait to be told healthy by a controller.</summary>
    private static IEnumerable<Problem> Gates(string name, IReadOnlyList<Node.Mapping> objects)
    {
        var gated = objects
            .Where(node => node.Find("kind").TryText(out var kind) && kind == "Namespace" && node.Find("metadata").Find("labels").Text(GateLabel) == Enabled)
            .Select(node => node.Find("metadata").Text("name"))
            .ToList();
        return gated.Count == 0 ? []
            : [new Problem(
                new Origin(name, 0, ""),
                $"pods of {Quoted.List(gated)} have readiness gates target-health.elbv2.k8s.aws/… ({GateLabel}: {Enabled}), which are not written here: "
                    + "where no controller writes them, such pods never get ready")];
    }
}
