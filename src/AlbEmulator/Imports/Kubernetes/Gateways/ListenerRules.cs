using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>The ListenerRuleConfigurations that rules name.</summary>
internal sealed class ListenerRules(Manifests manifests, SpecCheck check, Import import)
{
    private const string SourceIp = "source-ip";
    private const int MostActions = 2;

    private readonly Dictionary<Manifest, ListenerRule> _read = new(ReferenceEqualityComparer.Instance);
    private readonly ListenerRuleGates _gates = new(manifests, import);

    /// <summary>Null where no file has it, or the controller has not accepted it: the reason is told.</summary>
    /// <param name="space">The namespace of the route.</param>
    /// <param name="name">The name.</param>
    /// <param name="why">Why there is none.</param>
    public ListenerRule? Find(string space, string name, out string why)
    {
        why = "";
        if (manifests.Find(ManifestKinds.ListenerRuleConfiguration, space, name) is not { } manifest)
        {
            why = $"names the {ManifestKinds.ListenerRuleConfiguration} {Quoted.Text(name)} of {Quoted.Text(space)}, which no file has";
            return null;
        }

        if (manifest.Root.Field("status").Field("accepted").TryFlag(out var accepted) && !accepted)
        {
            why = $"names the {manifest.Words}, which the controller has not accepted";
            return null;
        }

        if (!_read.TryGetValue(manifest, out var rule))
        {
            check.Check(manifest, ControllerShapes.ListenerRuleConfiguration);
            _read.Add(manifest, rule = Read(manifest));
        }

        return rule;
    }

    private ListenerRule Read(Manifest manifest)
    {
        var actions = manifest.Spec.Field("actions").Items();
        var known = actions.Where(action => ConfigOf(action) is not null).ToList();
        foreach (var action in actions.Where(action => ConfigOf(action) is null))
        {
            import.Tell(
                action.Find("type")?.Origin ?? action.Origin,
                $"{manifest.Words} has an action of the type {Quoted.Text(action.Text("type"))}: write forward, redirect, fixed-response, authenticate-oidc, authenticate-cognito or jwt-validation");
        }

        foreach (var action in known.Where(action => action.Field(ConfigOf(action)!) is null))
        {
            import.Tell(action.Origin, $"{manifest.Words} has an action {action.Text("type")} without {ConfigOf(action)}");
        }

        if (known.Find(action => action.Text("type") == ListenerRule.FixedResponse).Field("fixedResponseConfig") is { } answer && answer.Value("statusCode") is null)
        {
            import.Tell(answer.Origin, $"{manifest.Words} has a fixedResponseConfig without statusCode");
        }

        var gates = known.FindAll(IsGate);
        var routing = known.FindAll(action => !IsGate(action));
        if (actions.Count > MostActions || gates.Count > 1 || routing.Count > 1)
        {
            import.Tell(
                manifest.Spec.Find("actions")!.Origin,
                $"{manifest.Words} has too many actions: one that says who may pass, and one of forward, redirect and fixed-response");
        }

        return new ListenerRule(
            manifest,
            gates is [var gate, ..] && gate.Field(ConfigOf(gate)!) is { } config ? _gates.Of(manifest, gate.Text("type"), config) : null,
            routing is [var routes, ..] && routes.Field(ConfigOf(routes)!) is not null ? routes : null,
            [.. manifest.Spec.Field("conditions").Items().Select(condition => Source(manifest, condition)).OfType<SourceCondition>()]);
    }

    private static bool IsGate(Node action) =>
        action.Text("type") is ActionShape.AuthenticateOidc or ActionShape.AuthenticateCognito or ActionShape.JwtValidation;

    /// <summary>The field for what an action is; null where it is none.</summary>
    private static string? ConfigOf(Node action) => action.Text("type") switch
    {
        ListenerRule.Forward => "forwardConfig",
        ListenerRule.Redirect => "redirectConfig",
        ListenerRule.FixedResponse => "fixedResponseConfig",
        ActionShape.AuthenticateOidc => "authenticateOIDCConfig",
        ActionShape.AuthenticateCognito => "authenticateCognitoConfig",
        ActionShape.JwtValidation => "jwtValidationConfig",
        _ => null,
    };

    private SourceCondition? Source(Manifest manifest, Node condition)
    {
        var values = condition.Field("sourceIPConfig").Field("values").Items();
        if (condition.Text("field") != SourceIp)
        {
            import.Tell(
                condition.Find("field")?.Origin ?? condition.Origin,
                $"{manifest.Words} has a condition of the field {Quoted.Text(condition.Text("field"))}: there is {SourceIp} alone, all else stands in the matches of a route");
            return null;
        }

        if (values.Count == 0)
        {
            import.Tell(condition.Origin, $"{manifest.Words} has a condition without sourceIPConfig.values");
            return null;
        }

        return new SourceCondition(
            ConditionNodes.Of(
                condition.Origin,
                ConditionShape.SourceIp,
                "SourceIpConfig",
                Nodes.Entry(ConditionShape.Values.Name, Nodes.Sequence(condition.Origin, values))),
            condition.Field("matchIndexes") is { } indexes
                ? [.. indexes.Items().Select(item => item.TryInteger(out var index) ? index : -1)]
                : null);
    }
}
