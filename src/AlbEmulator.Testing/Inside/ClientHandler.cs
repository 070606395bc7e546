using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Machine;

namespace AlbEmulator.Testing.Inside;

/// <summary>Connects to listeners, whatever host a client names.</summary>
internal static class ClientHandler
{
    public static SocketsHttpHandler To(ListenerPlaces places, string? loadBalancer)
    {
        _ = places.First(loadBalancer);
        var trust = new CertificateTrust(places);
        var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) => certificate is X509Certificate2 shown && trust.Takes(shown, errors);
        handler.ConnectCallback = async (context, cancellation) =>
        {
            var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
            return places.Find(host, port, loadBalancer) is { } listener ? await ConnectAsync(listener, cancellation)
                // Such as the echo provider, where somebody logs in.
                : IsHere(host) ? await ConnectAsync(context.DnsEndPoint, cancellation)
                : throw places.NoneOn(port);
        };
        return handler;
    }

    private static bool IsHere(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static ValueTask<Stream> ConnectAsync(EndPoint endPoint, CancellationToken cancellation) =>
        ConnectedSocket.OfAsync(new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }, endPoint, cancellation);
}
