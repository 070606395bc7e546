using AlbEmulator.Commands;
using AlbEmulator.ControlPlane;
using AlbEmulator.Model;
using AlbEmulator.Snapshots;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Support;

/// <summary>The emulator within the process of the tests.</summary>
public sealed class HostedEmulator : RunningEmulator
{
    private WebApplication? _host;

    private HostedEmulator(string topology)
        : base(topology)
    {
    }

    /// <summary>What it is made of.</summary>
    public IServiceProvider Services => _host!.Services;

    /// <summary>Starts it, and waits until it serves.</summary>
    public static async Task<HostedEmulator> StartAsync(
        object topology, params IEnumerable<(string Name, string Value)> settings)
    {
        var emulator = new HostedEmulator(topology.ToString()!);
        try
        {
            await emulator.StartHostAsync(settings);
            await Patience.UntilAsync(
                "the emulator to serve", async () => await emulator.IsHealthyAsync() ? emulator : null);
            return emulator;
        }
        catch
        {
            await emulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Changes the topology without its file, and waits until requests see it.</summary>
    public async Task ChangeAsync(Func<Topology, Topology> change)
    {
        var snapshot = Services.GetRequiredService<CurrentSnapshot>();
        var store = Services.GetRequiredService<TopologyStore>();
        var before = snapshot.Value;
        store.Replace(change(store.Current));
        await Patience.UntilAsync("the change to be applied", () => !ReferenceEquals(snapshot.Value, before));
    }

    private async Task StartHostAsync(IEnumerable<(string Name, string Value)> given)
    {
        string[] arguments = [.. SettingArguments(given), "--Serilog:MinimumLevel:Default=Error"];
        var (configuration, settings, wrong) = SettingsReader.Read(arguments, []);
        Assert.Empty(wrong);
        var problems = new StringWriter();
        _host = await RunCommand.StartAsync(new EmulatorOptions(configuration, settings) { Files = [TopologyPath] }, problems)
            ?? throw new InvalidOperationException(problems.ToString());
    }

    private protected override async Task StopAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            await _host.DisposeAsync();
        }
    }
}
