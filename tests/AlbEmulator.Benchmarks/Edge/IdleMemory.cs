using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using AlbEmulator.Benchmarks.Loads;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks.Edge;

/// <summary>
/// Memory of client connections that had one answer and are kept alive, beside those of a plain Kestrel with the same
/// settings of the garbage collector. At each look other requests have a process collect its garbage, and the least that
/// it has meanwhile is taken.
/// </summary>
internal static class IdleMemory
{
    /// <summary>Above plain Kestrel's.</summary>
    private const double Tolerance = 1.10;

    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(20);
    private static readonly byte[] Request = "GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: idle/1.0\r\nAccept: */*\r\n\r\n"u8.ToArray();

    public static async Task<int> Run(int connections, bool isTls, CancellationToken cancelled)
    {
        if (ProgramCommand.Find("wrk") is not { } wrk)
        {
            await Console.Error.WriteLineAsync("wrk is not installed (apt-get install wrk).");
            return 2;
        }

        MachineLine.Print(Console.Out);
        using var stage = new Stage();
        var certificate = isTls ? ServerCertificate.Make(stage) : null;
        var kestrel = PlainTarget.DefineKestrel(certificate);
        var target = await PlainTarget.Start(stage, cancelled);
        var emulator = EmulatorProxy.Define(stage, target, [], certificate: certificate)
            ?? throw new NoAnswerException("The Release build of the emulator is not there: dotnet build -c Release.");
        var table = new Table("program", "connections", "before MB", "after MB", "bytes/connection", "to plain Kestrel");
        var (plain, ratio) = (0.0, 0.0);
        foreach (var proxy in new[] { kestrel, emulator })
        {
            var process = stage.Start(proxy.Command);
            await FirstAnswer.Wait(process, proxy.Port, proxy.Name, cancelled, isTls);
            var (before, after) = await Measure(wrk, proxy, process, connections, cancelled);
            var each = (after - before) / (double)connections;
            plain = plain == 0 ? each : plain;
            ratio = each / plain;
            table.Add(proxy.Name, $"{connections}", $"{before / 1e6:F0}", $"{after / 1e6:F0}", $"{each:F0}", $"{ratio:F2}");
        }

        table.Print(Console.Out);
        return ratio <= Tolerance ? 0 : 1;
    }

    private static async Task<(long Before, long After)> Measure(
        string wrk, Proxy proxy, StartedProcess process, int connections, CancellationToken cancelled)
    {
        var url = $"{(proxy.IsTls ? "https" : "http")}://127.0.0.1:{proxy.Port}/";
        await Load();
        var before = await ProcessMemory.Least(process.Id, Load(), cancelled);
        var open = new List<Stream>(connections);
        try
        {
            while (open.Count < connections)
            {
                open.Add(await Open(proxy, cancelled));
            }

            return (before, await ProcessMemory.Least(process.Id, Load(), cancelled));
        }
        finally
        {
            foreach (var stream in open)
            {
                await stream.DisposeAsync();
            }
        }

        Task Load() => Wrk.Run(wrk, url, 1, 8, Busy, cancelled);
    }

    private static async Task<Stream> Open(Proxy proxy, CancellationToken cancelled)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, proxy.Port, cancelled);
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        if (proxy.IsTls)
        {
            var tls = new SslStream(stream, leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate is not null);
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, cancelled);
            stream = tls;
        }

        await stream.WriteAsync(Request, cancelled);
        var buffer = new byte[4096];
        for (var text = ""; !text.Contains("\r\n\r\na", StringComparison.Ordinal) || text.Length < 1024;)
        {
            var read = await stream.ReadAsync(buffer, cancelled);
            text += read > 0
                ? Encoding.Latin1.GetString(buffer, 0, read)
                : throw new NoAnswerException($"{proxy.Name} closed a connection.");
        }

        return stream;
    }
}
