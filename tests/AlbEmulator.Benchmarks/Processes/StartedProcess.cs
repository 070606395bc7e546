using System.Diagnostics;

namespace AlbEmulator.Benchmarks.Processes;

/// <summary>A process of this program's own, in a folder of its own; ended by its id when disposed.</summary>
internal sealed class StartedProcess : IDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);
    private readonly Process _process;
    private readonly string _output;
    private bool _isDisposed;

    private StartedProcess(Process process, string output)
    {
        _process = process;
        _output = output;
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it has printed; empty where that goes to /dev/null.</summary>
    public string Output => File.Exists(_output) && !_output.StartsWith("/dev/", StringComparison.Ordinal)
        ? File.ReadAllText(_output)
        : "";

    /// <summary>Starts a program whose output goes straight to a file: a pipe would make this program work for it.</summary>
    public static StartedProcess Start(ProgramCommand command, string folder)
    {
        // exec: the shell becomes the program, so that the process id is the program's.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = folder, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("out=$1; shift; exec \"$@\" >>\"$out\" 2>&1 </dev/null");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(command.Output);
        start.ArgumentList.Add(command.Program);
        foreach (var argument in command.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DOTNET_ROOT"] = DotnetRoot();
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        return new StartedProcess(
            Process.Start(start) ?? throw new IOException($"{command.Program} did not start."), command.Output);
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public Task WaitForExit(CancellationToken cancelled) => _process.WaitForExitAsync(cancelled);

    /// <summary>Asks the process to end (SIGTERM), and ends it if it does not within ten seconds.</summary>
    /// <returns>Its exit code; that of a process that was ended by a signal is 128 and more.</returns>
    public int Stop()
    {
        if (!_process.HasExited)
        {
            using var term = Process.Start("kill", ["-TERM", Id.ToString()]);
            term.WaitForExit(StopTimeout);
            if (!_process.WaitForExit(StopTimeout))
            {
                _process.Kill(entireProcessTree: true);
                _process.WaitForExit(StopTimeout);
            }
        }

        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Stop();
            _process.Dispose();
        }
    }

    /// <summary>The .NET that runs this program, for programs whose launcher would look elsewhere.</summary>
    private static string DotnetRoot() =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
}
