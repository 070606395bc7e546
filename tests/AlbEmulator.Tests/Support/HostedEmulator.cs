using AlbEmulator.Commands;
using Microsoft.AspNetCore.Builder;

namespace AlbEmulator.Tests.Support;

/// <summary>The emulator within the process of the tests.</summary>
public sealed class HostedEmulator : RunningEmulator
{
    private WebApplication? _host;

    private HostedEmulator(string topology)
        : base(topology)
    {
    }

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
