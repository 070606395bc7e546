using System.Net.Sockets;
using AlbEmulator.AccessLogs;
using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.ConnectionLogs;
using AlbEmulator.DataFolders;
using AlbEmulator.Descriptors;
using AlbEmulator.HealthCheckLogs;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Networks;
using AlbEmulator.Snapshots;
using AlbEmulator.Topologies;

namespace AlbEmulator.Commands;

/// <summary><c>alb run [FILE|ROUTE…]</c>: runs the topology until SIGTERM or Ctrl-C.</summary>
internal static class RunCommand
{
    /// <summary>What a topology takes, with all that is made on the way to it, for each byte of its files.</summary>
    private const int HeapOfByte = 32;

    public static async Task<int> RunAsync(IConfiguration configuration, AlbSettings settings, ArgumentReader read, TextWriter error)
    {
        var options = new EmulatorOptions(configuration, settings) { Files = [] };
        var problems = new List<Problem>();
        var (files, routes) = read(options.TopologyFiles, problems);
        if (problems.Count > 0)
        {
            Tell(problems, error);
            return ExitCode.WrongUse;
        }

        if (routes is not null)
        {
            options.TopologyFiles.Add(routes.Part);
        }

        options = options with { Files = files };
        var heap = new GrowingHeap(HeapOfByte * BytesToRead(options));
        await using var app = await StartAsync(options, error);
        if (app is null)
        {
            return ExitCode.WrongUse;
        }

        var topology = app.Services.GetRequiredService<TopologyStore>().Current;
        // Standard output is the log's, where a log goes there.
        string[] logs = [settings.AccessLog, settings.ConnectionLog, settings.HealthCheckLog];
        var console = logs.Contains("-") ? Console.Error : Console.Out;
        await console.WriteAsync(routes is null ? "" : $"{routes.Text}# To keep it as alb.yaml: {routes.InitCommand}\n\n");
        await console.WriteLineAsync(Banner.Render(topology, settings, ProgramVersion.Number));
        heap.Dispose();
        await app.WaitForShutdownAsync();
        return ExitCode.Good;
    }

    private static long BytesToRead(EmulatorOptions options) =>
        options.TopologyFiles.PathsOf(options.TopologyFiles.Locate(options.Files))
            .Concat(Directory.Exists(options.Disk.Folder) ? Directory.EnumerateFiles(options.Disk.Folder) : [])
            .Sum(file => FileStatus.Of(file).Length);

    /// <summary>A running emulator; null when the configuration is wrong, and every problem told.</summary>
    public static async Task<WebApplication?> StartAsync(EmulatorOptions options, TextWriter problems)
    {
        if (ProcessDescriptors.ProblemOfLimit() is { } tooLow)
        {
            await problems.WriteLineAsync(tooLow);
            return null;
        }

        if (DataFolderLock.Take(options.Settings, TimeProvider.System.GetUtcNow(), problems) is not { } data)
        {
            return null;
        }

        var app = FreshStart.Begin(options.Settings, options.Disk, TimeProvider.System.GetUtcNow(), problems)
            ? await StartInAsync(options with { Data = data }, problems)
            : null;
        if (app is null)
        {
            data.Dispose();
        }

        return app;
    }

    private static async Task<WebApplication?> StartInAsync(EmulatorOptions options, TextWriter problems)
    {
        // Socket completions run our code where they arise: a third less CPU a request, and nothing here blocks.
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        var files = options.TopologyFiles.Locate(options.Files);
        var building = Task.Run(() => Emulator.Build(options with { Files = files }));
        var read = await ReadAsync(options, files, problems);
        var app = await building;
        if (read is var (kept, topology) && await IsStartedAsync(app, kept, topology, problems))
        {
            return app;
        }

        await app.DisposeAsync();
        return null;
    }

    /// <summary>Everything that the topology is made of, and the topology; null when something is wrong, which was told.</summary>
    private static async Task<(ElbV2State Kept, Topology Topology)?> ReadAsync(
        EmulatorOptions options, IReadOnlyList<string> files, TextWriter problems)
    {
        var disk = options.Disk;
        var (kept, problem) = disk.Read();
        if ((problem ?? NetworkStore.ProblemWith(options.Settings)) is { } wrong)
        {
            await problems.WriteLineAsync(wrong.ToString());
            return null;
        }

        // What was taken of the files as a seed would be there twice.
        options.TopologyFiles.Api = options.Settings.FileIsSeed && kept.IsSeeded
            ? options.TopologyFiles.Api
            : StateDocument.Of(kept, options.Settings);
        var reading = options.TopologyFiles.Read(files);
        if (reading.Problems.Count > 0)
        {
            // An earlier version may have taken what this one refuses.
            options.TopologyFiles.Api = StateDocument.Placed(options.TopologyFiles.Api);
            reading = options.TopologyFiles.Read(files);
            ReadingWords.Tell(
                reading with { Problems = [.. disk.Kept(reading.Problems)] },
                problems);
            return null;
        }

        ReadingWords.Tell(reading, problems);

        options.TopologyFiles.Use(reading);
        if (options.Settings.FileIsSeed)
        {
            var (seeded, refused) = kept.IsSeeded
                ? (kept, [])
                : Seed.Of(kept, options.TopologyFiles.Roots, reading.Topology, options.Settings, TimeProvider.System.GetUtcNow());
            if (refused.Count > 0)
            {
                Tell(refused, problems);
                return null;
            }

            kept = seeded;
            try
            {
                disk.Write(kept);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                await problems.WriteLineAsync($"{disk.StateFile}: cannot be written: {exception.Message}");
                return null;
            }

            options.TopologyFiles.UseAsSeed(StateDocument.Of(kept, options.Settings));
            reading = options.TopologyFiles.ReadWith(options.TopologyFiles.Api);
        }

        return (kept, reading.Topology);
    }

    /// <summary>False when it cannot start, which was told.</summary>
    private static async Task<bool> IsStartedAsync(WebApplication app, ElbV2State kept, Topology topology, TextWriter problems)
    {
        try
        {
            app.Services.GetRequiredService<ElbV2Changes>().Use(kept);
            app.Services.GetRequiredService<TopologyStore>().Replace(topology);
            app.Services.GetRequiredService<ConnectionLog>();
            app.Services.GetRequiredService<HealthCheckLog>();
            var refused = await app.Services.GetRequiredService<SnapshotPublisher>().PublishAsync(default);
            if (refused.Count == 0)
            {
                app.Services.GetRequiredService<RejectedRequests>();
                await app.StartAsync();
                if (app.Services.GetRequiredService<ProcessDescriptors>().TryUse() is not { } tooFew)
                {
                    return true;
                }

                await problems.WriteLineAsync(tooFew);
                await app.StopAsync();
            }

            Tell(refused, problems);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // Ports of listeners are bound before: it is the control port that is taken, or not ours to take.
            await problems.WriteLineAsync(
                $"{Quoted.Sentence(exception.Message.TrimEnd('.'))}: free it, or have the emulator answer elsewhere, as with "
                    + "--Alb:ControlUrl=http://127.0.0.1:4581");
        }
        catch (Exception exception)
        {
            await problems.WriteLineAsync($"The emulator cannot start. {Unattended.Reason(exception)}");
        }

        return false;
    }

    private static void Tell(IReadOnlyList<Problem> found, TextWriter problems)
    {
        foreach (var problem in found)
        {
            problems.WriteLine(problem);
        }
    }
}
