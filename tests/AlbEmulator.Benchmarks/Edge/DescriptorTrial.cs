using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Targets;

namespace AlbEmulator.Benchmarks.Edge;

/// <summary>What came of one emulator with more clients than descriptors.</summary>
/// <param name="Held">Connections that it kept.</param>
/// <param name="Answered">Requests that had an answer.</param>
/// <param name="Refused">Connections that it counted as refused.</param>
/// <param name="Unavailable">Answers of 503.</param>
/// <param name="LostLines">Answered requests without a line in the access log, or with two.</param>
/// <param name="WithoutHealth">Questions to <c>/health</c> that had no answer.</param>
/// <param name="HeldAgain">Connections that it kept of as many clients that came when the first had left.</param>
/// <param name="Faults">What must not be.</param>
internal sealed partial record DescriptorTrial(
    int Held, int Answered, long Refused, int Unavailable, int LostLines, int WithoutHealth, int HeldAgain, IReadOnlyList<string> Faults)
{
    private const int LoadingClients = 16;
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    /// <param name="limit">Of its descriptors.</param>
    /// <param name="isLoaded">Whether other clients come and go meanwhile.</param>
    /// <param name="target">Port of a target.</param>
    /// <param name="duration">How long the clients stay.</param>
    /// <param name="cancelled">The end.</param>
    public static async Task<DescriptorTrial> Run(
        int limit, bool isLoaded, int target, TimeSpan duration, CancellationToken cancelled)
    {
        using var stage = new Stage();
        var emulator = EmulatorRun.Start(
            stage,
            limit,
            ("web", new { Name = "web", Targets = new[] { new { Id = "127.0.0.1", Port = target } } }),
            ("echo", new { Name = "echo", Targets = new[] { new { Id = "echo", Port = LoopbackPort.Free() } } }));
        await FirstAnswer.Wait(emulator.Process, emulator.Ports[0], "the emulator", cancelled);
        using var control = new HttpClient(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero })
        {
            BaseAddress = new Uri(emulator.Control),
            Timeout = TimeSpan.FromSeconds(5),
        };
        var clients = new CrowdedClients(emulator.Ports);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var load = isLoaded
            ? Task.WhenAll(Enumerable.Range(0, LoadingClients).Select(_ => clients.Load(end.Task, cancelled)))
            : Task.CompletedTask;
        var crowd = limit + (limit / 10);
        var without = 0;
        var (held, refused) = (0, 0L);
        var open = await clients.Open(crowd, cancelled);
        if (isLoaded)
        {
            await clients.AskTogether(open, cancelled);
        }

        for (var left = duration; left > TimeSpan.Zero; left -= Settling)
        {
            await Task.Delay(Settling, cancelled);
            var health = await Health(control, cancelled);
            without += health is null ? 1 : 0;
            refused = health?.GetProperty("refusedClients").GetInt64() ?? refused;
        }

        held = CrowdedClients.Held(open);
        Leave(open);
        end.SetResult();
        await load;

        var isServed = await IsServedAgain(clients, cancelled);
        var again = await clients.Open(crowd, cancelled);
        await Task.Delay(Settling, cancelled);
        var heldAgain = CrowdedClients.Held(again);
        Leave(again);
        isServed &= await IsServedAgain(clients, cancelled);

        var exitCode = emulator.Process.Stop();
        var lost = CountLost(emulator.AccessLog, clients.Statuses.Keys);
        var output = File.ReadAllText(stage.PathOf("emulator.out"));
        string?[] faults =
        [
            exitCode == 0 ? null : $"it ended with {exitCode}: {output}",
            lost == 0 ? null : $"{lost} answered requests have no line, or two",
            without == 0 ? null : $"/health did not answer {without} times",
            isServed ? null : "no client was served once the crowd had left",
            clients.Hung == 0 ? null : $"{clients.Hung} requests were neither answered nor refused",
            refused > 0 ? null : "no connection was refused",
            // Those who come and go take some of the places of those who stay.
            heldAgain >= held - (isLoaded ? LoadingClients : 0) - 2 ? null : $"{held} connections were held, and then {heldAgain}",
            Told().Count(output) <= 6 && !output.Contains("   at ", StringComparison.Ordinal) ? null : $"it said too much: {output}",
        ];
        return new DescriptorTrial(
            held,
            clients.Statuses.Count,
            refused,
            clients.Statuses.Values.Count(status => status == 503),
            lost,
            without,
            heldAgain,
            [.. faults.OfType<string>()]);
    }

    private static void Leave(List<System.Net.Sockets.Socket> sockets) => sockets.ForEach(socket => socket.Dispose());

    private static async Task<JsonElement?> Health(HttpClient control, CancellationToken cancelled)
    {
        try
        {
            return (await control.GetFromJsonAsync<JsonElement>("/health", cancelled)).GetProperty("descriptors");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancelled.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<bool> IsServedAgain(CrowdedClients clients, CancellationToken cancelled)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        patience.CancelAfter(Recovery);
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

    [GeneratedRegex(@"\?id=(\d+) HTTP/1\.1""")]
    private static partial Regex Number();

    /// <summary>What it says of a shortage.</summary>
    [GeneratedRegex("are refused:|There is room")]
    private static partial Regex Told();
}
