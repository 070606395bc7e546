using System.Text.Json;
using System.Text.Json.Serialization;
using AlbEmulator.DataFolders;

namespace AlbEmulator.Networks;

/// <summary>
/// Keeps <see cref="NetworkRecords"/> in memory and in the file <c>network.json</c> below <c>DataDirectory</c>.
/// </summary>
internal sealed partial class NetworkStore
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    private readonly Lock _changes = new();
    private readonly DataFolder _data;
    private readonly string _file;
    private readonly ILogger<NetworkStore> _log;
    private volatile NetworkRecords _records;

    public NetworkStore(AlbSettings settings, ILogger<NetworkStore> log)
    {
        _data = new DataFolder(settings);
        _file = _data.PathOf("network.json");
        _log = log;
        _records = Read();
    }

    public NetworkRecords Records => _records;

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
                Write(records);
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

    private NetworkRecords Read()
    {
        if (!File.Exists(_file))
        {
            return new();
        }

        try
        {
            var read = JsonSerializer.Deserialize<NetworkRecords>(File.ReadAllBytes(_file), Json) ?? new();
            // What was read compares its keys as the culture has it.
            var none = new NetworkRecords();
            return new()
            {
                Groups = none.Groups.AddRange(read.Groups),
                Tags = none.Tags.AddRange(read.Tags),
                Vpcs = none.Vpcs.Union(read.Vpcs),
            };
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
        {
            var aside = $"{_file}.unreadable";
            LogUnreadable(_file, problem.Message, aside);
            File.Move(_file, aside, overwrite: true);
            return new();
        }
    }

    private void Write(NetworkRecords records)
    {
        _data.MakeFolder(_data.Path);
        var next = $"{_file}.new";
        using (var file = _data.Open(next, FileMode.Create))
        {
            JsonSerializer.Serialize(file, records, Json);
        }

        File.Move(next, _file, overwrite: true);
    }

    [LoggerMessage(LogLevel.Error, "{File} cannot be written, and a change of the network is refused: {Problem}")]
    private partial void LogNotWritten(string file, string problem);

    [LoggerMessage(
        LogLevel.Error, "{File} cannot be read, and security groups that were made are lost: {Problem} It is kept as {Aside}")]
    private partial void LogUnreadable(string file, string problem, string aside);
}
