using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AlbEmulator.Tests.Support;

/// <summary>A program on a terminal of its own, by Python's <c>pty</c>: what it shows, also where nobody looks on.</summary>
public sealed class PseudoTerminal : IAsyncDisposable
{
    /// <summary>Runs what it is told, prints its process id, and shows what it shows but between "stop" and "go".</summary>
    private const string Script = """
        import os, pty, select, signal, sys
        child, terminal = pty.fork()
        if child == 0:
            os.execvp(sys.argv[1], sys.argv[1:])
        print(child, flush=True)
        looks = True
        while True:
            ready = select.select([0] + [terminal] * looks, [], [], 0.2)[0]
            if not ready and not looks:
                ended, status = os.waitpid(child, os.WNOHANG)
                if ended:
                    sys.exit(os.waitstatus_to_exitcode(status) & 255)
            if 0 in ready:
                word = os.read(0, 100).decode().strip()
                if word == '':
                    os.kill(child, signal.SIGKILL)
                    break
                looks = word == 'go'
                os.write(terminal, b'\x11' if looks else b'\x13')
            if terminal in ready:
                try:
                    shown = os.read(terminal, 65536)
                except OSError:
                    break
                os.write(1, shown)
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 255)
        """;

    private readonly Process _process;
    private readonly StringBuilder _shown = new();
    private readonly Task _reading;

    private PseudoTerminal(Process process, int programId)
    {
        (_process, ProgramId) = (process, programId);
        _reading = ReadAsync();
    }

    /// <summary>Of the program.</summary>
    public int ProgramId { get; }

    /// <summary>All that it has shown, orders to the terminal included.</summary>
    public string Shown
    {
        get
        {
            lock (_shown)
            {
                return _shown.ToString();
            }
        }
    }

    /// <summary>Whether there is Python and its module; says what is missing.</summary>
    public static bool IsThere() => OperatingSystem.IsWindows() ? Programs.Lack("Windows has no pseudo-terminals.") : Programs.Have("python3");

    /// <param name="folder">Where it runs.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="variables">Of its environment, in the place of those of the tests; null for none.</param>
    public static async Task<PseudoTerminal> StartAsync(
        string folder, IEnumerable<string> command, params IEnumerable<(string Name, string? Value)> variables)
    {
        var start = new ProcessStartInfo("python3", ["-c", Script, .. command])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var id = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience.Default);
        return new PseudoTerminal(process, int.Parse(id!, CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until something was shown.</summary>
    public async Task ShowsAsync(string words)
    {
        try
        {
            await Patience.UntilAsync($"'{words}' to be shown", () => Shown.Contains(words, StringComparison.Ordinal), Patience.Program);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}, and there is:\n{Shown}", late);
        }
    }

    /// <summary>Ctrl-S, and nobody reads any more.</summary>
    public Task StopAsync() => TellAsync("stop");

    /// <summary>Ctrl-Q.</summary>
    public Task GoAsync() => TellAsync("go");

    /// <summary>SIGTERM to the program; gives its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        await Programs.RunAsync("kill", ["-TERM", ProgramId.ToString(CultureInfo.InvariantCulture)]);
        return await WaitForExitAsync();
    }

    public async Task<int> WaitForExitAsync()
    {
        await Patience.BoundAsync("the program to end", _process.WaitForExitAsync);
        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            await WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task TellAsync(string word)
    {
        await _process.StandardInput.WriteLineAsync(word);
        await _process.StandardInput.FlushAsync();
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        while (await _process.StandardOutput.ReadAsync(buffer) is > 0 and var count)
        {
            lock (_shown)
            {
                _shown.Append(buffer, 0, count);
            }
        }
    }
}
