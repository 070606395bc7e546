using System.Diagnostics;
using System.Xml.Linq;
using AlbEmulator.Benchmarks.Processes;

namespace AlbEmulator.Benchmarks.Scale;

/// <summary>An emulator with a topology of a size, and what is asked of it.</summary>
internal sealed class ScaledEmulator : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(2);

    private readonly Stage _stage = new();
    private readonly HttpClient _clients = new() { Timeout = Patience };
    private readonly HttpClient _control;

    private ScaledEmulator(string program, ScaleSize size, int targetPort)
    {
        Topology = new ScaleTopology(size, PortRange.Free(size.Listeners + 1) + 1);
        var control = $"http://127.0.0.1:{LoopbackPort.Free()}";
        _control = new HttpClient { BaseAddress = new Uri(control), Timeout = Patience };
        var files = Topology.Files("0", targetPort).Select(file => _stage.Write(file.Name, file.Content)).ToArray();
        Started = Stopwatch.GetTimestamp();
        Process = _stage.Start(new ProgramCommand(program, ["run", .. files])
        {
            Environment = new Dictionary<string, string>
            {
                ["Alb__ControlUrl"] = control,
                ["Alb__DataDirectory"] = _stage.PathOf("data"),
                ["Alb__AccessLog"] = _stage.PathOf("access.log"),
            },
            Output = _stage.PathOf("emulator.out"),
        });
    }

    public ScaleTopology Topology { get; }

    public StartedProcess Process { get; }

    public long Started { get; }

    public TimeSpan Cpu => ProcessCpu.Read(Process.Id);

    /// <summary>In MB.</summary>
    public long Memory => ProcessMemory.Resident(Process.Id) / (1024 * 1024);

    /// <summary>Starts it and waits for its first answer.</summary>
    public static async Task<ScaledEmulator> Start(string program, ScaleSize size, int targetPort, CancellationToken cancelled)
    {
        var emulator = new ScaledEmulator(program, size, targetPort);
        try
        {
            await emulator.Until("/", "ready", cancelled);
            return emulator;
        }
        catch (Exception)
        {
            emulator.Dispose();
            throw;
        }
    }

    /// <summary>Waits until a path of the listener to look at has an answer; gives the moment of it.</summary>
    public async Task<long> Until(string path, string answer, CancellationToken cancelled)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Patience)
        {
            if (Process.HasExited)
            {
                throw new NoAnswerException($"The emulator ended. {Process.Output}");
            }

            try
            {
                if (await _clients.GetStringAsync(Url(path), cancelled) == answer)
                {
                    return Stopwatch.GetTimestamp();
                }
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            await Task.Delay(BetweenLooks, cancelled);
        }

        throw new NoAnswerException($"{path} did not answer {answer} in {Patience.TotalMinutes} minutes. {Process.Output}");
    }

    public string Url(string path) => $"http://127.0.0.1:{Topology.LookPort}{path}";

    /// <summary>Writes the first file anew, as editors do: beside it, and then in its place.</summary>
    /// <returns>The moment it was there.</returns>
    public long Edit(string answer, int targetPort)
    {
        var next = _stage.Write("next", Topology.Content(0, answer, targetPort));
        var moment = Stopwatch.GetTimestamp();
        File.Move(next, _stage.PathOf(ScaleTopology.Name(0)), overwrite: true);
        return moment;
    }

    /// <summary>Asks for the metrics; bytes of them.</summary>
    public async Task<long> Scrape(CancellationToken cancelled)
    {
        await using var body = await _control.GetStreamAsync("/metrics", cancelled);
        var buffer = new byte[64 * 1024];
        var bytes = 0L;
        while (await body.ReadAsync(buffer, cancelled) is > 0 and var read)
        {
            bytes += read;
        }

        return bytes;
    }

    /// <summary>A call of the API, and the ARN of what it made.</summary>
    public async Task<string?> Call(string action, string parameters, string? made, CancellationToken cancelled)
    {
        using var answer = await _control.PostAsync(
            "/",
            new StringContent($"Version=2015-12-01&Action={action}&{parameters}", null, "application/x-www-form-urlencoded"),
            cancelled);
        var text = await answer.Content.ReadAsStringAsync(cancelled);
        return answer.IsSuccessStatusCode
            ? XElement.Parse(text).Descendants().FirstOrDefault(element => element.Name.LocalName == made)?.Value
            : throw new NoAnswerException($"{action}&{parameters}: {(int)answer.StatusCode} {text}");
    }

    public void Dispose()
    {
        _clients.Dispose();
        _control.Dispose();
        _stage.Dispose();
    }
}
