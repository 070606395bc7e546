using System.Net;
using AlbEmulator.Journal;
using AlbEmulator.Requests;
using AlbEmulator.Rules.Explanations;
using AlbEmulator.Snapshots;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Testing.Inside;

/// <summary>Why a request that was waited for did not come: which ones did, and why the last of them went where it did.</summary>
internal sealed class Missed(CurrentSnapshot current, ListenerPlaces places)
{
    private const int MostRequests = 3;
    private const int Width = 160;

    public AlbException Told(
        int count, int found, string condition, TimeSpan waited, IReadOnlyList<JournalEntry> came, RequestReading reading)
    {
        var what = $"{(count == 1 ? "No request matched" : $"{found} of {count} requests matched")} within {waited.TotalSeconds:0.###} s: {condition}";
        List<string> lines = [Cut(what.ReplaceLineEndings(" "))];
        if (came.Count == 0)
        {
            lines.Add($"No request came at all. There is {places.Words}");
        }
        else
        {
            lines.Add(came.Count <= MostRequests ? "What came:" : $"What came, the last of {came.Count}:");
            lines.AddRange(came.TakeLast(MostRequests).Select(entry => Cut($"  {reading.Of(entry)}")));
            if (Explained(came[^1]) is { } explanation)
            {
                lines.Add("The last one, rule by rule:");
                lines.AddRange(ShortExplanation.Of(explanation, [], ShortExplanation.MostLines - lines.Count).Select(static line => $"  {line}"));
            }
        }

        return new AlbException(string.Join('\n', lines));
    }

    /// <summary>By the rules of now, which may be others; null where none was asked, or no listener has them any longer.</summary>
    private Explanation? Explained(JournalEntry entry)
    {
        ref readonly var line = ref entry.Line;
        var (id, port) = (line.LoadBalancer, line.Port);
        var snapshot = current.Value;
        if (line.MatchedRulePriority is null || line.Uri is null || line.Method is null || entry.Headers is not { } noted
            || snapshot.Listeners.FirstOrDefault(one => one.LoadBalancerId == id && one.Port == port) is not { } listener)
        {
            return null;
        }

        IHeaderDictionary headers = new HeaderDictionary();
        foreach (var (name, values) in noted.Received)
        {
            headers[name] = StringValues.Concat(headers[name], values);
        }

        return Explanation.Of(snapshot, listener, new RuleSubject
        {
            Method = line.Method,
            Host = headers.Host is [{ Length: > 0 } host, ..] ? listener.Hosts.Of(host) : listener.Hosts.Unsent,
            Uri = line.Uri,
            Headers = headers,
            SourceIp = IPEndPoint.TryParse(line.Client, out var client) ? client.Address : IPAddress.Loopback,
        });
    }

    private static string Cut(string line) => line.Length <= Width ? line : $"{line.AsSpan(0, Width - 1)}…";
}
