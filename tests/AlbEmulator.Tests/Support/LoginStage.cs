using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// An HTTPS listener whose rule 10 (<c>/app*</c>) lets only those pass who have logged in with a stand-in for a provider, and
/// which forwards all else, before one target; the test turns the clock.
/// </summary>
public sealed class LoginStage : IAsyncDisposable
{
    public const string Callback = "/oauth2/idpresponse";
    public const string Nonce = "AWSALBAuthNonce";

    private int _answered;

    private LoginStage(ManualTime time, StandInProvider provider, ScriptedTarget target, HostedEmulator emulator)
    {
        Time = time;
        Provider = provider;
        Target = target;
        Emulator = emulator;
    }

    public ManualTime Time { get; }

    public StandInProvider Provider { get; }

    public ScriptedTarget Target { get; }

    public HostedEmulator Emulator { get; }

    public string Host => $"shop.example.com:{Emulator.Port}";

    /// <param name="change">What the action's configuration has other than usual.</param>
    /// <param name="settings">Of the section <c>Alb</c>.</param>
    public static Task<LoginStage> StartAsync(Action<JsonObject>? change = null, params (string, string)[] settings) =>
        StartAsync(new ManualTime(), change, settings);

    /// <summary>The same by a clock that begins elsewhere.</summary>
    public static async Task<LoginStage> StartAsync(ManualTime time, Action<JsonObject>? change = null, params (string, string)[] settings)
    {
        var provider = await StandInProvider.StartAsync(time);
        var target = ScriptedTarget.Start();
        var config = provider.Config();
        change?.Invoke(config);
        var topology = TopologyBuilder.Simple(FreePorts.Take(), target.Port).Https().HealthCheck("web", intervalSeconds: 300)
            .OfListener("Rules", new JsonArray(Rule(config)));
        var emulator = await HostedEmulator.StartAsync(topology, services => services.AddSingleton<TimeProvider>(time), settings);
        return new LoginStage(time, provider, target, emulator);
    }

    /// <summary>The rule of a configuration.</summary>
    public static JsonObject Rule(JsonObject config, int priority = 10, string path = "/app*") => new()
    {
        ["Priority"] = priority,
        ["Conditions"] = new JsonArray(new JsonObject { ["Field"] = "path-pattern", ["Values"] = new JsonArray(path) }),
        ["Actions"] = new JsonArray(
            new JsonObject { ["Type"] = "authenticate-oidc", ["Order"] = 1, ["AuthenticateOidcConfig"] = config },
            new JsonObject { ["Type"] = "forward", ["Order"] = 2, ["TargetGroupArn"] = "web" }),
    };

    /// <summary>A request with these cookies and header lines, on a connection of its own.</summary>
    public async Task<RawMessage> GetAsync(string uri, IEnumerable<string>? cookies = null, string? host = null, params string[] lines)
    {
        await using var client = await RawClient.ConnectTlsAsync(Emulator.Port);
        var cookie = string.Join("; ", cookies ?? []);
        var head = $"GET {uri} HTTP/1.1\r\nHost: {host ?? Host}\r\n"
            + (cookie.Length > 0 ? $"Cookie: {cookie}\r\n" : "")
            + string.Concat(lines.Select(line => $"{line}\r\n"))
            + "Connection: close\r\n\r\n";
        var answer = await client.ExchangeAsync(head);
        // Its line comes before that of the next request, whatever connection that is on.
        await new JournalClient(Emulator).WaitForAsync(Interlocked.Increment(ref _answered));
        return answer;
    }

    /// <summary>A login that has begun: what the browser was given.</summary>
    public async Task<BegunLogin> BeginAsync(string uri = "/app?a=b%20c", string? host = null)
    {
        var answer = await GetAsync(uri, host: host);
        Assert.True(answer.Status == 302, answer.Head);
        return BegunLogin.Of(answer);
    }

    /// <summary>The provider sends the browser back.</summary>
    public Task<RawMessage> ComeBackAsync(BegunLogin login, string code = "code-1", string? host = null) =>
        GetAsync($"{Callback}?code={code}&state={Uri.EscapeDataString(login.State)}", [login.NonceCookie], host);

    /// <summary>A login from its beginning to its end: the cookies of the session.</summary>
    public async Task<string[]> LogInAsync(string uri = "/app")
    {
        var answer = await ComeBackAsync(await BeginAsync(uri));
        Assert.True(answer.Status == 302, answer.Head);
        return [.. answer.Cookies()];
    }

    /// <summary>The lines of the access log, which the clock brings to its file; an error if there are more.</summary>
    public Task<IReadOnlyList<AccessLogLine>> LinesAsync(int count) => Emulator.WaitForLogLinesAsync(count, Time);

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        await Target.DisposeAsync();
        await Provider.DisposeAsync();
    }
}

/// <summary>A login that has begun.</summary>
/// <param name="Answer">That sends the browser to the provider.</param>
/// <param name="State">For the provider to give back.</param>
/// <param name="NonceCookie">Name and value.</param>
public sealed record BegunLogin(RawMessage Answer, string State, string NonceCookie)
{
    public static BegunLogin Of(RawMessage answer) => new(
        answer,
        QueryHelpers.ParseQuery(new Uri(answer.Header("Location")!).Query)["state"].ToString(),
        answer.Cookie(LoginStage.Nonce));
}
