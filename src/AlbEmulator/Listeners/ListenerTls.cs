using System.Security.Authentication;
using AlbEmulator.Snapshots;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace AlbEmulator.Listeners;

/// <summary>
/// TLS on the endpoint of an HTTPS listener. Each handshake asks the snapshot for the certificate, so that a change of it
/// needs no new endpoint.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html"/>
/// </summary>
internal static class ListenerTls
{
    /// <summary>How long a client may take.</summary>
    public static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);

    public static void Use(ListenOptions endpoint, string endpointName, CurrentSnapshot snapshot, TimeProvider time)
    {
        endpoint.Use(next => connection => PlainHttp.RefuseAsync(connection, next, time));
        endpoint.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = HandshakeTimeout,
            OnConnection = handshake =>
            {
                if (!snapshot.Value.ByEndpoint.TryGetValue(endpointName, out var listener)
                    || listener.Handshake is not { } listenerHandshake)
                {
                    // The listener has just been removed or changed, and its port is about to be let go.
                    throw new AuthenticationException("The listener is gone.");
                }

                return new(listenerHandshake.Begin(handshake.ClientHelloInfo, handshake.Connection.Features, time));
            },
        });
    }
}
