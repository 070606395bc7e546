using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace AlbEmulator.Tests.Support;

/// <summary>A command that runs an emulator, typed in a folder of its own by somebody whose home is empty.</summary>
public sealed class AlbCommand : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = Patience.Default };

    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;
    private readonly TempFolder _home = new();

    private AlbCommand(TempFolder folder, IEnumerable<string> words, IEnumerable<(string Name, string Value)> variables)
    {
        _process = EmulatorProcess.Start(
            [.. words, $"--Alb:ControlUrl={Control.ToString().TrimEnd('/')}"],
            folder.Path,
            openFiles: null,
            umask: null,
            _output.Enqueue,
            [("HOME", _home.Path), .. variables]);
    }

    /// <summary>Where the emulator itself answers.</summary>
    public Uri Control { get; } = new($"http://127.0.0.1:{FreePorts.Take()}");

    /// <summary>Lines of standard output and standard error so far.</summary>
    public IReadOnlyList<string> Output => [.. _output];

    /// <summary>What it left in the home folder.</summary>
    public IReadOnlyList<string> Home => Directory.GetFileSystemEntries(_home.Path);

    /// <summary>Starts it, and waits until it serves.</summary>
    /// <param name="folder">Where it is typed.</param>
    /// <param name="words">What stands behind <c>alb</c>.</param>
    /// <param name="variables">Of the environment.</param>
    public static async Task<AlbCommand> StartAsync(
        TempFolder folder, IEnumerable<string> words, params IEnumerable<(string Name, string Value)> variables)
    {
        var command = new AlbCommand(folder, words, variables);
        try
        {
            await Patience.UntilAsync(
                "the emulator to serve",
                async () => command._process.HasExited
                    ? throw new InvalidOperationException($"It ended: {string.Join('\n', command.Output)}")
                    : await command.IsHealthyAsync() ? command : null,
                Patience.Program);
            return command;
        }
        catch
        {
            await command.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends SIGTERM, waits for its end, and gives all that it printed.</summary>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        await Programs.RunAsync("kill", ["-TERM", $"{_process.Id}"]);
        await Patience.BoundAsync("the emulator to end", _process.WaitForExitAsync);
        return Output;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _home.Dispose();
    }

    private async Task<bool> IsHealthyAsync()
    {
        try
        {
            using var response = await Http.GetAsync(new Uri(Control, "/health"));
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
