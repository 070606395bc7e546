using System.Diagnostics;
using System.Globalization;
using AlbEmulator.AccessLogs;
using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Metrics.Export;

/// <summary>
/// A span for every request, made of its line in the access log: of the trace whose id targets got in X-Amzn-Trace-Id.
/// <see href="https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server"/>
/// </summary>
internal sealed class RequestSpans(OtlpEndpoints endpoints) : IDisposable
{
    public const string SourceName = "AlbEmulator";

    private const string Other = "_OTHER";

    private readonly ActivitySource? _source = endpoints.Traces is null ? null : new ActivitySource(SourceName);

    /// <summary>Whether an endpoint is configured.</summary>
    public bool AreWanted => _source is not null;

    /// <summary>From any thread; never waits and never throws.</summary>
    public void Tell(in AccessLogEntry entry)
    {
        if (_source is not null && XRayContext.Of(entry.TraceId) is { IsSampled: true } context)
        {
            // What happens to be under way here is no parent of a span that has none.
            var current = Activity.Current;
            Activity.Current = null;
            Tell(_source, entry, context);
            Activity.Current = current;
        }
    }

    public void Dispose() => _source?.Dispose();

    private static void Tell(ActivitySource source, in AccessLogEntry entry, in XRayContext context)
    {
        using var span = source.StartActivity(
            MethodOf(entry) is Other ? "HTTP" : entry.Method!,
            ActivityKind.Server,
            context.Parent,
            startTime: entry.RequestCreationTime);
        if (span is not null)
        {
            Describe(span, entry, context);
            span.SetEndTime(entry.Time);
        }
    }

    /// <summary>Whether a client came back from a provider.</summary>
    private static bool IsLogin(in AccessLogEntry entry) =>
        entry.ActionsExecuted is "authenticate" && entry.Uri!.StartsWith(RuleAction.Authenticate.CallbackPath, StringComparison.Ordinal);

    private static void Describe(Activity span, in AccessLogEntry entry, in XRayContext context)
    {
        span.SetTag("http.request.method", MethodOf(entry));
        if (MethodOf(entry) is Other)
        {
            span.SetTag("http.request.method_original", entry.Method);
        }

        span.SetTag("url.scheme", entry.Scheme);
        if (entry.Uri is { } uri)
        {
            var parts = new RequestUri(uri);
            span.SetTag("url.path", parts.Path.ToString());
            // The code of a login is not for whoever reads spans.
            span.SetTag("url.query", parts.HasQuery && !IsLogin(entry) ? parts.Query.ToString() : null);
        }

        span.SetTag("http.response.status_code", entry.ElbStatusCode == AlbRequest.NoStatus ? null : entry.ElbStatusCode);
        span.SetTag("server.address", entry.Host);
        span.SetTag("server.port", entry.Port);
        var colon = entry.Client.LastIndexOf(':');
        span.SetTag("client.address", entry.Client[..colon]);
        span.SetTag("client.port", int.Parse(entry.Client.AsSpan(colon + 1), CultureInfo.InvariantCulture));
        span.SetTag("network.protocol.version", entry.Version switch
        {
            "HTTP/2.0" => "2",
            ['H', 'T', 'T', 'P', '/', .. var version] => version,
            _ => null,
        });
        span.SetTag("user_agent.original", entry.UserAgent);
        span.SetTag("aws.alb.load_balancer", entry.LoadBalancer);
        span.SetTag("aws.alb.rule.priority", entry.MatchedRulePriority);
        span.SetTag("aws.alb.actions_executed", entry.ActionsExecuted);
        span.SetTag("aws.alb.target_group.arn", entry.TargetGroupArn);
        span.SetTag("aws.alb.target", entry.Target);
        span.SetTag("aws.alb.target.status_code", entry.TargetStatusCode);
        span.SetTag("aws.alb.error_reason", entry.ErrorReason);
        span.SetTag("aws.alb.connection.trace_id", entry.ConnectionTraceId);
        span.SetTag("alb.cause", entry.Failure?.Cause);
        span.SetTag("alb.cause_code", entry.Failure?.CodeName);
        if (!context.IsOfHeader)
        {
            // What cannot be an id of a trace is told all the same.
            span.SetTag("aws.alb.trace_header", entry.TraceId);
        }

        if (entry.ElbStatusCode >= StatusCodes.Status500InternalServerError)
        {
            span.SetTag("error.type", entry.ElbStatusCode.ToString(CultureInfo.InvariantCulture));
            span.SetStatus(ActivityStatusCode.Error, entry.Failure?.Cause);
        }
        else if (entry.Failure is { } failure && (failure.IsOfTarget || entry.ElbStatusCode == AlbRequest.NoStatus))
        {
            // The target's status had gone out when it failed, or the client got none.
            span.SetTag("error.type", failure.CodeName);
            span.SetStatus(ActivityStatusCode.Error, failure.Cause);
        }
    }

    /// <summary>Names of spans are few: a method that is none of HTTP's is not one of them.</summary>
    private static string MethodOf(in AccessLogEntry entry) => entry.Method switch
    {
        "GET" or "HEAD" or "POST" or "PUT" or "DELETE" or "CONNECT" or "OPTIONS" or "TRACE" or "PATCH" => entry.Method,
        _ => Other,
    };
}
