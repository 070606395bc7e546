using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Targets;

namespace AlbEmulator.Benchmarks.Edge;

/// <summary>One emulator with more clients than descriptors.</summary>
/// <param name="limit">Of its descriptors.</param>
/// <param name="isLoaded">Whether other clients come and go meanwhile, and those who stay all ask at once.</param>
/// <param name="target">Port of a target.</param>
/// <param name="duration">How long the clients stay.</param>
internal sealed partial class DescriptorTrial(int limit, bool isLoaded, int target, TimeSpan duration)
{
    private const int LoadingClients = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    private readonly int _crowd = limit + (limit / 10);
    private readonly List<string> _faults = [];

    /// <summary>What must not be.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Connections that it kept.</summary>
    public int Held { get; private set; }

    /// <summary>Requests that had an answer.</summary>
    public int Answered { get; private set; }

    /// <summary>Answers of 503.</summary>
    public int Unavailable { get; private set; }

    /// <summary>Connections that it counted as refused.</summary>
    public long Refused { get; private set; }

    /// <summary>Answered requests without a line in the access log, or with two.</summary>
    public int LostLines { get; private set; }

    /// <summary>Questions to <c>/health</c> that had no answer.</summary>
    public int WithoutHealth { get; private set; }

    /// <summary>Connections that it kept of as many clients that came when the first had left.</summary>
    public int HeldAgain { get; private set; }

    public async Task Run(CancellationToken cancelled)
    {
        using var stage = new Stage();
        var emulator = EmulatorRun.Start(
            stage,
            limit,
            ("web", new { Name = "web", Targets = new[] { new { Id = "127.0.0.1", Port = target } } }),
            ("echo", new { Name = "echo", Targets = new[] { new { Id = "echo", Port = LoopbackPort.Free() } } }));
        await FirstAnswer.Wait(emulator.Process, emulator.Ports[0], "the emulator", cancelled);
        var clients = new CrowdedClients(emulator.Ports);

        await Crowd(emulator, clients, cancelled);
        var isServed = await IsServed(clients, cancelled);
        await CrowdAgain(clients, cancelled);
        isServed &= await IsServed(clients, cancelled);

        var exitCode = emulator.Process.Stop();
        Answered = clients.Statuses.Count;
        Unavailable = clients.Statuses.Values.Count(status => status == 503);
        LostLines = CountLost(emulator.AccessLog, clients.Statuses.Keys);
        var output = File.ReadAllText(stage.PathOf("emulator.out"));
        Expect(exitCode == 0, $"it ended with {exitCode}: {output}");
        Expect(isServed, "no client was served once the crowd had left");
        Expect(clients.Hung == 0, $"{clients.Hung} requests were neither answered nor refused");
        Expect(Refused > 0, "no connection was refused");
        Expect(LostLines == 0, $"{LostLines} answered requests have no line, or two");
        // Connections to targets, two for each of the echo target, are kept, and those who come and go have their places too.
        Expect(HeldAgain >= (Held * 0.98) - (isLoaded ? LoadingClients : 0) - 4, $"{Held} connections were held, and then {HeldAgain}");
        Expect(Told().Count(output) <= 6 && !output.Contains("   at ", StringComparison.Ordinal), $"it said too much: {output}");
    }

    private async Task Crowd(EmulatorRun emulator, CrowdedClients clients, CancellationToken cancelled)
    {
        using var control = new HttpClient(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero })
        {
            BaseAddress = new Uri(emulator.Control),
            Timeout = Patience,
        };
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var load = isLoaded
            ? Task.WhenAll(Enumerable.Range(0, LoadingClients).Select(_ => clients.Load(end.Task, cancelled)))
            : Task.CompletedTask;
        var open = await clients.Open(_crowd, cancelled);
        if (isLoaded)
        {
            await clients.AskTogether(open, cancelled);
        }

        for (var left = duration; left > TimeSpan.Zero; left -= Settling)
        {
            await Task.Delay(Settling, cancelled);
            await AskHealth(control, cancelled);
        }

        Held = CrowdedClients.Held(open);
        Leave(open);
        end.SetResult();
        await load;
    }

    private async Task CrowdAgain(CrowdedClients clients, CancellationToken cancelled)
    {
        var open = await clients.Open(_crowd, cancelled);
        await Task.Delay(Settling, cancelled);
        HeldAgain = CrowdedClients.Held(open);
        Leave(open);
    }

    private async Task AskHealth(HttpClient control, CancellationToken cancelled)
    {
        try
        {
            var health = await control.GetFromJsonAsync<JsonElement>("/health", cancelled);
            Refused = health.GetProperty("descriptors").GetProperty("refusedClients").GetInt64();
        }
        catch (Exception exception) when (
            exception is HttpRequestException or TaskCanceledException && !cancelled.IsCancellationRequested)
        {
            WithoutHealth++;
            _faults.Add($"/health did not answer: {exception.Message} {exception.InnerException?.Message}");
        }
    }

    private static async Task<bool> IsServed(CrowdedClients clients, CancellationToken cancelled)
    {
        using var patience = new CancellationTokenSource(Recovery);
        while (!patience.IsCancellationRequested)
        {
            if (await clients.IsServed(cancelled))
            {
                return true;
            }

            await Task.Delay(20, cancelled);
        }

        return false;
    }

    private static int CountLost(string accessLog, IEnumerable<int> answered)
    {
        var lines = Number().Matches(File.ReadAllText(accessLog))
            .GroupBy(match => int.Parse(match.Groups[1].ValueSpan))
            .ToDictionary(group => group.Key, group => group.Count());
        return answered.Count(number => lines.GetValueOrDefault(number) != 1);
    }

    private static void Leave(List<Socket> sockets) => sockets.ForEach(socket => socket.Dispose());

    private void Expect(bool holds, string fault)
    {
        if (!holds)
        {
            _faults.Add(fault);
        }
    }

    [GeneratedRegex(@"\?id=(\d+) HTTP/1\.1""")]
    private static partial Regex Number();

    /// <summary>What it says of a shortage.</summary>
    [GeneratedRegex("are refused:|There is room")]
    private static partial Regex Told();
}
