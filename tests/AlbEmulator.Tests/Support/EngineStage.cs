using AlbEmulator.Commands;
using AlbEmulator.Containers;
using AlbEmulator.Machine;
using AlbEmulator.Tests.Topologies;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AlbEmulator.Tests.Support;

/// <summary>The emulator with the containers of an engine for its topology.</summary>
internal sealed class EngineStage : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _told = new();
    private readonly HeardLog<EngineWatch> _log = new();
    private readonly Housing _housing;
    private WebApplication? _host;

    /// <param name="housing">Where the emulator is; in no container unless told otherwise.</param>
    public EngineStage(Housing? housing = null) => _housing = housing ?? new Housing(IsContainer: false);

    /// <summary>Where it listens.</summary>
    public int Port { get; } = FreePorts.Take();

    /// <summary>What was told at the start.</summary>
    public string Told => _told.ToString();

    /// <summary>What the watch of the engine said.</summary>
    public IReadOnlyList<string> Heard => [.. _log.Lines.Select(line => $"{line.Level} {line.Message}")];

    /// <summary>Starts it; an error with all that was told where it cannot.</summary>
    public static async Task<EngineStage> StartAsync(string name, params IEnumerable<(string Name, string Value)> settings)
    {
        var stage = new EngineStage();
        if (!await stage.TryStartAsync(name, settings))
        {
            var told = stage.Told;
            await stage.DisposeAsync();
            throw new InvalidOperationException(told);
        }

        return stage;
    }

    /// <summary>Whether it starts.</summary>
    public async Task<bool> TryStartAsync(string name, params IEnumerable<(string Name, string Value)> settings)
    {
        (string Name, string Value)[] all =
        [
            ("DataDirectory", _folder.File("data")),
            ("ControlUrl", ""),
            ("AssumeListener", $"HTTP:{Port}"),
            .. settings,
        ];
        string[] arguments = [.. all.Select(setting => $"--Alb:{setting.Name}={setting.Value}"), "--Serilog:MinimumLevel:Default=Error"];
        var (configuration, read, wrong) = SettingsReader.Read(arguments, []);
        Assert.Empty(wrong);
        _host = await RunCommand.StartAsync(
            new EmulatorOptions(configuration, read)
            {
                Files = [name],
                TopologyFiles = new(read, static _ => null) { Housing = _housing },
                ConfigureServices = services => services.AddSingleton<ILogger<EngineWatch>>(_log),
            },
            _told);
        return _host is not null;
    }

    /// <summary>Waits until the events of the engine are followed.</summary>
    public async Task FollowAsync(FakeEngine engine)
    {
        try
        {
            await Patience.UntilAsync("the engine to be followed", () => engine.Followers == 1);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException(
                $"{late.Message} {engine.Followers} follow; asked: {string.Join(", ", engine.Requests)}; heard: {string.Join('\n', Heard)}");
        }
    }

    /// <summary>Who answers a request: the body, or the status where it is not 200.</summary>
    public async Task<string> AskAsync(string path)
    {
        var answer = await RawClient.ExchangeAsync(Port, Wire.Get(path));
        return answer.Status == 200 ? answer.Text : $"{answer.Status}";
    }

    /// <summary>Waits until a request is answered so.</summary>
    public Task UntilAsync(string path, string answer) =>
        Patience.UntilAsync($"{path} to be answered with {answer}", async () => await AskAsync(path) == answer ? answer : null);

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            await _host.DisposeAsync();
        }

        _folder.Dispose();
    }
}
