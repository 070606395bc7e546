using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Commands;

/// <summary><c>alb run --fresh</c>: what the API made earlier is moved aside.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class FreshStartTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Emulator_starts_without_what_the_API_made()
    {
        var topology = TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take());
        await using var emulator = await EmulatorProcess.StartAsync(topology);
        using (var api = new ElbV2Client(emulator.Control))
        {
            await api.CreateTargetGroupAsync("made", 3000);
        }

        await emulator.TerminateAsync();
        Assert.Equal(0, await emulator.WaitForExitAsync());
        var data = emulator.Folder.File("data");
        Assert.True(File.Exists(Path.Combine(data, "elbv2", "state.json")));
        File.WriteAllText(Path.Combine(data, "mine.txt"), "mine");

        var (output, error) = (new StringWriter(), new StringWriter());
        using var disk = new ElbV2Disk(Stored.In(new AlbSettings { DataDirectory = data }));
        Assert.True(FreshStart.Begin(new AlbSettings { DataDirectory = data, Fresh = true }, disk, Now, output));

        Assert.Equal($"fresh: what the API had made is now in {Path.Combine(data, "before-fresh", "20261128T120000Z")}", output.ToString().TrimEnd());
        Assert.Empty(disk.Read().State.TargetGroups);
        Assert.True(File.Exists(Path.Combine(data, "before-fresh", "20261128T120000Z", "elbv2", "state.json")));
        Assert.True(File.Exists(Path.Combine(data, "mine.txt")));
        Assert.Empty(error.ToString());
    }

    [Fact]
    public void Nothing_is_moved_where_nothing_was_made_and_nothing_is_said_unless_it_is_wanted()
    {
        using var folder = new TempFolder();
        var settings = new AlbSettings { DataDirectory = folder.Path };
        using var disk = new ElbV2Disk(Stored.In(settings));
        var (unwanted, wanted) = (new StringWriter(), new StringWriter());

        Assert.True(FreshStart.Begin(settings, disk, Now, unwanted));
        settings.Fresh = true;
        Assert.True(FreshStart.Begin(settings, disk, Now, wanted));

        Assert.Empty(unwanted.ToString());
        Assert.Equal($"fresh: the API had made nothing that is kept in {folder.Path}", wanted.ToString().TrimEnd());
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    /// <summary>Names that only look like those of the emulator stay where they are.</summary>
    [Fact]
    public void Files_of_the_network_go_too_and_no_others()
    {
        using var folder = new TempFolder();
        foreach (var name in new[] { "network.json", "network-1.jsonl", "network-old.jsonl", "network.json.bak", "access.log" })
        {
            folder.Write(name, "x");
        }

        var settings = new AlbSettings { DataDirectory = folder.Path, Fresh = true };
        using var disk = new ElbV2Disk(Stored.In(settings));
        Assert.True(FreshStart.Begin(settings, disk, Now, new StringWriter()));
        folder.Write("network.json", "again");
        Assert.True(FreshStart.Begin(settings, disk, Now, new StringWriter()));

        string[] left = [.. Directory.EnumerateFileSystemEntries(folder.Path).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)];
        Assert.Equal(["access.log", "before-fresh", "network-old.jsonl", "network.json.bak"], left);
        Assert.Equal(
            ["network-1.jsonl", "network.json"],
            Directory.EnumerateFiles(folder.File("before-fresh/20261128T120000Z")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("again", File.ReadAllText(folder.File("before-fresh/20261128T120000Z-2/network.json")));
    }
}
