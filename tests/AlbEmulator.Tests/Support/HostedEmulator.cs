using AlbEmulator.Commands;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Snapshots;
using AlbEmulator.Topologies;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Support;

/// <summary>The emulator within the process of the tests.</summary>
public sealed class HostedEmulator : RunningEmulator
{
    private readonly Action<IServiceCollection>? _replace;
    private WebApplication? _host;

    private HostedEmulator(string topology, Action<IServiceCollection>? replace)
        : base(topology)
    {
        _replace = replace;
    }

    /// <summary>What it is made of.</summary>
    public IServiceProvider Services => _host!.Services;

    /// <summary>What <c>alb run</c> does once it is ready.</summary>
    public Task<bool> RehearseAsync() => new Rehearsal(_host!).DoAsync();

    /// <summary>Starts it, and waits until it serves.</summary>
    public static Task<HostedEmulator> StartAsync(
        object topology, params IEnumerable<(string Name, string Value)> settings) =>
        StartAsync(topology, replace: null, settings);

    /// <param name="topology">What it runs.</param>
    /// <param name="replace">What is put in the place of the real thing, such as a clock.</param>
    /// <param name="settings">Settings of the section <c>Alb</c>.</param>
    public static async Task<HostedEmulator> StartAsync(
        object topology, Action<IServiceCollection>? replace, params IEnumerable<(string Name, string Value)> settings)
    {
        var emulator = new HostedEmulator(topology.ToString()!, replace);
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
        var topology = change(Services.GetRequiredService<TopologyStore>().Current);
        Assert.Empty(await Services.GetRequiredService<SnapshotPublisher>().PublishAsync(topology));
    }

    private async Task StartHostAsync(IEnumerable<(string Name, string Value)> given)
    {
        string[] arguments = [.. SettingArguments(given), "--Serilog:MinimumLevel:Default=Error"];
        var (configuration, settings, wrong) = SettingsReader.Read(arguments, []);
        Assert.Empty(wrong);
        var problems = new StringWriter();
        var options = new EmulatorOptions(configuration, settings)
        {
            Files = [TopologyPath],
            ConfigureServices = services =>
            {
                // Wherever the tests run: in a container more is told.
                services.AddSingleton(new Housing(IsContainer: false));
                _replace?.Invoke(services);
            },
        };
        _host = await RunCommand.StartAsync(options, problems)
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
