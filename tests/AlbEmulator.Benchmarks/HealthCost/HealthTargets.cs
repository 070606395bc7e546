using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Benchmarks.HealthCost;

/// <summary>
/// Many targets on one port, each on a loopback address of its own (<c>127.0.0.0/8</c>, which Linux has whole). They
/// answer any request with an empty 200 and close.
/// </summary>
internal static class HealthTargets
{
    private static readonly byte[] Ok = [.. "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8];

    /// <summary><c>127.0.0.1</c> and those after it.</summary>
    public static IEnumerable<IPAddress> Addresses(int count) =>
        Enumerable.Range(1, count).Select(number => new IPAddress([127, 0, (byte)(number / 250), (byte)(number % 250 + 1)]));

    public static async Task<int> Run(int port, int count, CancellationToken cancelled)
    {
        // The address that is asked first is bound last.
        var addresses = Addresses(count).Append(IPAddress.Loopback).Distinct();
        await Task.WhenAll(addresses.OrderBy(IPAddress.Loopback.Equals).Select(address => Serve(address, port, cancelled)));
        return 0;
    }

    private static async Task Serve(IPAddress address, int port, CancellationToken cancelled)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(address, port));
        listener.Listen();
        var buffer = new byte[1024];
        while (!cancelled.IsCancellationRequested)
        {
            using var connection = await listener.AcceptAsync(cancelled);
            await connection.ReceiveAsync(buffer, cancelled);
            await connection.SendAsync(Ok, cancelled);
            connection.Shutdown(SocketShutdown.Both);
        }
    }
}
