namespace AlbEmulator.Imports.Services;

/// <summary>How the emulator is told from the services that get requests: by its image, unless that is run as an echo target.</summary>
internal static class OwnImage
{
    /// <summary>What it is called, without registry and tag.</summary>
    private static readonly string[] Names = ["alb-emulator", "albemulator"];

    /// <param name="image">As a file or an engine has it.</param>
    /// <param name="command">The words that are run.</param>
    public static bool IsRun(string image, IEnumerable<string> command) =>
        Names.Contains(image.Split('@')[0].Split('/')[^1].Split(':')[0], StringComparer.OrdinalIgnoreCase)
        && !command.Contains("echo", StringComparer.Ordinal);
}
