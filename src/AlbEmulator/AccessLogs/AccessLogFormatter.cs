using AlbEmulator.LogDelivery;

namespace AlbEmulator.AccessLogs;

/// <summary>
/// Writes one line of an access log: 36 fields and a line feed. The first 34 are documented, the last two are
/// <c>"-"</c> on every line AWS has written since 2026.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html"/>
/// </summary>
internal readonly struct AccessLogFormatter : ILogFormatter<AccessLogEntry>
{
    /// <summary>A user agent above 8 KB is cut. In bytes as they came, before escaping.</summary>
    public const int MaxUserAgentLength = 8 * 1024;

    /// <summary>Everything in a line that is not text of the entry: dates, numbers, quotes, spaces.</summary>
    private const int FixedLength = 640;

    public static int MaxLength(in AccessLogEntry entry)
    {
        var characters = Length(entry.Type) + Length(entry.LoadBalancer) + Length(entry.Client)
            + (2 * Length(entry.Target))
            + Length(entry.Method) + Length(entry.Scheme) + Length(entry.Host) + Length(entry.Uri)
            + Length(entry.Version) + Math.Min(MaxUserAgentLength, Length(entry.UserAgent))
            + Length(entry.SslCipher) + Length(entry.SslProtocol) + Length(entry.TargetGroupArn)
            + Length(entry.TraceId) + Length(entry.DomainName) + Length(entry.ChosenCertificateArn)
            + Length(entry.ActionsExecuted) + Length(entry.RedirectUrl) + Length(entry.ErrorReason)
            + Length(entry.Classification) + Length(entry.ClassificationReason) + Length(entry.ConnectionTraceId)
            + Length(entry.TransformedHost) + Length(entry.TransformedUri) + Length(entry.RequestTransformStatus)
            + Length(entry.NodeAddress);
        return FixedLength + (LogText.MaxBytesPerCharacter * characters);
    }

    public static LogLineSource SourceOf(in AccessLogEntry entry) => new(entry.LoadBalancer, entry.NodeAddress, entry.Time);

    public static void Write(in AccessLogEntry entry, ref LogLineWriter line)
    {
        WriteAddressesAndTimes(in entry, ref line);
        WriteRequest(in entry, ref line);
        WriteSecurity(in entry, ref line);
        WriteRouting(in entry, ref line);
        WriteConnection(in entry, ref line);
    }

    private static int Length(string? value) => value is null ? 0 : value.Length;

    private static void WriteAddressesAndTimes(in AccessLogEntry entry, ref LogLineWriter line)
    {
        line.Bare(entry.Type);
        line.Microseconds(entry.Time);
        line.Bare(entry.LoadBalancer);
        line.Bare(entry.Client);
        line.Bare(entry.Target);
        line.Seconds(entry.RequestProcessingTime);
        line.Seconds(entry.TargetProcessingTime);
        line.Seconds(entry.ResponseProcessingTime);
        line.Status(entry.ElbStatusCode);
        line.Number(entry.TargetStatusCode);
        line.Number(entry.ReceivedBytes);
        line.Number(entry.SentBytes);
    }

    /// <summary>Each part that could not be read is a <c>-</c> in its place: <c>"- http://host:80- -"</c>.</summary>
    private static void WriteRequest(in AccessLogEntry entry, ref LogLineWriter line)
    {
        line.Open("\""u8);
        line.Bare(entry.Method);
        line.Bare(entry.Scheme);
        line.Glue("://"u8);
        line.Bare(entry.Host);
        line.Glue(":"u8);
        line.Number(entry.Port);
        line.Glue(default);
        line.Spaced(entry.Uri);
        line.Spaced(entry.Version);
        line.Close("\""u8);

        ReadOnlySpan<char> userAgent = entry.UserAgent;
        line.Quoted(userAgent[..Math.Min(MaxUserAgentLength, userAgent.Length)]);
    }

    private static void WriteSecurity(in AccessLogEntry entry, ref LogLineWriter line)
    {
        line.Bare(entry.SslCipher);
        line.Bare(entry.SslProtocol);
        line.Bare(entry.TargetGroupArn);
        line.Quoted(entry.TraceId);
        line.Quoted(entry.DomainName);
        line.Quoted(entry.ChosenCertificateArn);
    }

    private static void WriteRouting(in AccessLogEntry entry, ref LogLineWriter line)
    {
        line.Number(entry.MatchedRulePriority);
        line.Milliseconds(entry.RequestCreationTime);
        line.Quoted(entry.ActionsExecuted);
        line.Quoted(entry.RedirectUrl);
        line.Quoted(entry.ErrorReason);
        WriteTargetLists(in entry, ref line);
        line.Quoted(entry.Classification);
        line.Quoted(entry.ClassificationReason);
    }

    /// <summary>At most one item each. Without a target's address, as with Lambda, both are empty.</summary>
    private static void WriteTargetLists(in AccessLogEntry entry, ref LogLineWriter line)
    {
        line.Open("\""u8);
        line.Bare(entry.Target);
        line.Glue("\" \""u8);
        line.Number(entry.Target is null ? null : entry.TargetStatusCode);
        line.Close("\""u8);
    }

    private static void WriteConnection(in AccessLogEntry entry, ref LogLineWriter line)
    {
        line.Bare(entry.ConnectionTraceId);
        line.Quoted(entry.TransformedHost);
        line.Quoted(entry.TransformedUri);
        line.Quoted(entry.RequestTransformStatus);
        line.Bare(entry.NodeAddress);
        line.Quoted(default);
        line.Quoted(default);
    }
}
