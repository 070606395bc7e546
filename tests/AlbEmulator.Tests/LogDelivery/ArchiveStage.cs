using System.Globalization;
using System.Net;
using AlbEmulator.AccessLogs;
using AlbEmulator.DataFolders;
using AlbEmulator.LogDelivery;
using AlbEmulator.Model;
using AlbEmulator.Tests.AccessLogs;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.LogDelivery;

/// <summary>An access log with archives, without the emulator around it; it may be ended and begun again in its folder.</summary>
internal sealed class ArchiveStage : IAsyncDisposable
{
    private const string Arn = "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/";

    private readonly ManualTime _time;
    private readonly LogSpool _spool;
    private readonly LogArchives _archives;

    /// <param name="folder">Data, store and live log.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The program's log.</param>
    /// <param name="dataDirectory">Where the spool is, if elsewhere.</param>
    /// <param name="maxSpoolBytes">What the spool may take.</param>
    /// <param name="isLive">Whether there is a live log.</param>
    public ArchiveStage(
        TempFolder folder,
        ManualTime time,
        RecordingLogger logger,
        string? dataDirectory = null,
        long maxSpoolBytes = 1 << 30,
        bool isLive = true)
    {
        _time = time;
        Store = folder.File("s3");
        LivePath = folder.File("access.log");
        var settings = new AlbSettings { LogStore = Store, DataDirectory = dataDirectory ?? folder.File("data") };
        var data = new DataFolder(settings);
        _spool = new LogSpool(data, maxSpoolBytes, time, logger);
        Deliveries = new LogDeliveries(_spool, settings, time, logger);
        _archives = new LogArchives(_spool, Deliveries, settings);
        Log = new AccessLogFile(new LogOutput(isLive ? LivePath : "", data), time, logger, _archives);
    }

    public string Store { get; }

    public string LivePath { get; }

    public LogDeliveries Deliveries { get; }

    public AccessLogFile Log { get; }

    public IReadOnlyList<ArchivedObject> Objects => ArchivedObject.ReadAll(Store);

    /// <summary>Numbers of the lines of all objects, in order.</summary>
    public IReadOnlyList<int> Archived =>
        [.. NumbersOf(Objects.SelectMany(static item => item.Lines)).Order()];

    /// <summary>Numbers of the lines of the live log, in order.</summary>
    public IReadOnlyList<int> Live => [.. AccessLogLine.ReadAll(LivePath).Select(Number).Order()];

    /// <summary>In the order of the lines.</summary>
    public static IEnumerable<int> NumbersOf(IEnumerable<string> lines) =>
        lines.Select(static line => Number(AccessLogLine.Parse(line)));

    /// <summary>The load balancer of <see cref="Entries"/> keeps its access log there.</summary>
    public ArchiveStage Use(LogBucket? bucket)
    {
        _archives.Use(new Topology(
            [
                new LoadBalancer
                {
                    Name = "demo",
                    Arn = Arn + Entries.Forwarded.LoadBalancer,
                    DnsName = "demo",
                    BindAddresses = [IPAddress.Loopback],
                    Attributes = new LoadBalancerAttributes { AccessLogs = bucket },
                },
            ],
            []));
        return this;
    }

    /// <summary>Lines of requests that end now.</summary>
    public void Append(params IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
        {
            Log.Append(Entries.Numbered(number) with { Time = _time.GetUtcNow().UtcDateTime });
        }
    }

    /// <summary>Turns the clock behind the end of the interval.</summary>
    public void EndInterval() => _time.Advance(TimeSpan.FromSeconds(301));

    public Task WaitForAsync(int lines) => Patience.UntilAsync($"{lines} archived lines", () => HasArchived(lines));

    /// <summary>Waits for them behind every pause: an attempt that was under way may yet fail, and begin another.</summary>
    public Task WaitBehindPausesAsync(int lines) => Patience.UntilAsync($"{lines} archived lines", () =>
    {
        EndInterval();
        return HasArchived(lines);
    });

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        await Deliveries.DisposeAsync();
        _spool.Dispose();
    }

    private bool HasArchived(int lines) => Archived.Count >= lines && Deliveries.State.PendingFiles == 0;

    private static int Number(AccessLogLine line) => int.Parse(line.UserAgent, CultureInfo.InvariantCulture);
}
