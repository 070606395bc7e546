using AlbEmulator.Commands;
using AlbEmulator.Machine;
using AlbEmulator.Snapshots;
using AlbEmulator.Topologies;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace AlbEmulator.Testing.Inside;

/// <summary>The host of a load balancer, with the targets that answer in this process and the folder that it writes in.</summary>
internal sealed class RunningAlb
{
    private readonly HostedTargets _targets;
    private readonly DirectoryInfo _folder;
    private int _hasEnded;

    private RunningAlb(WebApplication app, HostedTargets targets, DirectoryInfo folder) => (App, _targets, _folder) = (app, targets, folder);

    public WebApplication App { get; }

    public static async Task<RunningAlb> StartAsync(AlbBuilder asked)
    {
        var words = TestLog.Of(asked.Words);
        var folder = Directory.CreateTempSubdirectory("alb-testing-");
        var targets = HostedTargets.None;
        try
        {
            targets = await HostedTargets.StartAsync(asked.Targets, words);
            var options = Options(asked, words, folder);
            foreach (var part in new AskedTopology(asked, targets).Parts())
            {
                options.TopologyFiles.Add(part);
            }

            var told = new StringWriter();
            var app = await RunCommand.StartAsync(options with { Files = options.TopologyFiles.Locate(asked.Files) }, told)
                ?? throw new AlbException(told.ToString().TrimEnd());
            words(told.ToString());
            if (targets.ProblemWith(app.Services.GetRequiredService<TopologyStore>().Current) is { } unspoken)
            {
                await app.StopAsync();
                await app.DisposeAsync();
                throw new AlbException(unspoken);
            }

            targets.Hold(app.Services.GetRequiredService<CurrentSnapshot>().Value);
            return new RunningAlb(app, targets, folder);
        }
        catch
        {
            await EndAsync(targets, folder);
            throw;
        }
    }

    public async Task ChangeAsync(string topology)
    {
        var part = TopologyPart.OfText("topology", System.Text.Encoding.UTF8.GetBytes(topology));
        var reading = await App.Services.GetRequiredService<TopologyWatch>().PutAsync(part, CancellationToken.None);
        if (reading.Problems.Count > 0)
        {
            throw new AlbException(string.Join('\n', reading.Problems));
        }
    }

    /// <summary>Once, however often it is called.</summary>
    public async Task EndAsync()
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) == 0)
        {
            try
            {
                await App.StopAsync();
                await App.DisposeAsync();
            }
            finally
            {
                await EndAsync(_targets, _folder);
            }
        }
    }

    private static EmulatorOptions Options(AlbBuilder asked, Action<string> words, DirectoryInfo folder)
    {
        Dictionary<string, string> all = new(StringComparer.OrdinalIgnoreCase)
        {
            ["ControlUrl"] = "http://127.0.0.1:0",
            ["PortMap:*"] = "0",
            ["DataDirectory"] = folder.FullName,
            ["AccessLog"] = "",
            ["RequestLines"] = asked.Words is null ? "Off" : "On",
            ["ShutdownTimeoutSeconds"] = "1",
        };
        foreach (var (name, value) in asked.Settings)
        {
            all[name] = value;
        }

        var read = SettingsReader.Read([.. all.Select(static setting => $"--Alb:{setting.Key}={setting.Value}")], [], takesVariables: false);
        return read.Problems.Count > 0
            ? throw new AlbException(string.Join('\n', read.Problems))
            : new EmulatorOptions(read.Configuration, read.Settings)
            {
                Files = [],
                Words = words,
                ConfigureServices = services =>
                {
                    services.AddSingleton<IHostLifetime, NoLifetime>();
                    if (asked.Time is { } time)
                    {
                        services.Replace(ServiceDescriptor.Singleton(time));
                    }
                },
            };
    }

    private static async Task EndAsync(HostedTargets targets, DirectoryInfo folder)
    {
        await targets.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
