using System.Net.Sockets;
using AlbEmulator.Http1;
using AlbEmulator.Requests;

namespace AlbEmulator.Listeners;

/// <summary>
/// Clients of an HTTPS listener that speak HTTP without TLS are told so in the clear, with the page of a 400: AWS does not
/// say what they get; nginx, on which an ALB's behaviour looks to be built, does the same.
/// </summary>
internal static class PlainHttp
{
    /// <summary>How long the client's end of the connection is waited for, so that the answer is not lost.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    /// <summary>Whether a client's first bytes are a request and none of TLS.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) => char.IsAsciiLetter((char)bytes[0]);

    public static async Task RefuseAsync(WireSocket socket, TimeProvider time)
    {
        var answer = AnswerPage.For(StatusCodes.Status400BadRequest, userAgent: null)
            .Render(keepAlive: false, isHead: false, time.GetUtcNow());
        using var timeout = new CancellationTokenSource(Linger, time);
        await socket.WriteAsync(answer, timeout.Token);
        socket.End(SocketShutdown.Send);
        var rest = new byte[1024];
        var turn = default(Turn);
        while (await socket.ReadAsync(rest, timeout.Token) is > 0 and var bytes)
        {
            turn.Add(bytes);
            if (turn.TryEnd())
            {
                await Task.Yield();
            }
        }
    }
}
