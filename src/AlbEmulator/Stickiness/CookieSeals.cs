using AlbEmulator.Model;

namespace AlbEmulator.Stickiness;

/// <summary>A seal for each kind of cookie: what is sealed as one kind is not opened as another.</summary>
internal sealed class CookieSeals(CookieKeys keys)
{
    /// <summary>Which target group a client belongs to.</summary>
    public CookieSeal Group { get; } = new(keys, "AWSALBTG");

    /// <summary>Which target a client belongs to.</summary>
    public CookieSeal Target { get; } = new(keys, "AWSALB");

    /// <summary>Which target an application's session belongs to.</summary>
    public CookieSeal Application { get; } = new(keys, "AWSALBAPP");

    /// <summary>
    /// Makes the keys before the first client needs them, where any may: they are read from files, by assemblies that no
    /// other feature needs, and neither may fail a request.
    /// </summary>
    public void PrepareFor(Topology topology)
    {
        if (topology.TargetGroups.Any(group => group.Attributes.Stickiness is not null)
            || topology.LoadBalancers.SelectMany(loadBalancer => loadBalancer.Listeners).Any(listener => listener.KeepsClients))
        {
            keys.Prepare();
        }
    }
}
