using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AlbEmulator.Benchmarks.Loads;

/// <summary>
/// Clients that keep their connections busy all the time (a closed loop), and send back the cookies that the last
/// response set, each connection its own, as browsers do.
/// </summary>
internal static class CookieClients
{
    /// <param name="port">Of the listener, on loopback.</param>
    /// <param name="connections">How many clients.</param>
    /// <param name="ownCookies">A Cookie header's value for those that no response has given one; empty for none.</param>
    /// <param name="duration">Of the load.</param>
    /// <param name="cancelled">Ends it early.</param>
    /// <returns>How many requests were answered 200, and how many otherwise.</returns>
    public static async Task<(long Answered, long Errors)> Run(
        int port, int connections, string ownCookies, TimeSpan duration, CancellationToken cancelled)
    {
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(
            async () =>
            {
                using var client = new Client(ownCookies);
                return await client.Run(port, end, cancelled);
            },
            cancelled)));
        return (counts.Sum(count => count.Answered), counts.Sum(count => count.Errors));
    }

    private sealed class Client(string ownCookies) : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private readonly byte[] _buffer = new byte[16 * 1024];
        private string _cookies = ownCookies;

        public async Task<(long Answered, long Errors)> Run(int port, long end, CancellationToken cancelled)
        {
            await _socket.ConnectAsync(IPAddress.Loopback, port, cancelled);
            var (answered, errors) = (0L, 0L);
            while (Stopwatch.GetTimestamp() < end)
            {
                var cookie = _cookies.Length > 0 ? $"Cookie: {_cookies}\r\n" : "";
                var request = Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{cookie}\r\n");
                await _socket.SendAsync(request, cancelled);
                if (await ReadAnswer(cancelled))
                {
                    answered++;
                }
                else
                {
                    errors++;
                }
            }

            return (answered, errors);
        }

        public void Dispose() => _socket.Dispose();

        private async Task<bool> ReadAnswer(CancellationToken cancelled)
        {
            var (filled, whole) = (0, int.MaxValue);
            while (filled < whole)
            {
                var read = await _socket.ReceiveAsync(_buffer.AsMemory(filled), cancelled);
                if (read == 0)
                {
                    throw new IOException("The load balancer closed the connection.");
                }

                filled += read;
                if (whole == int.MaxValue && _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8) is var head and >= 0)
                {
                    whole = head + 4 + TakeHead(Encoding.ASCII.GetString(_buffer, 0, head + 2));
                }
            }

            return _buffer.AsSpan(9).StartsWith("200"u8);
        }

        /// <summary>Keeps the cookies, and gives the length of the body.</summary>
        private int TakeHead(string head)
        {
            const string Length = "Content-Length: ";
            const string Set = "Set-Cookie: ";
            var (length, cookies) = (0, "");
            foreach (var line in head.AsSpan().EnumerateLines())
            {
                if (line.StartsWith(Length))
                {
                    length = int.Parse(line[Length.Length..]);
                }
                else if (line.StartsWith(Set))
                {
                    var cookie = line[Set.Length..line.IndexOf(';')];
                    cookies = cookies.Length == 0 ? cookie.ToString() : $"{cookies}; {cookie}";
                }
            }

            _cookies = cookies.Length > 0 ? cookies : _cookies;
            return length;
        }
    }
}
