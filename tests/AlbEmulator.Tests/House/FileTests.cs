using System.Text.RegularExpressions;

namespace AlbEmulator.Tests.House;

/// <summary>Files and clocks that nobody waits for have one place each, which is safe from what they may do.</summary>
public sealed partial class FileTests
{
    /// <summary>
    /// Who opens files to write them: their own, which they have just named, locked or made. All others are read by
    /// <c>Machine/RegularFile.cs</c>.
    /// </summary>
    private static readonly string[] Writers =
    [
        "src/AlbEmulator/DataFolders/DataFolder.cs",
        "src/AlbEmulator/DataFolders/DataFolderLock.cs",
    ];

    /// <summary>Timers and threads that cannot throw, and what the host starts and ends once.</summary>
    private static readonly string[] Attended =
    [
        // Serilog lets no exception out.
        "src/AlbEmulator/Commands/LogThread.cs",
        "src/AlbEmulator/Commands/TerseLog.cs",
        "src/AlbEmulator/Journal/RequestJournal.cs",
        "src/AlbEmulator/Machine/LongWait.cs",
        "src/AlbEmulator/Machine/Unattended.cs",
        "src/AlbEmulator/Metrics/Export/OtlpExport.cs",
        // Whoever asks has its exceptions.
        "src/AlbEmulator/Outside/Deadline.cs",
        // They go on with async methods and streams, whose exceptions stay with whoever awaits them.
        "src/AlbEmulator/Sockets/EventLoop.cs",
        "src/AlbEmulator/Sockets/WatchedRead.cs",
    ];

    [Fact]
    public void Files_are_read_in_one_place() =>
        Assert.Equal(
            // /dev/null, which is opened to be counted.
            ["src/AlbEmulator/Descriptors/DescriptorLimit.cs", "src/AlbEmulator/Machine/RegularFile.cs"],
            SourceTree.Emulator.Where(file => Reads().IsMatch(file.Code)).Select(file => file.Path).Order(StringComparer.Ordinal));

    [Fact]
    public void Files_are_opened_by_few() =>
        Assert.Equal(
            Writers,
            SourceTree.Emulator.Where(file => Opens().IsMatch(file.Code)).Select(file => file.Path).Order(StringComparer.Ordinal));

    [Fact]
    public void What_nobody_waits_for_tells_of_its_exceptions() =>
        Assert.Empty(SourceTree.Emulator
            .Where(file => RunsAlone().IsMatch(file.Code) && !file.Code.Contains("Unattended", StringComparison.Ordinal))
            .Select(file => file.Path)
            .Except(Attended));

    [GeneratedRegex(@"\bFile\.(Read|Open|Copy\()|\bAddJsonFile\b|FromFile\(|FromPemFile\(|PersistKeysToFileSystem|PhysicalFileProvider|XDocument\.Load\(\w*[Pp]ath")]
    private static partial Regex Reads();

    [GeneratedRegex(@"\bnew (FileStream|StreamReader|StreamWriter)\((?![Oo]pened)")]
    private static partial Regex Opens();

    [GeneratedRegex(@"\bCreateTimer\(|\bnew (Thread|PeriodicTimer|Timer)\(|\bTask\.Run\(|:\s*BackgroundService\b|\bIHostedService\b|QueueUserWorkItem\(")]
    private static partial Regex RunsAlone();
}
