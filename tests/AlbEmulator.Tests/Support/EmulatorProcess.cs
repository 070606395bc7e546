using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// The emulator as a process of its own: for signals, exit codes, what it prints, and how much memory it takes.
/// </summary>
public sealed class EmulatorProcess : RunningEmulator
{
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;

    /// <param name="topology">What it runs.</param>
    /// <param name="settings">
    /// Of the sections <c>Alb</c> and <c>Serilog</c>; all others are variables of the environment.
    /// </param>
    /// <param name="openFiles"><c>ulimit -n</c>; null for that of the tests.</param>
    /// <param name="umask">In octal; null for that of the tests.</param>
    private EmulatorProcess(string topology, int? openFiles, string? umask, IReadOnlyList<(string Name, string Value)> settings)
        : base(topology) => _process = Start(
            ["run", TopologyPath, .. SettingArguments(settings.Where(setting => !IsVariable(setting)))],
            Folder.Path,
            openFiles,
            umask,
            _output.Enqueue,
            settings.Where(IsVariable));

    /// <summary>Lines of standard output and standard error so far.</summary>
    public IReadOnlyList<string> Output => [.. _output];

    public int ProcessId => _process.Id;

    public bool IsRunning => !_process.HasExited;

    /// <summary>Bytes of memory that are held now.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts it, and waits until it serves.</summary>
    public static Task<EmulatorProcess> StartAsync(
        object topology, params IEnumerable<(string Name, string Value)> settings) =>
        StartAsync(topology, openFiles: null, umask: null, settings);

    /// <param name="topology">What it runs.</param>
    /// <param name="openFiles"><c>ulimit -n</c>; null for that of the tests.</param>
    /// <param name="settings">As with the other.</param>
    public static Task<EmulatorProcess> StartAsync(
        object topology, int? openFiles, params IEnumerable<(string Name, string Value)> settings) =>
        StartAsync(topology, openFiles, umask: null, settings);

    /// <summary>The same with an umask of its own, such as <c>000</c>.</summary>
    public static Task<EmulatorProcess> StartAsync(
        object topology, string? umask, params IEnumerable<(string Name, string Value)> settings) =>
        StartAsync(topology, openFiles: null, umask, settings);

    private static async Task<EmulatorProcess> StartAsync(
        object topology, int? openFiles, string? umask, IEnumerable<(string Name, string Value)> settings)
    {
        var emulator = new EmulatorProcess(topology.ToString()!, openFiles, umask, [.. settings]);
        try
        {
            await Patience.UntilAsync(
                "the emulator to serve",
                async () => emulator._process.HasExited
                    ? throw new InvalidOperationException($"It ended: {string.Join('\n', emulator.Output)}")
                    : await emulator.IsHealthyAsync() ? emulator : null,
                Patience.Program);
            return emulator;
        }
        catch
        {
            await emulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command to its end.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(string folder, params string[] arguments) =>
        RunAsync(folder, arguments, []);

    /// <summary>The same with variables of the environment.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(
        string folder, string[] arguments, params IEnumerable<(string Name, string Value)> variables) =>
        RunAsync(folder, arguments, openFiles: null, variables);

    /// <summary>The same with a limit of open files.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string folder, string[] arguments, int? openFiles, params IEnumerable<(string Name, string Value)> variables)
    {
        var output = new ConcurrentQueue<string>();
        using var process = Start(arguments, folder, openFiles, umask: null, output.Enqueue, variables);
        try
        {
            await Patience.BoundAsync("the command to end", process.WaitForExitAsync, Patience.Program);
            return (process.ExitCode, string.Join('\n', output));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    /// <summary>Runs <c>alb health</c>, which waits two seconds alone: again where a machine that is busy took longer.</summary>
    public static async Task<(int ExitCode, string Output)> AskHealthAsync(
        string folder, string[] arguments, params IEnumerable<(string Name, string Value)> variables)
    {
        var told = (ExitCode: 0, Output: "");
        await Patience.UntilAsync(
            "health to be told within 2 s",
            async () =>
            {
                told = await RunAsync(folder, arguments, variables);
                return told.Output.Contains("did not answer within", StringComparison.Ordinal) ? null : folder;
            },
            Patience.Program);
        return told;
    }

    /// <summary>SIGTERM.</summary>
    public Task TerminateAsync() => Programs.SignalAsync(ProcessId, "TERM");

    /// <summary>SIGKILL.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return WaitForExitAsync();
    }

    /// <summary>Waits until it has ended; gives the exit code.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan? within = null)
    {
        await Patience.BoundAsync("the emulator to end", _process.WaitForExitAsync, within);
        return _process.ExitCode;
    }

    private protected override async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static bool IsVariable((string Name, string Value) setting) =>
        !setting.Name.Contains(':', StringComparison.Ordinal);

    /// <summary>Starts the program, each of whose lines is printed.</summary>
    internal static Process Start(
        string[] arguments,
        string folder,
        int? openFiles,
        string? umask,
        Action<string> print,
        params IEnumerable<(string Name, string Value)> variables)
    {
        string[] all = [.. AlbProgram.Words, .. arguments];
        string[] limits = [.. openFiles is null ? [] : new[] { $"ulimit -n {openFiles}" }, .. umask is null ? [] : new[] { $"umask {umask}" }];
        // exec: the shell becomes the emulator, so that its process id is the emulator's.
        string[] shell = ["sh", "-c", string.Join("; ", [.. limits, "exec \"$@\""]), "sh", .. all];
        string[] command = limits.Length == 0 ? all : shell;
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        void Print(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is { } text)
            {
                print(text);
            }
        }

        process.OutputDataReceived += Print;
        process.ErrorDataReceived += Print;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
