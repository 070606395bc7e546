using System.Net;
using System.Text.Json;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>What the journal tells of requests over HTTP/2, and of those to targets and functions of other kinds.</summary>
public sealed class JournalHttp2Tests
{
    [Fact]
    public async Task Names_over_http2_are_in_lower_case_and_the_target_of_http1_gets_them_so()
    {
        await using var scenario = await Scenario.StartHttpsAsync(
            Reply.Bytes("HTTP/1.1 200 OK\r\nX-Of-Target: 1\r\nContent-Length: 2\r\n\r\nok"));
        using var client = scenario.Http2();
        client.DefaultRequestHeaders.Add("X-Mine", "1");
        client.DefaultRequestHeaders.Add("Accept-Language", "de");

        await client.GetAsync("/a");

        var told = await new JournalClient(scenario.Emulator).TheOneAsync();
        Assert.Equal("h2", told.GetProperty("type").GetString());
        var received = JournalClient.Headers(told, "client_request");
        Assert.Equal(["accept-language", "host", "x-mine"], received.Select(line => line.Key).Order());
        Assert.Equal(scenario.Target.Request.Headers, JournalClient.Headers(told, "target_request"));
        Assert.Contains(JournalClient.Headers(told, "target_response"), line => line.Key == "X-Of-Target");
        Assert.Contains(JournalClient.Headers(told, "client_response"), line => line.Key == "x-of-target");
        Assert.Equal(200, told.GetProperty("client_response").GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Answer_of_the_load_balancer_itself_is_told_over_http2()
    {
        await using var scenario = await Scenario.StartHttpsAsync(Reply.Close);
        using var client = scenario.Http2();

        using var response = await client.GetAsync(new Uri("/", UriKind.Relative));

        var told = await new JournalClient(scenario.Emulator).TheOneAsync();
        Assert.Equal(502, told.GetProperty("client_response").GetProperty("status").GetInt32());
        Assert.Equal(
            ["content-length", "content-type", "date", "server"],
            JournalClient.Headers(told, "client_response").Select(line => line.Key).Order());
        Assert.Equal(JsonValueKind.Null, told.GetProperty("target_response").ValueKind);
    }

    [Fact]
    public async Task Many_streams_at_once_are_each_told_with_their_own_headers()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        using var client = scenario.Http2();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(async number =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/{number}") { Version = HttpVersion.Version20 };
            request.Headers.Add("X-Number", $"{number}");
            using var response = await client.SendAsync(request);
        }));

        var told = await new JournalClient(scenario.Emulator).WaitForAsync(50);
        Assert.Equal(50, told.Count);
        Assert.All(told, request =>
        {
            var number = JournalClient.Headers(request, "client_request").Single(line => line.Key == "x-number").Value;
            Assert.Contains($"/{number} HTTP/2.0", request.GetProperty("request").GetString(), StringComparison.Ordinal);
            Assert.Equal(number, JournalClient.Headers(request, "target_request").Single(line => line.Key == "x-number").Value);
        });
    }

    [Fact]
    public async Task Grpc_target_is_told_what_it_got_over_http2()
    {
        var seen = new List<string>();
        await using var target = await KestrelTarget.StartAsync(HttpProtocols.Http2, async context =>
        {
            // Others are health checks.
            seen.AddRange(context.Request.Headers.Keys
                .Where(_ => context.Request.Path == "/demo.Echo/Unary")
                .Select(name => name.ToLowerInvariant()));
            context.Response.ContentType = "application/grpc";
            context.Response.AppendTrailer("grpc-status", "0");
            await context.Request.Body.CopyToAsync(context.Response.Body);
        });
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port)
            .Https().Property("web", "ProtocolVersion", "GRPC"));
        using var client = new Http2Client(emulator.Port);
        using var message = new ByteArrayContent(new byte[5]);
        message.Headers.ContentType = new("application/grpc");
        client.DefaultRequestHeaders.TE.ParseAdd("trailers");

        using (var response = await client.OpenAsync(HttpMethod.Post, "/demo.Echo/Unary", message))
        {
            await response.Content.ReadAsByteArrayAsync();
        }

        var told = await new JournalClient(emulator).TheOneAsync();
        Assert.Equal("grpcs", told.GetProperty("type").GetString());
        var forwarded = JournalClient.Headers(told, "target_request");
        Assert.Equal($"localhost:{emulator.Port}", forwarded.Single(line => line.Key == "host").Value);
        Assert.Equal(
            seen.Except([":method", ":path", ":scheme"]).Order(),
            forwarded.Select(line => line.Key).Order());
        Assert.Equal("trailers", forwarded.Single(line => line.Key == "te").Value);
        Assert.Contains(JournalClient.Headers(told, "target_response"), line => line.Key == "content-type");
    }

    [Theory]
    [InlineData(false, "2")]
    [InlineData(true, "1 2")]
    public async Task Function_is_told_with_the_headers_of_its_event(bool hasMultiValueHeaders, string twice)
    {
        var property = hasMultiValueHeaders ? "multiValueHeaders" : "headers";
        await using var stage = await LambdaStage.StartAsync(
            LambdaStage.Returns($$"""
                {"statusCode":201,"isBase64Encoded":false,"{{property}}":{"X-Of-Function":{{(hasMultiValueHeaders ? "[\"1\"]" : "\"1\"")}}},"body":"ok"}
                """),
            hasMultiValueHeaders);

        var response = await stage.ExchangeAsync(Wire.Get("/", "X-Twice: 1", "X-Twice: 2", "User-Agent: me"));

        var told = await new JournalClient(stage.Emulator).TheOneAsync();
        using var sent = JsonDocument.Parse(stage.Event);
        var forwarded = JournalClient.Headers(told, "target_request");
        Assert.Equal(twice.Split(' '), forwarded.Where(line => line.Key == "x-twice").Select(line => line.Value));
        Assert.Equal(
            sent.RootElement.GetProperty(property).EnumerateObject().SelectMany(header =>
                header.Value.ValueKind == JsonValueKind.Array
                    ? header.Value.EnumerateArray().Select(value => KeyValuePair.Create(header.Name, value.GetString()!))
                    : [KeyValuePair.Create(header.Name, header.Value.GetString()!)]),
            forwarded);
        Assert.Equal(201, told.GetProperty("target_response").GetProperty("status").GetInt32());
        Assert.Equal("1", JournalClient.Headers(told, "target_response").Single(line => line.Key == "X-Of-Function").Value);
        Assert.Equal(response.Headers, JournalClient.Headers(told, "client_response"));
        Assert.Equal("201 201", $"{told.GetProperty("elb_status_code")} {told.GetProperty("target_status_code")}");
    }
}
