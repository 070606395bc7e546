using System.Diagnostics;
using System.Text;
using AlbEmulator.Commands;
using AlbEmulator.IdentityProviders;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Commands;

/// <summary><c>alb echo --oidc</c>.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class EchoProviderCommandTests
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Theory]
    [InlineData("--name is of a target: leave it out, or --oidc", "--oidc", "--name", "orders")]
    [InlineData("--issuer is of a provider: write --oidc too, or leave it out", "--issuer", "http://localhost:9000")]
    [InlineData("--client-id is of a provider", "--client-id", "x")]
    [InlineData("--client-secret is of a provider", "--client-secret", "x")]
    [InlineData("--token-lifetime is of a provider", "--token-lifetime", "60")]
    [InlineData("--user is of a provider", "--user", "carol")]
    [InlineData("--issuer takes an http or https URL without a query and a fragment, not 'localhost:9000'", "--oidc", "--issuer", "localhost:9000")]
    [InlineData("--token-lifetime takes a number of seconds from 1 to 86400, not '0'", "--oidc", "--token-lifetime", "0")]
    [InlineData("--token-lifetime takes a number of seconds from 1 to 86400, not '1h'", "--oidc", "--token-lifetime", "1h")]
    [InlineData("--client-id takes a name, not ''", "--oidc", "--client-id", "")]
    [InlineData("--client-secret takes a text, not ''", "--oidc", "--client-secret", "")]
    [InlineData("--user takes NAME or NAME:PASSWORD, not ':x'", "--oidc", "--user", ":x")]
    [InlineData("--user takes NAME or NAME:PASSWORD, not 'carol:'", "--oidc", "--user", "carol:")]
    [InlineData("--user names carol twice: give each name once", "--oidc", "--user", "carol", "--user", "carol:x")]
    public async Task What_does_not_go_together_is_told(string told, params string[] words)
    {
        Assert.Equal(2, await CommandLine.RunAsync(["echo", "--port", "0", .. words], _output, _error));

        Assert.Contains(told, _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public async Task Port_that_is_taken_is_told()
    {
        await using var other = await EchoProvider.StartAsync(new EchoProviderOptions(), TimeProvider.System, CancellationToken.None);

        Assert.Equal(2, await CommandLine.RunAsync(["echo", "--oidc", "--port", $"{other.EndPoint.Port}"], _output, _error));
        Assert.Matches(
            $"^Port {other.EndPoint.Port} of 127.0.0.1 cannot be bound: another program has it.*: free it, or choose another with --port$",
            _error.ToString().TrimEnd());
    }

    [Fact]
    public async Task Lines_for_a_topology_file_hold_what_was_asked_for()
    {
        var options = new EchoProviderOptions { Issuer = "https://login.example/play/", ClientId = "12", ClientSecret = "a\"b${C}\n" };
        await using var provider = await EchoProvider.StartAsync(options, TimeProvider.System, CancellationToken.None);

        Assert.Equal(
            [
                $"Echo provider https://login.example/play/ answers on http://127.0.0.1:{provider.EndPoint.Port}/ (Ctrl-C stops it)",
                "It is a plaything: whoever can reach it can log in. A topology file has:",
                "AuthenticateOidcConfig:",
                "  Issuer: \"https://login.example/play/\"",
                "  AuthorizationEndpoint: \"https://login.example/play/authorize\"",
                "  TokenEndpoint: \"https://login.example/play/token\"",
                "  UserInfoEndpoint: \"https://login.example/play/userinfo\"",
                "  ClientId: \"12\"",
                "  ClientSecret: \"a\\\"b$${C}\\n\"",
                "JwtValidationConfig:",
                "  Issuer: \"https://login.example/play/\"",
                "  JwksEndpoint: \"https://login.example/play/jwks\"",
                "What gives a token:",
                "  curl -s -u 12:a%22b%24%7BC%7D%0A https://login.example/play/token -d grant_type=client_credentials",
            ],
            EchoProviderCommand.Lines(provider, options));
    }

    [Fact]
    public async Task Lines_for_a_user_pool_say_how_the_emulator_finds_it()
    {
        const string issuer = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12";
        var options = new EchoProviderOptions { Issuer = issuer, ClientId = "12", ClientSecret = "it's" };
        await using var provider = await EchoProvider.StartAsync(options, TimeProvider.System, CancellationToken.None);
        var address = $"http://127.0.0.1:{provider.EndPoint.Port}";

        Assert.Equal(
            [
                $"Echo provider {issuer} answers on {address}/ (Ctrl-C stops it)",
                "In the place of the user pool it is found where the emulator is started with:",
                $"  --Alb:Cognito:Endpoint={address} '--Alb:Cognito:ClientSecrets:12=it'\\''s'",
                "It is a plaything: whoever can reach it can log in. A topology file has:",
                "JwtValidationConfig:",
                $"  Issuer: \"{issuer}\"",
                $"  JwksEndpoint: \"{address}/eu-west-1_Ab12/.well-known/jwks.json\"",
                "What gives a token:",
                $"  curl -s -u 12:it%27s {address}/oauth2/token -d grant_type=client_credentials",
            ],
            EchoProviderCommand.Lines(provider, options));
    }

    [Fact]
    public async Task Provider_answers_until_SIGTERM_and_ends_with_0()
    {
        if (OperatingSystem.IsWindows())
        {
            await Console.Out.WriteLineAsync("There is no SIGTERM here.");
            return;
        }

        string[] args = [.. AlbProgram.Words, "echo", "--oidc", "--port", "0", "--client-id", "shop", "--user", "carol:x", "--user", "dave", "--token-lifetime", "60"];
        using var process = Process.Start(new ProcessStartInfo(args[0], args[1..])
        {
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        try
        {
            var lines = new List<string>();
            while (lines.Count < 14)
            {
                lines.Add((await process.StandardOutput.ReadLineAsync().WaitAsync(Patience.Program))!);
            }

            Assert.Matches(@"^Echo provider http://localhost:\d+ answers on http://127\.0\.0\.1:\d+/ ", lines[0]);
            Assert.Equal("  ClientId: \"shop\"", lines[7]);
            Assert.Equal("  ClientSecret: \"any-secret\"", lines[8]);
            using var client = new HttpClient();
            var page = await client.GetStringAsync(new Uri(lines[0].Split(' ')[5]));
            Assert.Contains("carol, with a password", page, StringComparison.Ordinal);
            Assert.Contains("dave@example.com", page, StringComparison.Ordinal);
            Assert.DoesNotContain("alice", page, StringComparison.Ordinal);

            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await Patience.BoundAsync("the command to end", process.WaitForExitAsync);
            Assert.Equal(0, process.ExitCode);
            Assert.Equal("", await process.StandardOutput.ReadToEndAsync());
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
