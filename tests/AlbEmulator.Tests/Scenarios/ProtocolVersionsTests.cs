using System.Net;
using System.Text;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Which requests a target group takes, and how HTTP/2 targets get them.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-protocol-version"/>
/// </summary>
public sealed class ProtocolVersionsTests
{
    public static TheoryData<string, string, string, int> Matrix => new()
    {
        // Client, method, protocol version of the target group, status.
        { "http1", "GET", "HTTP1", 200 },
        { "http1", "GET", "HTTP2", 464 },
        { "http1", "POST", "GRPC", 464 },
        { "http2", "GET", "HTTP1", 200 },
        { "http2", "GET", "HTTP2", 200 },
        { "http2", "GET", "GRPC", 464 },
        { "http2", "POST", "GRPC", 200 },
        { "grpc", "POST", "HTTP1", 464 },
        { "grpc", "POST", "HTTP2", 200 },
        { "grpc", "POST", "GRPC", 200 },
        // No gRPC, whatever its name: it is made for HTTP/1.1.
        { "grpc-web", "POST", "HTTP1", 200 },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Request_that_a_group_cannot_take_is_464(string client, string method, string version, int expected)
    {
        await using var plain = ScriptedTarget.Start();
        await using var http2 = await KestrelTarget.StartAsync(HttpProtocols.Http2, context => context.Response.WriteAsync("ok"));
        await using var emulator = await StartAsync(version, version == "HTTP1" ? plain.Port : http2.Port);
        using var http = new Http2Client(emulator.Port, client == "http1" ? HttpVersion.Version11 : null);
        var content = client switch
        {
            "grpc" => Content("application/grpc+proto"),
            "grpc-web" => Content("application/grpc-web"),
            _ => method == "POST" ? Content("text/plain") : null,
        };

        using var response = await http.OpenAsync(new HttpMethod(method), "/a", content);

        Assert.Equal(expected, (int)response.StatusCode);
        var line = (await emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal($"{expected}", line.ElbStatusCode);
        if (expected == 464)
        {
            Assert.Empty(await response.Content.ReadAsByteArrayAsync());
            Assert.Null(response.Content.Headers.ContentType);
            Assert.Equal(("-", "-1", "-1", "-1"), (
                line.TargetPortList,
                line.RequestProcessingTime, line.TargetProcessingTime, line.ResponseProcessingTime));
        }
    }

    [Fact]
    public async Task Answer_464_has_no_phrase_no_type_and_no_body()
    {
        await using var emulator = await StartAsync("HTTP2", FreePorts.Take());
        await using var client = await RawClient.ConnectTlsAsync(emulator.Port);

        var response = await client.ExchangeAsync(Wire.Get());

        Assert.Matches(
            "^HTTP/1.1 464 \r\nServer: awselb/2.0\r\nDate: [^\r]+\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n$",
            response.Head + response.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Target_gets_http2_with_the_headers_of_a_load_balancer(bool isTls)
    {
        await using var target = await KestrelTarget.StartAsync(
            HttpProtocols.Http2,
            async context =>
            {
                var request = context.Request;
                var body = await new StreamReader(request.Body).ReadToEndAsync();
                context.Response.AppendTrailer("x-after", "all");
                await context.Response.WriteAsync(
                    $"{request.Protocol} {request.Scheme} {request.Host} {request.Path}{request.QueryString} {body} "
                    + $"{request.Headers["X-Forwarded-For"]} {request.Headers["X-Forwarded-Proto"]} {request.Headers.Cookie} "
                    + $"{request.Headers.TE}");
            },
            isTls);
        await using var emulator = await StartAsync("HTTP2", target.Port, isTls);
        using var client = new Http2Client(emulator.Port);
        client.DefaultRequestHeaders.Add("Cookie", "a=1; b=2");
        client.DefaultRequestHeaders.Add("TE", "trailers");

        using var response = await client.OpenAsync(HttpMethod.Post, "/p%20q?r=s", Content("text/plain"));
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal(
            $"HTTP/2 {(isTls ? "https" : "http")} localhost:{emulator.Port} /p%20q?r=s body 127.0.0.1 https a=1; b=2 trailers",
            text);
        Assert.Equal("all", response.TrailingHeaders.GetValues("x-after").Single());
        var line = (await emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal(("h2", $"127.0.0.1:{target.Port}"), (line.Type, line.TargetPortList));
    }

    [Fact]
    public async Task Http2_target_that_speaks_http1_is_502()
    {
        await using var target = ScriptedTarget.Start(
            Reply.BytesThenClose("HTTP/1.1 400 Bad Request\r\n\r\n").Early());
        await using var emulator = await StartAsync("HTTP2", target.Port);
        using var client = new Http2Client(emulator.Port);

        using var response = await client.OpenAsync(HttpMethod.Get, "/");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
    }

    private static Task<HostedEmulator> StartAsync(string version, int targetPort, bool isTls = false)
    {
        var topology = TopologyBuilder.Simple(FreePorts.Take(), targetPort).Https()
            .Property("web", "ProtocolVersion", version)
            .Property("web", "Protocol", isTls ? "HTTPS" : "HTTP");
        return HostedEmulator.StartAsync(topology);
    }

    private static StringContent Content(string type) =>
        new("body", Encoding.ASCII) { Headers = { ContentType = new(type) } };
}
