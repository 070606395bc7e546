using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AlbEmulator.Machine;

namespace AlbEmulator.Stores;

/// <summary>All that a store keeps, as a file of lines of JSON: a head, a line for each change and each file, and how many there were.</summary>
/// <param name="Logs">Lines of changes, by the names of their logs.</param>
/// <param name="Files">The files.</param>
internal sealed partial record StoreDump(IReadOnlyDictionary<string, List<ReadOnlyMemory<byte>>> Logs, IReadOnlyList<KeptFile> Files)
{
    private const int ThisFormat = 1;

    private static readonly JsonTypeInfo<Line> Json = KeptJson.Of<Line>(DumpTypes.Default);

    /// <summary>Writes it.</summary>
    /// <param name="logs">Logs of the store, by their names.</param>
    /// <param name="files">What it keeps besides.</param>
    /// <param name="to">Where to.</param>
    /// <returns>How many lines there are between the first and the last.</returns>
    public static int Write(IReadOnlyDictionary<string, IStateLog> logs, IEnumerable<KeptFile> files, Stream to)
    {
        var lines = 0;
        Put(new Line { Format = ThisFormat });
        foreach (var (name, log) in logs)
        {
            foreach (var change in Encoding.UTF8.GetString(log.Whole()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                Put(new Line { Log = name, Change = change });
                lines++;
            }
        }

        foreach (var file in files)
        {
            Put(new Line { File = file.Path, Content = file.Content.ToArray() });
            lines++;
        }

        Put(new Line { Lines = lines });
        return lines;

        void Put(Line line)
        {
            JsonSerializer.Serialize(to, line, Json);
            to.WriteByte((byte)'\n');
        }
    }

    /// <summary>Reads it, or tells the first thing that is wrong and its line.</summary>
    /// <param name="from">Text.</param>
    public static (StoreDump? Dump, int Line, string? Problem) Read(TextReader from)
    {
        var (logs, files) = (new Dictionary<string, List<ReadOnlyMemory<byte>>>(StringComparer.Ordinal), new List<KeptFile>());
        for (var number = 1; ; number++)
        {
            if (from.ReadLine() is not { } text)
            {
                return (null, number, "the file ends too early: it was not written as a whole");
            }

            var (line, fault) = KeptJson.Read(Encoding.UTF8.GetBytes(text), Json);
            if (line is null)
            {
                return (null, number, fault!.Message);
            }

            if (number == 1)
            {
                if (line.Format != ThisFormat)
                {
                    return (null, 1, line.Format is null ? "this is no file of alb store export" : $"the file has the format {line.Format}, and this version reads {ThisFormat}");
                }
            }
            else if (line is { Log: { } log, Change: { } change })
            {
                (logs.TryGetValue(log, out var known) ? known : logs[log] = []).Add(Encoding.UTF8.GetBytes(change + "\n"));
            }
            else if (line is { File: { } path, Content: { } content })
            {
                try
                {
                    files.Add(new KeptFile(path, content));
                }
                catch (InvalidDataException exception)
                {
                    return (null, number, exception.Message);
                }
            }
            else if (line.Lines is { } lines)
            {
                return lines == number - 2 ? (new(logs, files), number, null) : (null, number, $"the file had {lines} lines before this one, and has {number - 2}");
            }
            else
            {
                return (null, number, "is neither a change nor a file");
            }
        }
    }

    /// <summary>One line: the first has a format, the last a number of lines, the others a change of a log or a file.</summary>
    private sealed record Line
    {
        public int? Format { get; init; }

        public string? Log { get; init; }

        /// <summary>As <see cref="ChangeLine"/> has it.</summary>
        public string? Change { get; init; }

        public string? File { get; init; }

        public byte[]? Content { get; init; }

        public int? Lines { get; init; }
    }

    [JsonSerializable(typeof(Line))]
    private sealed partial class DumpTypes : JsonSerializerContext;
}
