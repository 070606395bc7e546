using System.Text.Json;
using AlbEmulator.AccessLogs;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.AccessLogs;

/// <summary>Programs made to read an ALB's logs read ours.</summary>
public sealed class AccessLogReadersTests : IDisposable
{
    private const int Lines = 10_000;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary><see href="https://goaccess.io/man"/>: <c>--log-format=AWSALB</c>.</summary>
    [Fact]
    public async Task GoAccess_reads_every_line()
    {
        if (!Programs.Have("goaccess"))
        {
            return;
        }

        var path = _folder.File("access.log");
        await WriteMixedLinesAsync(path);
        var report = _folder.File("report.json");
        var (exitCode, _, errors) = await Programs.RunAsync(
            "goaccess",
            [path, "--log-format=AWSALB", "--no-global-config", "--no-progress", "-o", report]);

        Assert.True(exitCode == 0, errors);
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(report));
        var general = json.RootElement.GetProperty("general");
        Assert.Equal(Lines, general.GetProperty("total_requests").GetInt32());
        Assert.Equal(Lines, general.GetProperty("valid_requests").GetInt32());
        Assert.Equal(0, general.GetProperty("failed_requests").GetInt32());
    }

    /// <summary>
    /// What the published lines show, and hostile values. Without IPv6: GoAccess does not read AWS's form of it.
    /// </summary>
    private static async Task WriteMixedLinesAsync(string path)
    {
        var entries = PublishedLines.All
            .Select(row => PublishedLines.ToEntry((string)row[1]))
            .Where(entry => entry.Client.Count(character => character == ':') == 1)
            .ToList();
        entries.Add(Entries.Forwarded with { UserAgent = "a \"quoted\" \\ agent\n\0\u00ff" });
        entries.Add(Entries.Forwarded with { Uri = "/\"><script>\\\r\n?x=\u00c3\u00bc" });
        // GoAccess reads at most 4 KB of a line as one.
        entries.Add(Entries.Forwarded with { UserAgent = new string('"', 500) });
        await using var log = new AccessLogFile(path, TimeProvider.System, NullLogger.Instance);
        for (var number = 0; number < Lines; number++)
        {
            log.Append(entries[number % entries.Count]);
        }
    }
}
