using System.Text.Json;

namespace AlbEmulator.Testcontainers;

/// <summary>A request as the journal of the emulator has it.</summary>
public sealed class AlbRequest
{
    internal AlbRequest(JsonElement json) => Json = json;

    /// <summary>Everything that is known of it; the page <c>journal</c> of the manual has the fields.</summary>
    public JsonElement Json { get; }

    /// <summary>Method, URL and version, as in the access log.</summary>
    public string Line => Text("request") ?? "-";

    /// <summary>What the client got; 0 where it got nothing.</summary>
    public int Status => Json.TryGetProperty("elb_status_code", out var status) && status.TryGetInt32(out var number) ? number : 0;

    /// <summary>The name of its target group; null where it was forwarded to none.</summary>
    public string? TargetGroup => Text("target_group");

    /// <summary>The priority of the rule that took it, or <c>default</c>; null where none did.</summary>
    public string? Rule => Json.TryGetProperty("rule", out var rule) && rule.ValueKind == JsonValueKind.Object && rule.TryGetProperty("priority", out var priority)
        ? priority.ToString()
        : null;

    /// <summary>All of <c>X-Amzn-Trace-Id</c>, as the target got it.</summary>
    public string? TraceId => Text("trace_id");

    /// <summary>Why it failed, in words; null where it did not.</summary>
    public string? Cause => Text("cause");

    /// <summary>The headers that the target got, in their order; empty where none was asked.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> TargetHeaders => Headers("target_request");

    /// <summary>The headers that the client got, in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> AnswerHeaders => Headers("client_response");

    /// <summary>On one line.</summary>
    public override string ToString() => $"{Line} -> {Status}, rule {Rule ?? "-"}, target group {TargetGroup ?? "-"}{(Cause is null ? "" : $": {Cause}")}";

    private string? Text(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private IReadOnlyList<KeyValuePair<string, string>> Headers(string message) =>
        Json.TryGetProperty(message, out var found) && found.ValueKind == JsonValueKind.Object && found.TryGetProperty("headers", out var headers)
            ? [.. headers.EnumerateArray().Select(line => KeyValuePair.Create(line[0].GetString()!, line[1].GetString()!))]
            : [];
}
