using System.Net;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Faults of requests over HTTP/2: the others of the connection go on.</summary>
public sealed class FaultsHttp2Tests
{
    private const byte Reset = 3;

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(1500);

    [Theory]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Status_is_an_answer_of_the_load_balancer(int status)
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync($$"""{"targetGroup":"orders","status":{{status}}}""");
        using var client = new Http2Client(stage.SecurePort);

        using var answer = await client.GetAsync("/orders/7");

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("awselb/2.0", $"{answer.Headers.Server}");
        Assert.Contains($"<center><h1>{status} ", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await stage.Journal.WaitForAsync(1);
        Assert.Equal("ok", await client.GetStringAsync("/"));
        var lines = await stage.Emulator.WaitForLogLinesAsync(2);
        Assert.Equal(("h2", $"{status}", "-"), (lines[0].Type, lines[0].ElbStatusCode, lines[0].TargetStatusCode));
        Assert.Single(lines.Select(line => line.ConnTraceId).Distinct());
        Assert.Equal("status", FaultStage.FaultOf((await stage.Journal.WaitForAsync(2))[0])!.Value.Kind);
        Assert.Null(FaultStage.FaultOf((await stage.Journal.WaitForAsync(2))[1]));
    }

    [Fact]
    public async Task Call_of_gRPC_gets_a_status_of_gRPC()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"targetGroup":"grpc","status":503}""");
        using var client = new Http2Client(stage.SecurePort);
        using var content = new ByteArrayContent([0, 0, 0, 0, 0]) { Headers = { { "Content-Type", "application/grpc" } } };

        using var answer = await client.PostAsync("/demo.Echo/Unary", content);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(("14", "unavailable"), (Header("grpc-status"), Header("grpc-message")));
        Assert.Equal("application/grpc", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(("grpcs", "503"), (await stage.Emulator.WaitForLogLinesAsync(1)) is [var line] ? (line.Type, line.ElbStatusCode) : default);

        string Header(string name) => Assert.Single(answer.Headers.GetValues(name));
    }

    [Fact]
    public async Task Stream_waits_while_others_are_answered()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"targetGroup":"orders","delayMilliseconds":1500}""");
        using var client = new Http2Client(stage.SecurePort);
        await client.GetStringAsync("/");
        await stage.Journal.WaitForAsync(1);

        Task<string>? delayed = null;
        await stage.PassAsync(() => Task.FromResult(delayed = client.GetStringAsync("/orders/7")), Delay, Delay - TimeSpan.FromMilliseconds(1));
        Assert.Equal("ok", await client.GetStringAsync("/"));
        Assert.False(delayed!.IsCompleted);
        stage.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal("ok", await delayed);
        var told = (await stage.Journal.WaitForAsync(3))[2];
        Assert.Equal("delay", FaultStage.FaultOf(told)!.Value.Kind);
        Assert.Equal("h2", told.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Stream_that_the_client_cancels_while_it_waits_is_460()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"targetGroup":"orders","delayMilliseconds":1500}""");
        using var client = new Http2Client(stage.SecurePort);
        using var end = new CancellationTokenSource();
        await client.GetStringAsync("/");
        await stage.Journal.WaitForAsync(1);

        Task<HttpResponseMessage>? delayed = null;
        await stage.PassAsync(() => Task.FromResult(delayed = client.GetAsync("/orders/7", end.Token)), Delay, by: TimeSpan.FromMilliseconds(1));
        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delayed!);
        var line = (await stage.Emulator.WaitForLogLinesAsync(2))[1];
        Assert.Equal(("460", "0", "forward"), (line.ElbStatusCode, line.SentBytes, line.ActionsExecuted));
        Assert.Equal(["/"], stage.Target.Requests.Select(request => request.Target));
        Assert.Equal("ok", await client.GetStringAsync("/"));
    }

    [Fact]
    public async Task Stream_is_reset_and_the_others_live()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"rule":"10","reset":true}""");
        await using var client = await Http2RawClient.ConnectAsync(stage.SecurePort);

        var broken = await client.GetAsync("/orders/7");
        Assert.Equal((Reset, 4), await client.ReadAsync(broken) is var frame ? (frame.Type, frame.Length) : default);
        var uploading = await client.OpenPostAsync("/orders/8", ("content-length", "100"));
        Assert.Equal(Reset, (await client.ReadAsync(uploading)).Type);
        await stage.Journal.WaitForAsync(2);
        var other = await client.GetAsync("/");
        Assert.Equal(1, (await client.ReadAsync(other)).Type);

        var lines = await stage.Emulator.WaitForLogLinesAsync(3);
        Assert.Equal(["000", "000", "200"], lines.Select(line => line.ElbStatusCode));
        Assert.Equal(["0", "0"], lines.Take(2).Select(line => line.SentBytes));
        Assert.Single(lines.Select(line => line.ConnTraceId).Distinct());
        Assert.Equal(["reset", "reset"], (await stage.Journal.WaitForAsync(3)).Take(2).Select(told => FaultStage.FaultOf(told)!.Value.Kind));
    }

    [Fact]
    public async Task Client_of_HTTP2_hears_of_an_error_and_may_ask_again()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"rule":"10","reset":true}""");
        using var client = new Http2Client(stage.SecurePort);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/orders/7"));
        Assert.Equal(1, (await stage.Console.FaultsAsync())[0].GetProperty("injected").GetInt64());
        await stage.Console.EndAsync();

        Assert.Equal("ok", await client.GetStringAsync("/orders/7"));
    }
}
