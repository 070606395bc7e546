using System.Text;

namespace AlbEmulator.Machine;

/// <summary>
/// Whether the emulator runs in a container, where <c>localhost</c> is the container and not the machine that it runs on.
/// </summary>
/// <param name="IsContainer">Whether it does.</param>
internal sealed record Housing(bool IsContainer)
{
    /// <summary>The name that the machine itself has in containers, where the engine gives it one.</summary>
    public const string Host = "host.docker.internal";

    private const int LongestFile = 1024 * 1024;

    /// <summary>Characters of the id of a container that it is called by, unless it is given another name.</summary>
    private const int ShortId = 12;

    /// <summary>What the resolver of a container is where its engine knows other containers by name: Docker's, and Podman's.</summary>
    private static readonly string[] EngineNames = ["nameserver 127.0.0.11", "dns.podman"];

    /// <summary>Whether it is in a network of containers in which services are known by their names.</summary>
    public bool HasServiceNames { get; init; }

    /// <summary>The name of the machine.</summary>
    private string Name { get; init; } = "";

    /// <summary>What the file with the name of the machine is mounted from, which tells the container; empty where it is not known.</summary>
    private string NameFrom { get; init; } = "";

    /// <summary>Whether a container is the one that the emulator is in.</summary>
    /// <param name="id">64 hexadecimal digits.</param>
    public bool IsOwn(string id) => IsContainer && id.Length >= ShortId
        && (Name == id[..ShortId] || NameFrom.Contains(id, StringComparison.Ordinal));

    /// <summary>By the files that engines leave in containers, and by what images of .NET say of themselves.</summary>
    /// <param name="environment">The environment variables.</param>
    /// <param name="read">The text of a file; null where there is none.</param>
    /// <param name="name">The name of the machine.</param>
    public static Housing Detect(Func<string, string?> environment, Func<string, string?> read, string name)
    {
        var isContainer = read("/.dockerenv") is not null || read("/run/.containerenv") is not null
            || IsToldByImage(environment);
        return new Housing(isContainer)
        {
            Name = name,
            NameFrom = Array.Find(
                (isContainer ? read("/proc/self/mountinfo") ?? "" : "").Split('\n'),
                line => line.Contains(" /etc/hostname ", StringComparison.Ordinal)) ?? "",
            HasServiceNames = isContainer && read("/etc/resolv.conf") is { } resolver
                && Array.Exists(EngineNames, name => resolver.Contains(name, StringComparison.Ordinal)),
        };
    }

    /// <summary>Whether an image of .NET says that it is one, as .NET itself takes it.</summary>
    /// <param name="environment">The environment variables.</param>
    public static bool IsToldByImage(Func<string, string?> environment) =>
        environment("DOTNET_RUNNING_IN_CONTAINER") is { } told && (told == "1" || told.Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <summary>As it is.</summary>
    public static Housing Detect() => Detect(Environment.GetEnvironmentVariable, Read, Environment.MachineName);

    private static string? Read(string path) =>
        RegularFile.Read(path, LongestFile).Bytes is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}
