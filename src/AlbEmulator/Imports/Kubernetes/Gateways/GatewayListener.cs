using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>A listener of a Gateway or of a ListenerSet of it, of which several may have one port.</summary>
/// <param name="Owner">The Gateway or the ListenerSet.</param>
/// <param name="Node">All of it.</param>
/// <param name="Name">By which routes name it as their section.</param>
/// <param name="Port">Its port.</param>
/// <param name="IsHttps">Whether clients speak TLS.</param>
/// <param name="Host">The host that it is for; empty for all.</param>
internal sealed record GatewayListener(Manifest Owner, Node Node, string Name, int Port, bool IsHttps, string Host)
{
    public const string Http = "HTTP";
    public const string Https = "HTTPS";

    private static readonly string[] RoutesOfHttp = [ManifestKinds.HttpRoute];
    private static readonly string[] RoutesOfHttps = [ManifestKinds.HttpRoute, ManifestKinds.GrpcRoute];

    public string Protocol => IsHttps ? Https : Http;

    /// <summary>At its port.</summary>
    public Origin Origin => Node.Find("port")?.Origin ?? Node.Origin;

    /// <summary>How a message calls it.</summary>
    public string Words => $"listener {Quoted.Text(Name)} of {Owner.Words}";

    /// <summary>Whether routes of a kind may be attached.</summary>
    public bool HasKind(string kind) => (Node.Field("allowedRoutes").Field("kinds").Items() is { Count: > 0 } kinds
        ? kinds.Select(item => item.Text("kind"))
        : IsHttps ? RoutesOfHttps : RoutesOfHttp).Contains(kind);
}
