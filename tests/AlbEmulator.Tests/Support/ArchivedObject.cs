using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using System.Text.RegularExpressions;

namespace AlbEmulator.Tests.Support;

/// <summary>An object of a delivered log, as a consumer of its bucket reads it.</summary>
/// <param name="Bucket">Where it is.</param>
/// <param name="Key">Of the object.</param>
/// <param name="Lines">What it holds.</param>
internal sealed partial record ArchivedObject(string Bucket, string Key, IReadOnlyList<string> Lines)
{
    /// <summary>End of the interval that its name tells, to the minute.</summary>
    public DateTime IntervalEnd => DateTime.ParseExact(
        Parts().Groups["end"].Value,
        "yyyyMMdd'T'HHmm'Z'",
        System.Globalization.CultureInfo.InvariantCulture,
        System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal);

    /// <summary>Kind of log: <c>conn_log_</c>, <c>health_check_log_</c>, or empty.</summary>
    public string Kind => Parts().Groups["kind"].Value;

    /// <summary>Every object below the folder of a log store, test objects left out, in order of keys.</summary>
    public static IReadOnlyList<ArchivedObject> ReadAll(string store) =>
    [
        .. from path in Files(store)
           where path.EndsWith(".log.gz", StringComparison.Ordinal)
           let relative = Path.GetRelativePath(store, path)
           let slash = relative.IndexOf('/', StringComparison.Ordinal)
           select new ArchivedObject(relative[..slash], relative[(slash + 1)..], LinesOf(File.ReadAllBytes(path))),
    ];

    /// <summary>Bucket and key of everything in the folder of a log store.</summary>
    public static IReadOnlyList<string> Keys(string store) =>
        [.. Files(store).Select(path => Path.GetRelativePath(store, path))];

    /// <summary>Lines of a gzip file; fails for one that does not end with a line feed, or has no end, or another's.</summary>
    public static IReadOnlyList<string> LinesOf(byte[] content)
    {
        using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.Latin1);
        var text = reader.ReadToEnd();
        Assert.EndsWith("\n", text);
        var end = content.AsSpan(content.Length - (2 * sizeof(uint)));
        Assert.Equal(Crc32.HashToUInt32(Encoding.Latin1.GetBytes(text)), BinaryPrimitives.ReadUInt32LittleEndian(end));
        Assert.Equal((uint)text.Length, BinaryPrimitives.ReadUInt32LittleEndian(end[sizeof(uint)..]));
        return text[..^1].Split('\n');
    }

    /// <summary>Fails unless the key is as AWS has it.</summary>
    public Match Parts()
    {
        var match = Form().Match(Key);
        Assert.True(match.Success, Key);
        return match;
    }

    private static IEnumerable<string> Files(string store) => Directory.Exists(store)
        ? Directory.GetFiles(store, "*", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(".part", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
        : [];

    [GeneratedRegex(
        @"^(?<prefix>.+/)?AWSLogs/000000000000/elasticloadbalancing/us-east-1/(?<day>\d{4}/\d\d/\d\d)/" +
        @"(?<kind>|conn_log_|health_check_log_)000000000000_elasticloadbalancing_us-east-1_app\.(?<name>[\w-]+)\.[0-9a-f]{16}_" +
        @"(?<end>\d{8}T\d{4}Z)_(?<node>[\d.]+)_[0-9a-z]{8}\.log\.gz$")]
    private static partial Regex Form();
}
