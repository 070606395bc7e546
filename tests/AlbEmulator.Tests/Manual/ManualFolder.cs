using System.Diagnostics;
using System.Text.RegularExpressions;
using AlbEmulator.Tests.House;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Manual;

/// <summary>
/// A fresh folder in which the blocks of a page are tried one after the other, as somebody does who reads it. <c>alb</c> is the emulator of
/// this build; the ports that pages name are free ones in their place.
/// </summary>
internal sealed partial class ManualFolder : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, int> _ports = [];
    private readonly List<Process> _others = [];
    private Process? _emulator;

    public ManualFolder()
    {
        _folder.Write("bin/alb", $"#!/bin/sh\nexec {AlbProgram.InShell} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.File("bin/alb"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        _folder.Write("config/alb.json", Placed(File.ReadAllText(Path.Combine(SourceTree.Root, "config", "alb.json"))));
    }

    public void Write(CommandBlock block) => _folder.Write(block.File!, Placed(block.Text) + "\n");

    /// <summary>Runs commands to their end. An emulator that they start well has none beside it.</summary>
    public async Task RunAsync(CommandBlock block)
    {
        if (block.ExitCode == 0 && block.Commands.Contains("alb run ", StringComparison.Ordinal) && _emulator is { } before)
        {
            await KillAsync(before);
        }

        using var process = Start(block, "set -eo pipefail\n");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await Patience.BoundAsync($"{block.Page}:{block.Line} to end", process.WaitForExitAsync, Patience.Program);
            Assert.True(
                process.ExitCode == block.ExitCode,
                $"{block.Page}:{block.Line} ended with {process.ExitCode}:\n{await output}\n{await errors}");
        }
        finally
        {
            await KillAsync(process);
        }
    }

    /// <summary>Starts what goes on: an emulator in the place of the one before, or what stands beside it.</summary>
    public async Task ServeAsync(CommandBlock block)
    {
        var isEcho = block.Commands.Contains("alb echo", StringComparison.Ordinal);
        if (!isEcho && _emulator is { } before)
        {
            await KillAsync(before);
        }

        var process = Start(block, "");
        var errors = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        if (isEcho)
        {
            _others.Add(process);
        }
        else
        {
            _emulator = process;
        }

        using var http = OneQuestion.Client();
        var port = isEcho ? int.Parse(EchoPort().Match(Placed(block.Text)).Groups[1].Value) : Port("4580");
        await Patience.UntilAsync(
            $"{block.Page}:{block.Line} to serve",
            async () =>
            {
                Assert.False(process.HasExited, $"{block.Page}:{block.Line} has ended: {(process.HasExited ? await errors : "")}");
                try
                {
                    using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health"));
                    return isEcho || answer.IsSuccessStatusCode ? "it serves" : null;
                }
                catch (HttpRequestException)
                {
                    return null;
                }
            },
            Patience.Program);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _others.Prepend(_emulator).OfType<Process>())
        {
            await KillAsync(process);
            process.Dispose();
        }

        _folder.Dispose();
    }

    private Process Start(CommandBlock block, string before)
    {
        var start = new ProcessStartInfo("bash", ["-c", before + Placed(block.Commands)])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{_folder.File("bin")}:{start.Environment["PATH"]}";
        start.Environment["HOME"] = _folder.Path;
        start.Environment["Alb__ControlUrl"] = $"http://127.0.0.1:{Port("4580")}";
        start.Environment["AWS_ACCESS_KEY_ID"] = start.Environment["AWS_SECRET_ACCESS_KEY"] = "test";
        start.Environment["AWS_REGION"] = "us-east-1";
        // Of the tests' own.
        start.Environment.Remove("CI");
        return Process.Start(start)!;
    }

    private string Placed(string text) => PagePort().Replace(text, port => $"{Port(port.Value)}");

    private int Port(string written) => _ports.TryGetValue(written, out var port) ? port : _ports[written] = FreePorts.Take();

    private static async Task KillAsync(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    [GeneratedRegex(@"\b(8080|8081|8443|3000|3001|3002|4000|5000|4580|9000|9001|9002)\b")]
    private static partial Regex PagePort();

    [GeneratedRegex(@"--port (\d+)")]
    private static partial Regex EchoPort();
}
