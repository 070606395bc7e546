using System.Text;
using AlbEmulator.Desync;
using AlbEmulator.Model;
using AlbEmulator.Tests.Desync;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// What becomes of requests that may be read in two ways, in the three modes.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#desync-mitigation-mode"/>
/// </summary>
public sealed class DesyncMitigationTests
{
    [Theory]
    [InlineData("monitor")]
    [InlineData("defensive")]
    [InlineData("strictest")]
    public async Task Every_request_of_the_table_is_passed_on_closed_or_blocked_by_its_mode(string mode)
    {
        await using var stage = await Stage.StartAsync(mode);
        var (sent, wrong) = (0, new List<string>());
        foreach (var request in RawRequests.All)
        {
            // A line is written behind its answer: the next request is on another connection.
            await stage.Emulator.WaitForLogLinesAsync(sent++);
            foreach (var problem in await stage.SendAsync(request, mode))
            {
                wrong.Add($"{problem}\n   for {request}");
            }
        }

        Assert.Empty(wrong);
        var lines = await stage.Emulator.WaitForLogLinesAsync(RawRequests.All.Count);
        foreach (var (line, request) in lines.Zip(RawRequests.All))
        {
            var reason = request.Reason == ClassificationReason.None ? "-" : $"{request.Reason}";
            var tier = request.Tier == SafetyTier.Compliant ? "-" : $"{request.Tier}";
            Assert.True((tier, reason) == (line.Classification, line.ClassificationReason), $"{line}\nfor {request}");
        }
    }

    [Fact]
    public async Task Requests_in_pieces_of_one_byte_and_behind_each_other_are_what_they_are()
    {
        await using var stage = await Stage.StartAsync("monitor");
        RawRequest[] requests = [.. RawRequests.All.Where(request => request is { Status: 200, IsHttp10: false }).Where((_, index) => index % 3 == 0)];
        await using var client = await RawClient.ConnectAsync(stage.Emulator.Port);
        foreach (var request in requests)
        {
            foreach (var piece in Encoding.Latin1.GetBytes(request.Text).Chunk(1))
            {
                await client.SendAsync(piece);
            }
        }

        foreach (var request in requests)
        {
            var response = await client.ReadResponseAsync(head: request.Text.StartsWith("HEAD", StringComparison.Ordinal));
            Assert.True(response.Status == 200, $"{response.Head} for {request}");
        }

        await using var other = await RawClient.ConnectAsync(stage.Emulator.Port);
        await other.SendAsync(string.Concat(requests.Select(request => request.Text)));
        foreach (var request in requests)
        {
            var response = await other.ReadResponseAsync(head: request.Text.StartsWith("HEAD", StringComparison.Ordinal));
            Assert.True(response.Status == 200, $"{response.Head} for {request}");
        }

        var lines = await stage.Emulator.WaitForLogLinesAsync(requests.Length * 2);
        Assert.Equal(
            [.. requests.Concat(requests).Select(request => new Classification(request.Reason).ReasonName ?? "-")],
            lines.Select(line => line.ClassificationReason));
        Assert.Equal(requests.Length * 2, stage.Target.Take().Count);
        Assert.Empty(stage.Target.Unreadable);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nX: y\r\n", "MissingLastEmptyLine")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nX", "PartialHeaderLine")]
    public async Task Client_that_goes_in_the_middle_of_a_head_leaves_a_line_that_says_so(string text, string reason)
    {
        await using var scenario = await Scenario.StartAsync();
        await using var client = await scenario.ConnectAsync();
        await client.SendAsync(text);
        client.HalfClose();

        // Whether it still hears of it is a matter of time.
        await client.ReadEndingAsync();
        var line = await scenario.LineAsync();
        Assert.Equal(("Ambiguous", reason), (line.Classification, line.ClassificationReason));
    }

    [Fact]
    public async Task Line_says_what_the_client_wrote()
    {
        await using var scenario = await Scenario.StartAsync();

        Assert.Equal(200, (await scenario.ExchangeAsync("GET /a b HTTP/1.2 \r\nHost: x\r\n\r\n")).Status);

        var line = await scenario.LineAsync();
        Assert.Equal($"GET http://x:{scenario.Port}/a b HTTP/1.2 ", line.Request);
        Assert.Equal("/a b", scenario.Target.Request.Target);
        Assert.Equal($"{"GET /a b HTTP/1.2 \r\nHost: x\r\n\r\n".Length}", line.ReceivedBytes);
    }

    [Fact]
    public async Task Blocked_request_is_logged_with_its_line_and_user_agent()
    {
        await using var scenario = await Scenario.StartAsync(
            change: topology => topology.Attribute("routing.http.desync_mitigation_mode", "strictest"));

        var response = await scenario.ExchangeAsync("GET /a?b HTTP/1.1\r\nHost: x\r\nUser-Agent: me\r\nContent-Length: 0\r\n\r\n");

        AlbPage.AssertIs("400 Bad Request", response, "close");
        var line = await scenario.LineAsync();
        Assert.Equal($"GET http://x:{scenario.Port}/a?b HTTP/1.1", line.Request);
        Assert.Equal(("me", "400", "-", "-"), (line.UserAgent, line.ElbStatusCode, line.Target, line.TraceId));
        Assert.Equal(("Acceptable", "GetHeadZeroContentLength"), (line.Classification, line.ClassificationReason));
        Assert.Empty(scenario.Target.Requests);
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 3)]
    [InlineData(false, 10_000)]
    [InlineData(true, 10_000)]
    [InlineData(false, 300_000)]
    [InlineData(true, 300_000)]
    public async Task Request_behind_a_body_that_nobody_read_is_looked_at(bool isChunked, int length)
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.Emulator.ChangeAsync(topology => topology.WithRule(1, "/fixed", new RuleAction.FixedResponse(200)));
        await using var client = await scenario.ConnectAsync();
        var body = new string('a', length);

        await client.SendAsync(
            (isChunked ? Wire.PostChunked("/fixed", body) : Wire.Post("/fixed", body)) + "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.Equal(200, (await client.ReadResponseAsync()).Status);
        Assert.Equal(200, (await client.ReadResponseAsync()).Status);
        var lines = await scenario.Emulator.WaitForLogLinesAsync(2);
        Assert.Equal(["-", "SpaceInUri"], lines.Select(line => line.ClassificationReason));
        Assert.Equal("/a b", scenario.Target.Request.Target);
    }

    [Fact]
    public async Task Request_over_HTTP_2_is_not_looked_at()
    {
        await using var scenario = await Scenario.StartHttpsAsync(
            change: topology => topology.Attribute("routing.http.desync_mitigation_mode", "strictest"));
        using var client = scenario.Http2();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://localhost:{scenario.Port}/")
        {
            Version = new Version(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([1, 2, 3]),
        };

        Assert.Equal(200, (int)(await client.SendAsync(request)).StatusCode);
        Assert.Equal("-", (await scenario.LineAsync()).Classification);
    }

    private sealed class Stage(StrictTarget target, HostedEmulator emulator) : IAsyncDisposable
    {
        public StrictTarget Target => target;

        public HostedEmulator Emulator => emulator;

        public static async Task<Stage> StartAsync(string mode)
        {
            var target = new StrictTarget();
            return new Stage(target, await HostedEmulator.StartAsync(TopologyBuilder
                .Simple(FreePorts.Take(), target.Port)
                .Attribute("routing.http.desync_mitigation_mode", mode)));
        }

        /// <summary>Sends a request on a connection of its own; gives what is not as it should be.</summary>
        public async Task<IReadOnlyList<string>> SendAsync(RawRequest request, string mode)
        {
            var isBlocked = (mode, request.Tier) is (_, SafetyTier.Severe) and not ("monitor", _)
                or ("strictest", not SafetyTier.Compliant);
            var isClosed = (mode, request.Tier) is ("defensive", SafetyTier.Ambiguous);
            var status = isBlocked ? 400 : request.Status;
            await using var client = await RawClient.ConnectAsync(emulator.Port);
            var response = await client.ExchangeAsync(request.Text);
            var connection = status != 200 || request.IsHttp10 || isClosed ? "close" : "keep-alive";
            if (response.Status != status || response.Header("Connection") != connection)
            {
                return [$"{response.StartLine}, {response.Header("Connection")}, not {status}, {connection}"];
            }

            if (connection == "close")
            {
                var (ending, rest) = await client.ReadEndingAsync();
                if (ending != Ending.Closed || rest.Length > 0)
                {
                    return [$"{ending} {rest}"];
                }
            }

            var requests = target.Take();
            if (isClosed && requests is [var received])
            {
                await Patience.BoundAsync($"the connection of {request} to be closed", received.ConnectionEnded.WaitAsync);
            }

            return Problems(requests, request, status);
        }

        public async ValueTask DisposeAsync()
        {
            await emulator.DisposeAsync();
            await target.DisposeAsync();
        }

        private IReadOnlyList<string> Problems(IReadOnlyList<StrictRequest> requests, RawRequest request, int status)
        {
            if (target.Unreadable.Count > 0 || requests.Count != (status == 200 ? 1 : 0))
            {
                return [$"{requests.Count} requests, {string.Join(", ", target.Unreadable)}"];
            }

            if (status != 200)
            {
                return [];
            }

            var line = request.Text.TrimStart('\r', '\n').Split('\n')[0].TrimEnd('\r');
            var wanted = request.Target ?? line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
            return requests[0].Target == wanted && requests[0].Body == request.Body
                && requests[0].Method == line.Split(' ')[0]
                && requests[0].Header("Connection") is null
                    ? []
                    : [$"{requests[0]}"];
        }
    }
}
