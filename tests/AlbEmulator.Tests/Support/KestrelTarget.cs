using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace AlbEmulator.Tests.Support;

/// <summary>A target that speaks what Kestrel speaks: HTTP/2 with prior knowledge, TLS, trailers.</summary>
public sealed class KestrelTarget : IAsyncDisposable
{
    private readonly WebApplication _app;

    private KestrelTarget(WebApplication app, int port)
    {
        _app = app;
        Port = port;
    }

    public int Port { get; }

    /// <param name="protocols">HTTP/1.1 or HTTP/2.</param>
    /// <param name="answer">What it does with a request.</param>
    /// <param name="tls">Whether it speaks TLS, with a certificate that nobody vouches for.</param>
    public static async Task<KestrelTarget> StartAsync(HttpProtocols protocols, RequestDelegate answer, bool tls = false)
    {
        var port = FreePorts.Take();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, endPoint =>
        {
            endPoint.Protocols = protocols;
            if (tls)
            {
                endPoint.UseHttps(Certificate());
            }
        }));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new KestrelTarget(app, port);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>Expired, of another name, signed by itself.</summary>
    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=another.example", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
