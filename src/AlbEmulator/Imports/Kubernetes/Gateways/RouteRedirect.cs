using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>From a filter <c>RequestRedirect</c> to an action as a topology file has it.</summary>
internal static class RouteRedirect
{
    /// <summary>Null where it is none, which was told.</summary>
    /// <param name="route">The route.</param>
    /// <param name="filter">What the filter says.</param>
    /// <param name="query">The query, which a ListenerRuleConfiguration may say; null for that of the request.</param>
    /// <param name="import">Where is told what is wrong.</param>
    public static Node.Mapping? Of(Manifest route, Node filter, Node.Scalar? query, Import import)
    {
        var status = filter.Field("statusCode") is { } code ? filter.Text("statusCode") : "302";
        if (status is not ("301" or "302"))
        {
            import.Tell(filter.Find("statusCode")!.Origin, $"{route.Words} has the statusCode {Quoted.Plain(status)}: an Application Load Balancer has 301 and 302");
            return null;
        }

        var scheme = filter.Value("scheme");
        if (scheme is not null && scheme.Text.ToUpperInvariant() is not ("HTTP" or "HTTPS"))
        {
            import.Tell(scheme.Origin, $"{route.Words} has the scheme {Quoted.Text(scheme.Text)}: write http or https");
            return null;
        }

        var protocol = scheme is null ? null : scheme with { Text = scheme.Text.ToUpperInvariant() };
        var path = filter.Field("path").Value("replaceFullPath");
        if ((path ?? filter.Field("path").Value("replacePrefixMatch")) is { } written && written.Text.AsSpan().ContainsAny('*', '?'))
        {
            import.Tell(written.Origin, $"{route.Words} has * or ? in the path {Quoted.Text(written.Text)} of a redirect: write it without");
            return null;
        }

        return KubernetesActions.Of(
            filter.Origin,
            ActionShape.Redirect,
            ActionShape.RedirectConfig,
            (RedirectShape.StatusCode, Nodes.Text(filter.Origin, $"HTTP_{status}")),
            (RedirectShape.Protocol, protocol),
            (RedirectShape.Host, filter.Value("hostname")),
            (RedirectShape.Port, filter.Value("port") ?? (protocol is null ? null : Nodes.Text(protocol.Origin, protocol.Text == "HTTP" ? "80" : "443"))),
            (RedirectShape.Path, path),
            (RedirectShape.Query, query));
    }
}
