namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>A route at a port.</summary>
/// <param name="Route">An HTTPRoute or a GRPCRoute.</param>
/// <param name="Hosts">The hosts whose requests it takes there, at least one: an empty one is any.</param>
internal sealed record AttachedRoute(Manifest Route, IReadOnlyList<string> Hosts);
