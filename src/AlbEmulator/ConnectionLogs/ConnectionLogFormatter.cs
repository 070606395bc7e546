using AlbEmulator.Listeners;
using AlbEmulator.LogDelivery;

namespace AlbEmulator.ConnectionLogs;

/// <summary>
/// Writes one line of a connection log: 15 fields and a line feed. Which group keys were exchanged over (field 13) .NET
/// does not tell: it is <c>-</c>.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-connection-logs.html"/>
/// </summary>
internal readonly struct ConnectionLogFormatter : ILogFormatter<ConnectionAttempt>
{
    /// <summary>Everything in a line that is not text of a certificate or name: dates, numbers, codes, addresses.</summary>
    private const int FixedLength = 768;

    public static int MaxLength(in ConnectionAttempt attempt) => FixedLength + (LogText.MaxBytesPerCharacter
        * (attempt.Listener.LoadBalancerId.Length + Length(attempt.ClientCertificate?.Subject)
            + Length(attempt.ClientCertificate?.SerialNumber)));

    public static LogLineSource SourceOf(in ConnectionAttempt attempt) =>
        new(attempt.Listener.LoadBalancerId, attempt.NodeAddress, attempt.EndedAt);

    /// <param name="attempt">That was established or has failed.</param>
    /// <param name="line">Its line.</param>
    public static void Write(in ConnectionAttempt attempt, ref LogLineWriter line)
    {
        line.Microseconds(attempt.EndedAt);
        line.Bare(attempt.ClientIp);
        line.Number(attempt.ClientPort);
        line.Number(attempt.Listener.Port);
        line.Bare(attempt.Protocol);
        line.Bare(attempt.Cipher);
        WriteLatency(attempt.HandshakeLatency, ref line);
        line.Quoted(attempt.ClientCertificate?.Subject);
        line.Bare(attempt.ClientCertificate?.Validity);
        line.Bare(attempt.ClientCertificate?.SerialNumber);
        WriteStatus(attempt, ref line);
        line.Bare(attempt.TraceId);
        line.Bare(null);
        line.Bare(attempt.Listener.LoadBalancerId);
        line.Bare(attempt.NodeAddress);
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
            line.Open("Failed:"u8);
            line.Bare(failure);
        }
        else
        {
            line.Bare(attempt.Tls is null ? null : "Success");
        }
    }

    private static int Length(string? value) => value is null ? 0 : value.Length;
}
