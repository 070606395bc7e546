using System.Globalization;
using System.Text.RegularExpressions;
using AlbEmulator.AccessLogs;
using AlbEmulator.Tests.House;

namespace AlbEmulator.Tests.AccessLogs;

/// <summary>
/// Lines of real load balancers that were published, and those of AWS's guide. Older ones have fewer fields, since
/// fields were only ever added at the end.
/// </summary>
internal static partial class PublishedLines
{
    public static TheoryData<string, string> All { get; } = Read();

    /// <summary>Fields as a reader counts them that knows only spaces and quotes.</summary>
    public static int CountFields(string line) => Field().Count(line);

    /// <summary>The entry that such a line was made of.</summary>
    public static AccessLogEntry ToEntry(string line)
    {
        var fields = Field().Matches(line).Select(match => match.Groups[1].Value + match.Groups[2].Value).ToArray();
        var request = Request().Match(fields[12]);
        return new AccessLogEntry
        {
            Type = fields[0],
            Time = Date(fields[1]),
            LoadBalancer = fields[2],
            Client = fields[3],
            Target = Text(fields[4]),
            RequestProcessingTime = Duration(fields[5]),
            TargetProcessingTime = Duration(fields[6]),
            ResponseProcessingTime = Duration(fields[7]),
            ElbStatusCode = Integer(fields[8])!.Value,
            TargetStatusCode = Integer(fields[9]),
            ReceivedBytes = Integer(fields[10])!.Value,
            SentBytes = Integer(fields[11])!.Value,
            Method = Text(request.Groups["method"].Value),
            Scheme = request.Groups["scheme"].Value,
            Host = request.Groups["host"].Value,
            Port = Integer(request.Groups["port"].Value)!.Value,
            Uri = Text(request.Groups["uri"].Value),
            Version = Text(request.Groups["version"].Value),
            UserAgent = Text(fields[13]),
            SslCipher = Text(fields[14]),
            SslProtocol = Text(fields[15]),
            TargetGroupArn = Text(fields[16]),
            TraceId = Text(fields[17]),
            DomainName = Text(fields[18]),
            ChosenCertificateArn = Text(fields[19]),
            MatchedRulePriority = Integer(fields[20]),
            RequestCreationTime = Date(fields[21]),
            ActionsExecuted = Text(fields[22]),
            RedirectUrl = Text(fields[23]),
            ErrorReason = Text(fields[24]),
            Classification = Text(fields.ElementAtOrDefault(27)),
            ClassificationReason = Text(fields.ElementAtOrDefault(28)),
            ConnectionTraceId = fields.ElementAtOrDefault(29) ?? "TID_00000000000000000000000000000000",
            TransformedHost = Text(fields.ElementAtOrDefault(30)),
            TransformedUri = Text(fields.ElementAtOrDefault(31)),
            RequestTransformStatus = Text(fields.ElementAtOrDefault(32)),
            NodeAddress = fields.ElementAtOrDefault(33) ?? "127.0.0.1",
        };
    }

    private static TheoryData<string, string> Read()
    {
        var data = new TheoryData<string, string>();
        var path = Path.Combine(SourceTree.Root, "tests/AlbEmulator.Tests/AccessLogs/published-lines.txt");
        foreach (var pair in File.ReadLines(path).Where(line => line.Length > 0).Chunk(2))
        {
            data.Add(pair[0].TrimStart('#', ' '), pair[1]);
        }

        return data;
    }

    private static string? Text(string? field) => field is null or "-" ? null : field;

    private static int? Integer(string field) =>
        field == "-" ? null : int.Parse(field, CultureInfo.InvariantCulture);

    private static TimeSpan? Duration(string field) =>
        field == "-1"
        ? null
        : new TimeSpan((long)(decimal.Parse(field, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond));

    private static DateTime Date(string field) =>
        DateTime.Parse(field, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    [GeneratedRegex("\"([^\"]*)\"|([^ ]+)")]
    private static partial Regex Field();

    [GeneratedRegex(
        "^(?<method>[^ ]+) (?<scheme>https?)://(?<host>[^:]+):(?<port>[0-9]+)(?<uri>.*) (?<version>[^ ]+)$")]
    private static partial Regex Request();
}
