using System.Text.Json;
using System.Text.RegularExpressions;
using AlbEmulator.Benchmarks.Loads;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Reports;
using AlbEmulator.IdentityProviders;
using AlbEmulator.Model;

namespace AlbEmulator.Benchmarks;

/// <summary>
/// What it costs an emulator to know whose request it is: emulators that differ in that alone, in turn. The clients of all
/// send the same cookies and the same token.
/// </summary>
internal static partial class AuthenticationComparison
{
    private const string Everybody = "everybody passes";
    private const string Session = "authenticate-oidc";
    private const string Token = "jwt-validation";
    private const string ClientId = EchoIdentityProvider.ClientId;
    private const string Secret = EchoIdentityProvider.AnySecret;
    private const string User = "alice";
    private const string Scope = "openid profile email";

    /// <summary>CPU time of each beyond that of none, in µs.</summary>
    private static readonly Dictionary<string, double> Wanted = new() { [Session] = 15, [Token] = 60 };

    public static async Task<int> Run(ComparisonPlan plan, CancellationToken cancelled)
    {
        if (ProgramCommand.Find("wrk") is not { } wrk)
        {
            await Console.Error.WriteLineAsync("wrk is not installed (apt-get install wrk).");
            return 2;
        }

        MachineLine.Print(Console.Out);
        using var stage = new Stage();
        var targetPort = await PlainTarget.Start(stage, cancelled);
        await using var provider = await EchoProvider.StartAsync(
            new EchoProviderOptions { TokenLifetime = TimeSpan.FromDays(1) }, TimeProvider.System, cancelled);
        var login = new
        {
            Type = "authenticate-oidc",
            AuthenticateOidcConfig = new
            {
                provider.Issuer,
                AuthorizationEndpoint = $"{provider.Issuer}/authorize",
                TokenEndpoint = $"{provider.Issuer}/token",
                UserInfoEndpoint = $"{provider.Issuer}/userinfo",
                ClientId,
                ClientSecret = Secret,
                Scope,
            },
        };
        var validation = new { Type = "jwt-validation", JwtValidationConfig = new { JwksEndpoint = $"{provider.Issuer}/jwks", provider.Issuer } };
        Proxy?[] proxies =
        [
            EmulatorProxy.Define(stage, targetPort, plan.EmulatorEnvironment, "everybody"),
            EmulatorProxy.Define(stage, targetPort, plan.EmulatorEnvironment, "session", admission: login),
            EmulatorProxy.Define(stage, targetPort, plan.EmulatorEnvironment, "token", admission: validation),
        ];
        if (proxies is not [{ } everybody, { } session, { } token])
        {
            await Console.Error.WriteLineAsync("The emulator is not built: dotnet build -c Release.");
            return 2;
        }

        var lineup = new ProxyLineup(
            [everybody with { Name = Everybody }, session with { Name = Session }, token with { Name = Token }], new Dictionary<string, string>());
        string[]? headers = null;
        var measured = await Rounds.Run(plan, stage, lineup, Measure, cancelled);
        return Print(measured) ? 0 : 1;

        async Task<LoadSample> Measure(Proxy proxy, StartedProcess process, TimeSpan duration)
        {
            headers ??= ["-H", $"{EmulatorProxy.AdmissionHeader}: 1", "-H", $"Cookie: {await CookiesOf(session.Port)}", "-H", $"Authorization: Bearer {await TokenOf(provider.Issuer)}"];
            var before = ProcessCpu.Read(process.Id);
            var output = await Wrk.Run(wrk, $"http://127.0.0.1:{proxy.Port}/", 2, plan.Connections, duration, cancelled, headers);
            return new LoadSample(output, ProcessCpu.Read(process.Id) - before);
        }
    }

    /// <returns>Whether each costs no more than is wanted, and no request was refused.</returns>
    private static bool Print(Dictionary<string, List<LoadSample>> measured)
    {
        var table = new Table("who may pass", "requests/s", "errors", "CPU µs/request", "more µs", "wanted");
        var isGood = true;
        foreach (var (name, samples) in measured)
        {
            var more = Percentile.Median(samples.Zip(
                measured[Everybody], static (one, other) => one.CpuMicrosecondsPerRequest - other.CpuMicrosecondsPerRequest));
            var errors = samples.Sum(sample => sample.Figures.Errors);
            isGood &= errors == 0 && more <= Wanted.GetValueOrDefault(name, double.MaxValue);
            table.Add(
                name,
                $"{Percentile.Median(samples.Select(sample => sample.Figures.PerSecond)):F0}",
                $"{errors}",
                $"{Percentile.Median(samples.Select(sample => sample.CpuMicrosecondsPerRequest)):F1}",
                $"{more:F1}",
                Wanted.TryGetValue(name, out var wanted) ? $"≤ {wanted:F0}" : "");
        }

        table.Print(Console.Out);
        return isGood;
    }

    /// <summary>Logs in by the listener's redirects, and gives the cookies of the session.</summary>
    private static async Task<string> CookiesOf(int port)
    {
        var cookies = new System.Net.CookieContainer();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, CookieContainer = cookies });
        http.DefaultRequestHeaders.Add(EmulatorProxy.AdmissionHeader, "1");
        using var page = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/"));
        using var answer = await http.SendAsync(Choice(page.RequestMessage!.RequestUri!, await page.Content.ReadAsStringAsync()));
        return cookies.GetCookieHeader(new Uri($"http://127.0.0.1:{port}/"));
    }

    /// <summary>An access token of the user who logs in.</summary>
    private static async Task<string> TokenOf(string issuer)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "password"), new("username", User), new("scope", Scope), new("client_id", ClientId), new("client_secret", Secret),
        ]);
        using var tokens = await http.PostAsync(new Uri(issuer + EchoIdentityProvider.TokenPath), form);
        using var json = JsonDocument.Parse(await tokens.Content.ReadAsStreamAsync());
        return json.RootElement.GetProperty("access_token").GetString()!;
    }

    /// <summary>What a browser sends when its user has chosen.</summary>
    private static HttpRequestMessage Choice(Uri page, string form)
    {
        var post = new HttpRequestMessage(HttpMethod.Post, new Uri(page, "/authorize"))
        {
            Content = new FormUrlEncodedContent([new("transaction", Transaction().Match(form).Groups[1].Value), new("user", User)]),
        };
        post.Headers.Add("Origin", page.GetLeftPart(UriPartial.Authority));
        return post;
    }

    [GeneratedRegex("name=\"transaction\" value=\"([^\"]+)\"")]
    private static partial Regex Transaction();
}
