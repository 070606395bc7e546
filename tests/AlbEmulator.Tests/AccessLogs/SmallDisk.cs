using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.AccessLogs;

/// <summary>A file system that is soon full. To mount it takes Linux and rights that not every place gives.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    /// <summary>In bytes.</summary>
    public const int Size = 512 * 1024;

    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Null, and a word about it, where it cannot be had.</summary>
    public static async Task<SmallDisk?> MountAsync(string path)
    {
        Directory.CreateDirectory(path);
        if (Programs.Find("mount") is not { } mount || !OperatingSystem.IsLinux())
        {
            Console.WriteLine("Test passed without a look: no program to mount a small disk with.");
            return null;
        }

        var (exitCode, _, errors) =
            await Programs.RunAsync(mount, ["-t", "tmpfs", "-o", $"size={Size}", "tmpfs", path]);
        if (exitCode != 0)
        {
            Console.WriteLine($"Test passed without a look: a small disk cannot be mounted: {errors}");
            return null;
        }

        return new SmallDisk(path);
    }

    public async ValueTask DisposeAsync() => await Programs.RunAsync("umount", [Path]);
}
