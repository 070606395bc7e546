namespace AlbEmulator.Benchmarks.Startup;

/// <summary>A published program of the emulator.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Path">Of the file, in full.</param>
internal sealed record NamedProgram(string Name, string Path)
{
    /// <summary>Out of <c>NAME=PATH</c>; null for any other text.</summary>
    public static NamedProgram? Parse(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } name, { Length: > 0 } path] ? new NamedProgram(name, System.IO.Path.GetFullPath(path)) : null;
}
