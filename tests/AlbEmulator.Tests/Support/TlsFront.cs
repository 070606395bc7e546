using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AlbEmulator.Tests.Support;

/// <summary>Takes TLS on a port of its own, and passes what is in it to a plain target and back.</summary>
public sealed class TlsFront : IAsyncDisposable
{
    private readonly SocketServer _server;
    private readonly int _targetPort;
    private readonly SslServerAuthenticationOptions _options;

    private TlsFront(int targetPort, SslServerAuthenticationOptions options)
    {
        _targetPort = targetPort;
        _options = options;
        _server = new SocketServer(ServeAsync);
    }

    public int Port => _server.Port;

    /// <summary>Server names that clients asked for; empty for one that named none.</summary>
    public ConcurrentQueue<string> ServerNames { get; } = new();

    /// <summary>The versions of TLS that were agreed on.</summary>
    public ConcurrentQueue<SslProtocols> Protocols { get; } = new();

    /// <param name="targetPort">Of the plain target on loopback.</param>
    /// <param name="certificate">What it shows; one that nobody would trust unless told otherwise.</param>
    /// <param name="change">What else is to be changed about its handshakes.</param>
    public static TlsFront Start(
        int targetPort, X509Certificate2? certificate = null, Action<SslServerAuthenticationOptions>? change = null)
    {
        var options = new SslServerAuthenticationOptions { ServerCertificate = certificate ?? Expired() };
        change?.Invoke(options);
        return new TlsFront(targetPort, options);
    }

    /// <summary>Self-signed, for another name, and out of date.</summary>
    public static X509Certificate2 Expired()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=nobody.invalid", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var start = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var certificate = request.CreateSelfSigned(start, start.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _options.ServerCertificate?.Dispose();
    }

    private async Task ServeAsync(Socket client, CancellationToken ended)
    {
        await using var connection = new NetworkStream(client, ownsSocket: true);
        using var target = new TcpClient();
        try
        {
            await target.ConnectAsync(IPAddress.Loopback, _targetPort, ended);
            await using var inner = target.GetStream();
            await using var outer = new SslStream(connection);
            await outer.AuthenticateAsServerAsync(_options, ended);
            Protocols.Enqueue(outer.SslProtocol);
            ServerNames.Enqueue(outer.TargetHostName);
            await Task.WhenAny(outer.CopyToAsync(inner, ended), inner.CopyToAsync(outer, ended));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException
            or AuthenticationException)
        {
            // Whoever is behind it has seen it.
        }
    }
}
