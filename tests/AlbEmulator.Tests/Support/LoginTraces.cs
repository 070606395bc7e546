using System.Globalization;
using System.Text.Json;
using AlbEmulator.AccessLogs;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// What a browser's requests leave behind, as a table to compare: lines of the access log, whom the target was told of,
/// metrics of logins, cookies at the load balancer's hosts. Each time what has come since the last look.
/// </summary>
internal sealed class LoginTraces(HostedEmulator emulator, ScriptedTarget target, BrowserProfile browser, TimeProvider time)
{
    private static readonly (string Name, string Metric)[] Counters =
    [
        ("ELBAuthError", "alb_elb_auth_error_total"),
        ("ELBAuthFailure", "alb_elb_auth_failure_total"),
        ("ELBAuthRefreshTokenSuccess", "alb_elb_auth_refresh_token_success_total"),
        ("ELBAuthSuccess", "alb_elb_auth_success_total"),
        ("ELBAuthUserClaimsSizeExceeded", "alb_elb_auth_user_claims_size_exceeded_total"),
    ];

    private int _lines;
    private int _requests;
    private PrometheusPage? _metrics;
    private Dictionary<string, string> _cookies = [];

    /// <summary>
    /// Waits until they are these: <c>STATUS ACTIONS PRIORITY REASON URL</c> of each line of the log, <c>target URI USER</c>,
    /// <c>METRIC COUNT</c>, and <c>cookie HOST NAME</c> with its attributes.
    /// </summary>
    public async Task AreAsync(string expected)
    {
        var seen = "";
        try
        {
            await Patience.UntilAsync("what requests leave behind", async () => (seen = await LookAsync()) == expected ? seen : null);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"These were expected:\n{expected}\n\nand these are there:\n{seen}\n\nof these lines:\n{string.Join('\n', emulator.LogLines)}");
        }

        (_lines, _requests) = (Lines().Count, Requests().Count);
        _metrics = await emulator.MetricsAsync();
        _cookies = (await CookiesAsync()).ToDictionary(cookie => Name(cookie), cookie => cookie.GetProperty("value").GetString()!);
    }

    private async Task<string> LookAsync()
    {
        await emulator.Services.GetRequiredService<AccessLogFile>().FlushAsync();
        var metrics = await emulator.MetricsAsync();
        double Since(string metric) => metrics.Sum(metric) - (_metrics?.Sum(metric) ?? 0);
        return string.Join('\n',
        [
            .. Lines().Skip(_lines).Select(Line),
            .. Requests().Skip(_requests).Select(request => $"target {request.Target} {request.Header("x-amzn-oidc-identity")}"),
            .. Counters.Where(counter => Since(counter.Metric) > 0).Select(counter => $"{counter.Name} {Since(counter.Metric)}"),
            .. Of(
                Since("alb_elb_auth_latency_seconds_count") > 0,
                $"ELBAuthLatency {Since("alb_elb_auth_latency_seconds_count")}, {Since("alb_elb_auth_latency_seconds_sum")} s"),
            .. (await CookiesAsync()).Select(Cookie),
        ]);
    }

    /// <summary>A browser asks for an icon as well, when it likes.</summary>
    private static bool IsIcon(string text) => text.Contains("favicon.ico", StringComparison.Ordinal);

    private List<AccessLogLine> Lines() => [.. emulator.LogLines.Where(line => !IsIcon(line.Request))];

    private List<RawMessage> Requests() => [.. target.Requests.Where(request => !IsIcon(request.Target))];

    private async Task<IEnumerable<JsonElement>> CookiesAsync() => (await browser.CookiesAsync())
        .Where(cookie => cookie.GetProperty("domain").GetString()!.EndsWith(".example", StringComparison.Ordinal))
        .OrderBy(Name, StringComparer.Ordinal);

    /// <summary>Without code and state, which no test can know.</summary>
    private static string Line(AccessLogLine line)
    {
        var url = new Uri(line.RequestUrl);
        var uri = url.AbsolutePath == LoginStage.Callback ? url.AbsolutePath : url.PathAndQuery;
        return $"{line.ElbStatusCode} {line.ActionsExecuted} {line.MatchedRulePriority} {line.ErrorReason} {url.Host}{uri}";
    }

    private static string[] Of(bool isThere, string text) => isThere ? [text] : [];

    private static string Name(JsonElement cookie) => $"{cookie.GetProperty("domain").GetString()} {cookie.GetProperty("name").GetString()}";

    private string Cookie(JsonElement cookie)
    {
        var name = Name(cookie);
        var age = _cookies.GetValueOrDefault(name) == cookie.GetProperty("value").GetString() ? "kept" : "new";
        var expires = cookie.GetProperty("expires").GetDouble();
        var days = (expires - time.GetUtcNow().ToUnixTimeSeconds()) / 86_400;
        string[] attributes =
        [
            .. Of(expires > 0, $"{Math.Round(days).ToString(CultureInfo.InvariantCulture)} days"),
            $"Path={cookie.GetProperty("path").GetString()}",
            .. Of(cookie.GetProperty("secure").GetBoolean(), "Secure"),
            .. Of(cookie.GetProperty("httpOnly").GetBoolean(), "HttpOnly"),
            .. Of(cookie.TryGetProperty("sameSite", out var site), $"SameSite={site}"),
        ];
        return $"cookie {name} {age}; {string.Join("; ", attributes)}";
    }
}
