using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>The examples that let only some pass, by the commands that stand in their first lines.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed partial class LoginExamplesTests
{
    [Fact]
    public async Task Token_example_is_opened_by_its_two_lines()
    {
        if (!Programs.Have("bash", "curl", "sed"))
        {
            return;
        }

        var text = Read("token.yaml");
        var commands = Commands(text);
        await using var emulator = await HostedEmulator.StartAsync(text, ("Alb:DebugHeaders", "true"));
        var ofUser = Regex.Match(text, @"-d grant_type=password [^\n]+").Value;

        var opened = await ShellAsync(commands);
        var asUser = await ShellAsync(commands.Select(line => line.Replace("-d grant_type=client_credentials -d scope=orders", ofUser, StringComparison.Ordinal)));
        var unscoped = await ShellAsync(commands.Select(line => line.Replace("scope=orders", "scope=carts", StringComparison.Ordinal)));
        var untold = await ShellAsync(commands.Select(line => Regex.Replace(line, " -H .*", "")));
        using var http = new HttpClient();
        var open = await http.GetStringAsync(new Uri($"http://127.0.0.1:{emulator.Port}/"));

        Assert.Equal(2, commands.Length);
        Assert.Contains("200 OK", opened, StringComparison.Ordinal);
        Assert.Equal("alb-echo", Claim(opened, "sub"));
        Assert.Equal(("jane", "Jane Doe", "jane@example.com"), (Claim(asUser, "sub"), Claim(asUser, "name"), Claim(asUser, "email")));
        Assert.StartsWith("HTTP/1.1 401 ", unscoped, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 401 ", untold, StringComparison.Ordinal);
        Assert.DoesNotContain("Bearer", open, StringComparison.Ordinal);
        Assert.Equal(
            ["-", "-", "JWTClaimValueInvalid", "JWTHeaderNotPresent", "-"],
            (await emulator.WaitForLogLinesAsync(5)).Select(line => line.ErrorReason));
    }

    [Fact]
    public async Task Login_example_tells_what_it_knows_of_its_users()
    {
        await using var emulator = await HostedEmulator.StartAsync(Read("login.yaml"));
        using var browser = new EchoBrowser();

        using var page = await browser.OpenAsync($"http://localhost:{emulator.Port}/app", "jane");

        var told = ToldData(await page.Content.ReadAsStringAsync());
        Assert.Equal(
            ("jane@example.com", "Jane Doe", """["staff","admin"]"""),
            (told.GetProperty("email").GetString(), told.GetProperty("name").GetString(), told.GetProperty("groups").GetRawText()));
    }

    [Fact]
    public async Task Cognito_example_lets_users_in_where_the_provider_to_play_with_stands_in()
    {
        var text = Read("login-cognito.yaml");
        var commands = Commands(text);
        var provider = commands.Single(line => line.StartsWith("alb echo ", StringComparison.Ordinal));
        var settings = Regex.Matches(commands[^1], "--(Alb:[^= ]+)=([^ ]+)").Select(match => (match.Groups[1].Value, match.Groups[2].Value));
        await using var emulator = await HostedEmulator.StartAsync(text, settings);
        var process = await StartAsync(provider.Split(' ')[1..]);
        try
        {
            using var browser = new EchoBrowser();

            using var page = await browser.OpenAsync($"http://localhost:{emulator.Port}/app/x", "alice");

            Assert.Equal($"http://localhost:{emulator.Port}/app/x", $"{page.RequestMessage!.RequestUri}");
            var told = ToldData(await page.Content.ReadAsStringAsync());
            Assert.Equal(("alice", "alice@example.com"), (told.GetProperty("sub").GetString(), told.GetProperty("email").GetString()));
            Assert.False(told.TryGetProperty("name", out _));
            Assert.Equal("https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE", told.GetProperty("iss").GetString());
        }
        finally
        {
            await Programs.EndAsync(process);
        }
    }

    [Fact]
    public async Task Cognito_example_goes_to_the_domain_of_the_pool_where_no_setting_names_another()
    {
        await using var emulator = await HostedEmulator.StartAsync(Read("login-cognito.yaml"));

        var answer = await RawClient.ExchangeAsync(emulator.Port, Wire.Get("/app"));

        Assert.Equal(302, answer.Status);
        Assert.StartsWith(
            "https://shop.auth.us-east-1.amazoncognito.com/oauth2/authorize?client_id=1example23456789&", answer.Header("Location"), StringComparison.Ordinal);
    }

    /// <summary>An example with free ports, in its comments too.</summary>
    private static string Read(string file) => new StandInPorts().Replace(
        File.ReadAllText(Path.Combine(Repository.Root, "config", "examples", file)).ReplaceLineEndings("\n"), Port());

    /// <summary>The commands of its comments, in their order.</summary>
    private static string[] Commands(string text) => [.. Command().Matches(text).Select(match => match.Value)];

    private static async Task<string> ShellAsync(IEnumerable<string> lines)
    {
        var (exitCode, output, errors) = await Programs.RunAsync("bash", ["-c", string.Join('\n', lines)]);
        Assert.True(exitCode == 0, errors);
        return output;
    }

    /// <summary>A command of this program that tells when it is ready.</summary>
    private static async Task<Process> StartAsync(IEnumerable<string> words)
    {
        var process = Process.Start(new ProcessStartInfo(AlbProgram.Words[0], [.. AlbProgram.Words.Skip(1), .. words])
        {
            RedirectStandardOutput = true,
        })!;
        Assert.StartsWith(
            "Echo provider ", await process.StandardOutput.ReadLineAsync().WaitAsync(Patience.Program), StringComparison.Ordinal);
        return process;
    }

    /// <summary>A claim of the token that the echo target says that it got.</summary>
    private static string? Claim(string answer, string name) => Decoded(Between(answer, "Bearer ")).GetProperty(name).GetString();

    /// <summary>What the echo target was told of the user.</summary>
    private static JsonElement ToldData(string page) => Decoded(Between(page, "\"x-amzn-oidc-data\", \""));

    private static string Between(string text, string begin) =>
        Regex.Match(text, Regex.Escape(begin) + "([^\"]+)", RegexOptions.IgnoreCase).Groups[1].Value;

    private static JsonElement Decoded(string token)
    {
        var payload = token.Split('.')[1].TrimEnd('=');
        using var claims = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(payload));
        return claims.RootElement.Clone();
    }

    [GeneratedRegex(@"\b(8080|94\d\d|9229)\b")]
    private static partial Regex Port();

    [GeneratedRegex(@"(?<=^#   )(TOKEN=|curl |alb )[^\n]+", RegexOptions.Multiline)]
    private static partial Regex Command();
}
