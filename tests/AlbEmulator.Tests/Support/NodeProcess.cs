using System.Diagnostics;

namespace AlbEmulator.Tests.Support;

/// <summary>A script that Node.js runs until it is disposed of.</summary>
public sealed class NodeProcess : IAsyncDisposable
{
    private readonly Process _process;

    private NodeProcess(Process process) => _process = process;

    /// <summary>Starts a script and waits for its line <c>ready</c>.</summary>
    /// <param name="script">Path of the script.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<NodeProcess> StartAsync(string script, params IEnumerable<string> arguments)
    {
        var node = new NodeProcess(Process.Start(new ProcessStartInfo("node", [script, .. arguments])
        {
            RedirectStandardOutput = true,
        })!);
        try
        {
            var line = await Patience.BoundAsync(
                $"{script} to be ready",
                async cancellation => await node._process.StandardOutput.ReadLineAsync(cancellation),
                TimeSpan.FromSeconds(30));
            Assert.Equal("ready", line);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await Programs.EndAsync(_process);
}
