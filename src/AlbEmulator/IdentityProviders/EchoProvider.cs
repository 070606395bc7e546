using System.Net;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace AlbEmulator.IdentityProviders;

/// <summary>
/// An OpenID Connect provider to play with, for the action <c>authenticate-oidc</c>: whoever opens its page chooses who to be.
/// It is no product, and says so on every page. It speaks HTTP/1.1 without TLS, tells of nothing on the console, and keeps
/// nothing when it ends.
/// </summary>
internal sealed class EchoProvider : IAsyncDisposable
{
    /// <summary>With the descriptors of everything else still below the usual limit of 1,024.</summary>
    private const int MaxConnections = 500;

    /// <summary>Bytes: an access token has the claims of its user, and more of them than a load balancer takes are for it to refuse.</summary>
    private const int MaxHeaders = 128 * 1024;

    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private readonly WebApplication _app;

    private EchoProvider(WebApplication app, IPEndPoint endPoint, string issuer) => (_app, EndPoint, Issuer) = (app, endPoint, issuer);

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary><c>http://localhost:PORT</c>, unless it was told another.</summary>
    public string Issuer { get; }

    /// <summary>Binds and begins to answer.</summary>
    /// <param name="options">What it is told.</param>
    /// <param name="time">The clock of codes and tokens.</param>
    /// <param name="cancellationToken">The end.</param>
    /// <param name="held">Ports that are bound already; null for none.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The address cannot be bound.</exception>
    /// <exception cref="ArgumentException">The issuer is none, or tokens are good for less than a second.</exception>
    public static async Task<EchoProvider> StartAsync(EchoProviderOptions options, TimeProvider time, CancellationToken cancellationToken, HeldPorts? held = null)
    {
        if (options.Issuer is { } asked && !ProviderUrls.IsIssuer(asked))
        {
            throw new ArgumentException($"'{asked}' is no issuer.", nameof(options));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(options.TokenLifetime, TimeSpan.FromSeconds(1), nameof(options));
        // Its port is a part of what it answers, and is known when it is bound.
        var paths = new TaskCompletionSource<ProviderPaths>(TaskCreationOptions.RunContinuationsAsynchronously);
        var app = Build(options, held);
        app.Run(async http => await (await (await paths.Task).AnswerAsync(http)).WriteAsync(http));
        try
        {
            await app.StartAsync(cancellationToken);
            var bound = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
            var endPoint = new IPEndPoint(options.Address, new Uri(bound).Port);
            var issuer = options.Issuer ?? EchoIdentityProvider.IssuerAt(endPoint.Port);
            paths.SetResult(new ProviderPaths(options, new ProviderUrls(issuer), endPoint.Port, time));
            return new EchoProvider(app, endPoint, issuer);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static WebApplication Build(EchoProviderOptions options, HeldPorts? held)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "alb" });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = Grace);
        builder.Services.Configure<SocketTransportOptions>(transport => transport.CreateBoundListenSocket = endPoint =>
            held?.Take(endPoint) ?? SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = PostedForm.MaxBody;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaders;
            kestrel.Listen(options.Address, options.Port, static listen => listen.Protocols = HttpProtocols.Http1);
        });
        return builder.Build();
    }
}
