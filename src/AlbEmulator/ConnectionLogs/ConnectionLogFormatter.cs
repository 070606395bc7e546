using AlbEmulator.Listeners;
using AlbEmulator.LogDelivery;

namespace AlbEmulator.ConnectionLogs;

/// <summary>
/// Writes one line of a connection log: 15 fields and a line feed. Which group keys were exchanged over (field 13) .NET
/// does not tell: it is <c>-</c>.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-connection-logs.html"/>
/// </summary>
internal static class ConnectionLogFormatter
{
    /// <summary>Everything in a line that is not text of a certificate or name: dates, numbers, codes, addresses.</summary>
    private const int FixedLength = 768;

    /// <summary>Bytes that are enough for the line of an attempt.</summary>
    public static int MaxLength(ConnectionAttempt attempt) => FixedLength + (LogText.MaxBytesPerCharacter
        * (attempt.Listener.LoadBalancerId.Length + Length(attempt.ClientCertificate?.Subject)
            + Length(attempt.ClientCertificate?.SerialNumber)));

    /// <summary>Writes the line and returns its length in bytes, line feed included.</summary>
    /// <param name="attempt">That was established or has failed.</param>
    /// <param name="output">At least <see cref="MaxLength"/> bytes.</param>
    public static int Write(ConnectionAttempt attempt, Span<byte> output)
    {
        var line = new LogLineWriter(output);
        line.Microseconds(attempt.EndedAt);
        line.Space();
        line.Bare(attempt.ClientIp);
        line.Space();
        line.Number(attempt.ClientPort);
        line.Space();
        line.Number(attempt.Listener.Port);
        line.Space();
        line.Bare(attempt.Protocol);
        line.Space();
        line.Bare(attempt.Cipher);
        line.Space();
        WriteLatency(attempt.HandshakeLatency, ref line);
        line.Space();
        line.Quoted(attempt.ClientCertificate?.Subject);
        line.Bare(attempt.ClientCertificate?.Validity);
        line.Space();
        line.Bare(attempt.ClientCertificate?.SerialNumber);
        line.Space();
        WriteStatus(attempt, ref line);
        line.Space();
        line.Bare(attempt.TraceId);
        line.Literal(" - "u8);
        line.Bare(attempt.Listener.LoadBalancerId);
        line.Space();
        line.Bare(attempt.NodeAddress);
        line.Literal("\n"u8);
        return line.Length;
    }

    private static void WriteLatency(TimeSpan? latency, ref LogLineWriter line)
    {
        if (latency is null)
        {
            line.Bare(null);
        }
        else
        {
            line.Seconds(latency);
        }
    }

    private static void WriteStatus(ConnectionAttempt attempt, ref LogLineWriter line)
    {
        if (attempt.Failure is { } failure)
        {
            line.Literal("Failed:"u8);
            line.Bare(failure);
        }
        else
        {
            line.Bare(attempt.Tls is null ? null : "Success");
        }
    }

    private static int Length(string? value) => value is null ? 0 : value.Length;
}
