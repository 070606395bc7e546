using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>The setting <c>ControlToken</c> with those who talk to the control port.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class ControlTokenTests
{
    private const string Token = "a-token-of-these-tests/+=";

    /// <summary>The HEALTHCHECK of a container is a process with the same environment.</summary>
    [Fact]
    public async Task Alb_health_shows_the_token_of_its_own_settings()
    {
        await using var emulator = await StartAsync();
        string[] ask = ["health", emulator.Control.ToString()];

        var with = await EmulatorProcess.AskHealthAsync(emulator.Folder.Path, ask, ("Alb__ControlToken", Token));
        var without = await EmulatorProcess.AskHealthAsync(emulator.Folder.Path, ask);

        Assert.Equal((0, $"healthy: {emulator.Control}health answered 200"), with);
        Assert.Equal((1, $"unhealthy: {emulator.Control}health answered 401"), without);
    }

    [Fact]
    public async Task Token_is_printed_nowhere()
    {
        await using var emulator = await EmulatorProcess.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()),
            ("Alb:ControlToken", Token), ("Serilog:MinimumLevel:Default", "Verbose"), ("Serilog:MinimumLevel:Override:Microsoft", "Verbose"));
        await RawClient.ExchangeAsync(
            emulator.Control.Port, $"GET /requests HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Token}\r\n\r\n");

        await emulator.TerminateAsync();
        Assert.Equal(0, await emulator.WaitForExitAsync());

        Assert.Contains(emulator.Output, line => line.Contains("(asks for the token of Alb:ControlToken)", StringComparison.Ordinal));
        Assert.DoesNotContain(emulator.Output, line => line.Contains(Token, StringComparison.Ordinal));
        Assert.All(
            Directory.GetFiles(emulator.Folder.Path, "*.log", SearchOption.AllDirectories),
            file => Assert.DoesNotContain(Token, File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sdk_of_aws_shows_it_as_its_access_key()
    {
        await using var emulator = await StartAsync();
        const string Calls = """[["elbv2", "describe_target_groups", {}], ["ec2", "describe_vpcs", {}], ["sts", "get_caller_identity", {}]]""";

        if (await Boto.CallAsync(emulator.Control, Calls, accessKey: Token) is not { } allowed
            || await Boto.CallAsync(emulator.Control, Calls, accessKey: "AKIAIOSFODNN7EXAMPLE") is not { } refused)
        {
            return;
        }

        Assert.All(allowed, answer => Assert.False(answer.TryGetProperty("error", out _), answer.ToString()));
        Assert.All(refused, answer => Assert.Equal("InvalidClientTokenId", answer.GetProperty("error").GetString()));
    }

    private static Task<HostedEmulator> StartAsync() =>
        HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()), ("Alb:ControlToken", Token));
}
