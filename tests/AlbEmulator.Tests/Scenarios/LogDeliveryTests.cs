using System.Globalization;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Access logs in buckets.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html"/>
/// </summary>
public sealed class LogDeliveryTests : EndedTests
{
    private readonly TempFolder _folder = new();
    private readonly ScriptedTarget _target = ScriptedTarget.Start();
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 22, 23, 47, 30, TimeSpan.Zero));

    private string LivePath => _folder.File("access.log");

    private string Store => _folder.File("s3");

    public override async ValueTask DisposeAsync()
    {
        await _target.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_line_of_half_an_hour_with_restarts_is_in_one_object_of_its_interval()
    {
        for (var run = 0; run < 3; run++)
        {
            await using var emulator = await StartAsync(Store);
            await TrafficAsync(emulator, minutes: 10);
        }

        var objects = ArchivedObject.ReadAll(Store);
        AssertSame(File.ReadAllLines(LivePath), objects.SelectMany(item => item.Lines));
        Assert.Equal(3 * 10 * 5, objects.Sum(item => item.Lines.Count));
        // Seven intervals have traffic, and the two that a restart cuts have two objects each.
        Assert.Equal(9, objects.Count);
        Assert.All(objects, item =>
        {
            Assert.Equal("my-logs", item.Bucket);
            Assert.StartsWith("p/", item.Key, StringComparison.Ordinal);
            Assert.Equal("127.0.0.1", item.Parts().Groups["node"].Value);
            Assert.All(item.Lines.Select(AccessLogLine.Parse), line =>
            {
                var age = item.IntervalEnd - DateTime.Parse(
                    line.Time, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
                Assert.InRange(age, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(5));
            });
        });
    }

    [Fact]
    public async Task S3_endpoint_that_is_down_half_of_the_time_gets_every_line_once()
    {
        if (await MotoServer.StartAsync() is not { } moto)
        {
            return;
        }

        await using var running = moto;
        await using var gate = new TcpGate(moto.Port);
        await MotoServer.AwsAsync(moto.Port, "s3", "mb", "s3://my-logs");
        for (var run = 0; run < 2; run++)
        {
            await using var emulator = await StartAsync($"http://127.0.0.1:{gate.Port}");
            for (var part = 0; part < 3; part++)
            {
                gate.IsShut = !gate.IsShut;
                await TrafficAsync(emulator, minutes: 5);
                if (gate.IsShut)
                {
                    var before = gate.TurnedAway;
                    await Patience.UntilAsync("an attempt", () =>
                    {
                        _time.Advance(TimeSpan.FromSeconds(5));
                        return gate.TurnedAway > before;
                    }, Patience.Program);
                }
            }

            gate.IsShut = false;
            await Patience.UntilAsync("everything to be delivered", async () =>
            {
                _time.Advance(TimeSpan.FromMinutes(5));
                return (await emulator.HealthAsync()).GetProperty("logDelivery").GetProperty("pendingFiles").GetInt32() == 0
                    ? emulator
                    : null;
            }, Patience.Program);
        }

        var listing = await MotoServer.AwsAsync(gate.Port, "s3", "ls", "--recursive", "s3://my-logs/");
        Assert.Contains("p/AWSLogs/000000000000/ELBAccessLogTestFile", listing, StringComparison.Ordinal);
        await MotoServer.AwsAsync(gate.Port, "s3", "cp", "--recursive", "s3://my-logs/", Path.Combine(Store, "my-logs"));
        var objects = ArchivedObject.ReadAll(Store);
        AssertSame(File.ReadAllLines(LivePath), objects.SelectMany(item => item.Lines));
        Assert.All(objects, item => item.Parts());
        Assert.Equal(2 * 3 * 5 * 5, objects.Sum(item => item.Lines.Count));
    }

    [Fact]
    public async Task Bucket_that_is_not_there_is_told_at_once_and_the_emulator_runs_on()
    {
        if (await MotoServer.StartAsync() is not { } moto)
        {
            return;
        }

        await using var running = moto;
        await using var emulator = await StartAsync($"http://127.0.0.1:{moto.Port}");

        await Patience.UntilAsync("the problem", async () =>
            (await emulator.HealthAsync()).GetProperty("logDelivery").GetProperty("lastError").GetString()
                == "there is no bucket my-logs: create it" ? emulator : null, Patience.Program);
        Assert.Equal(200, (await RawClient.ExchangeAsync(emulator.Port, Wire.Get())).Status);

        await MotoServer.AwsAsync(moto.Port, "s3", "mb", "s3://my-logs");
        await Patience.UntilAsync("the test object", async () =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            var delivery = (await emulator.HealthAsync()).GetProperty("logDelivery");
            return delivery.GetProperty("pendingFiles").GetInt32() == 0 ? emulator : null;
        }, Patience.Program);
        var file = await MotoServer.AwsAsync(
            moto.Port, "s3", "cp", "s3://my-logs/p/AWSLogs/000000000000/ELBAccessLogTestFile", "-");
        Assert.StartsWith("Enable AccessLog for ELB: app/demo/", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("403 Forbidden", "AccessDenied", "Access Denied for bucket: my-logs. Please check S3bucket permission")]
    [InlineData("503 Slow Down", "SlowDown", "SlowDown Please reduce your request rate.")]
    public async Task What_s3_refuses_is_told_in_aws_s_words(string status, string code, string expected)
    {
        var body = $"<Error><Code>{code}</Code><Message>Please reduce your request rate.</Message></Error>";
        await using var s3 = ScriptedTarget.Start(Reply.Bytes(
            $"HTTP/1.1 {status}\r\nContent-Type: application/xml\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        await using var emulator = await StartAsync($"http://127.0.0.1:{s3.Port}");

        await Patience.UntilAsync("the problem", async () =>
            (await emulator.HealthAsync()).GetProperty("logDelivery").GetProperty("lastError").GetString() is { } error
                ? error
                : null, Patience.Program);

        Assert.Equal(
            expected, (await emulator.HealthAsync()).GetProperty("logDelivery").GetProperty("lastError").GetString());
        Assert.StartsWith("/my-logs/p/AWSLogs/000000000000/ELBAccessLogTestFile", s3.Requests[0].StartLine.Split(' ')[1], StringComparison.Ordinal);
    }

    private static void AssertSame(IEnumerable<string> live, IEnumerable<string> archived) =>
        Assert.Equal(live.Order(StringComparer.Ordinal), archived.Order(StringComparer.Ordinal));

    /// <summary>Five requests a minute.</summary>
    private async Task TrafficAsync(HostedEmulator emulator, int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            await using (var client = await RawClient.ConnectAsync(emulator.Port))
            {
                for (var request = 0; request < 5; request++)
                {
                    Assert.Equal(200, (await client.ExchangeAsync(Wire.Get($"/{minute}/{request}"))).Status);
                }
            }

            _time.Advance(TimeSpan.FromSeconds(59));
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private Task<HostedEmulator> StartAsync(string store) => HostedEmulator.StartAsync(
        TopologyBuilder.Simple(FreePorts.Take(), _target.Port)
            .Attribute("access_logs.s3.enabled", "true")
            .Attribute("access_logs.s3.bucket", "my-logs")
            .Attribute("access_logs.s3.prefix", "p")
            .IdleTimeout(4000)
            .HealthCheck("web", intervalSeconds: 300),
        services => services.AddSingleton<TimeProvider>(_time),
        ("Alb:AccessLog", LivePath),
        ("Alb:DataDirectory", _folder.File("data")),
        ("Alb:LogStore", store));
}
