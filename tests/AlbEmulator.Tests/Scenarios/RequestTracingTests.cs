using System.Globalization;
using System.Text.RegularExpressions;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html"/>
/// </summary>
public sealed partial class RequestTracingTests
{
    private const string Root = "Root=1-67891233-abcdef012345678912345678";

    [Fact]
    public async Task Request_without_the_header_gets_a_root()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(Wire.Get());

        var trace = received.Header("X-Amzn-Trace-Id");
        Assert.Matches(FreshRoot(), trace);
        Assert.Equal(trace, (await scenario.LineAsync()).TraceId);
    }

    [Fact]
    public async Task Request_with_a_root_gets_a_self_in_front() =>
        await AssertSelfInFrontAsync($"X-Amzn-Trace-Id: {Root}", Root);

    [Fact]
    public async Task Custom_fields_are_preserved() =>
        await AssertSelfInFrontAsync($"X-Amzn-Trace-Id: {Root};CalledFrom=app", $"{Root};CalledFrom=app");

    [Fact]
    public async Task Self_that_is_present_is_updated() =>
        await AssertSelfInFrontAsync(
            $"X-Amzn-Trace-Id: Self=1-67891234-12456789abcdef012345678;{Root};CalledFrom=app",
            $"{Root};CalledFrom=app");

    [Fact]
    public async Task Self_that_stands_last_is_updated_and_moved_to_the_front() =>
        await AssertSelfInFrontAsync(
            $"X-Amzn-Trace-Id: {Root};Parent=53995c3f42cd8ad8;Sampled=1;Self=1-67891234-12456789abcdef0123456789",
            $"{Root};Parent=53995c3f42cd8ad8;Sampled=1");

    [Fact]
    public async Task Name_of_the_header_is_taken_in_any_case_and_sent_in_mixed_case()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(Wire.Get("/", $"x-amzn-trace-id: {Root}"));

        Assert.Contains("X-Amzn-Trace-Id", received.HeaderNames);
        Assert.EndsWith($";{Root}", received.Header("X-Amzn-Trace-Id"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_load_balancers_in_a_row_leave_one_self()
    {
        await using var inner = await Scenario.StartAsync();
        await using var outer = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), inner.Port));

        await RawClient.ExchangeAsync(outer.Port, Wire.Get("/", $"X-Amzn-Trace-Id: {Root}"));

        var trace = inner.Target.Request.Header("X-Amzn-Trace-Id");
        Assert.Matches(SelfInFront(), trace);
        // To the inner one the health check of the outer one is a request.
        var lines = await inner.Emulator.WaitForLogLinesAsync(2);
        var line = Assert.Single(lines, line => !line.UserAgent.Contains("ELB-HealthChecker", StringComparison.Ordinal));
        Assert.Equal(trace, line.TraceId);
        Assert.NotEqual(trace, (await outer.WaitForLogLinesAsync(1))[0].TraceId);
    }

    [Fact]
    public async Task Several_header_lines_become_one_with_one_root()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(Wire.Get(
            "/", $"X-Amzn-Trace-Id: {Root}", "X-Amzn-Trace-Id: Root=1-67891299-aaaaaaaaaaaaaaaaaaaaaaaa;CalledFrom=app"));

        var fields = received.Header("X-Amzn-Trace-Id")!.Split(';');
        Assert.Single(fields, field => field.StartsWith("Root=", StringComparison.Ordinal));
        Assert.Single(fields, field => field.StartsWith("Self=", StringComparison.Ordinal));
        Assert.StartsWith("Self=", fields[0], StringComparison.Ordinal);
        Assert.Equal(string.Join(';', fields), (await scenario.LineAsync()).TraceId);
    }

    [Fact]
    public async Task Headers_above_7_KB_have_the_trace_rewritten_with_a_root()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(Wire.Get(
            "/", $"X-Amzn-Trace-Id: {Root};CalledFrom=app", $"X-Long: {new string('x', 7 * 1024)}"));

        var trace = received.Header("X-Amzn-Trace-Id");
        Assert.Matches(FreshRoot(), trace);
        Assert.DoesNotContain(Root, trace, StringComparison.Ordinal);
        Assert.Equal(trace, (await scenario.LineAsync()).TraceId);
    }

    [Fact]
    public async Task Headers_just_below_7_KB_leave_the_root() =>
        await AssertSelfInFrontAsync($"X-Amzn-Trace-Id: {Root}", Root, $"X-Long: {new string('x', 6900)}");

    [Fact]
    public async Task Response_never_carries_the_header()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Target.On("/broken", Reply.Close);

        Assert.Null((await scenario.ExchangeAsync(Wire.Get("/", $"X-Amzn-Trace-Id: {Root}"))).Header("X-Amzn-Trace-Id"));
        Assert.Null((await scenario.ExchangeAsync(Wire.Get("/broken"))).Header("X-Amzn-Trace-Id"));
        Assert.Null((await scenario.ExchangeAsync("nonsense\r\n\r\n")).Header("X-Amzn-Trace-Id"));
    }

    [Fact]
    public async Task Request_of_http_1_0_is_traced_too()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync($"GET / HTTP/1.0\r\nX-Amzn-Trace-Id: {Root}\r\n\r\n");

        Assert.Matches(SelfInFront(), received.Header("X-Amzn-Trace-Id"));
    }

    [Fact]
    public async Task Request_without_a_target_has_its_trace_in_the_log()
    {
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take()));

        var response = await RawClient.ExchangeAsync(emulator.Port, Wire.Get("/", $"X-Amzn-Trace-Id: {Root}"));

        Assert.Equal(503, response.Status);
        var line = (await emulator.WaitForLogLinesAsync(1))[0];
        Assert.Matches(SelfInFront(), line.TraceId);
        Assert.Contains(Root, line.TraceId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Second_in_the_id_is_the_second_of_the_request()
    {
        await using var scenario = await Scenario.StartAsync();

        await scenario.ForwardAsync(Wire.Get());

        var line = await scenario.LineAsync();
        var seconds = long.Parse(line.TraceId.AsSpan(7, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var created = DateTimeOffset.Parse(line.RequestCreationTime, CultureInfo.InvariantCulture);
        Assert.Equal(created.ToUnixTimeSeconds(), seconds);
    }

    [Fact]
    public async Task Ids_are_never_repeated()
    {
        await using var scenario = await Scenario.StartAsync();
        await using var client = await scenario.ConnectAsync();

        for (var i = 0; i < 300; i++)
        {
            await client.ExchangeAsync(Wire.Get("/", $"X-Amzn-Trace-Id: {Root}"));
            await client.ExchangeAsync(Wire.Get());
        }

        var ids = scenario.Target.Requests.Select(request => request.Header("X-Amzn-Trace-Id")!.Split(';')[0][16..]);
        Assert.Equal(600, ids.Distinct().Count());
    }

    private static async Task AssertSelfInFrontAsync(string header, string rest, params string[] more)
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync(Wire.Get("/", [header, .. more]));

        var trace = received.Header("X-Amzn-Trace-Id")!;
        Assert.Matches(SelfInFront(), trace);
        Assert.Equal(rest, trace[(trace.IndexOf(';', StringComparison.Ordinal) + 1)..]);
        Assert.DoesNotContain("Self=1-67891234", trace, StringComparison.Ordinal);
        Assert.Equal(trace, (await scenario.LineAsync()).TraceId);
    }

    [GeneratedRegex("^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$")]
    private static partial Regex FreshRoot();

    [GeneratedRegex("^Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-67891233-abcdef012345678912345678(;(?!Self=)[^;]+)*$")]
    private static partial Regex SelfInFront();
}
