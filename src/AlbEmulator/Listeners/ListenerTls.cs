using System.Net.Security;
using System.Security.Authentication;
using AlbEmulator.FrontEndConnections;
using AlbEmulator.Http1;
using AlbEmulator.Snapshots;
using Microsoft.AspNetCore.Connections;

namespace AlbEmulator.Listeners;

/// <summary>
/// TLS on the endpoint of an HTTPS listener. Each handshake asks the snapshot for the certificate, so that a change of it
/// needs no new endpoint.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html"/>
/// </summary>
/// <param name="endpointName">Of the listener.</param>
/// <param name="snapshot">That has it.</param>
/// <param name="time">The clock.</param>
internal sealed class ListenerTls(string endpointName, CurrentSnapshot snapshot, TimeProvider time)
{
    /// <summary>How long a client may take.</summary>
    public static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Bytes that a client's first message usually has room in.</summary>
    private const int UsualHello = 2048;

    /// <summary>Serves a connection once its handshake has succeeded; any other ends here.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var client = (ClientSocket)connection;
        await using var tls = await HandshakeAsync(client);
        if (tls is not null)
        {
            client.Secure(tls);
            await next(client);
        }
    }

    /// <returns>Null where it failed.</returns>
    private async Task<SslStream?> HandshakeAsync(ClientSocket client)
    {
        var socket = client.Plain;
        using var timeout = new CancellationTokenSource(HandshakeTimeout, time);
        SslStream? tls = null;
        try
        {
            var hello = await HelloAsync(socket, timeout.Token);
            if (hello.IsEmpty)
            {
                return null;
            }

            if (PlainHttp.Begins(hello.Span))
            {
                await PlainHttp.RefuseAsync(socket, time);
                return null;
            }

            client.Features.Set(ClientHello.Read(hello.Span));
            client.Features.Get<ConnectionAttempt>()?.BeginHandshake();
            socket.PutBack(hello);
            tls = new SslStream(socket, leaveInnerStreamOpen: true);
            await tls.AuthenticateAsServerAsync((_, said, _, _) => new(Begin(said, client)), state: null, timeout.Token);
            return tls;
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has gone, said nothing, or asked for what the listener does not have.
            tls?.Dispose();
            return null;
        }
    }

    private SslServerAuthenticationOptions Begin(SslClientHelloInfo hello, ClientSocket client) =>
        snapshot.Value.ByEndpoint.TryGetValue(endpointName, out var listener) && listener.Handshake is { } handshake
            ? handshake.Begin(hello, client.Features, time)
            // It has just been removed or changed, and its port is about to be let go.
            : throw new AuthenticationException("The listener is gone.");

    /// <summary>The client's first message, as far as it came; empty where it sent none.</summary>
    private static async ValueTask<ReadOnlyMemory<byte>> HelloAsync(WireSocket socket, CancellationToken timeout)
    {
        // A client that says nothing is waited for without a buffer.
        _ = await socket.ReadAsync(Memory<byte>.Empty, timeout);
        var hello = new byte[UsualHello];
        var length = 0;
        do
        {
            if (length == hello.Length)
            {
                Array.Resize(ref hello, ClientHello.LongestRecord);
            }

            var bytes = await socket.ReadAsync(hello.AsMemory(length), timeout);
            if (bytes == 0)
            {
                break;
            }

            length += bytes;
        }
        while (!ClientHello.IsWhole(hello.AsSpan(0, length)));
        return hello.AsMemory(0, length);
    }
}
