using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AlbEmulator.Tests.House;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Deployment;

/// <summary>
/// The emulator as a process with the environment of the pods of docker/kubernetes/base, and their volumes as folders: that of the
/// ConfigMap as the kubelet makes it, with links.
/// </summary>
internal sealed class DeployedNode : IAsyncDisposable
{
    private readonly TempFolder _work = new();
    private readonly TempFolder _elsewhere = new();
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;

    private DeployedNode(PodTemplate pods, string topology)
    {
        Write("..first", topology);
        File.CreateSymbolicLink(_work.File("config/..data"), "..first");
        File.CreateSymbolicLink(_work.File("config/alb.yaml"), "..data/alb.yaml");
        Directory.CreateDirectory(_work.File("data"));

        var variables = ImageVariables.All.ToDictionary();
        foreach (var (name, value) in pods.Variables)
        {
            variables[name] = value;
        }

        variables["Alb__ControlUrl"] = variables["Alb__ControlUrl"].Replace(
            $":{pods.Ports["control"]}", $":{ControlPort}", StringComparison.Ordinal);
        variables["Alb__PortMap__80"] = $"{Port}";
        // What is written beyond the volumes would be there.
        variables["HOME"] = variables["TMPDIR"] = _elsewhere.Path;
        // Of the runtime, which the image does not have.
        variables["DOTNET_EnableDiagnostics"] = "0";
        _process = EmulatorProcess.Start(
            [], _work.Path, openFiles: null, umask: null, _output.Enqueue, variables.Select(variable => (variable.Key, variable.Value)));
    }

    public int Port { get; } = FreePorts.Take();

    public int ControlPort { get; } = FreePorts.Take();

    public IReadOnlyList<string> Output => [.. _output];

    /// <summary>What there is in its working directory, and in the places for everything else.</summary>
    public (string[] Work, string[] Elsewhere) Entries => (_work.Entries(), _elsewhere.Entries());

    /// <summary>The topology of the base, whose targets the emulator itself hosts.</summary>
    public static string Topology() => Manifest("alb.yaml")
        .Replace("Id: web", "Id: echo", StringComparison.Ordinal)
        .Replace("Port: 9001", $"Port: {FreePorts.Take()}", StringComparison.Ordinal);

    /// <summary>Starts it, and probes it as the kubelet does until it is ready.</summary>
    public static async Task<DeployedNode> StartAsync(string topology)
    {
        var node = new DeployedNode(new PodTemplate(YamlObjects.Read(Manifest("deployment.yaml")).Single()), topology);
        try
        {
            await Patience.UntilAsync(
                "the node to be ready",
                async () =>
                {
                    Assert.False(node._process.HasExited, string.Join('\n', node.Output));
                    return await node.ProbeAsync() == 200 ? node : null;
                },
                Patience.Program);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Status of what the kubelet asks, by the address of a pod unless told otherwise; 0 where nobody answers.</summary>
    public async Task<int> ProbeAsync(string host = "10.1.2.3:4580")
    {
        try
        {
            return (await RawClient.ExchangeAsync(
                ControlPort,
                $"GET /health HTTP/1.1\r\nHost: {host}\r\nUser-Agent: kube-probe/1.32\r\nAccept: */*\r\nConnection: close\r\n\r\n")).Status;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return 0;
        }
    }

    /// <summary>Puts an edited ConfigMap in the place of the one before, as the kubelet does: all at once, by a link.</summary>
    public async Task EditAsync(string topology)
    {
        Write("..second", topology);
        File.CreateSymbolicLink(_work.File("config/..data_tmp"), "..second");
        // File.Move takes no link to a folder.
        var (exitCode, _, errors) = await Programs.RunAsync("mv", ["-T", _work.File("config/..data_tmp"), _work.File("config/..data")]);
        Assert.True(exitCode == 0, errors);
        Directory.Delete(_work.File("config/..first"), recursive: true);
    }

    /// <summary>SIGTERM; gives the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        await Programs.RunAsync("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await Patience.BoundAsync("the node to end", _process.WaitForExitAsync, Patience.Program);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await Programs.EndAsync(_process);
        _work.Dispose();
        _elsewhere.Dispose();
    }

    private void Write(string version, string topology) => _work.Write($"config/{version}/alb.yaml", topology);

    private static string Manifest(string name) => File.ReadAllText(Path.Combine(SourceTree.Root, "docker", "kubernetes", "base", name));
}
