using System.Text.Json;
using AlbEmulator.Expectations;

namespace AlbEmulator.Commands.Running;

/// <summary>A request as the journal of a running emulator has it.</summary>
/// <param name="told">One of the requests that the control port answers.</param>
internal sealed class SeenRequest(JsonElement told)
{
    /// <summary>What the log has where no rule took it.</summary>
    private const string Failed = "-1";

    /// <summary>Priority of the rule that took it, as the API names it; null where none did.</summary>
    public string? Rule => told.GetProperty("rule") is { ValueKind: JsonValueKind.Object } rule && rule.GetProperty("priority").GetString() is var priority and not Failed
        ? priority
        : null;

    /// <summary>The target group that got it; null where none did.</summary>
    public string? TargetGroup => told.GetProperty("target_group").GetString();

    /// <summary>What a target got; null where none got it.</summary>
    /// <param name="uri">Path and query as they were sent.</param>
    public ForwardedRequest? Forwarded(string uri) => told.TryGetProperty("target_request", out var sent) && sent.ValueKind == JsonValueKind.Object
        ? new ForwardedRequest(told.GetProperty("transformed_uri").GetString() ?? uri, [.. sent.GetProperty("headers").EnumerateArray().Select(
            static header => KeyValuePair.Create(header[0].GetString()!, header[1].GetString()))])
        : null;
}
