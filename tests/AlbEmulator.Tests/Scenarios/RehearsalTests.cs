using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Requests before the first, of which nobody hears.</summary>
public sealed class RehearsalTests
{
    [Fact]
    public async Task A_rehearsal_goes_through_and_is_neither_counted_nor_kept_nor_seen_by_a_target()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port));

        Assert.True(await emulator.RehearseAsync());

        var metrics = await emulator.MetricsAsync();
        Assert.Equal(0, metrics["alb_emulator_open_connections", ("side", "client")]);
        Assert.Equal(0, metrics["alb_emulator_open_connections", ("side", "target")]);
        Assert.Empty(await new JournalClient(emulator).FindAsync());
        Assert.Empty(target.Requests);
        using var client = new HttpClient();
        foreach (var path in (string[])["/metrics", "/target-health", "/load-balancers"])
        {
            Assert.DoesNotContain("rehearsal", await client.GetStringAsync(new Uri(emulator.Control, path)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_rehearsal_ends_with_the_emulator()
    {
        var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take()));
        var rehearsal = emulator.RehearseAsync();
        await emulator.DisposeAsync();

        await rehearsal.WaitAsync(Patience.Default);
    }
}
