using System.Net;
using System.Text;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Every answer that the load balancer itself gives, whole, in each version of HTTP.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html"/>
/// </summary>
public sealed class OwnAnswersTests
{
    private const string Function = "arn:aws:lambda:us-east-1:000000000000:function:big";

    /// <summary>What is asked in any version, and what comes of it.</summary>
    private static readonly Row[] Rows =
    [
        new("301 Moved Permanently", "GET", "/301") { Location = "https://example.com:443/new" },
        new("302 Moved Temporarily", "GET", "/302") { Title = "302 Found", Location = "https://example.com:443/new" },
        new("400 Bad Request", "GET", "/", $"X-Long: {new string('x', 16 * 1024)}") { Closes = true },
        new("405 Not Allowed", "TRACE", "/"),
        new("408 Request Time-out", "POST", "/", "Content-Length: 100") { Closes = true },
        new("413 Request Entity Too Large", "POST", "/413", "Content-Length: 2000000") { Closes = true, IsLeftUnread = true },
        new("463 ", "GET", "/", $"X-Forwarded-For: {string.Join(", ", Enumerable.Repeat("10.0.0.1", 31))}") { Title = null },
        new("464 ", "GET", "/464") { Title = null },
        new("500 Internal Server Error", "GET", "/500"),
        new("502 Bad Gateway", "GET", "/502"),
        new("503 Service Temporarily Unavailable", "GET", "/503"),
        new("504 Gateway Time-out", "GET", "/504"),
        new("507 Insufficient Storage", "GET", $"/507/{new string('x', 8192)}"),
    ];

    /// <summary>What only the parser of HTTP/1 refuses.</summary>
    private static readonly Row[] Http1Rows =
    [
        new("400 Bad Request", "GET", "/%00") { Closes = true },
        new("400 Bad Request", "GET", "/", "no colon") { Closes = true },
        new("414 Request-URI Too Large", "GET", $"/{new string('x', 17 * 1024)}") { Closes = true, IsLeftUnread = true },
    ];

    /// <summary>What only HTTP/1.1 has.</summary>
    private static readonly Row[] Http11Rows =
    [
        new("501 Not Implemented", "POST", "/", "Transfer-Encoding: gzip") { Closes = true },
        new("505 HTTP Version Not Supported", "GET", "/ HTTP/9.9\r\nX-Rest:") { Closes = true },
    ];

    [Theory]
    [InlineData("HTTP/1.1", null, true)]
    [InlineData("HTTP/1.1", "keep-alive", true)]
    [InlineData("HTTP/1.1", "close", false)]
    [InlineData("HTTP/1.0", null, false)]
    [InlineData("HTTP/1.0", "keep-alive", true)]
    public async Task Http_1_gets_every_byte_of_an_answer(string version, string? connection, bool isKept)
    {
        await using var stage = await StartAsync();
        var rows = Rows.Concat(Http1Rows).Concat(version == "HTTP/1.1" ? Http11Rows : []);

        await Task.WhenAll(rows.Select(async row =>
        {
            await using var client = await RawClient.ConnectTlsAsync(stage.Port);
            string?[] headers = [.. row.Headers, connection is null ? null : $"Connection: {connection}"];

            await client.SendAsync(
                $"{row.Method} {row.Target} {version}\r\nHost: example.com\r\n"
                + string.Concat(headers.OfType<string>().Select(header => header + "\r\n")) + "\r\n");
            var response = await client.ReadResponseAsync();

            Assert.Equal(row.Answer(isKept), AlbPage.WithoutDate(response.Head) + response.Text);
            if (isKept && !row.Closes)
            {
                Assert.Equal(503, (await client.ExchangeAsync(Wire.Get("/503"))).Status);
            }
            else
            {
                var (ending, rest) = await client.ReadEndingAsync();
                Assert.Equal("", rest);
                // What was not read of a request resets its connection.
                Assert.True(ending == Ending.Closed || (ending == Ending.Reset && row.IsLeftUnread), $"{row.Status}: {ending}");
            }
        }));
    }

    /// <summary>The order of headers is Kestrel's here.</summary>
    [Fact]
    public async Task Http_2_gets_the_same_answers_and_keeps_its_connection()
    {
        await using var stage = await StartAsync();
        using var client = new Http2Client(stage.Port, serverName: "example.com");
        using var end = new CancellationTokenSource();
        // One connection from the start: all that follow share it.
        (await client.GetAsync("/503")).Dispose();

        await Task.WhenAll(Rows.Select(async row =>
        {
            using var request = new HttpRequestMessage(new HttpMethod(row.Method), row.Target) { Version = HttpVersion.Version20 };
            foreach (var header in row.Headers.Select(header => header.Split(": ")))
            {
                if (header[0] == "Content-Length")
                {
                    request.Content = new StreamContent(new Stalling(end.Token));
                    request.Content.Headers.Add(header[0], header[1]);
                }
                else
                {
                    request.Headers.TryAddWithoutValidation(header[0], header[1]);
                }
            }

            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var names = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).Select(header => header.Key);

            Assert.Equal(row.Status.Split(' ')[0], $"{(int)response.StatusCode}");
            Assert.Equal(row.Http2Names, names.Order());
            Assert.Equal("awselb/2.0", response.Headers.Server.ToString());
            Assert.Equal(row.Location, response.Headers.Location?.OriginalString);
            if (row.Title is not null)
            {
                Assert.Equal("text/html", response.Content.Headers.ContentType!.ToString());
                Assert.Equal(row.Page.Length, response.Content.Headers.ContentLength);
            }

            Assert.Equal(row.Page, await response.Content.ReadAsStringAsync());
        }));
        await end.CancelAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/503")).StatusCode);
        var lines = await stage.Emulator.WaitForLogLinesAsync(Rows.Length + 2);
        Assert.Single(lines.Select(line => line.ConnTraceId).Distinct());
        Assert.Equal(
            [.. Rows.Select(row => row.Status.Split(' ')[0]).Concat(["503", "503"]).Order()],
            lines.Select(line => line.ElbStatusCode).Order());
    }

    [Fact]
    public async Task Request_line_without_a_version_is_400()
    {
        await using var stage = await StartAsync();
        await using var client = await RawClient.ConnectTlsAsync(stage.Port);

        AlbPage.AssertIs("400 Bad Request", await client.ExchangeAsync("GET /\r\n\r\n"), "close");
        Assert.Equal((Ending.Closed, ""), await client.ReadEndingAsync());
    }

    private static async Task<Scenario> StartAsync()
    {
        var stage = await Scenario.StartHttpsAsync(change: topology => topology
            .TargetGroup("none")
            .TargetGroup("grpc", FreePorts.Take())
            .Property("grpc", "ProtocolVersion", "GRPC")
            .Lambda("function", Function, "http://127.0.0.1:9/")
            .IdleTimeout(1));
        stage.Target.On("/502", Reply.Close).On("/504", Reply.Silence);
        await stage.Emulator.ChangeAsync(topology => topology
            .WithRule(1, "/301", Redirect(301) with { Path = "/new" })
            .WithRule(2, "/302", Redirect(302) with { Path = "/new" })
            .WithRule(3, "/413", topology.Forward(("function", 1)))
            .WithRule(4, "/464", topology.Forward(("grpc", 1)))
            .WithRule(5, "/500", topology.Forward(("web", 1)), new Transform.UrlRewrite([new Rewrite("^.*$", "/a b")]))
            .WithRule(6, "/503", topology.Forward(("none", 1)))
            .WithRule(7, "/507/*", Redirect(301)));
        return stage;
    }

    private static RuleAction.Redirect Redirect(int statusCode) => new(statusCode) { Port = "443" };

    /// <summary>A request in any version of HTTP, and the answer to it.</summary>
    private sealed record Row(string Status, string Method, string Target, params string[] Headers)
    {
        /// <summary>What the page says; null where there is none.</summary>
        public string? Title { get; init; } = Status;

        public string? Location { get; init; }

        /// <summary>Whether no other request may follow on HTTP/1.</summary>
        public bool Closes { get; init; }

        /// <summary>Whether the answer comes before all of the request was read.</summary>
        public bool IsLeftUnread { get; init; }

        public string Page => Title is null ? "" : AlbPage.Body(Title);

        public IEnumerable<string> Http2Names =>
        [
            "Content-Length",
            .. Title is null ? Array.Empty<string>() : ["Content-Type"],
            "Date",
            .. Location is null ? Array.Empty<string>() : ["Location"],
            "Server",
        ];

        public string Answer(bool isKept) =>
            $"HTTP/1.1 {Status}\r\nServer: awselb/2.0\r\nDate: DATE\r\n{(Title is null ? "" : "Content-Type: text/html\r\n")}"
            + $"Content-Length: {Page.Length}\r\nConnection: {(isKept && !Closes ? "keep-alive" : "close")}\r\n"
            + $"{(Location is null ? "" : $"Location: {Location}\r\n")}\r\n{Page}";
    }

    /// <summary>A body of which only the beginning comes.</summary>
    private sealed class Stalling(CancellationToken end) : MemoryStream(Encoding.ASCII.GetBytes("only this"))
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (await base.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                return read;
            }

            await Task.Delay(Timeout.Infinite, CancellationTokenSource.CreateLinkedTokenSource(end, cancellationToken).Token);
            return 0;
        }
    }
}
