using System.Text.RegularExpressions;
using AlbEmulator.Health;
using AlbEmulator.HealthCheckLogs;
using AlbEmulator.LogDelivery;
using AlbEmulator.Tests.Support;
using AlbEmulator.Tests.TargetGroups;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Health check logs. A status that a target did not give is <c>-</c>, which AWS does not say; nor does it say which
/// address checks: it is that of the listeners, or loopback where they bind every address.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-health-check-logs.html"/>
/// </summary>
public sealed class HealthCheckLogTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string LogPath => _folder.File("health.log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_check_has_a_line_with_what_came_of_it()
    {
        await using var good = ScriptedTarget.Start();
        await using var bad = ScriptedTarget.Start();
        bad.HealthReply = Reply.Bytes("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n");
        await using var odd = ScriptedTarget.Start();
        odd.HealthReply = Reply.Bytes("HTTP/1.1 302 No\r\nContent-Length: 0\r\n\r\n");
        await using var gone = ScriptedTarget.Start();
        gone.HealthReply = Reply.Reset;
        await using var emulator = await StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), good.Port, bad.Port, odd.Port, gone.Port));

        var lines = await LinesAsync(4);

        Assert.Matches(Line(good.Port, "PASS 200 -"), Of(lines, good.Port));
        Assert.Matches(Line(bad.Port, "FAIL 503 TargetError"), Of(lines, bad.Port));
        Assert.Matches(Line(odd.Port, "FAIL 302 ResponseCodeMismatch"), Of(lines, odd.Port));
        Assert.Matches(Line(gone.Port, "FAIL - ConnectionReset"), Of(lines, gone.Port));
    }

    [Fact]
    public async Task Every_load_balancer_that_uses_the_group_has_its_line_and_its_bucket()
    {
        await using var target = ScriptedTarget.Start();
        await using (await StartAsync($$"""
            {
              "LoadBalancers": [
                {
                  "Name": "one",
                  "Attributes": { "health_check_logs.s3.enabled": true, "health_check_logs.s3.bucket": "checks-of-one" },
                  "Listeners": [{ "Port": {{FreePorts.Take()}}, "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "web" }] }]
                },
                {
                  "Name": "two",
                  "Listeners": [{ "Port": {{FreePorts.Take()}}, "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "web" }] }]
                }
              ],
              "TargetGroups": [{ "Name": "web", "Targets": [{ "Id": "127.0.0.1", "Port": {{target.Port}} }] }]
            }
            """))
        {
            var lines = await LinesAsync(2);
            Assert.Equal(["one", "two"], lines.Select(line => line.Split(' ')[8].Split('/')[1]).Order());
        }

        var item = Assert.Single(ArchivedObject.ReadAll(_folder.File("s3")));
        Assert.Equal(("checks-of-one", "health_check_log_", "one"), (item.Bucket, item.Kind, item.Parts().Groups["name"].Value));
        Assert.Contains(" app/one/", Assert.Single(item.Lines), StringComparison.Ordinal);
        Assert.Contains("checks-of-one/AWSLogs/000000000000/ELBHealthCheckLogTestFile", ArchivedObject.Keys(_folder.File("s3")));
    }

    [Theory]
    [InlineData("Http", "http")]
    [InlineData("Https", "https")]
    [InlineData("H2", "h2")]
    [InlineData("Grpc", "grpc")]
    [InlineData("Lambda", "lambda")]
    public void Line_has_ten_fields_and_latency_nine_decimals(string type, string written)
    {
        var result = new HealthCheckResult(
            Enum.Parse<HealthCheckType>(type),
            new DateTimeOffset(2025, 10, 31, 12, 44, 59, TimeSpan.Zero).AddTicks(8756789),
            TimeSpan.FromTicks(11219807),
            "arn:aws:lambda:us-east-1:000000000000:function:f",
            TargetSamples.Group(),
            new ProbeOutcome(ProbeEnd.TimedOut, null));
        var node = new LogNode("app/demo/98e3a879de9d6b42", "10.0.0.1");
        var check = new NodeCheck(result, node);
        var output = new byte[HealthCheckLogFormatter.MaxLength(check)];

        var length = LogLineWriter.Write<HealthCheckLogFormatter, NodeCheck>(in check, output);

        Assert.Equal(
            $"{written} 2025-10-31T12:44:59.875678Z 1.121980700 arn:aws:lambda:us-east-1:000000000000:function:f " +
            $"{result.TargetGroup.Name} FAIL - TimedOut app/demo/98e3a879de9d6b42 10.0.0.1\n",
            System.Text.Encoding.ASCII.GetString(output, 0, length));
    }

    private static string Of(IEnumerable<string> lines, int port) =>
        lines.First(line => line.Contains($" 127.0.0.1:{port} ", StringComparison.Ordinal));

    private static Regex Line(int port, string end) => new(
        $@"^http \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{{6}}Z \d+\.\d{{9}} 127\.0\.0\.1:{port} web {end} app/demo/[0-9a-f]{{16}} 127\.0\.0\.1$");

    private async Task<string[]> LinesAsync(int count)
    {
        await Patience.UntilAsync($"{count} lines", () => File.Exists(LogPath) && File.ReadAllLines(LogPath).Length >= count);
        return File.ReadAllLines(LogPath);
    }

    private Task<HostedEmulator> StartAsync(object topology) => HostedEmulator.StartAsync(
        topology, ("Alb:HealthCheckLog", LogPath), ("Alb:LogStore", _folder.File("s3")));
}
