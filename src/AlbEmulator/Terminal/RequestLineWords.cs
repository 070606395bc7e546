using System.Globalization;
using System.Text;
using AlbEmulator.AccessLogs;
using AlbEmulator.Machine;

namespace AlbEmulator.Terminal;

/// <summary>
/// A request in a line that is read at a glance: <c>12:00:01 GET /api/1 → orders 127.0.0.1:5002 (rule 10) 200 3 ms</c>.
/// Of what clients send only printable ASCII is shown as it is, so that nothing of it is an order to the terminal.
/// </summary>
internal static class RequestLineWords
{
    private const int LongestUri = 100;
    private const int LongestMethod = 20;

    private const string Plain = "\e[0m";
    private const string Faint = "\e[2m";
    private const string Red = "\e[31m";
    private const string Green = "\e[32m";
    private const string Yellow = "\e[33m";
    private const string Cyan = "\e[36m";

    /// <summary>Whether the load balancer answered in the place of a target, or nobody did; its own actions are no failures.</summary>
    public static bool IsFailure(in AccessLogEntry line) =>
        line.Failure is not null
        || (line.TargetStatusCode != line.ElbStatusCode && !IsOwn(line));

    /// <summary>Whether the load balancer answered as the rule says, or sent the client to log in.</summary>
    private static bool IsOwn(in AccessLogEntry line) =>
        line.ActionsExecuted is { } actions
        && (actions is "authenticate" || actions.EndsWith("redirect", StringComparison.Ordinal) || actions.EndsWith("fixed-response", StringComparison.Ordinal));

    public static void Append(StringBuilder text, in AccessLogEntry line, TimeZoneInfo zone, bool isColoured)
    {
        var isFailure = IsFailure(line);
        text.Append(!isColoured ? "" : isFailure ? Red : Faint);
        text.Append(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTimeFromUtc(line.Time, zone):HH:mm:ss}");
        text.Append(isColoured && !isFailure ? Plain : "").Append(' ');
        AppendRequest(text, line);
        AppendWay(text, line);
        text.Append(isColoured && !isFailure ? Colour(line.ElbStatusCode) : "");
        text.Append(CultureInfo.InvariantCulture, $" {line.ElbStatusCode:D3}");
        text.Append(isColoured && !isFailure ? Plain : "");
        text.Append(CultureInfo.InvariantCulture, $" {Duration(line.Time - line.RequestCreationTime)}");
        if (isFailure && (line.Failure?.Cause ?? line.ErrorReason) is { } cause)
        {
            text.Append(": ").Append(cause);
        }

        text.Append(isColoured && isFailure ? Plain : "").Append('\n');
    }

    /// <param name="text">Where it is said.</param>
    /// <param name="failed">Requests that failed and have no line.</param>
    /// <param name="others">Others that have none.</param>
    /// <param name="time">In which they came.</param>
    public static void AppendLeftOut(StringBuilder text, long failed, long others, TimeSpan time)
    {
        if (failed + others == 0)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"… and {failed + others:N0} more in ");
        text.Append(time.TotalSeconds < 2 ? "this second" : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F0} s"));
        text.Append(failed == 0 ? "\n" : string.Create(CultureInfo.InvariantCulture, $", {failed:N0} of them failed\n"));
    }

    private static void AppendRequest(StringBuilder text, in AccessLogEntry line)
    {
        if (line.Method is null || line.Uri is null)
        {
            text.Append("what is no request");
            return;
        }

        text.Append(Printable.Of(line.Method, LongestMethod)).Append(' ').Append(Printable.Of(line.Uri, LongestUri));
    }

    /// <summary>Where it went, and by which rule.</summary>
    private static void AppendWay(StringBuilder text, in AccessLogEntry line)
    {
        if (line.ActionsExecuted is "authenticate")
        {
            text.Append(" → authenticate");
        }
        else if (line.TargetGroupArn is { } arn)
        {
            text.Append(" → ").Append(NameOf(arn)).Append(line.Target is null ? "" : " ").Append(line.Target);
        }
        else if (line.RedirectUrl is { } url)
        {
            text.Append(" → redirect ").Append(Printable.Of(url, LongestUri));
        }
        else if (line.ActionsExecuted is { } actions)
        {
            text.Append(" → ").Append(actions);
        }

        _ = line.MatchedRulePriority switch
        {
            null or < 0 => text,
            0 => text.Append(" (default rule)"),
            var priority => text.Append(CultureInfo.InvariantCulture, $" (rule {priority})"),
        };
    }

    /// <summary>The name in <c>….:targetgroup/NAME/ID</c>.</summary>
    private static ReadOnlySpan<char> NameOf(string arn)
    {
        var name = arn.AsSpan(arn.IndexOf('/', StringComparison.Ordinal) + 1);
        return name.LastIndexOf('/') is var end and >= 0 ? name[..end] : name;
    }

    private static string Colour(int status) => status switch
    {
        < 300 => Green,
        < 400 => Cyan,
        < 500 => Yellow,
        _ => Red,
    };

    private static string Duration(TimeSpan time) => time.TotalSeconds < 10
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.TotalMilliseconds):F0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s");
}
