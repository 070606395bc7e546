using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// S3 as moto plays it, with the AWS command line to look into it.
/// <see href="https://docs.getmoto.org/en/latest/docs/server_mode.html"/>
/// </summary>
internal sealed class MotoServer : IAsyncDisposable
{
    private readonly Process _process;

    private MotoServer(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Null, and a word about it, where it is not installed.</summary>
    public static async Task<MotoServer?> StartAsync()
    {
        if (!Programs.Have("moto_server", "aws"))
        {
            return null;
        }

        var port = FreePorts.Take();
        var process = Process.Start(new ProcessStartInfo(
            "moto_server", ["-H", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new MotoServer(process, port);
        try
        {
            await Patience.UntilAsync("moto to serve", async () => await server.ServesAsync() ? server : null, Patience.Program);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>What <c>aws</c> prints.</summary>
    /// <param name="port">Where it asks.</param>
    /// <param name="arguments">Such as <c>s3 ls my-logs</c>.</param>
    public static async Task<string> AwsAsync(int port, params string[] arguments)
    {
        var (exitCode, output, errors) = await Programs.RunAsync(
            "aws", ["--endpoint-url", $"http://127.0.0.1:{port}", .. arguments]);
        Assert.True(exitCode == 0, errors);
        return output;
    }

    public async ValueTask DisposeAsync() => await Programs.EndAsync(_process);

    private async Task<bool> ServesAsync()
    {
        Assert.False(_process.HasExited, "moto has ended");
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(System.Net.IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
