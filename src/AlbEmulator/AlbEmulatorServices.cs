using System.Text;
using AlbEmulator.AccessLogs;
using AlbEmulator.Authentication;
using AlbEmulator.Authentication.Jwt;
using AlbEmulator.AwsApis;
using AlbEmulator.AwsApis.Ec2;
using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.AwsApis.Json;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.AwsApis.Sts;
using AlbEmulator.BackEndConnections;
using AlbEmulator.Commands;
using AlbEmulator.ConnectionLogs;
using AlbEmulator.ControlPort;
using AlbEmulator.DataFolders;
using AlbEmulator.Descriptors;
using AlbEmulator.Faults;
using AlbEmulator.Forwarding;
using AlbEmulator.Forwarding.Lambda;
using AlbEmulator.FrontEndConnections;
using AlbEmulator.Health;
using AlbEmulator.HealthCheckLogs;
using AlbEmulator.IdentityProviders;
using AlbEmulator.Journal;
using AlbEmulator.Listeners;
using AlbEmulator.Listeners.Certificates;
using AlbEmulator.LogDelivery;
using AlbEmulator.Machine;
using AlbEmulator.Manual;
using AlbEmulator.Manual.Codes;
using AlbEmulator.Metrics;
using AlbEmulator.Metrics.Export;
using AlbEmulator.Metrics.History;
using AlbEmulator.Model;
using AlbEmulator.Networks;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;
using AlbEmulator.Stickiness;
using AlbEmulator.TargetGroups;
using AlbEmulator.TargetGroups.Echo;
using AlbEmulator.Terminal;
using AlbEmulator.Topologies;
using AlbEmulator.Tracing;
using AlbEmulator.WebConsole;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Net.Http.Headers;
using Serilog;
using Serilog.Extensions.Logging;

namespace AlbEmulator;

/// <summary>What the emulator is made of, one paragraph a room.</summary>
internal static class AlbEmulatorServices
{
    public static void AddAlbEmulator(this WebApplicationBuilder builder, EmulatorOptions options)
    {
        var (configuration, settings) = options;
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
        services.AddSingleton(settings);
        services.AddSingleton<DataFolder>();
        services.AddSingleton(_ => options.Data ?? throw new InvalidOperationException("The data folder is not taken."));
        services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = TimeSpan.FromSeconds(settings.ShutdownTimeoutSeconds);
            // Each of them tells of its exceptions and goes on: Machine/Unattended.
            host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
        });

        // The program's own log. Scopes and activities of ASP.NET are off, since the access log is ours, and
        // what keeps the host from starting is told by the command. What clients do wrong in HTTP/2 is their affair.
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(ProgramLog.Create(configuration, settings, words: options.Words), dispose: true);
        services.Configure<LoggerFilterOptions>(filter => filter.CaptureScopes = false);
        // Of Serilog's provider: it has a filter of its own, which goes before all that name no provider.
        builder.Logging.AddFilter<SerilogLoggerProvider>("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Logging.AddFilter<SerilogLoggerProvider>("Microsoft.AspNetCore.Server.Kestrel.Http2", LogLevel.None);

        // Descriptors: how many connections there may be.
        services.AddSingleton(provider => new ProcessDescriptors(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ProcessDescriptors>>()));

        // Topologies: what the files say, and who holds what is asked for.
        services.AddSingleton<TopologyStore>();
        services.AddSingleton(options.TopologyFiles);
        services.AddSingleton(provider => new HostNames(
            HostNames.Dns,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<HostNames>>()));
        services.AddHostedService(provider => provider.GetRequiredService<HostNames>());
        if (!settings.FileIsSeed)
        {
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TopologyWatch>(
                provider,
                options.Files,
                (Topology topology, CancellationToken cancellation) => provider.GetRequiredService<SnapshotPublisher>()
                    .PublishAsync(topology, cancellationToken: cancellation),
                (Action)provider.GetRequiredService<FaultsAtReload>().End));
            services.AddLivingSources(options);
            services.AddHostedService(provider => provider.GetRequiredService<TopologyWatch>());
        }

        // Stores: what outlives the program.
        services.AddStore(options);

        // AwsApis/Query and Json: AWS's protocols, for the services that speak them.
        services.AddSingleton<QueryApi>();
        services.AddSingleton<JsonApi>();
        services.AddSingleton<ServicesElsewhere>();

        // AwsApis/ElbV2: the API, and what it made.
        services.AddSingleton<ElbV2Changes>();
        services.AddSingleton<NodePlaces>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ElbV2Reset>(provider, options.Files));
        services.AddSingleton<ElbV2Room>();
        services.AddSingleton<Fetches>();
        services.AddSingleton<ElbV2Api>();
        services.AddSingleton(provider => provider.GetRequiredService<ElbV2Api>().Service);

        // Networks, AwsApis/Ec2 and Sts: what clients ask beside the load balancers.
        services.AddSingleton<NetworkStore>();
        services.AddSingleton<NetworkDirectory>();
        services.AddSingleton<Ec2Instances>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Ec2Api>(provider).Service);
        services.AddSingleton(new StsApi(settings).Service);

        // Snapshots: what the model is compiled to, and the one step at which requests see it.
        services.AddSingleton<CurrentSnapshot>();
        services.AddSingleton<KestrelEndpoints>();
        services.AddSingleton<SocketTransportFactory>();
        var control = ControlAddress.Of(settings);
        services.AddSingleton(_ => options.Ports);
        services.Configure<SocketTransportOptions>(
            transport => transport.CreateBoundListenSocket = endpoint => ListenSocket.Bound(endpoint, control, options.Ports));
        services.AddSingleton<ListenerSockets>();
        services.AddSingleton<IConnectionListenerFactory>(provider => provider.GetRequiredService<ListenerSockets>());
        services.AddSingleton<SnapshotPublisher>();
        services.AddHostedService(provider => provider.GetRequiredService<SnapshotPublisher>());

        // Listeners: Kestrel, with our eyes on what crosses each connection.
        services.AddSingleton<DevelopmentCertificate>();
        services.AddSingleton<ServerCertificates>();
        services.AddSingleton<RequestPipeline>();
        services.AddSingleton<ClientConnections>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(ConfigureKestrel);
        services.AddRouting();

        // Stickiness: the cookies, and the keys they are sealed with.
        services.AddSingleton(provider => new CookieKeys(
            options.Store,
            settings.StickinessSecret,
            provider.GetRequiredService<ILogger<CookieKeys>>()));
        services.AddSingleton<CookieSeals>();

        // Authentication: who may pass.
        services.AddSingleton<UserTokenKey>();
        services.AddSingleton<ProviderClient>();
        services.AddSingleton<JsonWebKeySets>();
        services.AddSingleton<Gates>();
        services.AddSingleton<EchoProviders>();

        // Tracing, TargetGroups, Forwarding: YARP, told what an ALB does.
        services.AddSingleton<TraceIds>();
        services.AddSingleton<EchoTargets>();
        services.AddSingleton<TargetConnections>();
        services.AddSingleton<TargetConnector>();
        services.AddSingleton<TargetRegistry>();
        services.AddSingleton<LambdaClient>();
        services.AddSingleton<FunctionNotices>();
        services.AddSingleton<LambdaForwarding>();
        services.AddSingleton<ProbeOfFunction>(provider => (group, function) => new LambdaProbe(
            provider.GetRequiredService<LambdaClient>(),
            group,
            group.Targets.FirstOrDefault(target => target.Id == function.Name) ?? function.Target));
        services.AddSingleton<TargetClients>();
        services.AddHttpForwarder();

        // Faults: what is done to requests on purpose.
        services.AddSingleton<InjectedFaults>();
        services.AddSingleton<FaultsAtReload>();

        // Metrics: what is counted, for Prometheus on the control port and by OTLP where it is wanted.
        services.AddSingleton<MetricsRegistry>();
        services.AddSingleton<TopologyReloads>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<EmulatorTable>(provider, ProgramVersion.Number));
        services.AddSingleton<MetricTable>();
        services.AddSingleton(OtlpEndpoints.Of(settings, configuration));
        services.AddSingleton<MetricInstruments>();
        services.AddSingleton<MetricHistory>();
        services.AddHostedService(provider => provider.GetRequiredService<MetricHistory>());
        services.AddSingleton<RequestSpans>();
        services.AddHostedService<OtlpExport>();

        // Health: who is checked, and what becomes of it.
        services.TryAddSingleton(Housing.Detect());
        services.AddSingleton<LoopbackHint>();
        services.AddSingleton<TargetStates>();
        services.AddSingleton<HealthChecks>();

        // LogDelivery: what becomes of the lines of load balancers that keep logs in buckets.
        services.AddSingleton(provider => new LogSpool(
            provider.GetRequiredService<DataFolder>(),
            settings.LogSpoolMegabytes * 1024L * 1024L,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LogSpool>>()));
        services.AddSingleton(provider => new LogDeliveries(
            provider.GetRequiredService<LogSpool>(),
            settings,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LogDeliveries>>()));
        services.AddSingleton<LogArchives>();

        // AccessLogs, ConnectionLogs, HealthCheckLogs: a line for every request, connection and check.
        services.AddSingleton(provider => new AccessLogFile(
            new LogOutput(settings.AccessLog, provider.GetRequiredService<DataFolder>()),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<AccessLogFile>>(),
            provider.GetRequiredService<LogArchives>()));
        services.AddSingleton<ConnectionLog>();
        services.AddSingleton<HealthCheckLog>();
        services.AddSingleton<EndedRequests>();

        // Journal: the last of them, for those who ask what happened.
        services.AddSingleton(new RequestJournal(settings.JournalSize));

        // Terminal: a short line of each, for somebody who looks on.
        services.AddSingleton(provider => new RequestLines(
            LineOutput.Of(settings, options.Words),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RequestLines>>()));

        // ControlPort: who may come in, and how many.
        services.AddSingleton<ControlLimits>();
        services.AddSingleton<ControlConnections>();
        services.AddSingleton<ControlHosts>();
        services.AddSingleton<ControlToken>();
        services.AddSingleton<ControlEntrance>();
        services.AddSingleton<Followers>();
        services.AddSingleton<ConsoleActions>();

        // Commands: where clients come to, for whoever has started it.
        services.AddSingleton<PortsFile>();

        // WebConsole: the page for people. What alb help tells it tells as well.
        services.AddSingleton(new ConsoleFiles([("help.json", static () => HelpJson.Write()), .. ManualHtml.Files]));
        services.AddSingleton<ConsoleSite>();
    }

    private static void ConfigureKestrel(KestrelServerOptions kestrel)
    {
        var services = kestrel.ApplicationServices;
        var connections = services.GetRequiredService<ClientConnections>();
        var snapshot = services.GetRequiredService<CurrentSnapshot>();
        var time = services.GetRequiredService<TimeProvider>();
        kestrel.AddServerHeader = false;
        kestrel.AllowHostHeaderOverride = true;
        // Every byte of a header as one character; but a Content-Length out of range is rejected only without an encoding.
        kestrel.RequestHeaderEncodingSelector = name =>
            name.Equals(HeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase) ? null : Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
        kestrel.Limits.MaxRequestLineSize = HeaderLimits.RequestLine;
        kestrel.Limits.MaxRequestHeadersTotalSize = HeaderLimits.EntireRequestHeader;
        kestrel.Limits.MaxRequestHeaderCount = HeaderLimits.HeaderCount;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.Http2.MaxStreamsPerConnection = Http2Connection.MaxStreams;
        kestrel.Limits.Http2.InitialStreamWindowSize = Http2Connection.StreamWindow;
        kestrel.Limits.Http2.InitialConnectionWindowSize = Http2Connection.ConnectionWindow;
        kestrel.Limits.Http2.MaxFrameSize = Http2Connection.MaxFrameSize;
        // A header that is too long is a request's mistake; over this limit Kestrel would make it the connection's.
        kestrel.Limits.Http2.MaxRequestHeaderFieldSize = HeaderLimits.EntireRequestHeader;
        // An ALB knows one timeout, that of a silent connection: ClientConnections sees to it.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromDays(1);
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromDays(1);
        kestrel.ConfigureEndpointDefaults(endpoint =>
        {
            if (endpoint.IPEndPoint is { } address)
            {
                endpoint.Use(OneCulture.Around);
                var name = KestrelProjection.EndpointName(address);
                if (snapshot.Value.ByEndpoint.GetValueOrDefault(name) is { IsHttps: true })
                {
                    endpoint.Use(next => connections.Attempt(name, next));
                    var tls = new ListenerTls(name, snapshot, time);
                    endpoint.Use(next => connection => tls.ServeAsync(connection, next));
                }

                endpoint.Use(next => connections.Accept(name, next));
            }
        });
        kestrel.Configure(services.GetRequiredService<KestrelEndpoints>().Configuration, reloadOnChange: true)
            .Endpoint(KestrelProjection.ControlEndpoint, control =>
                control.ListenOptions.Use(services.GetRequiredService<ControlConnections>().Accept));
    }
}
