using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlbEmulator.Expectations;
using AlbEmulator.Rules.Explanations;
using AlbEmulator.Tracing;

namespace AlbEmulator.Commands.Running;

/// <summary>
/// What the rules of a running emulator do with requests: each is sent, and the emulator is asked what became of it, by a trace id that
/// it bears.
/// </summary>
internal sealed class RunningRules
{
    private const int MostSeconds = 4;

    /// <summary>What the load balancer itself answers before it decides on a trace id.</summary>
    private static readonly int?[] BeforeRules = [400, 405, 408, 413, 414, 463, 501, 505];

    private readonly ControlQuestion _control;
    private readonly IReadOnlyList<RunningListener> _listeners;
    private readonly HashSet<string> _groups;

    private RunningRules(ControlQuestion control, JsonElement told)
    {
        _control = control;
        _listeners = RunningListener.All(told, control.Url!);
        _groups = told.GetProperty("targetGroups").EnumerateArray().Select(static group => group.GetProperty("name").GetString()!).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>All that there are.</summary>
    public IReadOnlyList<ListenerPriorities> All => [.. _listeners.Select(static listener => listener.Rules)];

    /// <summary>Those in effect, or why they cannot be tested.</summary>
    public static async Task<(RunningRules? Rules, string? Problem)> AskAsync(ControlQuestion control)
    {
        var told = await control.AskAsync("/load-balancers");
        // Whether requests are kept, by which they are found again.
        var kept = told.Refusal is null ? await control.AskAsync("/requests?limit=1") : told;
        return kept.Refusal is { } refusal ? (null, refusal) : (new RunningRules(control, told.Body), null);
    }

    /// <exception cref="ControlException">The emulator does not answer any more.</exception>
    public async Task<TestRun> RunAsync(RequestTest test)
    {
        var began = Stopwatch.GetTimestamp();
        var run = await SendAsync(test);
        return run with { Took = Stopwatch.GetElapsedTime(began) };
    }

    private async Task<TestRun> SendAsync(RequestTest test)
    {
        var (explanation, nowhere) = await ExplainAsync(test);
        if (explanation is null)
        {
            var isAnywhere = _listeners.Count(listener => listener.IsAt(test.Request.Url.Port)) > 1;
            return new TestRun(test, new Came { Nowhere = nowhere, IsAnywhere = isAnywhere });
        }

        var listener = _listeners.First(listener => listener.Arn == explanation.Listener.Arn);
        var left = test.Request.Headers.Any(static header => header.Key.Equals(TraceHeader.Name, StringComparison.OrdinalIgnoreCase))
            ? $"it has an {TraceHeader.Name} of its own, and is found again by one that alb test gives it"
            : SentRequest.ProblemWith(test, listener.Url);
        if (left is not null)
        {
            return new TestRun(test with { Expectations = [] }, new Came()) { Skipped = left };
        }

        var root = NewRoot();
        var answer = await SentRequest.SendAsync(test, listener.Url, KeyValuePair.Create(TraceHeader.Name, $"Root={root}"));
        var seen = await SeenAsync(root, mayBeNone: BeforeRules.Contains(answer.Status));
        return new TestRun(test, Of(test, explanation, seen, answer)) { Explain = seen is null ? null : () => explanation };
    }

    private async Task<(Explanation? Explanation, string? Nowhere)> ExplainAsync(RequestTest test)
    {
        var answer = await _control.AskAsync("/explain", new JsonObject
        {
            ["method"] = test.Request.Method,
            ["url"] = test.Line.Url,
            ["headers"] = new JsonArray([.. test.Request.Headers.Select(static header => new JsonArray(header.Key, ExplainedRequest.Readable(header.Value)))]),
            ["sourceIp"] = test.Request.SourceIp.ToString(),
        });
        if (answer.Problem is not null)
        {
            throw new ControlException(answer.Problem);
        }

        return answer.Refusal is { } refusal ? (null, refusal) : (answer.Body.Deserialize(CommandJson.Explained.Explanation), null);
    }

    private Came Of(RequestTest test, Explanation explanation, SeenRequest? seen, ClientAnswer answer)
    {
        var (outcome, groups) = (explanation.Outcome, explanation.Outcome.Actions.OfType<ExplainedAction.Forward>().FirstOrDefault()?.TargetGroups ?? []);
        // What is refused before the rules is explained as if it were not.
        var isTaken = seen?.Rule is { } rule && rule == outcome.Priority && outcome.Actions.Count > 0;
        return new Came
        {
            LoadBalancer = explanation.Listener.LoadBalancer,
            Port = explanation.Listener.Port,
            Rule = seen?.Rule ?? ExpectShape.None,
            Action = isTaken ? ExplainedWords.KindOf(outcome.Actions[^1]) : ExpectShape.None,
            Authentication = isTaken && outcome.Actions.Count > 1 ? ExplainedWords.KindOf(outcome.Actions[0]) : ExpectShape.None,
            TargetGroups = isTaken ? [.. groups.Select(static group => new GroupShare(group.Name, group.Weight))] : [],
            Chosen = seen?.TargetGroup,
            KnownGroups = _groups,
            Forwarded = seen?.Forwarded(ExplainedRequest.Readable(test.Request.Url.Uri)),
            Answer = answer,
        };
    }

    /// <summary>What is known of a request that had its answer; null where it was refused before it had a trace id.</summary>
    private async Task<SeenRequest?> SeenAsync(string root, bool mayBeNone)
    {
        var answer = await _control.AskAsync("/requests/wait", new JsonObject { ["trace-id"] = root, ["timeoutSeconds"] = mayBeNone ? 1 : MostSeconds });
        return answer.Refusal is null ? new SeenRequest(answer.Body.GetProperty("requests")[0])
            : mayBeNone && answer.Status == HttpStatusCode.RequestTimeout ? null
            : throw new ControlException(answer.Refusal);
    }

    private static string NewRoot() => string.Create(
        CultureInfo.InvariantCulture,
        $"1-{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds():x8}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TraceIds.Length / 2))}");
}

/// <summary>A running emulator does not answer what it was asked.</summary>
internal sealed class ControlException(string problem) : Exception(problem);
