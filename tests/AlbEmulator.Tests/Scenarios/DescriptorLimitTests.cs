using System.Net.Sockets;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>The real process with few descriptors and many clients.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class DescriptorLimitTests
{
    /// <summary>
    /// .NET keeps two descriptors for each assembly, and its thread pool aborts the process where it has none for a thread:
    /// the least limit is the one at which that comes first.
    /// </summary>
    [Theory]
    [InlineData(256)]
    [InlineData(320)]
    public async Task More_clients_than_descriptors_cost_no_line_and_as_many_are_served_when_they_have_left(int limit)
    {
        if (!IsLinux())
        {
            return;
        }

        await using var target = ScriptedTarget.Start();
        await using var emulator = await EmulatorProcess.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port), limit);
        var first = await CrowdAsync(emulator, limit);
        var health = (await emulator.HealthAsync()).GetProperty("descriptors");
        Assert.Equal(limit, health.GetProperty("limit").GetInt32());
        Assert.True(first.Refused > 0, $"{first}");
        Assert.Equal(first.Refused, health.GetProperty("refusedClients").GetInt64());

        await Patience.UntilAsync("the first to have left", async () =>
            (await emulator.MetricsAsync())["alb_emulator_open_connections", ("side", "client")] == 0 ? emulator : null);
        var second = await CrowdAsync(emulator, limit);
        // The control port has connections too.
        Assert.True(second.Answered >= first.Answered - 2, $"{first}, and then {second}");

        await emulator.WaitForLogLinesAsync(first.Answered + second.Answered);
        await emulator.TerminateAsync();
        Assert.Equal(0, await emulator.WaitForExitAsync());
        Assert.Single(emulator.Output, line => line.Contains("New connections of clients are refused", StringComparison.Ordinal));
        Assert.DoesNotContain(emulator.Output, line => line.StartsWith("   at ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(255)]
    public async Task Limit_that_is_too_low_is_refused_at_the_start(int limit)
    {
        if (!IsLinux())
        {
            return;
        }

        using var folder = new TempFolder();
        var topology = folder.Write("alb.json", TopologyBuilder.Simple(FreePorts.Take()).ToString());

        var (exitCode, output) = await EmulatorProcess.RunAsync(folder.Path, ["run", topology], limit);

        Assert.Equal(2, exitCode);
        Assert.Equal(
            $"The limit of open files is {limit} (ulimit -n), and 256 is the least that the emulator can run with: raise it, "
                + "as with ulimit -n 1024.",
            output);
    }

    /// <summary>A thread that is started with the first line may not be had then.</summary>
    [Fact]
    public async Task Threads_of_the_logs_are_there_before_the_first_request()
    {
        if (!IsLinux())
        {
            return;
        }

        await using var emulator = await EmulatorProcess.StartAsync(TopologyBuilder.Simple(FreePorts.Take()));

        var threads = Directory.GetDirectories($"/proc/{emulator.ProcessId}/task")
            .Select(thread => File.ReadAllText(Path.Combine(thread, "comm")).TrimEnd());
        Assert.Contains("Access log", threads);
    }

    private static bool IsLinux()
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.WriteLine("Test passed without a look: descriptors are limited on Linux.");
        }

        return OperatingSystem.IsLinux();
    }

    /// <summary>Clients that come, ask in turn, and leave.</summary>
    private static async Task<(int Answered, int Refused)> CrowdAsync(EmulatorProcess emulator, int count)
    {
        var clients = new List<RawClient>();
        try
        {
            var answered = 0;
            for (var i = 0; i < count; i++)
            {
                answered += await IsAnsweredAsync(emulator.Port, clients) ? 1 : 0;
            }

            return (answered, count - answered);
        }
        finally
        {
            foreach (var client in clients)
            {
                await client.DisposeAsync();
            }
        }
    }

    private static async Task<bool> IsAnsweredAsync(int port, List<RawClient> clients)
    {
        try
        {
            clients.Add(await RawClient.ConnectAsync(port));
            return (await clients[^1].ExchangeAsync(Wire.Get())).Status == 200;
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return false;
        }
    }
}
