using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Topologies;

namespace AlbEmulator.Testing.Inside;

/// <summary>Where the listeners are, now.</summary>
internal sealed class ListenerPlaces(TopologyStore topologies, AlbSettings settings)
{
    private IEnumerable<Place> All =>
        from loadBalancer in topologies.Current.LoadBalancers
        from listener in loadBalancer.Listeners
        select new Place(loadBalancer, listener);

    public AlbSettings Settings => settings;

    /// <summary>Those that listeners were given.</summary>
    public IEnumerable<Certificate> Certificates => All.SelectMany(static place => place.Listener.Certificates);

    /// <summary>All of them, in words.</summary>
    public string Words => All.ToList() is { Count: > 0 } all ? string.Join(", ", all.Select(InWords)) : "no listener";

    /// <summary>The first listener of HTTP, or else of HTTPS.</summary>
    /// <param name="loadBalancer">Of which; null for any.</param>
    public Place First(string? loadBalancer)
    {
        var mine = Of(loadBalancer).ToList();
        return mine.Count == 0 ? throw new AlbException("No load balancer has a listener.")
            : mine.Find(static place => place.Listener.Protocol == ListenerProtocol.Http) ?? mine[0];
    }

    /// <summary>The listener on a port.</summary>
    public Place On(int port, string? loadBalancer) => Choose(Of(loadBalancer), port, null) ?? throw NoneOn(port);

    /// <summary>Where a client of a host and a port is to connect; null where that is nothing of the load balancer's.</summary>
    public IPEndPoint? Find(string host, int port, string? loadBalancer)
    {
        var mine = Of(loadBalancer).ToList();
        return (Choose(mine, port, host) ?? mine.Find(place => place.Listener.BindPort == port)) is { } found ? EndPointOf(found) : null;
    }

    public AlbException NoneOn(int port) => new($"No listener is on port {port}; there is {Words}.");

    public static Uri UrlOf(Place place) => new($"{place.Listener.Protocol.Scheme()}://{EndPointOf(place)}/");

    /// <summary>As clients of AWS would name it.</summary>
    public static Uri BaseAddress(Place place) => new($"{place.Listener.Protocol.Scheme()}://localhost:{place.Listener.Port}/");

    private static IPEndPoint EndPointOf(Place place) => new(Addresses.Reached(place.LoadBalancer.BindAddresses[0]), place.Listener.BindPort);

    private IEnumerable<Place> Of(string? loadBalancer)
    {
        if (loadBalancer is null)
        {
            return All;
        }

        var mine = All.Where(place => place.LoadBalancer.Name == loadBalancer).ToList();
        return mine.Count > 0 ? mine : throw new AlbException($"There is no load balancer {loadBalancer} with a listener; there is {Words}.");
    }

    private static Place? Choose(IEnumerable<Place> places, int port, string? host)
    {
        var found = places.Where(place => place.Listener.Port == port).ToList();
        if (found.Count > 1 && found.Find(place => string.Equals(place.LoadBalancer.DnsName, host, StringComparison.OrdinalIgnoreCase)) is { } named)
        {
            return named;
        }

        return found.Count <= 1 ? found.FirstOrDefault() : throw new AlbException(
            $"Several load balancers have a listener on port {port}: {string.Join(", ", found.Select(InWords))}. Name the one that is meant.");
    }

    private static string InWords(Place place) =>
        $"{place.LoadBalancer.Name} on port {place.Listener.Port} ({place.Listener.Protocol.Scheme()}://{EndPointOf(place)}/)";

    /// <summary>A listener of a load balancer.</summary>
    internal sealed record Place(LoadBalancer LoadBalancer, Listener Listener);
}
