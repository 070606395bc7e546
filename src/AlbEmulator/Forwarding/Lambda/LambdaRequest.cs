using AlbEmulator.Metrics;
using AlbEmulator.Requests;
using AlbEmulator.Tracing;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace AlbEmulator.Forwarding.Lambda;

/// <summary>What an event tells of a request. Strings hold one byte in each character.</summary>
/// <param name="TargetGroupArn">ARN of the target group.</param>
/// <param name="Method">As it came.</param>
/// <param name="Uri">Path and query as they are sent on.</param>
/// <param name="Headers">Names in lower case, in alphabetical order, each once.</param>
/// <param name="Body">Empty where there is none.</param>
/// <param name="HasMultiValueHeaders"><c>lambda.multi_value_headers.enabled</c>.</param>
internal sealed record LambdaRequest(
    string TargetGroupArn,
    string Method,
    RequestUri Uri,
    IReadOnlyList<KeyValuePair<string, StringValues>> Headers,
    ReadOnlyMemory<byte> Body,
    bool HasMultiValueHeaders)
{
    /// <summary>Whether all text of the head is UTF-8, as an event can say nothing else.</summary>
    public bool IsUtf8
    {
        get
        {
            var isUtf8 = ByteText.IsUtf8(Uri.Text);
            foreach (var (_, values) in Headers)
            {
                foreach (var value in values)
                {
                    isUtf8 = isUtf8 && ByteText.IsUtf8(value ?? "");
                }
            }

            return isUtf8;
        }
    }

    /// <param name="request">A request that was routed.</param>
    /// <param name="body">Its whole body.</param>
    public static LambdaRequest Of(AlbRequest request, ReadOnlyMemory<byte> body)
    {
        var group = request.TargetGroup!.TargetGroup;
        return new LambdaRequest(
            group.Arn,
            request.Context.Request.Method,
            request.SentUri,
            HeadersOf(request),
            body,
            group.Attributes.LambdaMultiValueHeaders);
    }

    /// <summary>
    /// What any target gets, and TE with it, which was seen in a captured event.
    /// </summary>
    private static KeyValuePair<string, StringValues>[] HeadersOf(AlbRequest request)
    {
        var incoming = request.Context.Request.Headers;
        TlsHeaders.Set(request, incoming);
        var headers = new SortedDictionary<string, StringValues>(StringComparer.Ordinal);
        var hasInvalidNames = false;
        foreach (var (name, values) in incoming)
        {
            hasInvalidNames |= InvalidHeaderFields.IsInvalid(request, name);
            if (!RequestToTarget.IsWithheld(name) || name.Equals(HeaderNames.TE, StringComparison.OrdinalIgnoreCase))
            {
                headers[name.ToLowerInvariant()] = values;
            }
        }

        if (hasInvalidNames)
        {
            request.Listener.Metrics.Add(LoadBalancerCounter.ForwardedInvalidHeaderRequests);
        }

        headers["host"] = request.HostForTarget;
        if (ForwardedFor.ToTarget(request) is { Count: > 0 } addresses)
        {
            headers["x-forwarded-for"] = addresses;
        }

        headers["x-forwarded-port"] = request.Listener.PortText;
        headers["x-forwarded-proto"] = request.Connection.Scheme;
        if (request.TraceId is { } traceId)
        {
            headers[TraceHeader.Name.ToLowerInvariant()] = traceId;
        }

        return [.. headers];
    }
}
