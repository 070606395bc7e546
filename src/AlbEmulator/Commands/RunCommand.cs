using System.Net.Sockets;
using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.ConnectionLogs;
using AlbEmulator.DataFolders;
using AlbEmulator.Descriptors;
using AlbEmulator.HealthCheckLogs;
using AlbEmulator.Listeners.Certificates;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Networks;
using AlbEmulator.Snapshots;
using AlbEmulator.Sockets;
using AlbEmulator.Stores;
using AlbEmulator.Topologies;
using Microsoft.AspNetCore.Connections;

namespace AlbEmulator.Commands;

/// <summary><c>alb run [FILE|ROUTE…]</c>: runs the topology until SIGTERM or Ctrl-C.</summary>
internal static class RunCommand
{
    /// <summary>What a topology takes, with all that is made on the way to it, for each byte of its files.</summary>
    private const int HeapOfByte = 32;

    /// <summary>By then the first requests have had their answers.</summary>
    private static readonly TimeSpan BeforeGivingBack = TimeSpan.FromSeconds(2);

    /// <summary>Lines that a start is refused with, which are read at a glance.</summary>
    private const int MostRefused = 3;

    /// <summary>What cannot be looked at is told by whoever reads it.</summary>
    private static readonly EnumerationOptions Accessible = new() { IgnoreInaccessible = true };

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
        WebApplication? app;
        using (Progress(settings, files))
        {
            app = await StartAsync(options, error);
        }

        if (app is null)
        {
            return ExitCode.WrongUse;
        }

        var topology = app.Services.GetRequiredService<TopologyStore>().Current;
        var console = settings.IsStandardOutputTaken ? Console.Error : Console.Out;
        await console.WriteAsync(routes is null ? "" : $"{routes.Text}# To keep it as alb.yaml: {routes.InitCommand}\n\n");
        await console.WriteLineAsync(Banner.Render(
            topology,
            settings,
            ProgramVersion.Number,
            Path.Combine(settings.DataDirectory, "elbv2", "state.json"),
            DevelopmentNames.AreNeeded(topology) && CertificateWords.IsTrusted(settings)));
        var ending = heap.EndAsync(BeforeGivingBack, app.Lifetime.ApplicationStopping);
        await new Rehearsal(app).DoAsync();
        await Ending.WaitAsync(app, settings, Console.Error);
        await ending;
        return ExitCode.Good;
    }

    /// <summary>For somebody who looks on: a pipe gets what came of it alone.</summary>
    private static LongWait? Progress(AlbSettings settings, IReadOnlyList<string> files) => Console.IsErrorRedirected
        ? null
        : new LongWait(
            TimeProvider.System,
            () => $"Reading {string.Join(", ", files.DefaultIfEmpty(settings.Topology))} and what is kept in {settings.DataDirectory}",
            Console.Error.WriteLine);

    private static long BytesToRead(EmulatorOptions options) =>
        options.TopologyFiles.PathsOf(options.TopologyFiles.Locate(options.Files))
            .Concat(Directory.Exists(options.Disk.Folder) ? Directory.EnumerateFiles(options.Disk.Folder, "*", Accessible) : [])
            .Sum(file => FileStatus.Of(file).Length);

    /// <summary>A running emulator; null when the configuration is wrong, and every problem told.</summary>
    public static async Task<WebApplication?> StartAsync(EmulatorOptions options, TextWriter problems)
    {
        if (ProcessDescriptors.ProblemOfLimit() is { } tooLow)
        {
            await problems.WriteLineAsync(tooLow);
            return null;
        }

        if ((LogPlaces.Problem(options.Settings) ?? GivenCertificate.Read(options.Settings).Problem) is { } unusable)
        {
            await problems.WriteLineAsync(unusable);
            return null;
        }

        if (PortsFile.Clear(options.Settings) is { } anothers)
        {
            await problems.WriteLineAsync(anothers);
            return null;
        }

        options.TopologyFiles.Ports = new ChosenPorts(options.Ports);
        ControlAddress.Choose(options.Settings, options.Ports);
        if (DataFolderLock.Take(options.Settings, TimeProvider.System.GetUtcNow(), problems) is not { } data)
        {
            options.Ports.Dispose();
            return null;
        }

        var app = FreshStart.Begin(options.Settings, options.Disk, TimeProvider.System.GetUtcNow(), problems)
            ? await StartInAsync(options with { Data = data }, problems)
            : null;
        if (app is null)
        {
            data.Dispose();
            options.Ports.Dispose();
        }

        return app;
    }

    private static async Task<WebApplication?> StartInAsync(EmulatorOptions options, TextWriter problems)
    {
        var files = options.TopologyFiles.Locate(options.Files);
        var building = Task.Run(() => Emulator.Build(options with { Files = files }));
        var read = await ReadAsync(options, files, problems);
        WebApplication app;
        try
        {
            app = await building;
        }
        catch (InvalidDataException exception)
        {
            await problems.WriteLineAsync(exception.Message);
            return null;
        }

        StartPages.GiveBack();
        if (read is var (kept, topology))
        {
            if (await IsStartedAsync(app, kept, topology, problems))
            {
                return app;
            }

            // Whoever follows files or other nodes has begun, and ends before what he uses.
            await app.StopAsync();
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
        if ((problem ?? NetworkStore.ProblemWith(options.Store)) is { } wrong)
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
                reading with { Problems = [.. disk.Placed(reading.Problems)] },
                problems);
            return null;
        }

        ReadingWords.Tell(reading, problems);

        options.TopologyFiles.Use(reading);
        if (options.Settings.FileIsSeed)
        {
            if (Seeded(options, kept, reading.Topology, problems) is not { } seeded)
            {
                return null;
            }

            kept = seeded;
            options.TopologyFiles.UseAsSeed(StateDocument.Of(kept, options.Settings));
            reading = options.TopologyFiles.ReadWith(options.TopologyFiles.Api);
        }

        return (kept, reading.Topology);
    }

    /// <summary>What is kept once the files were taken as a seed, by this node or another; null when that cannot be, which was told.</summary>
    private static ElbV2State? Seeded(EmulatorOptions options, ElbV2State kept, Topology topology, TextWriter problems)
    {
        for (var disk = options.Disk; ; kept = disk.Kept)
        {
            var revision = disk.Revision;
            if (kept.IsSeeded)
            {
                return kept;
            }

            var (seeded, refused) = Seed.Of(kept, options.TopologyFiles.Roots, topology, options.Settings, TimeProvider.System.GetUtcNow());
            if (refused.Count > 0)
            {
                Tell(refused, problems);
                return null;
            }

            try
            {
                disk.Write(seeded, revision);
                return seeded;
            }
            catch (StoreConflictException)
            {
                // Another node was first.
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                problems.WriteLine($"{disk.Place}: cannot be written: {exception.Message}");
                return null;
            }
        }
    }

    /// <summary>False when it cannot start, which was told.</summary>
    private static async Task<bool> IsStartedAsync(WebApplication app, ElbV2State kept, Topology topology, TextWriter problems)
    {
        try
        {
            app.Services.GetRequiredService<ElbV2Changes>().Use(kept);
            app.Services.GetRequiredService<ConnectionLog>();
            app.Services.GetRequiredService<HealthCheckLog>();
            var refused = await app.Services.GetRequiredService<SnapshotPublisher>().PublishAsync(topology);
            if (refused.Count == 0)
            {
                await app.StartAsync();
                EventLoop.BeginAll();
                if ((app.Services.GetRequiredService<ProcessDescriptors>().TryUse()
                    ?? app.Services.GetRequiredService<PortsFile>().Begin()) is not { } wrong)
                {
                    return true;
                }

                await problems.WriteLineAsync(wrong);
            }

            Tell(refused, problems);
        }
        catch (Exception exception) when (exception is SocketException or IOException { InnerException: AddressInUseException })
        {
            // Ports of listeners are bound before: it is the control port that is taken, or not ours to take.
            await problems.WriteLineAsync(await ControlPortTaken.ToldAsync(app.Services.GetRequiredService<AlbSettings>(), exception));
        }
        catch (Exception exception)
        {
            await problems.WriteLineAsync($"The emulator cannot start. {Unattended.Reason(exception)}");
        }

        return false;
    }

    /// <summary>What this machine does not grant: where it is one thing it may be all of a kind.</summary>
    private static void Tell(IReadOnlyList<Problem> found, TextWriter problems)
    {
        var told = found.Count > MostRefused ? MostRefused - 1 : found.Count;
        foreach (var problem in found.Take(told))
        {
            problems.WriteLine(problem);
        }

        if (told < found.Count)
        {
            problems.WriteLine($"and {found.Count - told} more of them");
        }
    }
}
