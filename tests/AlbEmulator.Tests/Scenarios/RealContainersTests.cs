using AlbEmulator.Containers;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Containers of the engine of this machine, where there is one (<c>DOCKER_HOST</c>) with the image that docker/docker-compose.yml
/// builds; elsewhere these pass without a look, and a word about it.
/// </summary>
public sealed class RealContainersTests
{
    private const string Image = "alb-emulator:local";

    [Fact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public async Task Container_gets_requests_from_its_start_to_its_stop()
    {
        if (await EngineAsync() is not { } name)
        {
            return;
        }

        await using var stage = await EngineStage.StartAsync(name);
        var label = $"/{Guid.NewGuid():N}";
        var container = await DockerAsync(
            "run", "-d", "--rm", "--label", $"alb.path={label}/*", "--label", "alb.port=9001", Image, "echo", "--port", "9001", "--name", "real",
            "--address", "0.0.0.0");
        try
        {
            await Patience.UntilAsync("the container to answer", async () =>
                (await stage.AskAsync($"{label}/delay/0")).Contains("\"real\"", StringComparison.Ordinal) ? "" : null);
        }
        finally
        {
            await DockerAsync("rm", "-f", container);
        }

        await Patience.UntilAsync("the container to be left out", async () =>
            (await stage.AskAsync($"{label}/x")).Contains("\"real\"", StringComparison.Ordinal) ? null : "");
    }

    /// <summary>The engine; null where there is none, or where it has not the image.</summary>
    private static async Task<string?> EngineAsync()
    {
        try
        {
            var (address, _) = EngineAddress.Of(EngineAddress.Scheme, Environment.GetEnvironmentVariable);
            using var engine = new Engine(address!, TimeProvider.System);
            await engine.ListAsync(CancellationToken.None);
            await DockerAsync("image", "inspect", "--format", "{{.Id}}", Image);
            return $"docker://{address!.Socket ?? address.Tcp!.Authority}";
        }
        catch (Exception exception)
        {
            Console.WriteLine($"Tests of containers passed without a look: {exception.GetBaseException().Message}");
            return null;
        }
    }

    private static async Task<string> DockerAsync(params string[] arguments)
    {
        var (exitCode, output, errors) = await Programs.RunAsync("docker", arguments);
        Assert.True(exitCode == 0, errors);
        return output.Trim();
    }
}
