using System.Net;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Snapshots;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Yarp.ReverseProxy.Forwarder;

namespace AlbEmulator.Testing.Inside;

/// <summary>Targets that answer in this process: a server with a port for each of them.</summary>
internal sealed class HostedTargets : IAsyncDisposable
{
    private const string Checker = "ELB-HealthChecker/";

    private readonly Dictionary<AlbTarget, int> _ports = [];
    private readonly Action<string> _words;
    private readonly WebApplication? _app;

    private HostedTargets(WebApplication? app, Action<string> words) => (_app, _words) = (app, words);

    public static HostedTargets None { get; } = new(null, static _ => { });

    /// <summary>Binds a port for each that answers in this process.</summary>
    public static async Task<HostedTargets> StartAsync(IEnumerable<AlbTarget> targets, Action<string> words)
    {
        List<AlbTarget> mine = [.. targets.Where(static target => target.Delegate is not null || target.Handler is not null).Distinct()];
        return mine.Count == 0 ? None : await new HostedTargets(Built(mine.Count), words).BeginAsync(mine);
    }

    /// <summary>The target as a route names it.</summary>
    public string WordOf(AlbTarget target) =>
        _ports.TryGetValue(target, out var port) ? $"127.0.0.1:{port}"
        : target.Url is { } url ? url.OriginalString
        : $"{Target.EchoId}:0";

    /// <summary>The target as a group of a topology has it.</summary>
    /// <exception cref="AlbException">It is none that such a group could have.</exception>
    public (string Id, int Port) AddressOf(AlbTarget target) =>
        _ports.TryGetValue(target, out var port) ? ("127.0.0.1", port)
        : target.Url is not { } url ? (Target.EchoId, 0)
        : url is { IsAbsoluteUri: true, PathAndQuery: "/", Scheme: "http" or "https" } ? (url.Host.Trim('[', ']'), url.Port)
        : throw new AlbException($"{url} is no target: write http, a host and a port, such as http://localhost:5000.");

    /// <summary>Which group speaks to them otherwise than they do; null where none does.</summary>
    public string? ProblemWith(Topology topology) => topology.TargetGroups
        .Where(group => group.Protocol != TargetGroupProtocol.Http || group.ProtocolVersion != ProtocolVersion.Http1)
        .Where(group => group.Targets.Any(target => target.Id == "127.0.0.1" && _ports.ContainsValue(target.Port)))
        .Select(static group => $"The target group {group.Name} speaks {group.Protocol.ToString().ToUpperInvariant()} and "
            + $"{group.ProtocolVersion.ToString().ToUpperInvariant()} to its targets, and what answers in this process speaks HTTP and HTTP1: "
            + "give it the URL of a server that does.")
        .FirstOrDefault();

    /// <summary>Whoever is not to be asked is healthy, also where no answer to the checks of a group would make it so.</summary>
    public void Hold(Snapshot snapshot)
    {
        foreach (var group in snapshot.TargetGroups.Values.Where(static group => !IsAnswered(group.TargetGroup.HealthCheck)))
        {
            foreach (var target in group.Targets.Registered.Where(target => IsUnasked(target.Target)))
            {
                group.Targets.Hold(target, TargetHealth.Healthy);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is { } app)
        {
            // At once: who is still asking is the load balancer, which has ended.
            await app.StopAsync(new CancellationToken(canceled: true));
            await app.DisposeAsync();
        }
    }

    /// <summary>Whether 200 at the port of the target is what it asks for.</summary>
    private static bool IsAnswered(HealthCheck check) =>
        check.Protocol == TargetGroupProtocol.Http && check.Port is null && check.Matcher.Matches(StatusCodes.Status200OK);

    private bool IsUnasked(Target target) =>
        target.Id == "127.0.0.1" && _ports.Any(mine => mine.Value == target.Port && !mine.Key.IsChecked);

    private static WebApplication Built(int count)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "alb" });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddHttpForwarder();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            for (var index = 0; index < count; index++)
            {
                kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http1);
            }
        });
        return builder.Build();
    }

    private async Task<HostedTargets> BeginAsync(List<AlbTarget> targets)
    {
        var (app, answers) = (_app!, new Dictionary<int, RequestDelegate>());
        app.UseWebSockets();
        app.Run(context => answers[context.Connection.LocalPort](context));
        await app.StartAsync();
        var ports = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Select(static address => new Uri(address).Port);
        foreach (var (target, port) in targets.Zip(ports))
        {
            _ports.Add(target, port);
            answers.Add(port, AnswerOf(target));
        }

        return this;
    }

    private RequestDelegate AnswerOf(AlbTarget target)
    {
        var answer = target.Delegate ?? HandlerTarget.Of(target.Handler!, _app!.Services.GetRequiredService<IHttpForwarder>());
        return context => AnswerAsync(context, answer, target.IsChecked);
    }

    private async Task AnswerAsync(HttpContext context, RequestDelegate answer, bool isChecked)
    {
        if (!isChecked && context.Request.Headers.UserAgent.ToString().StartsWith(Checker, StringComparison.Ordinal))
        {
            return;
        }

        try
        {
            await answer(context);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            _words($"A target of the test failed at {context.Request.Method} {context.Request.Path}: {exception}");
            if (context.Response.HasStarted)
            {
                context.Abort();
            }
            else
            {
                context.Response.Clear();
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            }
        }
    }
}
