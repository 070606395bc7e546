using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Topologies;

namespace AlbEmulator.Commands;

/// <summary>
/// An emulator in this process that is there as long as a command needs it: its listeners are on free ports of this machine, it keeps nothing,
/// and has no control port.
/// </summary>
internal sealed class TemporaryEmulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;

    private TemporaryEmulator(WebApplication app, string folder) => (_app, _folder) = (app, folder);

    public Topology Topology => _app.Services.GetRequiredService<TopologyStore>().Current;

    /// <summary>Null where it cannot start, which was told.</summary>
    public static async Task<TemporaryEmulator?> StartAsync(IConfiguration configuration, AlbSettings settings, ArgumentReader read, TextWriter error)
    {
        var folder = Directory.CreateTempSubdirectory("alb-compare-").FullName;
        WebApplication? app = null;
        try
        {
            Keep(settings, folder);
            if (Read(configuration, settings, read, error) is { } options)
            {
                app = await RunCommand.StartAsync(options, error);
            }

            return app is null ? null : new TemporaryEmulator(app, folder);
        }
        finally
        {
            if (app is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What it is started with; null where its files are wrong, which was told.</summary>
    private static EmulatorOptions? Read(IConfiguration configuration, AlbSettings settings, ArgumentReader read, TextWriter error)
    {
        var options = new EmulatorOptions(Quiet(configuration), settings) { Files = [] };
        var problems = new List<Problem>();
        var (named, routes) = read(options.TopologyFiles, problems);
        if (routes is not null)
        {
            options.TopologyFiles.Add(routes.Part);
        }

        foreach (var problem in problems)
        {
            error.WriteLine(problem);
        }

        return problems.Count > 0 ? null : options with { Files = options.TopologyFiles.Locate(named) };
    }

    /// <summary>What it writes goes away with it, and nobody else hears of it.</summary>
    private static void Keep(AlbSettings settings, string folder)
    {
        (settings.DataDirectory, settings.LogStore) = (folder, Path.Combine(folder, "s3"));
        settings.ControlUrl = settings.AccessLog = settings.ConnectionLog = settings.HealthCheckLog = settings.OtlpEndpoint = "";
        (settings.BindAddress, settings.RequestLines) = (IPAddress.Loopback.ToString(), RequestLinesMode.Off);
        settings.PortMap = new() { [PortMap.Every] = PortMap.Open };
        settings.Kubernetes.WriteStatus = StatusWriting.Off;
    }

    /// <summary>What it has to say of itself is of no interest, but for what fails.</summary>
    private static IConfiguration Quiet(IConfiguration configuration) => new ConfigurationBuilder()
        .AddConfiguration(configuration)
        .AddInMemoryCollection([new("Serilog:MinimumLevel:Default", "Error"), new("Serilog:MinimumLevel", null)])
        .Build();
}
