using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>The filters of the rules of routes; those that an Application Load Balancer cannot do are told.</summary>
internal sealed class RouteFilters(ListenerRules listenerRules, Import import)
{
    private const string RequestRedirect = "RequestRedirect";
    private const string UrlRewrite = "URLRewrite";
    private const string ExtensionRef = "ExtensionRef";

    public RuleFilters Of(Manifest route, Node rule)
    {
        Node? redirect = null;
        Node? rewrite = null;
        var extensions = new List<Node>();
        foreach (var filter in rule.Field("filters").Items())
        {
            switch (filter.Text("type"))
            {
                case RequestRedirect when route.Kind == ManifestKinds.HttpRoute:
                    redirect = Once(route, filter, "requestRedirect", redirect);
                    break;
                case UrlRewrite when route.Kind == ManifestKinds.HttpRoute:
                    rewrite = Once(route, filter, "urlRewrite", rewrite);
                    break;
                case ExtensionRef when filter.Field("extensionRef") is { } reference:
                    extensions.AddRange(IsListenerRule(route, reference) ? [reference] : []);
                    break;
                case ExtensionRef:
                    Once(route, filter, "extensionRef", null);
                    break;
                default:
                    TellOther(route, filter);
                    break;
            }
        }

        if (redirect is not null && rewrite is not null)
        {
            import.Tell(rewrite.Origin, $"{route.Words} has the filters {RequestRedirect} and {UrlRewrite} in one rule: keep one of them");
        }

        var (settings, isUsable) = Settings(route, extensions, redirect is null ? ", and requests are answered with a 500" : "");
        if (redirect is null && settings?.Config(ListenerRule.Redirect, "redirectConfig") is not null)
        {
            import.Tell(
                extensions[0].Origin,
                $"{route.Words} names the {settings.Manifest.Words}, whose redirectConfig needs a filter {RequestRedirect} in the same rule: add it, or remove redirectConfig");
        }

        var query = settings?.Config(ListenerRule.Redirect, "redirectConfig").Value("query");
        return new RuleFilters(
            redirect, redirect is null ? null : RouteRedirect.Of(route, redirect, query, import), rewrite, settings, isUsable);
    }

    private Node? Once(Manifest route, Node filter, string field, Node? before)
    {
        if (filter.Field(field) is not Node.Mapping config)
        {
            import.Tell(filter.Origin, $"{route.Words} has a filter {filter.Text("type")} without {field}");
            return before;
        }

        if (before is not null)
        {
            import.Tell(filter.Origin, $"{route.Words} has the filter {filter.Text("type")}{before.Origin.AtLine} already: keep one of them");
        }

        return config;
    }

    private void TellOther(Manifest route, Node filter)
    {
        var type = filter.Text("type");
        var instead = route.Kind == ManifestKinds.GrpcRoute ? $"of a GRPCRoute there is {ExtensionRef} alone" : $"there are {RequestRedirect}, {UrlRewrite} and {ExtensionRef}";
        import.Tell(
            filter.Find("type")?.Origin ?? filter.Origin,
            $"{route.Words} has the filter {Quoted.Text(type)}, which the controller refuses: {instead}"
                + (type.EndsWith("HeaderModifier", StringComparison.Ordinal)
                    ? $"; headers are changed by listenerAttributes of the {ManifestKinds.LoadBalancerConfiguration}, such as routing.http.response.server.enabled"
                    : ""));
    }

    private bool IsListenerRule(Manifest route, Node reference)
    {
        var (group, kind) = (reference.Text("group"), reference.Text("kind"));
        if (group == ManifestKinds.ControllerGateways && kind == ManifestKinds.ListenerRuleConfiguration)
        {
            return true;
        }

        import.Note(
            reference.Origin,
            $"{route.Words} has an extensionRef to {Quoted.Text($"{group}/{kind}")}, which has no effect: the controller reads {ManifestKinds.ListenerRuleConfiguration} of {ManifestKinds.ControllerGateways}");
        return false;
    }

    private (ListenerRule? Settings, bool IsUsable) Settings(Manifest route, List<Node> extensions, string end)
    {
        if (extensions.Count == 0)
        {
            return (null, true);
        }

        if (extensions.Count > 1)
        {
            import.Note(
                extensions[1].Origin,
                $"{route.Words} names several {ManifestKinds.ListenerRuleConfiguration} in one rule: the controller takes none, so that the rule has no backends{end}");
            return (null, false);
        }

        if (listenerRules.Find(route.Namespace, extensions[0].Text("name"), out var why) is { } settings)
        {
            return (settings, true);
        }

        import.Note(extensions[0].Origin, $"{route.Words} {why}: the rule has no backends{end}");
        return (null, false);
    }
}
