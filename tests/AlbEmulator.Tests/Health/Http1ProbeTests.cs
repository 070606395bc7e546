using System.Net;
using System.Text;
using AlbEmulator.Descriptors;
using AlbEmulator.Health;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AlbEmulator.Tests.Health;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"/>
/// </summary>
public sealed class Http1ProbeTests
{
    [Theory]
    [InlineData("10.0.0.1", 8080, nameof(TargetGroupProtocol.Http), "10.0.0.1:8080")]
    [InlineData("10.0.0.1", 80, nameof(TargetGroupProtocol.Http), "10.0.0.1")]
    [InlineData("10.0.0.1", 443, nameof(TargetGroupProtocol.Http), "10.0.0.1:443")]
    [InlineData("10.0.0.1", 443, nameof(TargetGroupProtocol.Https), "10.0.0.1")]
    [InlineData("10.0.0.1", 80, nameof(TargetGroupProtocol.Https), "10.0.0.1:80")]
    [InlineData("fd00::1", 8080, nameof(TargetGroupProtocol.Http), "[fd00::1]:8080")]
    [InlineData("fd00::1", 80, nameof(TargetGroupProtocol.Http), "[fd00::1]")]
    public void Host_has_the_port_unless_it_is_the_default_one(string ip, int port, string protocol, string host)
    {
        var settings = HealthCheck.Default with { Protocol = Enum.Parse<TargetGroupProtocol>(protocol) };
        var request = Encoding.ASCII.GetString(ProbeRequest.Http1(new IPEndPoint(IPAddress.Parse(ip), port), settings));
        Assert.StartsWith($"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("200", 200, true)]
    [InlineData("200", 204, false)]
    [InlineData("200,302", 302, true)]
    [InlineData("200,302", 301, false)]
    [InlineData("200-299", 299, true)]
    [InlineData("200-299", 300, false)]
    [InlineData("200,301-399,404", 350, true)]
    [InlineData("200,301-399,404", 404, true)]
    [InlineData("200,301-399,404", 403, false)]
    [InlineData("200-499", 500, false)]
    public async Task Matcher_is_a_code_a_list_or_ranges(string matcher, int status, bool isPassed)
    {
        var settings = HealthCheck.Default with { Matcher = CodeMatcher.Parse(matcher, 200, 499)! };
        var outcome = await CheckAsync(Reply.BytesThenClose($"HTTP/1.1 {status} Whatever\r\n\r\n"), settings);

        Assert.Equal((isPassed, status), (outcome.IsPassed, outcome.StatusCode));
    }

    /// <summary>What is sent, and what becomes of it.</summary>
    [Theory]
    [InlineData("", nameof(ProbeEnd.Reset))]
    [InlineData("HTTP/1.1 200 OK\r\nA: b\r\n", nameof(ProbeEnd.Reset))]
    [InlineData("HTTP/1.1 2", nameof(ProbeEnd.Reset))]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", nameof(ProbeEnd.Malformed))]
    [InlineData("\0\0\u0012\u0004\0\0\0\0\0\0", nameof(ProbeEnd.Malformed))]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 500 Oh\r\n\r\n", nameof(ProbeEnd.Passed))]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", nameof(ProbeEnd.Passed))]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -5\r\nTransfer-Encoding: ?\r\n\r\n", nameof(ProbeEnd.Passed))]
    public async Task Answer_may_be_anything(string answer, string end) => Assert.Equal(
        Enum.Parse<ProbeEnd>(end), (await CheckAsync(Reply.BytesThenClose(answer), HealthCheck.Default)).End);

    [Fact]
    public async Task Reset_is_told_from_silence()
    {
        var outcome = await CheckAsync(Reply.Reset, HealthCheck.Default);

        Assert.Equal((ProbeEnd.Reset, "connection reset by peer"), (outcome.End, outcome.Detail));
    }

    [Fact]
    public async Task Head_without_an_end_is_left() => Assert.Equal(
        new ProbeOutcome(ProbeEnd.Malformed, null, "the head of the answer is longer than 32 KB"),
        await CheckAsync(Reply.HeadOf(40 * 1024), HealthCheck.Default));

    [Fact]
    public async Task Body_without_an_end_is_not_waited_for() =>
        Assert.True((await CheckAsync(Reply.Stream(1_000_000_000), HealthCheck.Default)).IsPassed);

    [Fact]
    public async Task Certificate_of_the_target_is_not_validated()
    {
        await using var target = await KestrelTarget.StartAsync(HttpProtocols.Http1, Echo, tls: true);

        var outcome = await CheckAsync(target.Port, HealthCheck.Default with { Protocol = TargetGroupProtocol.Https });

        Assert.Equal(new ProbeOutcome(ProbeEnd.Passed, 200), outcome);

        static Task Echo(HttpContext http)
        {
            http.Response.StatusCode = http.Request is { IsHttps: true, Method: "GET", Protocol: "HTTP/1.1" } ? 200 : 400;
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Target_that_does_not_speak_tls_fails()
    {
        await using var target = await KestrelTarget.StartAsync(HttpProtocols.Http1, _ => Task.CompletedTask);

        var outcome = await CheckAsync(target.Port, HealthCheck.Default with { Protocol = TargetGroupProtocol.Https });

        Assert.True(outcome.End is ProbeEnd.Malformed or ProbeEnd.Reset, outcome.ToString());
    }

    private static async Task<ProbeOutcome> CheckAsync(Reply reply, HealthCheck settings)
    {
        await using var target = ScriptedTarget.Start(reply.Early());
        target.HealthReply = reply;
        return await CheckAsync(target.Port, settings);
    }

    private static Task<ProbeOutcome> CheckAsync(int port, HealthCheck settings) => Patience.BoundAsync(
        "the health check", new Http1Probe(new IPEndPoint(IPAddress.Loopback, port), settings, SslPolicies.Default, ProcessDescriptors.Unlimited).CheckAsync);
}
