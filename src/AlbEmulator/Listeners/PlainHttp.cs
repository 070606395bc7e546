using System.IO.Pipelines;
using AlbEmulator.Requests;
using Microsoft.AspNetCore.Connections;

namespace AlbEmulator.Listeners;

/// <summary>
/// Looks at how a client of an HTTPS listener begins. Those that speak HTTP without TLS are told so in the clear, with the
/// page of a 400: AWS does not say what they get; nginx, on which an ALB's behaviour looks to be built, does the same. Of
/// the others it is noted what their <see cref="ClientHello"/> offers.
/// </summary>
internal static class PlainHttp
{
    /// <summary>How long the client's end of the connection is waited for, so that the answer is not lost.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    public static async Task RefuseAsync(ConnectionContext connection, ConnectionDelegate next, TimeProvider time)
    {
        var input = connection.Transport.Input;
        try
        {
            using var timeout = new CancellationTokenSource(ListenerTls.HandshakeTimeout, time);
            var first = await input.ReadAsync(timeout.Token);
            while (!first.IsCompleted && !ClientHello.IsWhole(first.Buffer))
            {
                input.AdvanceTo(first.Buffer.Start, first.Buffer.End);
                first = await input.ReadAsync(timeout.Token);
            }

            if (first.Buffer.IsEmpty)
            {
                return;
            }

            var isPlain = char.IsAsciiLetter((char)first.Buffer.FirstSpan[0]);
            connection.Features.Set(ClientHello.Read(first.Buffer));
            input.AdvanceTo(first.Buffer.Start);
            if (isPlain)
            {
                await AnswerAsync(connection.Transport, time);
                return;
            }

            connection.Features.Get<ConnectionAttempt>()?.BeginHandshake();
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client has gone, or said nothing.
            return;
        }

        await next(connection);
    }

    private static async Task AnswerAsync(IDuplexPipe transport, TimeProvider time)
    {
        var answer = AnswerPage.For(StatusCodes.Status400BadRequest, userAgent: null)
            .Render(keepAlive: false, isHead: false, time.GetUtcNow());
        await transport.Output.WriteAsync(answer);
        await transport.Output.CompleteAsync();
        using var timeout = new CancellationTokenSource(Linger, time);
        ReadResult read;
        do
        {
            read = await transport.Input.ReadAsync(timeout.Token);
            transport.Input.AdvanceTo(read.Buffer.End);
        }
        while (!read.IsCompleted);
    }
}
