using System.Text.Json;
using AlbEmulator.BackEndConnections;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Forwarding.Lambda;

/// <summary>Says of a request that a function was to answer why it failed.</summary>
internal static class FunctionFailures
{
    private const int MostShown = 100;

    public static Failure Of(LambdaFailure failure, Target target, TimeSpan patience)
    {
        var function = $"function {NameOf(target)}";
        var code = failure.Code;
        return new(code, code switch
        {
            CauseCode.NoDescriptor => $"the emulator has no file descriptor left for a connection to {function}",
            CauseCode.FunctionNowhere =>
                $"nothing says where {function} is invoked: neither InvokeUrl of its target nor Alb:Lambda:Endpoint",
            CauseCode.FunctionUnreachable => $"{function} cannot be invoked: {failure.Why}",
            CauseCode.FunctionConnectTimeout =>
                $"what invokes {function} did not take a connection within {TargetConnector.Timeout.TotalSeconds} s, the load "
                + "balancer's connect timeout",
            CauseCode.FunctionTimeout => $"{function} gave no answer within {TargetFailures.IdleTimeout(patience)}",
            CauseCode.FunctionFailed => $"{function} failed{Behind(failure.Why)}",
            CauseCode.FunctionRefused => $"Lambda refused to invoke {function}{Behind(failure.Why)}",
            CauseCode.FunctionAnswerRefused => $"the answer of {function} is refused{Behind(failure.Detail)}",
            CauseCode.FunctionAnswerTooLong => $"the answer of {function} has more than {LambdaLimits.ResponsePayload} bytes",
            CauseCode.FunctionRequestTooLong when failure.Why is not null =>
                $"Lambda refused the request to {function} as too large{Behind(failure.Why)}",
            CauseCode.FunctionRequestTooLong =>
                $"the body of the request has more than {LambdaLimits.RequestBody} bytes, which no function gets",
            CauseCode.FunctionRequestNotText => "the request has text that is not UTF-8, which the event of a function cannot say",
            CauseCode.FunctionWebSocket => $"a WebSocket cannot go to {function}",
            _ => throw new System.Diagnostics.UnreachableException(),
        });
    }

    /// <summary>What a function or Lambda says of an error, as JSON; null where it says nothing that is known.</summary>
    public static string? Message(ReadOnlyMemory<byte>? payload)
    {
        if (payload is not { IsEmpty: false } bytes)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && (Text(root, "errorMessage") ?? Text(root, "Message") ?? Text(root, "message")) is { } message
                    ? Text(root, "errorType") is { } type ? $"{type}: {message}" : message
                    : Printable.Quoted(bytes.Span, MostShown);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Printable.Quoted(bytes.Span, MostShown);
        }
    }

    private static string? Text(JsonElement root, string key) =>
        root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Behind(string? why) => why is null ? "" : $": {why}";

    /// <summary>Of an ARN the end, which people know it by.</summary>
    private static string NameOf(Target target)
    {
        const string Before = ":function:";
        var at = target.Id.IndexOf(Before, StringComparison.Ordinal);
        return at < 0 ? target.Id : target.Id[(at + Before.Length)..];
    }
}
