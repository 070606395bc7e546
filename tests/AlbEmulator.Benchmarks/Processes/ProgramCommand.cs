namespace AlbEmulator.Benchmarks.Processes;

/// <summary>A program with its arguments and what its environment has beside this program's own.</summary>
internal sealed record ProgramCommand(string Program, params IReadOnlyList<string> Arguments)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>File to which standard output and standard error are appended.</summary>
    public string Output { get; init; } = "/dev/null";

    /// <summary>Full path of a program on the PATH or in /usr/sbin, or null where it is absent.</summary>
    public static string? Find(string name) => (System.Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Append("/usr/sbin")
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
