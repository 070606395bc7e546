using System.Net;
using System.Text.Json;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Target groups that speak gRPC, with a client and a server that we did not write.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-protocol-version"/>
/// </summary>
public sealed class GrpcTests
{
    private const string Package = "@grpc/grpc-js";

    [Fact]
    public async Task Every_kind_of_call_passes_with_metadata_trailers_deadline_and_cancellation()
    {
        if (!await Programs.HaveNodeAsync(Package))
        {
            return;
        }

        var port = FreePorts.Take();
        using var server = await NodeScripts.StartAsync("grpc-server.cjs", $"{port}");
        try
        {
            await using var emulator = await StartAsync(port);

            using var told = JsonDocument.Parse(await NodeScripts.RunAsync("grpc-client.cjs", $"{emulator.Port}"));

            var calls = told.RootElement;
            Assert.Equal((0, "hello"), Call(calls, "unary"));
            Assert.StartsWith("Root=1-", calls.GetProperty("unary").GetProperty("trace").GetString(), StringComparison.Ordinal);
            Assert.Equal("https", calls.GetProperty("unary").GetProperty("proto").GetString());
            Assert.Equal("after", calls.GetProperty("unary").GetProperty("trailer").GetString());
            Assert.Equal(3_000_000, calls.GetProperty("big").GetProperty("length").GetInt32());
            Assert.Equal((0, "1000000"), Call(calls, "upload"));
            Assert.Equal(500, calls.GetProperty("download").GetProperty("count").GetInt32());
            Assert.Equal("message 499", calls.GetProperty("download").GetProperty("last").GetString());
            Assert.Equal(10, calls.GetProperty("talk").GetProperty("answers").GetArrayLength());
            // The target's own failure arrives as it was said: FAILED_PRECONDITION.
            Assert.Equal((9, "not now, please: ü"), Call(calls, "fail"));
            Assert.Equal("because", calls.GetProperty("fail").GetProperty("why").GetString());
            // DEADLINE_EXCEEDED and CANCELLED, of which the target heard.
            Assert.Equal((4, 1), Ended(calls, "deadline"));
            Assert.Equal((1, 1), Ended(calls, "cancel"));
            Assert.Equal((1, 1), Ended(calls, "abandon"));
            await AssertLogAsync(emulator);
        }
        finally
        {
            server.Kill();
        }
    }

    [Fact]
    public async Task Target_may_speak_it_over_tls()
    {
        await using var target = await KestrelTarget.StartAsync(
            HttpProtocols.Http2,
            async context =>
            {
                context.Response.ContentType = "application/grpc";
                context.Response.AppendTrailer("grpc-status", "0");
                await context.Request.Body.CopyToAsync(context.Response.Body);
            },
            tls: true);
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port).Https()
                .Property("web", "ProtocolVersion", "GRPC")
                .Property("web", "Protocol", "HTTPS"));
        using var client = new Http2Client(emulator.Port);

        using var response = await client.OpenAsync(HttpMethod.Post, "/demo.Echo/Unary", Message());

        Assert.Equal(new byte[5], await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("0", response.TrailingHeaders.GetValues("grpc-status").Single());
        Assert.Equal("grpcs", (await emulator.WaitForLogLinesAsync(1))[0].Type);
    }

    [Fact]
    public async Task Broken_target_is_unavailable()
    {
        if (!await Programs.HaveNodeAsync(Package))
        {
            return;
        }

        await using var emulator = await StartAsync(FreePorts.Take());

        using var told = JsonDocument.Parse(await NodeScripts.RunAsync("grpc-client.cjs", $"{emulator.Port}", "unary"));

        Assert.Equal(14, told.RootElement.GetProperty("unary").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Error_is_one_block_of_headers_with_a_grpc_status()
    {
        await using var emulator = await StartAsync(FreePorts.Take());
        using var client = new Http2Client(emulator.Port);

        using var response = await client.OpenAsync(HttpMethod.Post, "/demo.Echo/Unary", Message());

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(
            ["content-length: 0", "content-type: application/grpc", "grpc-message: unavailable", "grpc-status: 14",
                "server: awselb/2.0"],
            response.Headers.Concat(response.Content.Headers)
                .Where(header => header.Key != "Date")
                .Select(header => $"{header.Key.ToLowerInvariant()}: {header.Value.Single()}")
                .Order());
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Empty(response.TrailingHeaders);
        var line = (await emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal(("grpcs", "502", "-"), (line.Type, line.ElbStatusCode, line.TargetStatusCode));
    }

    [Fact]
    public async Task Error_is_one_frame()
    {
        const byte Headers = 1;
        const byte EndOfStreamAndHeaders = 0x5;
        await using var emulator = await StartAsync(FreePorts.Take());
        await using var client = await Http2RawClient.ConnectAsync(emulator.Port);

        var stream = await client.PostAsync(
            "/demo.Echo/Unary", [0, 0, 0, 0, 0], ("content-type", "application/grpc"), ("te", "trailers"));
        var frame = await client.ReadAsync(stream);

        Assert.Equal((Headers, EndOfStreamAndHeaders), (frame.Type, frame.Flags));
    }

    [Fact]
    public async Task Error_tells_where_the_request_went_if_that_is_wanted()
    {
        var topology = TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()).Https().Property("web", "ProtocolVersion", "GRPC");
        await using var emulator = await HostedEmulator.StartAsync(topology, ("Alb:DebugHeaders", "true"));
        using var client = new Http2Client(emulator.Port);

        using var response = await client.OpenAsync(HttpMethod.Post, "/demo.Echo/Unary", Message());

        Assert.Equal("web", response.Headers.GetValues("X-Alb-Target-Group").Single());
    }

    [Fact]
    public async Task Group_without_targets_is_unavailable_too()
    {
        await using var emulator = await StartAsync();
        using var client = new Http2Client(emulator.Port);

        using var response = await client.OpenAsync(HttpMethod.Post, "/demo.Echo/Unary", Message());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("14", response.Headers.GetValues("grpc-status").Single());
    }

    private static Task<HostedEmulator> StartAsync(params int[] targetPorts) => HostedEmulator.StartAsync(
        TopologyBuilder.Simple(FreePorts.Take(), targetPorts).Https().Property("web", "ProtocolVersion", "GRPC"));

    private static ByteArrayContent Message() =>
        new([0, 0, 0, 0, 0]) { Headers = { { "Content-Type", "application/grpc" } } };

    private static (int, string?) Call(JsonElement calls, string name) => (
        calls.GetProperty(name).GetProperty("code").GetInt32(), calls.GetProperty(name).GetProperty("details").GetString());

    private static (int, int) Ended(JsonElement calls, string name) => (
        calls.GetProperty(name).GetProperty("code").GetInt32(), calls.GetProperty(name).GetProperty("cancelled").GetInt32());

    private static async Task AssertLogAsync(HostedEmulator emulator)
    {
        await Patience.UntilAsync("the line of the call that was given up", () => emulator.LogLines.Any(IsGivenUp));
        var lines = emulator.LogLines;
        Assert.All(lines, line => Assert.Equal("grpcs", line.Type));
        var unary = lines.First(line => line.Request.Contains("/demo.Echo/Unary", StringComparison.Ordinal));
        Assert.Equal($"POST https://localhost:{emulator.Port}/demo.Echo/Unary HTTP/2.0", unary.Request);
        Assert.Equal(("200", "200"), (unary.ElbStatusCode, unary.TargetStatusCode));
    }

    private static bool IsGivenUp(AccessLogLine line) =>
        line.ElbStatusCode == "460" && line.Request.Contains("/demo.Echo/Wait", StringComparison.Ordinal);
}
