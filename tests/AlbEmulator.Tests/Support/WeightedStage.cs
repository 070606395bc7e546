using AlbEmulator.Model;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// One listener before the target groups <c>blue</c>, <c>green</c> and <c>gray</c>, each with a target that answers with
/// the name of its group, and <c>empty</c> without one.
/// </summary>
public sealed class WeightedStage : IAsyncDisposable
{
    private static readonly string[] Names = ["blue", "green", "gray"];

    private readonly ScriptedTarget[] _targets;

    private WeightedStage(ScriptedTarget[] targets, HostedEmulator emulator)
    {
        _targets = targets;
        Emulator = emulator;
    }

    public HostedEmulator Emulator { get; }

    public ScriptedTarget Blue => _targets[0];

    public static async Task<WeightedStage> StartAsync(params IEnumerable<(string Name, string Value)> settings)
    {
        var targets = Array.ConvertAll(Names, name => ScriptedTarget.Start(Reply.Ok(name)));
        var topology = new TopologyBuilder().Listener(FreePorts.Take(), "blue").TargetGroup("empty");
        for (var i = 0; i < Names.Length; i++)
        {
            topology.TargetGroup(Names[i], targets[i].Port);
        }

        return new WeightedStage(targets, await HostedEmulator.StartAsync(topology, settings));
    }

    /// <summary>Changes the default action to these weights.</summary>
    public Task ShareAsync(params (string Group, int Weight)[] shares) =>
        Emulator.ChangeAsync(topology => topology.WithDefault(topology.Forward(shares)));

    /// <summary>Changes the default action to these weights, each client with its group for so long.</summary>
    public Task ShareAsync(TimeSpan stickiness, params (string Group, int Weight)[] shares) =>
        Emulator.ChangeAsync(topology => topology.WithDefault(topology.Forward(shares) with { Stickiness = stickiness }));

    public Task<RawClient> ConnectAsync() => RawClient.ConnectAsync(Emulator.Port);

    /// <summary>One request on a connection of its own.</summary>
    public Task<RawMessage> ExchangeAsync(string request) => RawClient.ExchangeAsync(Emulator.Port, request);

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        foreach (var target in _targets)
        {
            await target.DisposeAsync();
        }
    }
}
