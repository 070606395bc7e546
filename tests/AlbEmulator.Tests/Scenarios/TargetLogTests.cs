using System.Text;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// What the access log tells of the target, of every kind of target and of what goes wrong with it.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-entry-syntax"/>
/// </summary>
public sealed class TargetLogTests
{
    /// <summary>A time that was measured.</summary>
    private const string Measured = @"\d+\.\d{3}";

    /// <summary>
    /// Client, protocol version of the group, what the target does, and the line. A guess: the group makes a request one of
    /// gRPC, so that one that comes to another group is h2.
    /// </summary>
    [Theory]
    [InlineData("http/1.1", "HTTP2", "refuses", "https - -1 -1 -1 464 - - -")]
    [InlineData("http/1.1", "GRPC", "refuses", "https - -1 -1 -1 464 - - -")]
    [InlineData("grpc", "HTTP1", "refuses", "h2 - -1 -1 -1 464 - - -")]
    [InlineData("h2", "GRPC", "refuses", "grpcs - -1 -1 -1 464 - - -")]
    [InlineData("http/1.1", "HTTP1", "refuses", "https TARGET -1 -1 -1 502 - TARGET -")]
    [InlineData("h2", "HTTP1", "refuses", "h2 TARGET -1 -1 -1 502 - TARGET -")]
    [InlineData("h2", "HTTP2", "refuses", "h2 TARGET -1 -1 -1 502 - TARGET -")]
    [InlineData("grpc", "GRPC", "refuses", "grpcs TARGET -1 -1 -1 502 - TARGET -")]
    [InlineData("h2", "HTTP1", "closes", "h2 TARGET TIME TIME -1 502 - TARGET -")]
    [InlineData("h2", "HTTP2", "closes", "h2 TARGET TIME TIME -1 502 - TARGET -")]
    [InlineData("grpc", "GRPC", "closes", "grpcs TARGET TIME TIME -1 502 - TARGET -")]
    public async Task Request_that_no_target_answers(string client, string version, string does, string expected)
    {
        await using var target = ScriptedTarget.Start(Reply.Close.Early());
        var port = does == "closes" ? target.Port : FreePorts.Take();
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), port).Https().Property("web", "ProtocolVersion", version));

        await AskAsync(emulator, client);

        Assert.Matches(
            $"^{expected.Replace("TARGET", $@"127\.0\.0\.1:{port}", StringComparison.Ordinal).Replace("TIME", Measured, StringComparison.Ordinal)}$",
            await LineAsync(emulator));
    }

    [Fact]
    public async Task Group_without_targets_has_503_and_no_target()
    {
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take()).Https().Property("web", "ProtocolVersion", "GRPC"));

        await AskAsync(emulator, "grpc");

        Assert.Equal("grpcs - -1 -1 -1 503 - - -", await LineAsync(emulator));
        var line = emulator.LogLines[0];
        Assert.EndsWith("/web/" + line.TargetGroupArn.Split('/')[^1], line.TargetGroupArn, StringComparison.Ordinal);
        Assert.Equal(("forward", "-"), (line.ActionsExecuted, line.ErrorReason));
    }

    [Fact]
    public async Task Bad_cookie_of_a_target_is_no_error()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port).TargetGroupAttribute("web", "stickiness.enabled", "true"));

        await RawClient.ExchangeAsync(emulator.Port, Wire.Get("/", "Cookie: AWSALB=bad"));

        Assert.Matches(
            $"^http {target.Address} {Measured} {Measured} {Measured} 200 200 {target.Address} 200$", await LineAsync(emulator));
        Assert.Equal(("forward", "-"), (emulator.LogLines[0].ActionsExecuted, emulator.LogLines[0].ErrorReason));
    }

    private static async Task AskAsync(HostedEmulator emulator, string client)
    {
        if (client == "http/1.1")
        {
            await using var raw = await RawClient.ConnectTlsAsync(emulator.Port);
            await raw.ExchangeAsync(Wire.Get());
            return;
        }

        using var http2 = new Http2Client(emulator.Port);
        var message = new StringContent("\0\0\0\0\0", Encoding.ASCII) { Headers = { ContentType = new("application/grpc") } };
        using var response = await http2.OpenAsync(
            client == "grpc" ? HttpMethod.Post : HttpMethod.Get, "/", client == "grpc" ? message : null);
    }

    /// <summary>Type, target, times, statuses and the two lists.</summary>
    private static async Task<string> LineAsync(HostedEmulator emulator)
    {
        var line = (await emulator.WaitForLogLinesAsync(1))[0];
        return string.Join(
            ' ', line.Type, line.Target, line.RequestProcessingTime, line.TargetProcessingTime, line.ResponseProcessingTime,
            line.ElbStatusCode, line.TargetStatusCode, line.TargetPortList, line.TargetStatusCodeList);
    }
}
