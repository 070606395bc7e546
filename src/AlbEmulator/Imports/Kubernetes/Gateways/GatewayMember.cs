namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>A Gateway that counts.</summary>
/// <param name="Gateway">The Gateway.</param>
/// <param name="Settings">What configures its load balancer.</param>
internal sealed record GatewayMember(Manifest Gateway, LoadBalancerSettings Settings);
