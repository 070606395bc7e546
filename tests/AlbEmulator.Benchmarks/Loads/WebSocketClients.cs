using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using AlbEmulator.Benchmarks.Processes;

namespace AlbEmulator.Benchmarks.Loads;

/// <summary>
/// WebSockets that each send a message of 64 bytes, wait until it has come back, and send it again (a closed loop). On
/// plain sockets, so that the clients leave as much of the machine to the proxy as they can.
/// <see href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2"/>
/// </summary>
internal static class WebSocketClients
{
    private const int PayloadBytes = 64;
    private const int MaskBytes = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Opens all connections, and then talks on them for so long.</summary>
    public static async Task<LoadFigures> Run(int port, int connections, TimeSpan duration, CancellationToken cancelled)
    {
        var clients = Enumerable.Range(0, connections).Select(_ => new Client()).ToArray();
        try
        {
            await Task.WhenAll(clients.Select(client => client.Open(port, cancelled)));
            var start = Stopwatch.GetTimestamp();
            var latencies = await Task.WhenAll(clients.Select(client => Task.Run(() => client.Talk(duration, cancelled), cancelled)));
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var sample = LatencySample.Of([.. latencies.SelectMany(each => each)]);
            var answered = sample.Sent - sample.Errors;
            return new LoadFigures(
                answered, answered / seconds, sample.P50, sample.P99, sample.Errors, answered * PayloadBytes / seconds)
            {
                Logged = connections,
            };
        }
        finally
        {
            foreach (var client in clients)
            {
                client.Dispose();
            }
        }
    }

    /// <summary>A frame of a whole binary message, masked as those of clients are. Another one each time.</summary>
    private static byte[] Message() => [0x82, 0x80 | PayloadBytes, .. RandomNumberGenerator.GetBytes(MaskBytes + PayloadBytes)];

    private sealed class Client : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private readonly byte[] _message = Message();
        private readonly byte[] _echo = new byte[2 + MaskBytes + PayloadBytes];

        /// <summary>The handshake. After the answer nothing comes until a message was sent.</summary>
        public async Task Open(int port, CancellationToken cancelled)
        {
            await _socket.ConnectAsync(IPAddress.Loopback, port, cancelled);
            var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            await _socket.SendAsync(
                Encoding.ASCII.GetBytes(
                    $"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"),
                cancelled);
            var answer = new byte[4096];
            var length = 0;
            while (!answer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
            {
                var read = await _socket.ReceiveAsync(answer.AsMemory(length), cancelled);
                length += read;
                if (read == 0 || !answer.AsSpan(0, length).StartsWith("HTTP/1.1 101"u8))
                {
                    throw new NoAnswerException($"Port {port} takes no WebSocket: {Encoding.ASCII.GetString(answer, 0, length)}");
                }
            }
        }

        /// <summary>Milliseconds of each message until it was back; null for one that came back otherwise, or never.</summary>
        public async Task<List<double?>> Talk(TimeSpan duration, CancellationToken cancelled)
        {
            using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
            bounded.CancelAfter(duration + Patience);
            await using var stream = new NetworkStream(_socket);
            var latencies = new List<double?>();
            try
            {
                for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < duration;)
                {
                    var sent = Stopwatch.GetTimestamp();
                    await stream.WriteAsync(_message, bounded.Token);
                    await stream.ReadExactlyAsync(_echo, bounded.Token);
                    var isSame = _echo.AsSpan().SequenceEqual(_message);
                    latencies.Add(isSame ? Stopwatch.GetElapsedTime(sent).TotalMilliseconds : null);
                }
            }
            catch (IOException)
            {
                latencies.Add(null);
            }
            catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
            {
                latencies.Add(null);
            }

            return latencies;
        }

        public void Dispose() => _socket.Dispose();
    }
}
