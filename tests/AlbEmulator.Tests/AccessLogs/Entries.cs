using System.Globalization;
using System.Text;
using AlbEmulator.AccessLogs;
using AlbEmulator.LogDelivery;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.AccessLogs;

/// <summary>Entries to start from, and the lines they become.</summary>
internal static class Entries
{
    /// <summary>An ordinary forwarded request over HTTP.</summary>
    public static AccessLogEntry Forwarded { get; } = new()
    {
        Type = "http",
        Time = new DateTime(2026, 9, 23, 7, 15, 47, DateTimeKind.Utc).AddTicks(8052981),
        LoadBalancer = "app/demo/98e3a879de9d6b42",
        Client = "127.0.0.1:5815",
        Target = "127.0.0.1:9001",
        RequestProcessingTime = TimeSpan.Zero,
        TargetProcessingTime = TimeSpan.FromMilliseconds(3),
        ResponseProcessingTime = TimeSpan.Zero,
        ElbStatusCode = 200,
        TargetStatusCode = 200,
        ReceivedBytes = 153,
        SentBytes = 3860,
        Method = "GET",
        Scheme = "http",
        Host = "example.com",
        Port = 8080,
        Uri = "/orders?id=7",
        Version = "HTTP/1.1",
        UserAgent = "curl/8.5.0",
        TargetGroupArn = "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/web/ce5353cc7101de6d",
        TraceId = "Root=1-6ab37ca3-72b3ccd0353538ac305db394",
        MatchedRulePriority = 0,
        RequestCreationTime = new DateTime(2026, 9, 23, 7, 15, 47, DateTimeKind.Utc).AddTicks(8019999),
        ActionsExecuted = "forward",
        ConnectionTraceId = "TID_d7917035eabacb42bea251b01fb60ab4",
        NodeAddress = "127.0.0.1",
    };

    /// <summary>An entry that can be told from others by its number.</summary>
    public static AccessLogEntry Numbered(int number) =>
        Forwarded with { UserAgent = number.ToString(CultureInfo.InvariantCulture) };

    /// <summary>The numbers of the lines of a file, in their order; throws for a line that is not whole.</summary>
    public static IReadOnlyList<int> Numbers(string path) =>
        [.. AccessLogLine.ReadAll(path).Select(line => int.Parse(line.UserAgent, CultureInfo.InvariantCulture))];

    /// <summary>The line with its line feed, a character for each byte.</summary>
    public static string Format(AccessLogEntry entry)
    {
        var output = new byte[AccessLogFormatter.MaxLength(in entry)];
        var length = LogLineWriter.Write<AccessLogFormatter, AccessLogEntry>(in entry, output);
        return Encoding.Latin1.GetString(output, 0, length);
    }

    /// <summary>The line as a consumer reads it.</summary>
    public static AccessLogLine Read(AccessLogEntry entry) => AccessLogLine.Parse(Format(entry).TrimEnd('\n'));
}
