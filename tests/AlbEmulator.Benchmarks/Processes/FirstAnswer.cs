using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace AlbEmulator.Benchmarks.Processes;

/// <summary>Waits until a port answers <c>GET /</c> with 200.</summary>
internal static class FirstAnswer
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    /// <summary>Gives the time of the 200 on the <see cref="Stopwatch"/>; <see cref="NoAnswerException"/> when there is none in 20 seconds.</summary>
    public static async Task<long> Wait(
        StartedProcess process, int port, string name, CancellationToken cancelled, bool isTls = false)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Timeout)
        {
            if (process.HasExited)
            {
                throw new NoAnswerException($"{name} ended before it answered. {process.Output}");
            }

            if (await Answers(port, isTls, cancelled))
            {
                return Stopwatch.GetTimestamp();
            }

            await Task.Delay(Pause, cancelled);
        }

        throw new NoAnswerException($"{name} did not answer 200 on port {port} within {Timeout.TotalSeconds} s. {process.Output}");
    }

    /// <summary>A socket of its own: an HttpClient would cost its own start the first time.</summary>
    private static async Task<bool> Answers(int port, bool isTls, CancellationToken cancelled)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancelled);
            var request = $"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n";
            await using var stream = await Open(socket, isTls, cancelled);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request), cancelled);
            var answer = new byte["HTTP/1.1 200".Length];
            for (var length = 0; length < answer.Length;)
            {
                var read = await stream.ReadAsync(answer.AsMemory(length), cancelled);
                if (read == 0)
                {
                    return false;
                }

                length += read;
            }

            return answer.AsSpan().SequenceEqual("HTTP/1.1 200"u8);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }

    private static async Task<Stream> Open(Socket socket, bool isTls, CancellationToken cancelled)
    {
        var stream = new NetworkStream(socket);
        if (!isTls)
        {
            return stream;
        }

        // Any certificate is good on loopback: what answers was started by this program.
        var tls = new SslStream(stream, leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate is not null);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, cancelled);
        return tls;
    }
}

/// <summary>A program that cannot be measured because it does not serve.</summary>
internal sealed class NoAnswerException(string message) : IOException(message);
