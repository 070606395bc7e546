namespace AlbEmulator.Tests.Support;

/// <summary>An emulator whose file defines a load balancer <c>of-file</c>, and a client of its API.</summary>
public sealed class ElbV2Stage : IAsyncDisposable
{
    public const string OfFile = "of-file";

    private ElbV2Stage(HostedEmulator emulator) => (Emulator, Api) = (emulator, new ElbV2Client(emulator.Control));

    public HostedEmulator Emulator { get; }

    public ElbV2Client Api { get; }

    /// <summary>What the file says.</summary>
    public static TopologyBuilder Topology() =>
        new TopologyBuilder { LoadBalancerName = OfFile }.Listener(FreePorts.Take(), "own").TargetGroup("own", FreePorts.Take());

    public static async Task<ElbV2Stage> StartAsync(params (string Name, string Value)[] settings) =>
        new(await HostedEmulator.StartAsync(Topology(), settings));

    /// <summary>Runs a script of the fixtures against the API; nothing where Python has no boto3.</summary>
    public async Task RunAsync(string script, params string[] arguments)
    {
        if (await Boto.PythonAsync() is not { } python)
        {
            return;
        }

        var file = Path.Combine(AppContext.BaseDirectory, "Fixtures", script);
        var (exitCode, output, errors) = await Programs.RunAsync(
            python, [file, Emulator.Control.ToString().TrimEnd('/'), .. arguments]);
        Assert.True(exitCode == 0, $"{output}\n{errors}");
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Emulator.DisposeAsync();
    }
}
