using AlbEmulator.Documents;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>What becomes of the requests that a rule takes, as a topology file has it.</summary>
internal sealed class RouteActions(RouteGroups groups, Import import)
{
    private const int UsualStickinessSeconds = 3600;

    private readonly HashSet<(Node Rule, bool IsHttps)> _noted = [];

    /// <summary>Who may pass, where clients speak TLS, and what answers.</summary>
    public IReadOnlyList<Node> Of(RouteRule rule, GatewayListener listener)
    {
        if (rule.Filters.Settings?.Gate is not { } gate)
        {
            return [Routing(rule, listener)];
        }

        if (listener.IsHttps)
        {
            return [KubernetesActions.InOrder(gate, 1), KubernetesActions.InOrder(Routing(rule, listener), 2)];
        }

        if (_noted.Add((rule.Node, false)))
        {
            import.Note(gate.Origin, $"{rule.Route.Words} asks for no login and no token at port {listener.Port}: the controller leaves that out on HTTP listeners");
        }

        return [Routing(rule, listener)];
    }

    private Node.Mapping Routing(RouteRule rule, GatewayListener listener)
    {
        // Groups are made of all backends, also where another action answers.
        var weighted = rule.Backends.Select(backend => (Backend: backend, Group: groups.NameOf(rule.Route, backend, listener.IsHttps)))
            .Where(item => item.Group is not null)
            .ToList();
        var settings = rule.Filters.Settings;
        if (settings?.Config(ListenerRule.FixedResponse, "fixedResponseConfig") is { } answer)
        {
            return FixedResponse(answer);
        }

        if (rule.Filters.Redirect is { } redirect)
        {
            return rule.Filters.RedirectAction ?? KubernetesActions.NoBackend(redirect.Origin);
        }

        if (weighted.TrueForAll(item => item.Backend.Weight == 0))
        {
            if (_noted.Add((rule.Node, true)))
            {
                import.Note(rule.Node.Origin, weighted.Count == 0
                    ? $"{rule.Route.Words} has a rule without a backend that is there: requests are answered with a 500"
                    : $"{rule.Route.Words} has a rule whose backends all have the weight 0: requests are answered with a 500");
            }

            return KubernetesActions.NoBackend(rule.Node.Origin);
        }

        var stickiness = settings?.Config(ListenerRule.Forward, "forwardConfig") is { } forward ? Stickiness(forward) : null;
        return weighted is [var only] && stickiness is null ? ActionNodes.Forward(only.Backend.Node.Origin, only.Group!) : KubernetesActions.Of(
            rule.Node.Origin,
            ActionShape.Forward,
            ActionShape.ForwardConfig,
            (ForwardShape.TargetGroups, Nodes.Sequence(rule.Node.Origin, weighted.Select(item => Nodes.Mapping(
                item.Backend.Node.Origin,
                Nodes.Entry(ForwardShape.TargetGroupArn.Name, Nodes.Text(item.Backend.Node.Origin, item.Group!)),
                Nodes.Entry(ForwardShape.Weight.Name, Nodes.Number(item.Backend.Node.Origin, item.Backend.Weight)))))),
            (ForwardShape.Stickiness, stickiness));
    }

    private static Node.Mapping FixedResponse(Node config) => KubernetesActions.Of(
        config.Origin,
        ActionShape.FixedResponse,
        ActionShape.FixedResponseConfig,
        (FixedResponseShape.StatusCode, config.Value("statusCode")),
        (FixedResponseShape.ContentType, config.Value("contentType") ?? Nodes.Text(config.Origin, "text/plain")),
        (FixedResponseShape.MessageBody, config.Value("messageBody")));

    private static Node.Mapping Stickiness(Node forward)
    {
        var config = forward.Field("targetGroupStickinessConfig");
        return Nodes.Mapping(
            forward.Origin,
            Nodes.Entry(ForwardShape.Enabled.Name, config.Field("enabled") ?? new Node.Scalar(forward.Origin, ScalarKind.Boolean, "false")),
            Nodes.Entry(ForwardShape.DurationSeconds.Name, config.Field("durationSeconds") ?? Nodes.Number(forward.Origin, UsualStickinessSeconds)));
    }
}
