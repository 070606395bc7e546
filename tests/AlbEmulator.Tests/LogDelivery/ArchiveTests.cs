using AlbEmulator.Model;
using AlbEmulator.Tests.AccessLogs;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.LogDelivery;

/// <summary>What tests of archives share: a folder of their own, a clock that stands, and the program's log.</summary>
public abstract class ArchiveTests : IDisposable
{
    private protected static readonly LogBucket Bucket = new("my-logs", "");

    private protected TempFolder Folder { get; } = new();

    private protected ManualTime Time { get; } = new(new DateTimeOffset(2026, 11, 22, 23, 51, 2, TimeSpan.Zero));

    private protected RecordingLogger Logger { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected ArchiveStage Start(string? dataDirectory = null, long maxSpoolBytes = 1 << 30) =>
        new(Folder, Time, Logger, dataDirectory, maxSpoolBytes);
}
