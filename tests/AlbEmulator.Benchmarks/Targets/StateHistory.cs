using System.Text.Json;

namespace AlbEmulator.Benchmarks.Targets;

/// <summary>When each target was seen to be unhealthy, as the control port told it.</summary>
internal sealed class StateHistory(string control)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly Dictionary<string, List<(DateTime From, DateTime Until)>> _unhealthy = [];
    private readonly HashSet<string> _now = [];

    /// <summary>How often a target was seen to become unhealthy.</summary>
    public int Count => _unhealthy.Values.Sum(times => times.Count);

    /// <summary>Looks again and again until it is cancelled.</summary>
    public async Task WatchAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await LookAsync();
            try
            {
                await Task.Delay(Pause, end);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Looks once, and gives the number of targets that are healthy.</summary>
    public async Task<int> LookAsync()
    {
        var asked = TimeProvider.System.GetUtcNow().UtcDateTime;
        using var answer = JsonDocument.Parse(await Client.GetStringAsync($"{control}/target-health"));
        var seen = TimeProvider.System.GetUtcNow().UtcDateTime;
        var healthy = 0;
        foreach (var target in answer.RootElement.GetProperty("TargetGroups")[0].GetProperty("TargetHealthDescriptions").EnumerateArray())
        {
            var identity = target.GetProperty("Target");
            var name = $"{identity.GetProperty("Id").GetString()}:{identity.GetProperty("Port").GetInt32()}";
            var state = target.GetProperty("TargetHealth").GetProperty("State").GetString();
            healthy += state == "healthy" ? 1 : 0;
            Note(name, state == "unhealthy", asked, seen);
        }

        return healthy;
    }

    /// <summary>Whether a target was unhealthy at that time, and for longer than that before.</summary>
    public bool WasUnhealthy(string target, DateTime at, TimeSpan since) =>
        _unhealthy.GetValueOrDefault(target)?.Any(time => time.From + since < at && at < time.Until) == true;

    private void Note(string name, bool isUnhealthy, DateTime asked, DateTime seen)
    {
        if (!isUnhealthy)
        {
            _now.Remove(name);
            return;
        }

        if (!_unhealthy.TryGetValue(name, out var times))
        {
            _unhealthy[name] = times = [];
        }

        // From when it was surely so, until when it surely was still.
        if (_now.Add(name))
        {
            times.Add((seen, asked));
        }
        else
        {
            times[^1] = (times[^1].From, asked);
        }
    }
}
