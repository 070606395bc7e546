using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using AlbEmulator.AccessLogs;
using AlbEmulator.BackEndConnections;
using AlbEmulator.DataFolders;
using AlbEmulator.Descriptors;
using AlbEmulator.Forwarding;
using AlbEmulator.FrontEndConnections;
using AlbEmulator.Journal;
using AlbEmulator.Listeners;
using AlbEmulator.LogDelivery;
using AlbEmulator.Metrics.Export;
using AlbEmulator.Model;
using AlbEmulator.Snapshots;
using AlbEmulator.Stickiness;
using AlbEmulator.TargetGroups;
using AlbEmulator.Terminal;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator;

/// <summary>
/// Requests before the first: what a request needs is compiled and loaded when somebody's comes. They go the way of all, from a
/// client to a target that are its own, on sockets of loopback, behind a load balancer of which nobody else knows. Nothing of it
/// is counted, logged or kept.
/// </summary>
internal sealed class Rehearsal(WebApplication app)
{
    private const string Name = "rehearsal";

    /// <summary>Bytes of a request or an answer.</summary>
    private const int Longest = 4096;

    /// <summary>The second goes over connections that are there.</summary>
    private static readonly byte[][] Requests =
    [
        "GET /first?a=b HTTP/1.1\r\nHost: localhost\r\nUser-Agent: rehearsal\r\nAccept: */*\r\n\r\n"u8.ToArray(),
        "GET /second HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray(),
    ];

    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"u8.ToArray();

    /// <summary>Of this machine's clock: it bounds sockets.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time = app.Services.GetRequiredService<TimeProvider>();

    /// <summary>Ends with the rehearsal, and at the latest when the emulator is to end; never throws.</summary>
    /// <returns>Whether each request had its answer; none is made where all was compiled by those who built the program.</returns>
    public async Task<bool> DoAsync()
    {
        if (!RuntimeFeature.IsDynamicCodeCompiled)
        {
            return false;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(app.Lifetime.ApplicationStopping);
        end.CancelAfter(Patience);
        try
        {
            return await PassAsync(end.Token);
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Then the first request takes as long as it takes.
            return false;
        }
    }

    private async Task<bool> PassAsync(CancellationToken end)
    {
        using var target = Listening();
        using var door = Listening();
        using var targets = new TargetRegistry();
        using var clients = ActivatorUtilities.CreateInstance<TargetClients>(
            app.Services, new TargetConnector(_time, new TargetConnections(), app.Services.GetRequiredService<ProcessDescriptors>()));
        var current = new CurrentSnapshot { Value = Compile(TopologyTo(PortOf(target)), targets, clients) };
        await using var log = new AccessLogFile(new LogOutput("", app.Services.GetRequiredService<DataFolder>()), _time, NullLogger.Instance);
        using var spans = new RequestSpans(OtlpEndpoints.Of(new AlbSettings(), new ConfigurationBuilder().Build()));
        await using var lines = new RequestLines(null, _time, NullLogger<RequestLines>.Instance);
        var ended = new EndedRequests(log, spans, new RequestJournal(1), lines);

        var answered = AnswerAsync(target, end);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(door.LocalEndPoint!, end);
        await using var accepted = new ClientSocket(await door.AcceptAsync(end));
        var served = ServeAsync(accepted, ended, current);
        var (areAnswered, answer) = (true, new byte[Longest]);
        foreach (var request in Requests)
        {
            await client.SendAsync(request, end);
            var length = await client.ReceiveAsync(answer, end);
            areAnswered &= answer.AsSpan(0, length).StartsWith("HTTP/1.1 200 "u8);
        }

        await served.WaitAsync(end);
        clients.Dispose();
        await answered;
        return areAnswered;
    }

    /// <summary>As <see cref="ClientConnections"/> does it, but that no list has the connection.</summary>
    private Task ServeAsync(ClientSocket accepted, EndedRequests ended, CurrentSnapshot current)
    {
        var attempt = new ConnectionAttempt(current.Value.Listeners[0], accepted, _time);
        attempt.Establish(tls: null);
        var pipeline = new RequestPipeline(app.Services, NullLogger<RequestPipeline>.Instance) { Steps = Emulator.Way(app, ended, current) };
        return new Http1Connection(attempt, accepted, _time, pipeline).ServeAsync();
    }

    private Snapshot Compile(Topology topology, TargetRegistry targets, TargetClients clients)
    {
        targets.Register(topology, static (_, _) => [IPAddress.Loopback], static _ => TargetHealth.Healthy);
        clients.Register(topology);
        return new SnapshotCompiler(
            targets, app.Services.GetRequiredService<CookieSeals>(), app.Services.GetRequiredService<AlbSettings>(), clients)
            .Compile(topology, _time.GetUtcNow());
    }

    private static Topology TopologyTo(int port)
    {
        RuleAction.Forward forward = new(Name);
        return new Topology(
            [
                new LoadBalancer
                {
                    Name = Name,
                    Arn = $":loadbalancer/app/{Name}/0",
                    DnsName = Name,
                    BindAddresses = [IPAddress.Loopback],
                    Listeners =
                    [
                        new Listener
                        {
                            Arn = Name,
                            Port = ListenerProtocol.Http.UsualPort(),
                            Protocol = ListenerProtocol.Http,
                            DefaultActions = [forward],
                            Rules = [new Rule { ListenerArn = Name, Priority = 1, Conditions = [new Condition.PathPattern(["/second"])], Actions = [forward] }],
                        },
                    ],
                },
            ],
            [new TargetGroup { Name = Name, Arn = Name, Targets = [new Target(IPAddress.Loopback.ToString(), port)] }]);
    }

    /// <summary>A target: it has an answer to whatever comes, over one connection.</summary>
    private static async Task AnswerAsync(Socket target, CancellationToken end)
    {
        using var connection = await target.AcceptAsync(end);
        var request = new byte[Longest];
        while (await connection.ReceiveAsync(request, end) > 0)
        {
            await connection.SendAsync(Answer, end);
        }
    }

    private static Socket Listening()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return socket;
    }

    private static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;
}
