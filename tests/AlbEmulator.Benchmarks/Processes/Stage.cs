namespace AlbEmulator.Benchmarks.Processes;

/// <summary>A temporary folder and the processes that were started for one measurement; both are gone when it is disposed.</summary>
internal sealed class Stage : IDisposable
{
    private readonly List<StartedProcess> _processes = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("alb-benchmarks-").FullName;

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Writes a file below the folder and gives its full path.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    public StartedProcess Start(ProgramCommand command)
    {
        var process = StartedProcess.Start(command, Folder);
        _processes.Add(process);
        return process;
    }

    public void Dispose()
    {
        // Last started, first ended: a proxy before its target.
        foreach (var process in Enumerable.Reverse(_processes))
        {
            process.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
