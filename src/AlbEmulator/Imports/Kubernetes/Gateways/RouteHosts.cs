using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>The hosts of routes, and which of them a listener takes.</summary>
internal sealed class RouteHosts(Import import)
{
    private const string AnyLabels = "*.";

    private readonly Dictionary<Manifest, IReadOnlyList<string>> _hosts = new(ReferenceEqualityComparer.Instance);

    /// <summary>What a route says; nothing for all.</summary>
    public IReadOnlyList<string> Of(Manifest route)
    {
        if (!_hosts.TryGetValue(route, out var hosts))
        {
            _hosts.Add(route, hosts = Read(route));
        }

        return hosts;
    }

    /// <summary>The more special of two where one covers the other; null where none does.</summary>
    public static string? Common(string one, string other) =>
        one == other || Covers(one, other) ? other
        : Covers(other, one) ? one
        : null;

    private static bool Covers(string wide, string host) =>
        wide.StartsWith(AnyLabels, StringComparison.Ordinal) && host.EndsWith(wide[1..], StringComparison.Ordinal);

    private List<string> Read(Manifest route)
    {
        var hosts = new List<string>();
        foreach (var item in route.Spec.Field("hostnames").Items().Take(SpecLimits.Hostnames))
        {
            if (!item.TryAny(out var host) || !GatewayListeners.IsHost(host))
            {
                import.Tell(item.Origin, $"{route.Words} has the hostname {Quoted.Text(item.AnyText())}: write one in lower case, such as shop.example.com or *.example.com");
            }
            else if (!hosts.Contains(host))
            {
                hosts.Add(host);
            }
        }

        return hosts;
    }
}
