using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Rules.Explanations;

/// <summary>Finds the listener at which a request would arrive: the one on the port of its URL.</summary>
internal static class AskedListener
{
    /// <summary>The listener, or why there is not exactly one.</summary>
    public static ChosenListener Choose(Snapshot snapshot, AskedUrl url)
    {
        ListenerSnapshot[] all =
            [.. snapshot.Listeners.OrderBy(listener => listener.Port).ThenBy(Address, StringComparer.Ordinal)];
        if (all.Length == 0)
        {
            return new(null, "no load balancer has a listener: nothing would answer");
        }

        ListenerSnapshot[] found = url.Port is null ? all : [.. all.Where(listener => listener.Port == url.Port)];
        if (found.Length == 0)
        {
            found = [.. all.Where(listener => listener.Listener.BindPort == url.Port)];
        }

        if (found.Length == 0)
        {
            // Where nothing is bound a port that was left open may be any.
            found = [.. all.Where(static listener => listener.Listener.BindPort == 0)];
        }

        if (found.Length > 1 && IPAddress.TryParse(url.Host, out var host))
        {
            found = [.. found.Where(listener => listener.LoadBalancer.BindAddresses.Contains(Addresses.Plain(host)))];
        }

        return found switch
        {
            [var only] when url.Scheme is null || url.Scheme == Scheme(only) => new(only, null),
            _ => new(null, Problem(all, found, url)) { IsOneOfSeveral = found.Length > 1 },
        };
    }

    private static string Problem(ListenerSnapshot[] all, ListenerSnapshot[] found, AskedUrl url) => found switch
    {
        [var only] => $"the listener on port {only.Port} does not speak {url.Scheme}: write {Scheme(only)}://",
        [] => $"there is no listener on port {url.Port}; there is {List(all)}: "
            + $"write its port in the URL, as in {Example(all[0], url)}",
        _ when url.Port is null => $"the URL names no port, and there are several listeners: {List(found)}; "
            + $"write one, as in {Example(found[0], url)}",
        _ => $"several listeners have the port {url.Port}: {List(found)}; "
            + "write the address of one in place of the host, and the host as the header Host",
    };

    private static string List(ListenerSnapshot[] listeners) => string.Join(", ", listeners.Select(listener =>
        $"{listener.LoadBalancer.Name} on {string.Join(" and ", listener.EndPoints)}"));

    private static string Example(ListenerSnapshot listener, AskedUrl url) =>
        $"{Scheme(listener)}://{Quoted.Plain(url.Host ?? "localhost")}:{listener.Listener.BindPort}/";

    private static string Address(ListenerSnapshot listener) => listener.LoadBalancer.BindAddresses[0].ToString();

    private static string Scheme(ListenerSnapshot listener) => listener.Listener.Protocol.Scheme();
}

/// <summary>The listener of a request, or why there is none.</summary>
/// <param name="Listener">Null where there is none.</param>
/// <param name="Problem">Why; null where there is one.</param>
internal readonly record struct ChosenListener(ListenerSnapshot? Listener, string? Problem)
{
    /// <summary>Whether it may be any of several, since the URL does not say which.</summary>
    public bool IsOneOfSeveral { get; init; }
}
