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
    private readonly TcpListener _listener;
    private readonly int _targetPort;
    private readonly SslServerAuthenticationOptions _options;
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentBag<Task> _serving = [];
    private readonly Task _accepting;

    private TlsFront(int targetPort, SslServerAuthenticationOptions options)
    {
        _targetPort = targetPort;
        _options = options;
        _listener = new TcpListener(IPAddress.Loopback, FreePorts.Take());
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

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
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_serving);
        _options.ServerCertificate?.Dispose();
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                _serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_ended.Token)));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // It is being disposed.
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        using var target = new TcpClient();
        try
        {
            await target.ConnectAsync(IPAddress.Loopback, _targetPort, _ended.Token);
            await using var inner = target.GetStream();
            await using var outer = new SslStream(connection.GetStream());
            await outer.AuthenticateAsServerAsync(_options, _ended.Token);
            Protocols.Enqueue(outer.SslProtocol);
            ServerNames.Enqueue(outer.TargetHostName);
            await Task.WhenAny(outer.CopyToAsync(inner, _ended.Token), inner.CopyToAsync(outer, _ended.Token));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException
            or AuthenticationException)
        {
            // Whoever is behind it has seen it.
        }
    }
}
