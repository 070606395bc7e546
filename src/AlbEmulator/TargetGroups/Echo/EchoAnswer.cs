using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace AlbEmulator.TargetGroups.Echo;

/// <summary>What the echo target answers to a path, before anything is written.</summary>
internal abstract record EchoAnswer
{
    private const int MaxDelaySeconds = 3600;

    private EchoAnswer()
    {
    }

    /// <summary>The request as JSON, with this status, after this delay.</summary>
    public sealed record Request(int Status, TimeSpan Delay = default) : EchoAnswer;

    /// <summary>Sets the status of <c>/health</c>.</summary>
    public sealed record SetHealth(int Status) : EchoAnswer;

    /// <summary>So many bytes.</summary>
    public sealed record Bytes(long Count) : EchoAnswer;

    /// <summary>From here on a WebSocket.</summary>
    public sealed record WebSocket : EchoAnswer;

    /// <summary>The path asks for something that cannot be.</summary>
    public sealed record Refusal(int Status, string Reason) : EchoAnswer;

    public static EchoAnswer For(EchoRequest request, int healthStatus)
    {
        var path = request.Path;
        if (path == "/health")
        {
            return request.Method == "PUT" ? ForHealth(request) : new Request(healthStatus);
        }

        if (path == "/ws")
        {
            return new WebSocket();
        }

        return Argument(path, "/status/") is { } status ? ForStatus(status)
            : Argument(path, "/delay/") is { } delay ? ForDelay(delay)
            : Argument(path, "/bytes/") is { } bytes ? ForBytes(bytes)
            : new Request(StatusCodes.Status200OK);
    }

    private static string? Argument(string path, string start) =>
        path.StartsWith(start, StringComparison.Ordinal) ? path[start.Length..] : null;

    private static EchoAnswer ForHealth(EchoRequest request)
    {
        var status = QueryHelpers.ParseQuery(request.Query).GetValueOrDefault("status").ToString();
        return IsStatus(status, out var code)
            ? new SetHealth(code)
            : new Refusal(400, "PUT /health?status=NNN takes a status from 200 to 599.");
    }

    private static EchoAnswer ForStatus(string status) => IsStatus(status, out var code)
        ? new Request(code)
        : new Refusal(400, "/status/NNN takes a status from 200 to 599.");

    private static EchoAnswer ForDelay(string seconds) =>
        double.TryParse(seconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value <= MaxDelaySeconds
            ? new Request(StatusCodes.Status200OK, TimeSpan.FromSeconds(value))
            : new Refusal(400, $"/delay/SECONDS takes 0 to {MaxDelaySeconds} seconds, such as 0.5.");

    private static EchoAnswer ForBytes(string bytes) =>
        long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new Bytes(count)
            : new Refusal(400, "/bytes/N takes a number of bytes.");

    private static bool IsStatus(string text, out int status) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out status) && status is >= 200 and <= 599;
}
