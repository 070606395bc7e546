using System.Net.Sockets;

namespace AlbEmulator.Tests.Support;

/// <summary>What stands in the place of a file, so that whoever reads it waits, reads for ever or fails.</summary>
public static class HostileFile
{
    private const long Terabyte = 1L << 40;
    private const long TwoHundredMegabytes = 200L * 1024 * 1024;

    /// <summary>Each kind, and what is said of it.</summary>
    public static IReadOnlyDictionary<string, string> Told { get; } = new Dictionary<string, string>
    {
        ["pipe"] = "is a pipe, which can be read but once and may never end: write what comes out of it to a file, and name that",
        ["link to a pipe"] = "is a pipe,",
        ["/dev/zero"] = "is a device: name a file",
        ["/dev/urandom"] = "is a device: name a file",
        ["/dev/tty"] = "is a device: name a file",
        ["socket"] = "is a socket: name a file",
        ["200 MB"] = "is larger than ",
        ["1 TB"] = "is larger than ",
        ["link to nothing"] = "is a link to ",
        ["links in a circle"] = "cannot be read: Too many levels of symbolic links",
        ["no reading"] = "cannot be read: Input/output error",
        ["folder"] = "is a ",
    };

    /// <summary>Whether this machine has them all.</summary>
    public static bool CanBeMade => OperatingSystem.IsLinux() && Programs.Have("mkfifo");

    /// <summary>Puts one in the place of what is there, as a rename does.</summary>
    /// <param name="kind">Of <see cref="Told"/>.</param>
    /// <param name="path">Its place.</param>
    public static async Task PutAsync(string kind, string path)
    {
        Remove(path);
        switch (kind)
        {
            case "pipe":
                await MakePipeAsync(path);
                break;
            case "link to a pipe":
                Remove($"{path}.fifo");
                await MakePipeAsync($"{path}.fifo");
                File.CreateSymbolicLink(path, $"{path}.fifo");
                break;
            case "socket":
                using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
                {
                    // A name of 108 bytes at most, and gone with the socket unless it was moved.
                    var name = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
                    socket.Bind(new UnixDomainSocketEndPoint(name));
                    File.Move(name, path);
                }

                break;
            case "200 MB":
                SetLength(path, TwoHundredMegabytes);
                break;
            case "1 TB":
                SetLength(path, Terabyte);
                break;
            case "link to nothing":
                File.CreateSymbolicLink(path, "nothing");
                break;
            case "links in a circle":
                File.CreateSymbolicLink(path, path);
                break;
            case "no reading":
                // The memory of the process: a regular file, whose first bytes nobody may read.
                File.CreateSymbolicLink(path, "/proc/self/mem");
                break;
            case "folder":
                Directory.CreateDirectory(path);
                break;
            default:
                File.CreateSymbolicLink(path, kind);
                break;
        }
    }

    public static void Remove(string path)
    {
        if (Directory.Exists(path) && new FileInfo(path).LinkTarget is null)
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }

    private static async Task MakePipeAsync(string path)
    {
        var (exitCode, _, errors) = await Programs.RunAsync("mkfifo", [path]);
        Assert.True(exitCode == 0, errors);
    }

    private static void SetLength(string path, long length)
    {
        using var file = File.Create(path);
        file.SetLength(length);
    }
}
