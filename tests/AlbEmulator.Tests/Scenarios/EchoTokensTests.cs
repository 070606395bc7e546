using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Tokens of the provider that the emulator runs, as clients get them, and as others take them.</summary>
public sealed class EchoTokensTests
{
    private const string Actions = "Actions.member.";

    [Fact]
    public async Task Token_of_the_emulator_opens_what_its_scope_and_its_user_open()
    {
        await using var stage = await Stage.StartAsync();

        Assert.Equal("401 JWTHeaderNotPresent", await stage.GoAsync("/orders", null));
        Assert.Equal("200 -", await stage.GoAsync("/orders", await stage.TokenAsync("client_credentials", "orders openid")));
        Assert.Equal("401 JWTClaimValueInvalid", await stage.GoAsync("/orders", await stage.TokenAsync("client_credentials", "orders:read")));
        Assert.Equal("401 JWTClaimNotPresent", await stage.GoAsync("/orders", await stage.TokenAsync("client_credentials", "")));
        Assert.Equal("200 -", await stage.GoAsync("/staff", await stage.TokenAsync("password", "", "jane")));
        Assert.Equal("401 JWTClaimValueInvalid", await stage.GoAsync("/staff", await stage.TokenAsync("password", "openid", "joe")));
        Assert.Equal("200 -", await stage.GoAsync("/mail", await stage.TokenAsync("password", "email", "jane")));
        Assert.Equal("401 JWTClaimNotPresent", await stage.GoAsync("/mail", await stage.TokenAsync("password", "profile", "jane")));
    }

    [Fact]
    public async Task Token_is_good_until_its_time_is_over()
    {
        var time = new ManualTime();
        await using var stage = await Stage.StartAsync(time);
        var token = await stage.TokenAsync("client_credentials", "orders");

        time.Advance(TimeSpan.FromSeconds(3599));
        Assert.Equal(200, await stage.StatusAsync("/orders", token));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(401, await stage.StatusAsync("/orders", token));
    }

    [Theory]
    [InlineData("aws-jwt-verify", "aws-jwt-verify")]
    [InlineData("jose", "jose")]
    [InlineData("jsonwebtoken", "jsonwebtoken")]
    public async Task Library_of_a_resource_server_takes_the_token_and_no_other(string way, params string[] packages)
    {
        if (!await Programs.HaveNodeAsync(packages))
        {
            return;
        }

        await using var stage = await Stage.StartAsync();
        var token = await stage.TokenAsync("password", "openid email", "jane");
        var issuer = stage.Provider;

        Assert.Equal("jane", Sub(await VerifyAsync(issuer, "alb-echo", token)));
        Assert.Null(Sub(await VerifyAsync($"{issuer}/", "alb-echo", token)));
        Assert.Null(Sub(await VerifyAsync(issuer, "other-client", token)));
        Assert.Null(Sub(await VerifyAsync(issuer, "alb-echo", $"{token[..^20]}{new string('A', 20)}")));

        Task<string> VerifyAsync(string issuer, string audience, string token) =>
            NodeScripts.RunAsync("access-token.cjs", way, issuer, audience, $"{stage.Provider}/jwks", token);

        static string? Sub(string output) =>
            output.StartsWith('{') ? JsonDocument.Parse(output).RootElement.GetProperty("sub").GetString() : null;
    }

    [Fact]
    public async Task Explanation_names_the_issuer_where_it_answers()
    {
        await using var stage = await Stage.StartAsync();
        using var http = new HttpClient();
        using var question = JsonContent.Create(new { method = "GET", url = $"http://localhost:{stage.Emulator.Port}/orders" });
        using var answer = await http.PostAsync(new Uri(stage.Emulator.Control, "/explain"), question);

        var action = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("outcome").GetProperty("actions")[0];
        Assert.Equal(
            ("jwt-validation", stage.Provider, $"{stage.Provider}/jwks"),
            (action.GetProperty("type").GetString(), action.GetProperty("issuer").GetString(), action.GetProperty("jwksEndpoint").GetString()));
    }

    [Theory]
    [InlineData("authenticate-oidc", "AuthenticateOidcConfig", "TokenEndpoint")]
    [InlineData("jwt-validation", "JwtValidationConfig", "JwksEndpoint")]
    public async Task Api_takes_such_an_issuer_for_either_action_and_tells_it_as_it_was_written(string type, string config, string property)
    {
        await using var stage = await ElbV2Stage.StartAsync();
        var (issuer, listener) = ($"echo:{FreePorts.Take()}", await ListenerAsync(stage.Api));

        var made = await stage.Api.DoAsync("CreateRule", Rule(issuer));
        var told = await stage.Api.DoAsync("DescribeRules", ("RuleArns.member.1", ElbV2Client.First(made, "RuleArn")));
        var (status, refused) = await stage.Api.CallAsync("CreateRule", [.. Rule(issuer, 2), ($"{Actions}1.{config}.{property}", "https://a.example")]);
        var (wrong, problem) = await stage.Api.CallAsync("CreateRule", Rule("echo:x", 3));

        Assert.Equal(issuer, ElbV2Client.First(told, "Issuer"));
        Assert.Empty(ElbV2Client.All(told, property));
        Assert.Equal([int.Parse(issuer[5..], System.Globalization.CultureInfo.InvariantCulture)], Current(stage).EchoProviders().Keys);
        Assert.Equal((HttpStatusCode.BadRequest, "InvalidLoadBalancerAction"), (status, ElbV2Client.First(refused, "Code")));
        Assert.Contains($"{property} does not go with the Issuer {issuer}", ElbV2Client.First(refused, "Message"), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.BadRequest, "InvalidLoadBalancerAction"), (wrong, ElbV2Client.First(problem, "Code")));
        Assert.Contains("must be echo:PORT", ElbV2Client.First(problem, "Message"), StringComparison.Ordinal);

        (string, string)[] Rule(string issuer, int priority = 1) =>
        [
            ("ListenerArn", listener), ("Priority", $"{priority}"), ("Conditions.member.1.Field", "path-pattern"), ("Conditions.member.1.Values.member.1", "/a"),
            ($"{Actions}1.Type", type), ($"{Actions}1.Order", "1"), ($"{Actions}1.{config}.Issuer", issuer),
            ($"{Actions}2.Type", "fixed-response"), ($"{Actions}2.Order", "2"), ($"{Actions}2.FixedResponseConfig.StatusCode", "200"),
        ];
    }

    [Theory]
    [InlineData("authenticate-oidc", "AuthenticateOidcConfig")]
    [InlineData("jwt-validation", "JwtValidationConfig")]
    public async Task Api_with_strict_limits_takes_it_for_neither(string type, string config)
    {
        await using var stage = await ElbV2Stage.StartAsync(("Alb:Limits", "Strict"));

        var (status, answer) = await stage.Api.CallAsync(
            "CreateRule",
            ("ListenerArn", await ListenerAsync(stage.Api)), ("Priority", "1"), ("Conditions.member.1.Field", "path-pattern"),
            ("Conditions.member.1.Values.member.1", "/a"), ($"{Actions}1.Type", type), ($"{Actions}1.Order", "1"),
            ($"{Actions}1.{config}.Issuer", $"echo:{FreePorts.Take()}"), ($"{Actions}2.Type", "fixed-response"), ($"{Actions}2.Order", "2"),
            ($"{Actions}2.FixedResponseConfig.StatusCode", "200"));

        Assert.Equal((HttpStatusCode.BadRequest, "InvalidLoadBalancerAction"), (status, ElbV2Client.First(answer, "Code")));
        Assert.Contains("must be a whole URL", ElbV2Client.First(answer, "Message"), StringComparison.Ordinal);
    }

    private static Topology Current(ElbV2Stage stage) => stage.Emulator.Services.GetRequiredService<TopologyStore>().Current;

    private static async Task<string> ListenerAsync(ElbV2Client api) => ElbV2Client.First(
        await api.DoAsync(
            "CreateListener",
            ("LoadBalancerArn", await api.CreateLoadBalancerAsync("demo")), ("Protocol", "HTTPS"), ("Port", $"{FreePorts.Take()}"),
            ("Certificates.member.1.CertificateArn", "arn:aws:acm:us-east-1:000000000000:certificate/a"),
            ("DefaultActions.member.1.Type", "fixed-response"), ("DefaultActions.member.1.FixedResponseConfig.StatusCode", "404")),
        "ListenerArn");

    /// <summary>An emulator that is the issuer itself, of two users.</summary>
    private sealed class Stage : IAsyncDisposable
    {
        private readonly HttpClient _http = new();

        private Stage(HostedEmulator emulator, int provider) => (Emulator, Provider) = (emulator, EchoIdentityProvider.IssuerAt(provider));

        public HostedEmulator Emulator { get; }

        /// <summary>Without a slash at its end.</summary>
        public string Provider { get; }

        public static async Task<Stage> StartAsync(TimeProvider? time = null)
        {
            var provider = FreePorts.Take();
            var topology = $$"""
                { "LoadBalancers": [{ "Listeners": [{ "Port": {{FreePorts.Take()}},
                  "DefaultActions": [{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "404" } }],
                  "Rules": [
                    {{Rule(1, "orders", """{ "Name": "scope", "Format": "space-separated-values", "Values": ["orders"] }""")}},
                    {{Rule(2, "staff", """{ "Name": "groups", "Format": "string-array", "Values": ["staff"] }""")}},
                    {{Rule(3, "mail", """{ "Name": "email", "Format": "single-string", "Values": ["jane@example.com"] }""")}} ] }] }],
                  "EchoUsers": [
                    { "Name": "jane", "Claims": { "email": "jane@example.com", "groups": ["staff"] } },
                    { "Name": "joe", "Claims": { "groups": ["guests"] } } ] }
                """;
            return new(
                await HostedEmulator.StartAsync(topology, services => services.AddSingleton(time ?? TimeProvider.System)), provider);

            string Rule(int priority, string path, string claim) => $$"""
                { "Priority": {{priority}}, "Conditions": [{ "Field": "path-pattern", "Values": ["/{{path}}"] }], "Actions": [
                  { "Type": "jwt-validation", "Order": 1, "JwtValidationConfig": { "Issuer": "echo:{{provider}}", "AdditionalClaims": [{{claim}}] } },
                  { "Type": "fixed-response", "Order": 2, "FixedResponseConfig": { "StatusCode": "200" } } ] }
                """;
        }

        public async Task<string> TokenAsync(string grantType, string scope, string user = "")
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{Provider}/token")
            {
                Content = new FormUrlEncodedContent([new("grant_type", grantType), new("scope", scope), new("username", user)]),
            };
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("alb-echo:any")));
            using var answer = await _http.SendAsync(request);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
        }

        public async Task<int> StatusAsync(string path, string? token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{Emulator.Port}{path}");
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            using var answer = await _http.SendAsync(request);
            return (int)answer.StatusCode;
        }

        /// <summary>The status, and the reason in the log.</summary>
        public async Task<string> GoAsync(string path, string? token)
        {
            var before = Emulator.LogLines.Count;
            var status = await StatusAsync(path, token);
            return $"{status} {(await Emulator.WaitForLogLinesAsync(before + 1))[before].ErrorReason}";
        }

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await Emulator.DisposeAsync();
        }
    }
}
