using AlbEmulator.AccessLogs;
using AlbEmulator.Requests;
using AlbEmulator.Rules;
using AlbEmulator.Rules.Conditions;
using AlbEmulator.Tracing;

namespace AlbEmulator.Journal;

/// <summary>Which requests are wanted: those for which all that is given here holds.</summary>
internal sealed record JournalFilter
{
    /// <summary>Name, <c>app/NAME/ID</c> or ARN.</summary>
    public string? LoadBalancer { get; init; }

    /// <summary>Priority, <c>default</c> or <c>0</c>, or ARN.</summary>
    public string? Rule { get; init; }

    /// <summary>Name or ARN.</summary>
    public string? TargetGroup { get; init; }

    /// <summary><c>ip:port</c>, <c>ip</c>, or the ARN of a function.</summary>
    public string? Target { get; init; }

    /// <summary>Least and highest status that the client got.</summary>
    public (int Least, int Most)? Status { get; init; }

    public string? Method { get; init; }

    /// <summary>Of the path as the client wrote it, without its query; one byte in each character.</summary>
    public WildcardPattern? Path { get; init; }

    /// <summary>Value of Root or Self, or the whole header.</summary>
    public string? TraceId { get; init; }

    /// <summary>When the request came, at the earliest. UTC.</summary>
    public DateTime? Since { get; init; }

    /// <summary>Whether the load balancer or the target failed it; null for both.</summary>
    public bool? IsFailed { get; init; }

    public bool Matches(JournalEntry entry)
    {
        ref readonly var line = ref entry.Line;
        return (LoadBalancer is null || IsLoadBalancer(LoadBalancer, line.LoadBalancer))
            && (Rule is null || IsRule(Rule, line.MatchedRulePriority, entry.Rule))
            && (TargetGroup is null || IsTargetGroup(TargetGroup, entry.TargetGroup, line.TargetGroupArn))
            && (Target is null || IsTarget(Target, entry.Target))
            && (Status is not { } status || (line.ElbStatusCode >= status.Least && line.ElbStatusCode <= status.Most))
            && (Method is null || string.Equals(Method, line.Method, StringComparison.OrdinalIgnoreCase))
            && (Path is null || (line.Uri is { } uri && Path.Matches(new RequestUri(uri).Path)))
            && (TraceId is null || IsTraceId(TraceId, line.TraceId))
            && (IsFailed is not { } failed || failed == HasFailed(line))
            && (Since is null || line.RequestCreationTime >= Since);
    }

    /// <summary>Whether there is a cause, or the target itself answered a 5xx.</summary>
    public static bool HasFailed(in AccessLogEntry line) =>
        line.Failure is not null || line.TargetStatusCode >= StatusCodes.Status500InternalServerError;

    /// <param name="asked">What is asked for.</param>
    /// <param name="id"><c>app/NAME/ID</c>.</param>
    public static bool IsLoadBalancer(string asked, string id) =>
        asked == id || id.StartsWith($"app/{asked}/", StringComparison.Ordinal)
        || asked.EndsWith($":loadbalancer/{id}", StringComparison.Ordinal);

    public static bool IsRule(string asked, int? priority, string? arn) =>
        (arn is not null && asked == arn)
        || (priority is { } number && (asked == PriorityName(number) || asked == $"{number}"));

    /// <summary>As the API names it.</summary>
    public static string PriorityName(int priority) => priority == RuleTable.DefaultPriority ? "default" : $"{priority}";

    public static bool IsTargetGroup(string asked, string? name, string? arn) =>
        name is not null && (asked == name || asked == arn);

    /// <param name="asked">What is asked for; an IPv6 address in brackets or without.</param>
    /// <param name="name"><c>ip:port</c>, or the ARN of a function.</param>
    public static bool IsTarget(string asked, string? name)
    {
        if (asked is ['[', ..] && asked.LastIndexOf(']') is var end and > 0)
        {
            asked = $"{asked[1..end]}{asked[(end + 1)..]}";
        }

        return name is not null &&
            (asked == name || name.AsSpan(0, Math.Max(0, name.LastIndexOf(':'))).SequenceEqual(asked));
    }

    public static bool IsTraceId(string asked, string? header)
    {
        if (header is null || asked == header)
        {
            return header is not null;
        }

        var fields = new TraceFields(header);
        while (fields.MoveNext())
        {
            if (fields.Kind is TraceFieldKind.Root or TraceFieldKind.Self && fields.Value.SequenceEqual(asked))
            {
                return true;
            }
        }

        return false;
    }
}
