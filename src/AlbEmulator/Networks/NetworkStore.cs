using System.Text.Json;
using System.Text.Json.Serialization;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.Networks;

/// <summary>
/// Keeps <see cref="NetworkRecords"/> in memory and in the file <c>network.json</c> below <c>DataDirectory</c>.
/// </summary>
internal sealed partial class NetworkStore
{
    private const int LongestFile = 64 * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = KeptJson.Options(new JsonStringEnumConverter());

    private readonly Lock _changes = new();
    private readonly string _file;
    private readonly ILogger<NetworkStore> _log;
    private volatile NetworkRecords _records;

    /// <summary>What became of the file since the program started: nothing is written over it then.</summary>
    private readonly Problem? _unread;

    public NetworkStore(AlbSettings settings, ILogger<NetworkStore> log)
    {
        _file = FileOf(settings);
        _log = log;
        (_records, _unread) = Read(_file);
    }

    public NetworkRecords Records => _records;

    /// <summary>What is wrong with the file, told before anything is made of it; null when it can be read, or is not there.</summary>
    public static Problem? ProblemWith(AlbSettings settings) => Read(FileOf(settings)).Problem;

    /// <summary>
    /// One change, and what came of it. Null when it cannot be written: then there is no change.
    /// </summary>
    /// <param name="change">What there is then; the same records for no change.</param>
    public T? Change<T>(Func<NetworkRecords, (NetworkRecords Records, T Outcome)> change)
        where T : class
    {
        lock (_changes)
        {
            var (records, outcome) = change(_records);
            if (ReferenceEquals(records, _records))
            {
                return outcome;
            }

            try
            {
                Write(_unread is null ? records : throw new IOException($"it {_unread.Message}"));
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                LogNotWritten(_file, problem.Message);
                return null;
            }

            _records = records;
            return outcome;
        }
    }

    private static string FileOf(AlbSettings settings) => Path.Combine(settings.DataDirectory, "network.json");

    private static (NetworkRecords Records, Problem? Problem) Read(string file)
    {
        // What is read compares its keys as the culture has it.
        var none = new NetworkRecords();
        var content = RegularFile.Read(file, LongestFile);
        if (content.Bytes is not { } bytes)
        {
            return (none, content.Problem == FileWords.NoSuchFile ? null : new Problem(new Origin(file, 0, ""), content.Problem));
        }

        var (read, fault) = KeptJson.Read<NetworkRecords>(bytes, Json);
        return read is null
            ? (none, new Problem(new Origin(file, fault!.Line, fault.Path), fault.Message))
            : (new()
            {
                Groups = none.Groups.AddRange(read.Groups),
                Tags = none.Tags.AddRange(read.Tags),
                Vpcs = none.Vpcs.Union(read.Vpcs),
            }, null);
    }

    private void Write(NetworkRecords records)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_file))!);
        var next = $"{_file}.new";
        File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(records, Json));
        File.Move(next, _file, overwrite: true);
    }

    [LoggerMessage(LogLevel.Error, "{File} cannot be written, and a change of the network is refused: {Problem}")]
    private partial void LogNotWritten(string file, string problem);
}
