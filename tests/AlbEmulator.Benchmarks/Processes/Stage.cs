namespace AlbEmulator.Benchmarks.Processes;

/// <summary>A temporary folder and the processes that were started for one measurement; both are gone when it is disposed.</summary>
internal sealed class Stage : IDisposable
{
    private const string Memory = "/dev/shm";
    private const long LeastMemory = 4L << 30;
    private readonly List<StartedProcess> _processes = [];

    /// <param name="logsInMemory">Whether access logs go to <c>/dev/shm</c>, where that is and has 4 GB free: no disk is measured then.</param>
    public Stage(bool logsInMemory = false)
    {
        var isMemory = logsInMemory && Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= LeastMemory;
        LogFolder = isMemory ? Directory.CreateDirectory(Path.Combine(Memory, Path.GetFileName(Folder))).FullName : Folder;
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("alb-benchmarks-").FullName;

    private string LogFolder { get; }

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string LogPathOf(string name) => Path.Combine(LogFolder, name);

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

        foreach (var folder in (string[])[LogFolder, Folder])
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
