using System.Net;
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
    /// <param name="address">Where; loopback of IPv4 unless said.</param>
    public static async Task<KestrelTarget> StartAsync(
        HttpProtocols protocols, RequestDelegate answer, bool tls = false, IPAddress? address = null)
    {
        var port = FreePorts.Take();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address ?? IPAddress.Loopback, port, endPoint =>
        {
            endPoint.Protocols = protocols;
            if (tls)
            {
                endPoint.UseHttps(TlsFront.Expired());
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
}
