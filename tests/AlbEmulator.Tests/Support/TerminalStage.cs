using System.Diagnostics;
using System.Net.Sockets;

namespace AlbEmulator.Tests.Support;

/// <summary>A topology file of one listener in a folder of its own, and the emulator there with its defaults, as a user starts it.</summary>
public sealed class TerminalStage : IDisposable
{
    private const string File = "alb.yaml";

    public TerminalStage(params int[] targets) => Rewrite(targets);

    public TempFolder Folder { get; } = new();

    /// <summary>What it is run with beside the file.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    public int Port { get; } = FreePorts.Take();

    public string ControlUrl { get; } = $"http://127.0.0.1:{FreePorts.Take()}";

    public void Dispose() => Folder.Dispose();

    /// <summary>Gives the file other targets.</summary>
    public void Rewrite(params int[] targets) => Folder.Replace(File, $$"""
        LoadBalancers:
          - Name: web
            Listeners: [{ Port: {{Port}}, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }]
        TargetGroups:
          - Name: web
            Targets: [{{string.Join(", ", targets.Select(target => $"{{ Id: 127.0.0.1, Port: {target} }}"))}}]
        """);

    /// <summary>Runs it on a terminal.</summary>
    public Task<PseudoTerminal> RunOnTerminalAsync(params IEnumerable<(string Name, string? Value)> variables) =>
        PseudoTerminal.StartAsync(Folder.Path, Command(null), [("DOTNET_RUNNING_IN_CONTAINER", null), ("NO_COLOR", null), .. variables]);

    /// <summary>Runs it with standard output into a pipe.</summary>
    public Process Run(string? argument, params IEnumerable<(string Name, string? Value)> variables)
    {
        string[] command = Command(argument);
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = Folder.Path, RedirectStandardOutput = true };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>The text of an answer; null while nobody answers.</summary>
    public async Task<string?> TryAskAsync(string path)
    {
        try
        {
            return (await RawClient.ExchangeAsync(Port, Wire.Get(path))).Text;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private string[] Command(string? argument) =>
    [
        .. AlbProgram.Words, "run", File, $"--Alb:ControlUrl={ControlUrl}", .. Arguments,
        .. argument is null ? Array.Empty<string>() : [argument],
    ];
}
