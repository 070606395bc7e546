namespace AlbEmulator.Imports;

/// <summary>An Ingress of which a load balancer was made, or a part of one: a living cluster is told of it.</summary>
/// <param name="Namespace">Of the Ingress.</param>
/// <param name="Name">Of the Ingress.</param>
/// <param name="LoadBalancer">Name of the load balancer, as the topology has it.</param>
internal sealed record TakenIngress(string Namespace, string Name, string LoadBalancer);
