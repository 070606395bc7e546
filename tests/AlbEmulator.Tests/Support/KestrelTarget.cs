using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace AlbEmulator.Tests.Support;

/// <summary>A target on loopback that speaks HTTP/2, and does what its code says.</summary>
public sealed class KestrelTarget : IAsyncDisposable
{
    private readonly WebApplication _host;

    private KestrelTarget(WebApplication host, int port)
    {
        _host = host;
        Port = port;
    }

    public int Port { get; }

    /// <param name="answer">What becomes of a request.</param>
    /// <param name="isTls">Whether it speaks TLS, with a certificate that nobody trusts.</param>
    public static async Task<KestrelTarget> StartAsync(RequestDelegate answer, bool isTls = false)
    {
        var port = FreePorts.Take();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (isTls)
            {
                listen.UseHttps(TlsFront.Expired());
            }
        }));
        var host = builder.Build();
        host.Run(answer);
        await host.StartAsync();
        return new KestrelTarget(host, port);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
