using System.Net;
using System.Text.Json;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// The emulator with a topology of its own, on ports of its own, writing below a folder of its own.
/// </summary>
public abstract class RunningEmulator : IAsyncDisposable
{
    private static readonly HttpClient Http = OneQuestion.Client();

    private readonly string _topologyFile;
    private string? _token;

    /// <param name="topology">JSON or YAML with its load balancers before its target groups.</param>
    private protected RunningEmulator(string topology)
    {
        var isJson = topology.StartsWith('{') || topology.Contains("\n{", StringComparison.Ordinal);
        _topologyFile = isJson ? "alb.json" : "alb.yaml";
        TopologyPath = Folder.Write(_topologyFile, topology);
        Port = TopologyBuilder.FirstListenerPort(topology);
    }

    /// <summary>Everything that the emulator reads and writes.</summary>
    public TempFolder Folder { get; } = new();

    /// <summary>Port of the first listener.</summary>
    public int Port { get; }

    /// <summary>Where the emulator itself answers.</summary>
    public Uri Control { get; } = new($"http://127.0.0.1:{FreePorts.Take()}");

    public string TopologyPath { get; }

    public string AccessLogPath => Folder.File("access.log");

    /// <summary>Lines of the access log so far; a line that is still being written is left out.</summary>
    public IReadOnlyList<AccessLogLine> LogLines => AccessLogLine.ReadAll(AccessLogPath);

    /// <summary>
    /// Waits until the access log holds so many lines; an error if it holds more. In the order in which their requests began: the
    /// log has them in the order in which they ended, and a client may have its answer, and ask again on another connection,
    /// before the line is written.
    /// </summary>
    public async Task<IReadOnlyList<AccessLogLine>> WaitForLogLinesAsync(int count, TimeSpan? within = null)
    {
        await Patience.UntilAsync($"{count} lines in the access log", () => CountLines() >= count, within);
        var lines = LogLines;
        Assert.True(lines.Count == count, $"{lines.Count} lines, not {count}:\n{string.Join('\n', lines.Take(20))}");
        return [.. lines.OrderBy(line => line.RequestCreationTime, StringComparer.Ordinal)];
    }

    /// <summary>
    /// The same where the clock stands still, which is turned until the lines are in their file: a client may have its answer before
    /// its line waits to be written.
    /// </summary>
    public async Task<IReadOnlyList<AccessLogLine>> WaitForLogLinesAsync(int count, ManualTime time)
    {
        await Patience.UntilAsync($"{count} lines in the access log", () =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return CountLines() >= count;
        });
        return await WaitForLogLinesAsync(count);
    }

    /// <summary>Waits until the access log holds a line.</summary>
    public Task WaitForAnyLogLineAsync() => Patience.UntilAsync("a line in the access log", () => CountLines() > 0);

    /// <summary>What <c>/health</c> of the control port says.</summary>
    public async Task<JsonElement> HealthAsync()
    {
        using var document = JsonDocument.Parse(await Http.GetStringAsync(new Uri(Control, "/health")));
        return document.RootElement.Clone();
    }

    /// <summary>What <c>/metrics</c> of the control port says.</summary>
    public async Task<PrometheusPage> MetricsAsync()
    {
        using var response = await Http.GetAsync(new Uri(Control, "/metrics"));
        Assert.Equal(
            "text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.NonValidated["Content-Type"].ToString());
        return PrometheusPage.Parse(await response.Content.ReadAsStringAsync());
    }

    /// <summary>The health of the targets of a target group, as the control port describes it.</summary>
    public async Task<IReadOnlyList<JsonElement>> TargetHealthAsync(string targetGroup)
    {
        var answer = await Http.GetStringAsync(new Uri(Control, $"/target-health?target-group={targetGroup}"));
        using var document = JsonDocument.Parse(answer);
        var group = document.RootElement.GetProperty("TargetGroups")[0].Clone();
        return [.. group.GetProperty("TargetHealthDescriptions").EnumerateArray()];
    }

    /// <summary>Waits until every target of a target group is in a state; gives their <c>TargetHealth</c>.</summary>
    public async Task<IReadOnlyList<JsonElement>> WaitForHealthAsync(string targetGroup, string state) =>
        await Patience.UntilAsync($"{targetGroup} to be {state}", async () =>
        {
            var health = (await TargetHealthAsync(targetGroup)).Select(target => target.GetProperty("TargetHealth")).ToArray();
            return health.All(target => target.GetProperty("State").GetString() == state) ? health : null;
        });

    /// <summary>Rewrites the topology file and waits until the change is applied.</summary>
    public async Task RewriteTopologyAsync(object topology)
    {
        var before = LoadedAt(await HealthAsync());
        Folder.Replace(_topologyFile, topology.ToString()!);
        await Patience.UntilAsync(
            "the new topology to be applied",
            async () => LoadedAt(await HealthAsync()) is { } now && now != before ? now : null);
    }

    /// <summary>Writes something into the topology file in place, without waiting for anything.</summary>
    public void WriteTopology(string text) => Folder.Write(_topologyFile, text);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task StopAsync();

    /// <summary>The settings of the command line; one that is given replaces the one that tests use.</summary>
    private protected string[] SettingArguments(IEnumerable<(string Name, string Value)> settings)
    {
        var all = new Dictionary<string, string>
        {
            ["Alb:ControlUrl"] = Control.ToString().TrimEnd('/'),
            ["Alb:DataDirectory"] = Folder.File("data"),
            ["Alb:AccessLog"] = AccessLogPath,
            ["Alb:BindAddress"] = "127.0.0.1",
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        _token = all.GetValueOrDefault("Alb:ControlToken");

        return [.. all.Select(setting => $"--{setting.Key}={setting.Value}")];
    }

    /// <summary>Whether the control port says that all is well.</summary>
    private protected async Task<bool> IsHealthyAsync()
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Control, "/health"));
            request.Headers.Authorization = _token is null ? null : new("Bearer", _token);
            using var response = await Http.SendAsync(request);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Lines of the access log, without the work of reading them.</summary>
    private int CountLines()
    {
        if (!File.Exists(AccessLogPath))
        {
            return 0;
        }

        using var file = new FileStream(
            AccessLogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[64 * 1024];
        var lines = 0;
        while (file.Read(buffer) is > 0 and var read)
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
        }

        return lines;
    }

    /// <summary>When the topology that runs was loaded, as text: it only has to differ.</summary>
    private static string? LoadedAt(JsonElement health) =>
        health.EnumerateObject()
            .Where(property => property.Name.StartsWith("loaded", StringComparison.OrdinalIgnoreCase))
            .Select(property => property.Value.ToString())
            .FirstOrDefault();
}
