using System.Text.Json;
using AlbEmulator.Comparisons;
using AlbEmulator.Model;

namespace AlbEmulator.Commands;

/// <summary>The emulator that answers beside the load balancer: one that runs, or one that runs for that time alone.</summary>
internal sealed class ComparedEmulator : IAsyncDisposable
{
    private readonly TemporaryEmulator? _temporary;

    private ComparedEmulator(IReadOnlyList<ListeningPort> listeners, TemporaryEmulator? temporary) => (Listeners, _temporary) = (listeners, temporary);

    public IReadOnlyList<ListeningPort> Listeners { get; }

    /// <summary>Asks one that runs; where it does not answer that is told.</summary>
    public static async Task<(ComparedEmulator? Emulator, int ExitCode)> AskAsync(AlbSettings settings, TextWriter error)
    {
        using var control = new ControlQuestion(settings);
        var answer = await control.AskAsync("/load-balancers");
        if (answer.Refusal is { } refusal)
        {
            await error.WriteLineAsync($"{refusal}; or name the topology behind the requests: alb compare --against URL FILE my.yaml");
            return (null, ExitCode.Failed);
        }

        return (new ComparedEmulator([.. Told(answer.Body)], null), ExitCode.Good);
    }

    /// <summary>Starts one; where it cannot start that is told.</summary>
    public static async Task<(ComparedEmulator? Emulator, int ExitCode)> StartAsync(
        IConfiguration configuration, AlbSettings settings, ArgumentReader read, TextWriter error) =>
        await TemporaryEmulator.StartAsync(configuration, settings, read, error) is { } temporary
            ? (new ComparedEmulator([.. Of(temporary.Topology)], temporary), ExitCode.Good)
            : (null, ExitCode.WrongUse);

    public ValueTask DisposeAsync() => _temporary?.DisposeAsync() ?? default;

    private static IEnumerable<ListeningPort> Told(JsonElement body) =>
        from loadBalancer in body.GetProperty("loadBalancers").EnumerateArray()
        from listener in loadBalancer.GetProperty("listeners").EnumerateArray()
        let url = new Uri(listener.GetProperty("urls")[0].GetString()!)
        select new ListeningPort(loadBalancer.GetProperty("name").GetString()!, url.Scheme, listener.GetProperty("port").GetInt32(), At(url));

    private static IEnumerable<ListeningPort> Of(Topology topology) =>
        from loadBalancer in topology.LoadBalancers
        from listener in loadBalancer.Listeners
        select new ListeningPort(
            loadBalancer.Name, listener.Protocol.Scheme(), listener.Port, At(new Uri(ListenerUrls.Of(loadBalancer.BindAddresses[0], listener))));

    private static Destination At(Uri url) => new(url.Scheme, url.IdnHost.Trim('[', ']'), url.Port);
}
