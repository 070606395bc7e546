using System.Buffers;
using System.Diagnostics;
using AlbEmulator.Tracing;

namespace AlbEmulator.Metrics.Export;

/// <summary>
/// X-Amzn-Trace-Id as OpenTelemetry has it: the 32 digits of its Root are the id of the trace, its Parent the span before.
/// <see href="https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader"/>
/// </summary>
/// <param name="Parent">A span without parent has none there, but the trace.</param>
/// <param name="IsSampled">False where the header says that nobody is to trace.</param>
/// <param name="IsOfHeader">False where there is no header, or its Root is none of X-Ray's: the id is a new one then.</param>
internal readonly record struct XRayContext(ActivityContext Parent, bool IsSampled, bool IsOfHeader)
{
    private const int TimeLength = 8;
    private const int IdLength = 24;
    private const int SpanLength = 16;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public static XRayContext Of(string? header)
    {
        ActivityTraceId trace = default;
        ActivitySpanId span = default;
        var (hasRoot, isSampled) = (false, true);
        var fields = new TraceFields(header);
        while (fields.MoveNext())
        {
            if (fields.Kind == TraceFieldKind.Root && !hasRoot)
            {
                hasRoot = true;
                trace = Trace(fields.Value);
            }
            else if (fields.Kind == TraceFieldKind.Custom)
            {
                var name = fields.Field[..fields.Field.IndexOf('=')].Trim(" \t");
                if (name is "Parent")
                {
                    span = Span(fields.Value);
                }
                else if (name is "Sampled")
                {
                    isSampled = fields.Value is not "0";
                }
            }
        }

        return trace == default
            ? new XRayContext(Context(ActivityTraceId.CreateRandom(), default), isSampled, IsOfHeader: false)
            : new XRayContext(Context(trace, span), isSampled, IsOfHeader: true);
    }

    private static ActivityContext Context(ActivityTraceId trace, ActivitySpanId span) =>
        new(trace, span, ActivityTraceFlags.Recorded, traceState: null, isRemote: true);

    /// <summary><c>1-8HEX-24HEX</c>; anything else is no id.</summary>
    private static ActivityTraceId Trace(ReadOnlySpan<char> root)
    {
        const int Length = 2 + TimeLength + 1 + IdLength;
        if (root.Length != Length || !root.StartsWith("1-") || root[2 + TimeLength] != '-')
        {
            return default;
        }

        Span<char> id = stackalloc char[TimeLength + IdLength];
        _ = root.Slice(2, TimeLength).ToLowerInvariant(id);
        _ = root[^IdLength..].ToLowerInvariant(id[TimeLength..]);
        return IsId(id) ? ActivityTraceId.CreateFromString(id) : default;
    }

    private static ActivitySpanId Span(ReadOnlySpan<char> parent)
    {
        if (parent.Length != SpanLength)
        {
            return default;
        }

        Span<char> id = stackalloc char[SpanLength];
        _ = parent.ToLowerInvariant(id);
        return IsId(id) ? ActivitySpanId.CreateFromString(id) : default;
    }

    /// <summary>Nothing but zeros stands for no id.</summary>
    private static bool IsId(ReadOnlySpan<char> id) =>
        !id.ContainsAnyExcept(HexDigits) && id.ContainsAnyExcept('0');
}
