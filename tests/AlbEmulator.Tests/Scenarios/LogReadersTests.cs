using System.Globalization;
using System.Text.Json;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Programs made for an ALB's logs read the log of requests of every kind.</summary>
public sealed class LogReadersTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private MetricsStage _stage = null!;
    private IReadOnlyList<AccessLogLine> _lines = [];

    /// <summary>Each line is read with Athena's regular expression.</summary>
    public async Task InitializeAsync()
    {
        _stage = await MetricsStage.StartAsync();
        var traffic = new MetricsTraffic(_stage);
        await traffic.RunAsync();
        _lines = await _stage.Emulator.WaitForLogLinesAsync(traffic.Requests);
    }

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    /// <summary>GoAccess does not read AWS's form of a client with IPv6, and at most 4 KB of a line as one.</summary>
    [Fact]
    public async Task GoAccess_reads_the_lines_of_every_kind_of_request()
    {
        if (!Programs.Have("goaccess"))
        {
            return;
        }

        var lines = _lines
            .Where(line => !line.ClientIp.Contains(':', StringComparison.Ordinal) && line.Text.Length < 4096)
            .ToArray();
        var report = _folder.File("report.json");
        var (exitCode, _, errors) = await Programs.RunAsync(
            "goaccess",
            [Written(lines), "--log-format=AWSALB", "--no-global-config", "--no-progress", "-o", report]);
        Assert.True(exitCode == 0, errors);
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(report));
        var general = json.RootElement.GetProperty("general");
        Assert.Equal(
            (lines.Length, 0),
            (general.GetProperty("valid_requests").GetInt32(), general.GetProperty("failed_requests").GetInt32()));
    }

    /// <summary>lnav knows the lines of requests that had a target, and not yet those of gRPC.</summary>
    [Fact]
    public async Task Lnav_reads_the_lines_of_every_request_that_had_a_target()
    {
        if (!Programs.Have("lnav"))
        {
            return;
        }

        var lines = _lines.Where(line => line.Target != "-" && line.Type != "grpcs").ToArray();
        var (exitCode, output, errors) = await Programs.RunAsync(
            "lnav",
            [
                "-n", "-I", _folder.Path, "-c", ";SELECT count(*), sum(received_bytes), sum(sent_bytes) FROM alb_log",
                "-c", ":write-csv-to -", Written(lines),
            ]);
        Assert.True(exitCode == 0, errors);
        Assert.Equal(
            $"{lines.Length},{Sum(lines, line => line.ReceivedBytes)},{Sum(lines, line => line.SentBytes)}",
            output.Trim().Split('\n')[^1]);
    }

    private static long Sum(IEnumerable<AccessLogLine> lines, Func<AccessLogLine, string> field) =>
        lines.Sum(line => long.Parse(field(line), CultureInfo.InvariantCulture));

    private string Written(IEnumerable<AccessLogLine> lines) =>
        _folder.Write("access.log", string.Concat(lines.Select(line => $"{line.Text}\n")));
}
