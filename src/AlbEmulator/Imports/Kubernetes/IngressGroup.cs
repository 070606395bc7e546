namespace AlbEmulator.Imports.Kubernetes;

/// <summary>Ingresses that are one load balancer, in their order.</summary>
/// <param name="Id">The name of the group, or <c>NAMESPACE/NAME</c> of an Ingress that is in none.</param>
/// <param name="IsNamed">Whether the group has a name.</param>
/// <param name="Members">At least one.</param>
/// <param name="IsOrdered">Whether all of them have an order that is one; otherwise nothing is made of the group, which was told.</param>
internal sealed record IngressGroup(string Id, bool IsNamed, IReadOnlyList<IngressMember> Members, bool IsOrdered);
