using System.Collections.Frozen;
using System.Text;
using AlbEmulator.AccessLogs;
using AlbEmulator.Journal;
using AlbEmulator.LogDelivery;
using AlbEmulator.Requests;
using AlbEmulator.Terminal;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Testing.Inside;

/// <summary>Requests of the journal as tests see them.</summary>
/// <param name="time">Tells the time of day.</param>
internal sealed class RequestReading(TimeProvider time)
{
    public AlbRequest Of(JournalEntry entry)
    {
        ref readonly var line = ref entry.Line;
        return new AlbRequest
        {
            Number = entry.Number,
            Method = line.Method ?? "",
            Url = $"{line.Scheme}://{line.Host}:{line.Port}{line.Uri}",
            Path = line.Uri is { } uri ? new RequestUri(uri).Path.ToString() : "",
            Status = line.ElbStatusCode,
            TargetStatus = line.TargetStatusCode,
            LoadBalancer = line.LoadBalancer.Split('/') is [_, var name, ..] ? name : line.LoadBalancer,
            Rule = line.MatchedRulePriority is { } priority and >= 0 ? JournalFilter.PriorityName(priority) : null,
            TargetGroup = entry.TargetGroup,
            Target = entry.Target,
            TraceId = line.TraceId,
            Cause = line.Failure?.Cause,
            Duration = line.Time - line.RequestCreationTime,
            Headers = Lines(entry.Headers is { } headers ? headers.Received : []),
            TargetHeaders = Lines(entry.Headers is { } noted ? noted.Forwarded : []),
            LogLine = LogLine(line),
            Words = Words(line),
        };
    }

    private string Words(in AccessLogEntry line)
    {
        var words = new StringBuilder();
        RequestLineWords.Append(words, line, time.LocalTimeZone, isColoured: false);
        return words.ToString().TrimEnd();
    }

    private static string LogLine(in AccessLogEntry line)
    {
        var bytes = new byte[AccessLogFormatter.MaxLength(line)];
        return Encoding.UTF8.GetString(bytes, 0, LogLineWriter.Write<AccessLogFormatter, AccessLogEntry>(line, bytes)).TrimEnd('\n');
    }

    private static FrozenDictionary<string, string> Lines(ReadOnlySpan<KeyValuePair<string, StringValues>> headers)
    {
        var lines = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in headers)
        {
            var value = string.Join(", ", values.Select(static value => ByteText.IsUtf8(value ?? "") ? ByteText.FromBytes(value ?? "") : value));
            lines[name] = lines.TryGetValue(name, out var before) ? $"{before}, {value}" : value;
        }

        return lines.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
