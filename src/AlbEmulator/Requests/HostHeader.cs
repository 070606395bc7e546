namespace AlbEmulator.Requests;

/// <summary>
/// What an ALB makes of the Host header.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#host-header-preservation"/>
/// </summary>
internal static class HostHeader
{
    public static RequestHost Names(string host, int listenerPort)
    {
        var lower = host.ToLowerInvariant();
        var colon = lower.LastIndexOf(':');
        // The colons of an IPv6 address stand in brackets.
        var name = colon > lower.LastIndexOf(']') ? lower[..colon] : lower;
        return new RequestHost(name, ForTarget(lower, name, listenerPort));
    }

    /// <summary>
    /// What the target gets: a transform's, or the client's own, byte by byte where the load balancer preserves it.
    /// </summary>
    public static string ToTarget(AlbRequest request) =>
        request.TransformedHost
        ?? (request.Listener.LoadBalancer.Attributes.PreserveHostHeader
            && request.Context.Request.Headers.Host is [{ Length: > 0 } host, ..]
                ? host
                : request.Host.ForTarget);

    /// <summary>Without a port on listeners 80 and 443, with one on any other.</summary>
    private static string ForTarget(string host, string name, int listenerPort) => listenerPort switch
    {
        80 or 443 => name,
        _ when name.Length == host.Length => $"{host}:{listenerPort}",
        _ => host,
    };
}

/// <param name="Name">Lower case and without a port: for rules and the log.</param>
/// <param name="ForTarget">What the target gets.</param>
internal readonly record struct RequestHost(string Name, string ForTarget);
