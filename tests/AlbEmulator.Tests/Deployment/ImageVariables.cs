using System.Text.RegularExpressions;
using AlbEmulator.Tests.House;

namespace AlbEmulator.Tests.Deployment;

/// <summary>What docker/Dockerfile sets for the emulator.</summary>
internal static partial class ImageVariables
{
    private static readonly string Dockerfile = File.ReadAllText(Path.Combine(SourceTree.Root, "docker", "Dockerfile"));

    /// <summary>Settings of the image, by the names of their variables.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } =
        Setting().Matches(Dockerfile).ToDictionary(setting => setting.Groups[1].Value, setting => setting.Groups[2].Value);

    /// <summary>Where it works: the last word on it counts.</summary>
    public static string Folder { get; } = WorkingFolder().Matches(Dockerfile)[^1].Groups[1].Value;

    [GeneratedRegex(@"\b(Alb__\w+)=(\S+)")]
    private static partial Regex Setting();

    [GeneratedRegex(@"^WORKDIR (\S+)$", RegexOptions.Multiline)]
    private static partial Regex WorkingFolder();
}
