using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>A rule of a route, as all Gateways have it.</summary>
/// <param name="Route">The HTTPRoute or the GRPCRoute.</param>
/// <param name="Node">All of it.</param>
/// <param name="Index">Its place in the route.</param>
/// <param name="Matches">What it takes: one of them must hold.</param>
/// <param name="Filters">What becomes of requests before they are forwarded.</param>
/// <param name="Backends">What it forwards to, those that there are.</param>
internal sealed record RouteRule(
    Manifest Route, Node Node, int Index, IReadOnlyList<RouteMatch> Matches, RuleFilters Filters, IReadOnlyList<RouteBackend> Backends);

/// <summary>What a rule forwards to.</summary>
/// <param name="Node">Where it is written.</param>
/// <param name="Weight">Its share of the requests.</param>
/// <param name="Service">A Service; null for a target group that is there already.</param>
/// <param name="Port">The port of the Service.</param>
/// <param name="TargetGroup">The name of the target group; empty for a Service.</param>
internal sealed record RouteBackend(Node Node, int Weight, Manifest? Service, ServicePort? Port, string TargetGroup);

/// <summary>What the filters of a rule say.</summary>
/// <param name="Redirect">Where a client is sent, as it is written; null for nowhere.</param>
/// <param name="RedirectAction">The same as a topology file has it; null where it is none.</param>
/// <param name="Rewrite">What is changed of the URL; null for nothing.</param>
/// <param name="Settings">What a ListenerRuleConfiguration adds; null for nothing.</param>
/// <param name="IsUsable">Whether the rule may forward: its ListenerRuleConfiguration is there.</param>
internal sealed record RuleFilters(Node? Redirect, Node.Mapping? RedirectAction, Node? Rewrite, ListenerRule? Settings, bool IsUsable);
