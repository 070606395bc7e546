using System.Text.Json;
using AlbEmulator.Machine;
using AlbEmulator.Manual.Codes;

namespace AlbEmulator.Commands;

/// <summary>
/// <c>alb why [TRACE-ID]</c>: why the last request failed, or that with the trace id. Asks a running emulator.
/// </summary>
internal static class WhyCommand
{
    public const string Name = "why";
    private const string Root = "Root=";
    private const int LongestShown = 300;

    /// <returns>The exit code: 1 where the emulator does not answer, or has no such request.</returns>
    public static async Task<int> RunAsync(ControlQuestion control, string? traceId, TextWriter output, TextWriter error)
    {
        var asked = traceId is null ? null : RootOf(traceId);
        var (request, answer) = await FindAsync(control, asked);
        if (answer.Refusal is { } refusal)
        {
            await error.WriteLineAsync(Printable.Of(refusal, LongestShown));
            return ExitCode.Failed;
        }

        if (request is not { } found)
        {
            if (asked is null)
            {
                await output.WriteLineAsync("No request failed, of those that the emulator keeps (Alb:JournalSize).");
                return ExitCode.Good;
            }

            await error.WriteLineAsync(
                $"No request has the trace id {Printable.Quoted(asked.AsSpan(), LongestShown)}, of those that the emulator keeps: "
                + "it came to another, or too many came since (Alb:JournalSize)");
            return ExitCode.Failed;
        }

        await TellAsync(control, found, output);
        return ExitCode.Good;
    }

    /// <summary>The newest; of those with a trace id the newest that failed, or else the newest.</summary>
    private static async Task<(JsonElement? Request, ControlAnswer Answer)> FindAsync(ControlQuestion control, string? traceId)
    {
        var filter = traceId is null ? "" : $"&trace-id={Uri.EscapeDataString(traceId)}";
        var answer = await control.AskAsync($"/requests?limit=1&failed=true{filter}");
        if (traceId is not null && answer.Refusal is null && First(answer) is null)
        {
            answer = await control.AskAsync($"/requests?limit=1{filter}");
        }

        return (answer.Refusal is null ? First(answer) : null, answer);
    }

    private static JsonElement? First(ControlAnswer answer) =>
        answer.Body.TryGetProperty("requests", out var requests) && requests.GetArrayLength() > 0 ? requests[0] : null;

    /// <summary>Of <c>Self=…;Root=1-…</c> the value of Root, since that of Self is new at each load balancer.</summary>
    private static string RootOf(string traceId)
    {
        var text = traceId.Trim();
        text = text.StartsWith("X-Amzn-Trace-Id:", StringComparison.OrdinalIgnoreCase) ? text[(text.IndexOf(':') + 1)..].Trim() : text;
        var at = text.IndexOf(Root, StringComparison.Ordinal);
        return at < 0 ? text : text[(at + Root.Length)..].Split(';')[0];
    }

    private static async Task TellAsync(ControlQuestion control, JsonElement request, TextWriter output)
    {
        var health = await HealthAsync(control, request);
        var (cause, advice) = Cause(request);
        (string Label, string Text)[] lines =
        [
            ("rule", $"{Rule(request)}; {Text(request, "request") ?? "a request that cannot be read"} got "
                + $"{Status(request)} at {Text(request, "time")}"),
            ("target", Target(request)),
            ("health", health),
            ("cause", cause),
            ("to do", advice),
        ];
        foreach (var (label, text) in lines)
        {
            await output.WriteLineAsync($"{label,-8}{Printable.Of(text, LongestShown)}");
        }
    }

    private static string Rule(JsonElement request) => request.GetProperty("rule") switch
    {
        { ValueKind: JsonValueKind.Object } rule => $"{Text(rule, "priority")} of {Text(request, "elb")}",
        _ => $"none of {Text(request, "elb")}: refused before its rules",
    };

    private static string Status(JsonElement request) =>
        Text(request, "elb_status_code") is { } status and not "0" ? status : "no answer";

    private static string Target(JsonElement request) => (Text(request, "target"), Text(request, "target_group")) switch
    {
        ({ } target, { } group) => $"{target} of target group {group}",
        (null, { } group) => $"none of target group {group}",
        _ => "none: no target group was reached",
    };

    private static async Task<string> HealthAsync(ControlQuestion control, JsonElement request)
    {
        if (Text(request, "target_group") is not { } group)
        {
            return "-";
        }

        var target = Text(request, "target") is { } one ? $"&target={Uri.EscapeDataString(one)}" : "";
        var answer = await control.AskAsync($"/target-health?target-group={Uri.EscapeDataString(group)}{target}");
        if (answer.Refusal is not null)
        {
            return $"not known now: {answer.Refusal}";
        }

        var described = answer.Body.GetProperty("TargetGroups")[0].GetProperty("TargetHealthDescriptions").EnumerateArray();
        return WhyHealth.Words(described, request.GetProperty("time").TryGetDateTimeOffset(out var ended) ? ended : null);
    }

    private static (string Cause, string Advice) Cause(JsonElement request)
    {
        if (Text(request, "cause") is { } cause)
        {
            var code = Text(request, "cause_code") ?? "";
            var advice = HelpTable.Find(code).Select(found => found.Entry.Next).FirstOrDefault() ?? "Look into the program's log";
            return (cause, $"{advice.TrimEnd('.')}. More: alb help {code}");
        }

        var status = Text(request, "target_status_code");
        return status is ['5', ..]
            ? ($"the target itself answered {status}, and the load balancer passed that on", "Look into the target's own log at that time.")
            : ("none: the request did not fail", "Nothing.");
    }

    /// <summary>Null where it is null, or not there.</summary>
    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;
}
