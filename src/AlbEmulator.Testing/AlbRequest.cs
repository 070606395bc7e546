using System.Collections.Frozen;

namespace AlbEmulator.Testing;

/// <summary>A request that has ended, as the load balancer saw it.</summary>
public sealed record AlbRequest
{
    internal AlbRequest()
    {
    }

    /// <summary>1 for the first request of the load balancer, and so on in the order in which requests end.</summary>
    public long Number { get; internal init; }

    /// <summary>Such as <c>GET</c>; empty where the request could not be read.</summary>
    public string Method { get; internal init; } = "";

    /// <summary>As the log has it, with the port of the listener: <c>http://shop.example.com:80/api/1?x=y</c>.</summary>
    public string Url { get; internal init; } = "";

    /// <summary>As the client wrote it, without a query; empty where the request could not be read.</summary>
    public string Path { get; internal init; } = "";

    /// <summary>
    /// What the client got; also 460 where it left before, and 0 where its connection was ended in the place of an answer.
    /// </summary>
    public int Status { get; internal init; }

    /// <summary>What the target answered; null where it did not.</summary>
    public int? TargetStatus { get; internal init; }

    /// <summary>Name of the load balancer.</summary>
    public string LoadBalancer { get; internal init; } = "";

    /// <summary>Priority of the rule that took it, as in <c>10</c>, or <c>default</c>; null where no rule was asked.</summary>
    public string? Rule { get; internal init; }

    /// <summary>Name of the target group that it was forwarded to; null for none.</summary>
    public string? TargetGroup { get; internal init; }

    /// <summary><c>ip:port</c> of the target, or the ARN of a function; null for none.</summary>
    public string? Target { get; internal init; }

    /// <summary>X-Amzn-Trace-Id, as it was sent on.</summary>
    public string? TraceId { get; internal init; }

    /// <summary>Why it failed, in a sentence; null where it did not.</summary>
    public string? Cause { get; internal init; }

    /// <summary>From the first byte of the request to the last of the answer.</summary>
    public TimeSpan Duration { get; internal init; }

    /// <summary>
    /// The headers that the client sent, by their names in any case, values of the same name with a comma between; none where
    /// they were so many that they are no longer kept.
    /// </summary>
    public IReadOnlyDictionary<string, string> Headers { get; internal init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The same of those that the target received.</summary>
    public IReadOnlyDictionary<string, string> TargetHeaders { get; internal init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Its line of the access log.</summary>
    public string LogLine { get; internal init; } = "";

    /// <summary>At a glance: <c>12:00:01 GET /api/1 → api 127.0.0.1:40125 (rule 10) 200 3 ms</c>.</summary>
    public override string ToString() => Words;

    internal string Words { get; init; } = "";
}
