using System.Net;
using AlbEmulator.Descriptors;
using AlbEmulator.Health;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AlbEmulator.Tests.Health;

/// <summary>
/// Health checks of groups of the protocol versions HTTP2 and GRPC.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-protocol-version"/>
/// </summary>
public sealed class Http2ProbeTests
{
    private static readonly HealthCheck Grpc = HealthCheck.DefaultOf(TargetType.Ip, ProtocolVersion.Grpc);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Http2_is_asked_with_prior_knowledge_or_over_tls(bool isTls)
    {
        var seen = "";
        await using var target = await KestrelTarget.StartAsync(
            HttpProtocols.Http2,
            http =>
            {
                seen = $"{http.Request.Protocol} {http.Request.Method} {http.Request.Path}{http.Request.QueryString} "
                    + $"{http.Request.Host} {http.Request.Headers.UserAgent}";
                http.Response.StatusCode = 204;
                return Task.CompletedTask;
            },
            isTls);
        var settings = HealthCheck.Default with
        {
            Path = "/a?b",
            Protocol = isTls ? TargetGroupProtocol.Https : TargetGroupProtocol.Http,
            Matcher = CodeMatcher.Parse("204", 200, 499)!,
        };

        var outcome = await CheckAsync(new Http2Probe(At(target.Port), settings, SslPolicies.Default, ProcessDescriptors.Unlimited));

        Assert.Equal(new ProbeOutcome(ProbeEnd.Passed, 204), outcome);
        Assert.Equal($"HTTP/2 GET /a?b 127.0.0.1:{target.Port} ELB-HealthChecker/2.0", seen);
    }

    [Fact]
    public async Task Http2_code_may_be_another_than_the_matcher_has()
    {
        await using var target = await KestrelTarget.StartAsync(HttpProtocols.Http2, http =>
        {
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        });

        var outcome = await CheckAsync(new Http2Probe(At(target.Port), HealthCheck.Default, SslPolicies.Default, ProcessDescriptors.Unlimited));

        Assert.Equal(new ProbeOutcome(ProbeEnd.ResponseCodeMismatch, 503), outcome);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("\0\u0001\u0002")]
    [InlineData("")]
    public async Task Target_that_does_not_speak_Http2_fails(string answer)
    {
        // Silent until the preface has come, which is no request of HTTP/1.1.
        await using var target = ScriptedTarget.Start(Reply.BytesThenClose(answer).Early());

        var outcome = await CheckAsync(new Http2Probe(At(target.Port), HealthCheck.Default, SslPolicies.Default, ProcessDescriptors.Unlimited));

        Assert.True(outcome.End is ProbeEnd.Malformed or ProbeEnd.Reset, outcome.ToString());
    }

    [Fact]
    public async Task Target_that_refuses_fails()
    {
        var outcome = await CheckAsync(new GrpcProbe(At(FreePorts.Take()), Grpc, SslPolicies.Default, ProcessDescriptors.Unlimited));

        Assert.Equal((ProbeEnd.Refused, "connection refused"), (outcome.End, outcome.Detail));
    }

    [Theory]
    [InlineData("12", "12", nameof(ProbeEnd.Passed), 12)]
    [InlineData("0", "12", nameof(ProbeEnd.GrpcStatusMismatch), 0)]
    [InlineData("0", "0-99", nameof(ProbeEnd.Passed), 0)]
    [InlineData("14", "0,12", nameof(ProbeEnd.GrpcStatusMismatch), 14)]
    [InlineData("x", "12", nameof(ProbeEnd.Malformed), null)]
    [InlineData(null, "12", nameof(ProbeEnd.GrpcStatusMissing), null)]
    public async Task Grpc_status_is_taken_from_the_trailers_or_the_only_head(
        string? status, string matcher, string end, int? code)
    {
        foreach (var isInTrailers in new[] { false, true })
        {
            var seen = "";
            await using var target = await KestrelTarget.StartAsync(HttpProtocols.Http2, async http =>
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body);
                seen = $"{http.Request.Method} {http.Request.Path} {http.Request.ContentType} "
                    + $"{http.Request.Headers.TE} {Convert.ToHexString(body.ToArray())}";
                await AnswerAsync(http, status, isInTrailers);
            });
            var settings = Grpc with { Matcher = CodeMatcher.Parse(matcher, 0, 99)! };

            var outcome = await CheckAsync(new GrpcProbe(At(target.Port), settings, SslPolicies.Default, ProcessDescriptors.Unlimited));

            Assert.Equal((Enum.Parse<ProbeEnd>(end), code), (outcome.End, outcome.StatusCode));
            Assert.Equal("POST /AWS.ALB/healthcheck application/grpc trailers 0000000000", seen);
        }
    }

    [Fact]
    public async Task Grpc_needs_200_of_Http()
    {
        await using var target = await KestrelTarget.StartAsync(HttpProtocols.Http2, http =>
        {
            http.Response.StatusCode = 404;
            http.Response.Headers["grpc-status"] = "12";
            return Task.CompletedTask;
        });

        var outcome = await CheckAsync(new GrpcProbe(At(target.Port), Grpc, SslPolicies.Default, ProcessDescriptors.Unlimited));

        Assert.Equal((ProbeEnd.ResponseCodeMismatch, 404), (outcome.End, outcome.StatusCode));
    }

    [Fact]
    public async Task Grpc_answer_without_an_end_is_left()
    {
        await using var target = await KestrelTarget.StartAsync(HttpProtocols.Http2, async http =>
        {
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync(new byte[16 * 1024], http.RequestAborted);
            }
        });

        Assert.Equal(ProbeEnd.Malformed, (await CheckAsync(new GrpcProbe(At(target.Port), Grpc, SslPolicies.Default, ProcessDescriptors.Unlimited))).End);
    }

    private static async Task AnswerAsync(HttpContext http, string? status, bool isInTrailers)
    {
        http.Response.ContentType = "application/grpc";
        if (isInTrailers)
        {
            await http.Response.Body.WriteAsync(new byte[5]);
            if (status is not null)
            {
                http.Response.AppendTrailer("grpc-status", status);
            }
        }
        else if (status is not null)
        {
            http.Response.Headers["grpc-status"] = status;
        }
    }

    private static IPEndPoint At(int port) => new(IPAddress.Loopback, port);

    private static Task<ProbeOutcome> CheckAsync(Probe probe) =>
        Patience.BoundAsync("the health check", probe.CheckAsync);
}
