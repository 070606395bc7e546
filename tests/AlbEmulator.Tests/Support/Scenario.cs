namespace AlbEmulator.Tests.Support;

/// <summary>The usual stage: a client, one listener, one target group <c>web</c>, one scripted target.</summary>
public sealed class Scenario : IAsyncDisposable
{
    private Scenario(ScriptedTarget target, HostedEmulator emulator)
    {
        Target = target;
        Emulator = emulator;
    }

    public ScriptedTarget Target { get; }

    public HostedEmulator Emulator { get; }

    /// <summary>Port of the listener.</summary>
    public int Port => Emulator.Port;

    /// <param name="reply">What the target does unless told otherwise; <c>200 ok</c>.</param>
    /// <param name="change">A change to the topology.</param>
    public static async Task<Scenario> StartAsync(Reply? reply = null, Action<TopologyBuilder>? change = null)
    {
        var target = ScriptedTarget.Start(reply);
        try
        {
            var topology = TopologyBuilder.Simple(FreePorts.Take(), target.Port);
            change?.Invoke(topology);
            return new Scenario(target, await HostedEmulator.StartAsync(topology));
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same stage with an HTTPS listener.</summary>
    /// <param name="reply">What the target does unless told otherwise; <c>200 ok</c>.</param>
    /// <param name="change">A change to the topology.</param>
    public static Task<Scenario> StartHttpsAsync(Reply? reply = null, Action<TopologyBuilder>? change = null) =>
        StartAsync(reply, topology =>
        {
            topology.Https();
            change?.Invoke(topology);
        });

    /// <summary>A client that speaks HTTP/2, or with another version HTTP/1.1, to an HTTPS listener.</summary>
    public Http2Client Http2(Version? version = null) => new(Port, version);

    /// <summary>A client that is connected to the listener.</summary>
    public Task<RawClient> ConnectAsync() => RawClient.ConnectAsync(Port);

    /// <summary>One request on a connection of its own.</summary>
    public Task<RawMessage> ExchangeAsync(string request) => RawClient.ExchangeAsync(Port, request);

    /// <summary>Sends a request, and gives it as the target received it.</summary>
    public async Task<RawMessage> ForwardAsync(string request)
    {
        var before = Target.Requests.Count;
        var response = await ExchangeAsync(request);
        Assert.True(response.Status == 200, response.Head);
        return (await Target.WaitForRequestsAsync(before + 1))[before];
    }

    /// <summary>The one line of the access log.</summary>
    public async Task<AccessLogLine> LineAsync(TimeSpan? within = null) =>
        (await Emulator.WaitForLogLinesAsync(1, within))[0];

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        await Target.DisposeAsync();
    }
}
