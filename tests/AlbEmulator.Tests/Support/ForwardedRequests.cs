using System.Text;
using System.Text.RegularExpressions;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// Compares what clients heard, what the emulator logged and what targets understood: one request in is one request out.
/// </summary>
internal sealed partial class ForwardedRequests
{
    private readonly Dictionary<string, LoggedRequest> _byTrace = [];
    private readonly Dictionary<int, List<LoggedRequest>> _byClient = [];
    private readonly List<string> _problems = [];

    /// <param name="accessLog">Path of the log, once it is whole.</param>
    public ForwardedRequests(string accessLog)
    {
        foreach (var line in File.ReadLines(accessLog, Encoding.Latin1).Select(AccessLogLine.Parse))
        {
            var request = new LoggedRequest(
                HostileClients.NumberOf(line.ClientIp),
                TraceOf(line.TraceId),
                line.ConnTraceId,
                line.Target,
                line.ElbStatusCode,
                line.TargetStatusCode,
                line.RequestVerb.Equals("HEAD", StringComparison.OrdinalIgnoreCase),
                IsLast: line.RequestVerb == "GET" && line.RequestUrl.Split('/') is [_, _, _, "last"]);
            if (request.Trace is not null && !_byTrace.TryAdd(request.Trace, request))
            {
                _problems.Add($"two lines with the id of {line}");
            }

            if (!_byClient.TryGetValue(request.Client, out var requests))
            {
                _byClient[request.Client] = requests = [];
            }

            requests.Add(request);
        }
    }

    /// <summary>What is wrong.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>Lines that the log has.</summary>
    public int Count => _byClient.Values.Sum(requests => requests.Count);

    /// <summary>
    /// Each request that a target understood is one that the emulator logged as forwarded to it, for one client, and
    /// nothing of any other client is in it.
    /// </summary>
    public void Understood(TellingTarget target)
    {
        var place = $"127.0.0.1:{target.Port}";
        var seen = new HashSet<string>();
        foreach (var told in target.Told().Where(told => told.IsUnderstood))
        {
            if (!_byTrace.TryGetValue(told.Trace, out var logged) || logged.Target != place)
            {
                Wrong("understood what was not forwarded to it");
            }
            else if (!seen.Add(told.Trace))
            {
                Wrong("understood it twice");
            }
            else if (HostileClients.NumberOf(told.Client!) != logged.Client)
            {
                Wrong("takes it for another client's");
            }
            else if (told.Marks.Any(mark => mark != logged.Client))
            {
                Wrong("got something of another client");
            }
            else if (HostileClients.IsGood(logged.Client))
            {
                var (_, method, path, length) = HostileClients.Good(logged.Client);
                if ((told.Method, told.Target, told.BodyLength, told.IsWhole) != (method, path, length, true))
                {
                    Wrong("misunderstood");
                }
            }

            void Wrong(string what) => _problems.Add($"{target.Program} {what}: {told.Line}");
        }
    }

    /// <summary>
    /// Each answer is the one to the request of its place in the log, and nothing of any other client is in it; whoever
    /// sends a good request is answered well.
    /// </summary>
    public void Answered(int client, IReadOnlyList<HeardAnswer> answers)
    {
        var logged = _byClient.GetValueOrDefault(client) ?? [];
        if (answers.Count > logged.Count || logged.Select(request => request.Connection).Distinct().Count() > 1)
        {
            Wrong("other answers than lines");
            return;
        }

        foreach (var (answer, request) in answers.Zip(logged))
        {
            if ($"{answer.Status}" != request.Status
                || (answer.Trace is not null && answer.Trace != request.Trace)
                || (!answer.HasBody && !request.IsHead && answer != answers[^1])
                || answer.Marks.Any(mark => mark != client))
            {
                Wrong("another's answer");
            }

            if (answer.Status == 500)
            {
                Wrong("500");
            }
        }

        // Nothing can be wrong with it; only its client may have given up waiting.
        if (logged.Any(request => request is { IsLast: true, Target: not "-", TargetStatus: not "200", Status: not "460" }))
        {
            Wrong("no answer to the good request behind another");
        }

        if (HostileClients.IsGood(client)
            && answers is not [{ Status: 200, HasBody: true, Trace: not null, Marks: [_] }])
        {
            Wrong("no answer to a good request");
        }

        void Wrong(string what) => _problems.Add(
            $"{what}: client {client} heard {string.Join(", ", answers)} for {string.Join(", ", logged)}");
    }

    private static string? TraceOf(string field) =>
        Self().Match(field) is { Success: true } self ? self.Groups[1].Value
        : Root().Match(field) is { Success: true } root ? root.Groups[1].Value
        : null;

    [GeneratedRegex("(?:^|;)Self=(1-[0-9a-f]{8}-[0-9a-f]{24})", RegexOptions.CultureInvariant)]
    private static partial Regex Self();

    [GeneratedRegex("(?:^|;)Root=(1-[0-9a-f]{8}-[0-9a-f]{24})", RegexOptions.CultureInvariant)]
    private static partial Regex Root();

    /// <summary>What of a line of the access log is compared.</summary>
    private sealed record LoggedRequest(
        int Client, string? Trace, string Connection, string Target, string Status, string TargetStatus, bool IsHead, bool IsLast);
}
