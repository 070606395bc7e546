namespace AlbEmulator.Clusters;

/// <summary>What an Ingress is to say of its load balancer.</summary>
/// <param name="Namespace">Of the Ingress.</param>
/// <param name="Name">Of the Ingress.</param>
/// <param name="HostName">The DNS name of the load balancer, in lower case.</param>
/// <param name="Ports">Of its listeners, in ascending order.</param>
internal sealed record WantedStatus(string Namespace, string Name, string HostName, IReadOnlyList<int> Ports);
