using AlbEmulator.BackEndConnections;
using AlbEmulator.Descriptors;
using AlbEmulator.Model;
using AlbEmulator.TargetGroups;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Why a request failed, where it takes more than a request to see it.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class RareCausesTests(FailingStage stage) : IClassFixture<FailingStage>
{
    [Fact]
    public async Task All_targets_are_draining()
    {
        await using var targets = await TargetStage.StartAsync(2);
        await targets.RegisterAsync();
        await RawClient.ExchangeAsync(targets.Emulator.Port, Wire.Get());

        Assert.Equal(
            ("targets-draining", "all targets of target group web are deregistered and draining (2)"),
            await new JournalClient(targets.Emulator).CauseAsync());
    }

    [Fact]
    public async Task Target_was_cut_when_it_had_drained()
    {
        await using var targets = await TargetStage.StartAsync(2, registered: 1);
        targets[0].On("/held", Reply.Silence);
        await using var client = await targets.ConnectAsync();
        await client.SendAsync(Wire.Get("/held"));
        await targets[0].WaitForRequestsAsync(1);
        await targets.RegisterAsync(1);
        targets.Time.Advance(TimeSpan.FromSeconds(300));
        await client.ReadResponseAsync();

        Assert.Equal(
            ("target-drained", $"target {targets[0].Address} was deregistered and its deregistration delay passed before it answered"),
            await new JournalClient(targets.Emulator).CauseAsync());
    }

    [Fact]
    public async Task Target_does_not_end_the_handshake()
    {
        var hellos = 0;
        await using var silent = new SocketServer(async (socket, ended) =>
        {
            using var connection = socket;
            while (await socket.ReceiveAsync(new byte[1024], ended) > 0)
            {
                Interlocked.Increment(ref hellos);
            }
        });
        var time = new ManualTime();
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), silent.Port)
                .Property("web", "Protocol", "HTTPS").Property("web", "HealthCheckPort", $"{FreePorts.Take()}"),
            services => services.AddSingleton(new TargetConnector(time, new TargetConnections(), ProcessDescriptors.Unlimited)));
        var exchange = RawClient.ExchangeAsync(emulator.Port, Wire.Get());
        await Patience.UntilAsync("the begin of a handshake", () => Volatile.Read(ref hellos) > 0);
        time.Advance(TargetConnector.Timeout);

        Assert.Equal(504, (await exchange).Status);
        var (code, cause) = await new JournalClient(emulator).CauseAsync();
        Assert.Equal(
            ("target-tls-timeout", $"target 127.0.0.1:{silent.Port} did not end the TLS handshake within 10 s, the load balancer's connect timeout"),
            (code, cause));
    }

    [Theory]
    [InlineData("monitor", null, null)]
    [InlineData("strictest", "request-desync", "the request may be read in two ways: SpaceInUri (Acceptable), which routing.http.desync_mitigation_mode strictest blocks")]
    public async Task Mode_of_desync_mitigation_blocks_the_request(string mode, string? code, string? cause)
    {
        await using var scenario = await Scenario.StartAsync(
            change: topology => topology.Attribute("routing.http.desync_mitigation_mode", mode));
        await scenario.ExchangeAsync("GET /a b HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal((code, cause), await new JournalClient(scenario.Emulator).CauseAsync());
    }

    [Fact]
    public async Task Target_of_HTTP_2_speaks_HTTP_1()
    {
        using var client = new Http2Client(stage.SecurePort);

        using var response = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(502, (int)response.StatusCode);
        var cause = Assert.Single(response.Headers.GetValues("X-Alb-Cause"));
        Assert.StartsWith(stage.WithPorts("target {web} does not speak HTTP/2 as it must: "), cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_of_gRPC_is_told_as_well()
    {
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take()).Https().Property("web", "ProtocolVersion", "GRPC"), ("Alb:DebugHeaders", "true"));
        using var client = new Http2Client(emulator.Port);

        using var content = new ByteArrayContent([0, 0, 0, 0, 0]);
        content.Headers.ContentType = new("application/grpc");
        using var response = await client.PostAsync(new Uri("/a.B/C", UriKind.Relative), content);

        Assert.Equal("14", Assert.Single(response.Headers.GetValues("grpc-status")));
        Assert.Equal("target group web has no registered targets", Assert.Single(response.Headers.GetValues("X-Alb-Cause")));
    }

    [Fact]
    public async Task Target_leaves_nothing_of_a_cause_of_its_own()
    {
        await using var target = ScriptedTarget.Start(Reply.Bytes("HTTP/1.1 200 OK\r\nX-Alb-Cause: mine\r\nContent-Length: 0\r\n\r\n"));
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port), ("Alb:DebugHeaders", "true"));

        Assert.Null((await RawClient.ExchangeAsync(emulator.Port, Wire.Get())).Header("X-Alb-Cause"));
    }

    public static TheoryData<string, string, int, string, string> OfFunctions { get; } = new()
    {
        { "silent", Wire.Get("/function"), 504, "function-timeout", "function hello gave no answer within 1 s, the load balancer's idle_timeout.timeout_seconds" },
        { "ok", Wire.Upgrade("/function"), 400, "function-web-socket", "a WebSocket cannot go to function hello" },
        { "ok", Wire.Post("/function", new string('x', (1 << 20) + 1)), 413, "function-request-too-long", "the body of the request has more than 1048576 bytes, which no function gets" },
        { "ok", Wire.Get("/function", "X: \u00ff"), 400, "function-request-not-text", "the request has text that is not UTF-8, which the event of a function cannot say" },
        { "long", Wire.Get("/function"), 502, "function-answer-too-long", "the answer of function hello has more than 1048576 bytes" },
        { "413", Wire.Get("/function"), 413, "function-request-too-long", "Lambda refused the request to function hello as too large: RequestTooLargeException, status 413" },
        { "404", Wire.Get("/function"), 502, "function-refused", "Lambda refused to invoke function hello: ResourceNotFoundException: no such function, status 404" },
    };

    [Theory]
    [MemberData(nameof(OfFunctions))]
    public async Task Function_is_not_reached_or_does_not_answer(string invoked, string request, int status, string code, string cause)
    {
        stage.Invoked(invoked switch
        {
            "silent" => Reply.Silence,
            "long" => LambdaStage.Returns(LambdaStage.Answer(new string('x', 1 << 20))),
            "413" => LambdaStage.Returns("413 Large", "{}", ["X-Amzn-ErrorType: RequestTooLargeException"]),
            "404" => LambdaStage.Returns("404 Not Found", """{"Type":"User","errorType":"ResourceNotFoundException","Message":"no such function"}""", []),
            _ => LambdaStage.Returns(LambdaStage.Answer("ok")),
        });

        using var stream = await new JournalClient(stage.Emulator).FollowAsync();
        var response = await RawClient.ExchangeAsync(stage.Emulator.Port, request);
        var (_, told) = await JournalClient.EventAsync(stream);

        Assert.Equal((status, cause), (response.Status, response.Header("X-Alb-Cause")));
        Assert.Equal((cause, code), (told.GetProperty("cause").GetString(), told.GetProperty("cause_code").GetString()));
    }

    [Fact]
    public async Task Nothing_says_where_a_function_is()
    {
        await using var emulator = await HostedEmulator.StartAsync(
            new TopologyBuilder().Listener(FreePorts.Take(), "f").Lambda("f", LambdaStage.Arn, "http://127.0.0.1:1/"));
        await emulator.ChangeAsync(topology => topology with
        {
            TargetGroups = [.. topology.TargetGroups.Select(group => group with { Targets = [new Target(LambdaStage.Arn, 0)] })],
        });
        await RawClient.ExchangeAsync(emulator.Port, Wire.Get());

        Assert.Equal(
            ("function-nowhere", "nothing says where function hello is invoked: neither InvokeUrl of its target nor Alb:Lambda:Endpoint"),
            await new JournalClient(emulator).CauseAsync());
    }
}
