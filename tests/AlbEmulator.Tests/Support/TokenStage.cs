using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// An HTTPS listener that lets those pass who bear a token of an issuer: to <c>/api</c>, which is forwarded, <c>/redirect</c>
/// and <c>/fixed</c>; the test turns the clock.
/// </summary>
public sealed class TokenStage : IAsyncDisposable
{
    private int _answered;

    private TokenStage(ManualTime time, TokenIssuer issuer, ScriptedTarget target, HostedEmulator emulator)
    {
        Time = time;
        Issuer = issuer;
        Target = target;
        Emulator = emulator;
    }

    public ManualTime Time { get; }

    public TokenIssuer Issuer { get; }

    public ScriptedTarget Target { get; }

    public HostedEmulator Emulator { get; }

    /// <param name="claims">Additional claims: name, format, values with commas between them.</param>
    public static Task<TokenStage> StartAsync(params (string Name, string Format, string Values)[] claims) => StartAsync(_ => { }, claims);

    /// <param name="configure">What else the emulator is made of.</param>
    /// <param name="claims">Additional claims.</param>
    public static async Task<TokenStage> StartAsync(
        Action<IServiceCollection> configure, params (string Name, string Format, string Values)[] claims)
    {
        var time = new ManualTime();
        var issuer = await TokenIssuer.StartAsync(time);
        var target = ScriptedTarget.Start();
        var topology = Topology(issuer.Endpoint, target.Port, claims);
        var emulator = await HostedEmulator.StartAsync(topology, services =>
        {
            services.AddSingleton<TimeProvider>(time);
            configure(services);
        });
        return new TokenStage(time, issuer, target, emulator);
    }

    /// <summary>The topology, with the keys of an issuer at this endpoint.</summary>
    public static TopologyBuilder Topology(string endpoint, int targetPort, params (string Name, string Format, string Values)[] claims)
    {
        var config = new JsonObject { ["JwksEndpoint"] = endpoint, [nameof(Issuer)] = TokenIssuer.Name };
        if (claims.Length > 0)
        {
            config["AdditionalClaims"] = new JsonArray([.. claims.Select(claim => new JsonObject
            {
                ["Name"] = claim.Name,
                ["Format"] = claim.Format,
                ["Values"] = new JsonArray([.. claim.Values.Split(',').Select(value => JsonValue.Create(value))]),
            })]);
        }

        return TopologyBuilder.Simple(FreePorts.Take(), targetPort).Https().HealthCheck("web", intervalSeconds: 300).OfListener(
            "Rules",
            new JsonArray(
                Rule(10, "/api", config, new JsonObject { ["Type"] = "forward", ["TargetGroupArn"] = "web" }),
                Rule(20, "/redirect", config, new JsonObject
                {
                    ["Type"] = "redirect",
                    ["RedirectConfig"] = new JsonObject { ["StatusCode"] = "HTTP_302", ["Path"] = "/there" },
                }),
                Rule(30, "/fixed", config, new JsonObject
                {
                    ["Type"] = "fixed-response",
                    ["FixedResponseConfig"] = new JsonObject { ["StatusCode"] = "200", ["MessageBody"] = "fixed", ["ContentType"] = "text/plain" },
                })));
    }

    /// <summary>A request with a token.</summary>
    public Task<RawMessage> BearAsync(string token, string path = "/api") => GetAsync(path, $"Authorization: Bearer {token}");

    /// <summary>A request with these header lines, on a connection of its own.</summary>
    public async Task<RawMessage> GetAsync(string path, params string[] lines)
    {
        await using var client = await RawClient.ConnectTlsAsync(Emulator.Port);
        var answer = await client.ExchangeAsync(
            $"GET {path} HTTP/1.1\r\nHost: shop.example.com\r\n{string.Concat(lines.Select(line => $"{line}\r\n"))}Connection: close\r\n\r\n");
        // Its line comes before that of the next request, whatever connection that is on.
        await new JournalClient(Emulator).WaitForAsync(Interlocked.Increment(ref _answered));
        return answer;
    }

    /// <summary>The lines of the access log, which the clock brings to its file; an error if there are more.</summary>
    public Task<IReadOnlyList<AccessLogLine>> LinesAsync(int count) => Emulator.WaitForLogLinesAsync(count, Time);

    /// <summary>The one line of the log there is: status and reason.</summary>
    public async Task<(string Status, string Reason)> RefusalAsync()
    {
        var line = (await LinesAsync(1))[0];
        return (line.ElbStatusCode, line.ErrorReason);
    }

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        await Target.DisposeAsync();
        await Issuer.DisposeAsync();
    }

    private static JsonObject Rule(int priority, string path, JsonObject config, JsonObject last)
    {
        last["Order"] = 2;
        return new JsonObject
        {
            ["Priority"] = priority,
            ["Conditions"] = new JsonArray(new JsonObject { ["Field"] = "path-pattern", ["Values"] = new JsonArray(path) }),
            ["Actions"] = new JsonArray(
                new JsonObject { ["Type"] = "jwt-validation", ["Order"] = 1, ["JwtValidationConfig"] = config.DeepClone() },
                last),
        };
    }
}
