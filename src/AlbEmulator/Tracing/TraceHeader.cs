using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Tracing;

/// <summary>
/// The rules of X-Amzn-Trace-Id: what a load balancer sends on for what it received.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html"/>
/// </summary>
public static class TraceHeader
{
    public const string Name = "X-Amzn-Trace-Id";

    /// <summary>
    /// 7 KB: with more bytes of request headers than this, the header is rewritten with a new Root alone.
    /// </summary>
    public const long MaxRequestHeaderBytes = 7 * 1024;

    private const string RootStart = "Root=1-";
    private const string SelfStart = "Self=1-";
    private const int TimeLength = 8;

    /// <summary>
    /// Both names have four letters, so that a generated field is always as long: <c>Root=1-TIME-ID</c>.
    /// </summary>
    private static readonly int GeneratedLength = RootStart.Length + TimeLength + 1 + TraceIds.Length;

    /// <summary>The value to send on; its content is also what the access log records.</summary>
    /// <param name="incoming">The lines of the header as received; none if there was none.</param>
    /// <param name="requestHeaderBytes">Size of all request headers.</param>
    /// <param name="epochSeconds">When the request was received, in seconds since 1970.</param>
    /// <param name="ids">Where new ids come from.</param>
    public static string Decide(StringValues incoming, long requestHeaderBytes, long epochSeconds, TraceIds ids)
    {
        if (incoming.Count == 0 || requestHeaderBytes > MaxRequestHeaderBytes)
        {
            return NewRoot(epochSeconds, ids);
        }

        var received = Joined(incoming);
        var plan = Plan.For(received);
        return string.Create(plan.Length, (plan, received, epochSeconds, ids), Write);
    }

    private static string NewRoot(long epochSeconds, TraceIds ids) =>
        string.Create(GeneratedLength, (epochSeconds, ids), static (to, from) =>
            WriteGenerated(to, RootStart, from.epochSeconds, from.ids));

    /// <summary>
    /// What becomes of a repeated header is not documented. Its lines are taken as one, so that no field is lost and
    /// the first Root wins, as it does within a line.
    /// </summary>
    private static string Joined(StringValues lines) =>
        lines.Count == 1 ? lines[0] ?? "" : string.Join(';', lines.ToArray());

    /// <summary>What is put in front of the fields that are kept, and how long all of it will be.</summary>
    private readonly record struct Plan(bool AddsSelf, bool AddsRoot, int Length)
    {
        public static Plan For(ReadOnlySpan<char> received)
        {
            var (hasRoot, hasSelf, length) = (false, false, 0);
            var fields = new TraceFields(received);
            while (fields.MoveNext())
            {
                switch (fields.Kind)
                {
                    case TraceFieldKind.Self:
                        hasSelf = true;
                        break;
                    case TraceFieldKind.Root when !hasRoot:
                        hasRoot = true;
                        length += 1 + "Root=".Length + fields.Value.Length;
                        break;
                    case TraceFieldKind.Custom:
                        length += 1 + fields.Field.Length;
                        break;
                }
            }

            // Self marks a hop after the one that made the Root. A Self that came without a Root is updated as
            // documented, and a Root is made all the same, so that every request has one; AWS does not say.
            var (addsSelf, addsRoot) = (hasRoot || hasSelf, !hasRoot);
            length += (addsSelf ? 1 + GeneratedLength : 0) + (addsRoot ? 1 + GeneratedLength : 0);
            return new Plan(addsSelf, addsRoot, length - 1);
        }
    }

    private static void Write(Span<char> to, (Plan Plan, string Received, long EpochSeconds, TraceIds Ids) from)
    {
        if (from.Plan.AddsSelf)
        {
            WriteGenerated(to, SelfStart, from.EpochSeconds, from.Ids);
            to = AfterSeparator(to, GeneratedLength);
        }

        if (from.Plan.AddsRoot)
        {
            WriteGenerated(to, RootStart, from.EpochSeconds, from.Ids);
            to = AfterSeparator(to, GeneratedLength);
        }

        var rootIsWritten = false;
        var fields = new TraceFields(from.Received);
        while (fields.MoveNext())
        {
            switch (fields.Kind)
            {
                case TraceFieldKind.Root when !rootIsWritten:
                    rootIsWritten = true;
                    "Root=".CopyTo(to);
                    fields.Value.CopyTo(to["Root=".Length..]);
                    to = AfterSeparator(to, "Root=".Length + fields.Value.Length);
                    break;
                case TraceFieldKind.Custom:
                    fields.Field.CopyTo(to);
                    to = AfterSeparator(to, fields.Field.Length);
                    break;
            }
        }
    }

    private static void WriteGenerated(Span<char> to, string start, long epochSeconds, TraceIds ids)
    {
        start.CopyTo(to);
        to = to[start.Length..];
        unchecked((uint)epochSeconds).TryFormat(to, out _, "x8");
        to[TimeLength] = '-';
        ids.WriteNext(to[(TimeLength + 1)..]);
    }

    private static Span<char> AfterSeparator(Span<char> to, int written)
    {
        if (written == to.Length)
        {
            return default;
        }

        to[written] = ';';
        return to[(written + 1)..];
    }
}
