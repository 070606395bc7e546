using System.Net;
using System.Text;
using System.Text.Json;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// The host of a request: what rules compare, and that redirects, targets, functions and logs say the same of it.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#host-conditions"/>
/// </summary>
public sealed class HostsTests
{
    private const string PreserveHost = "routing.http.preserve_host_header.enabled";

    [Theory]
    [InlineData("example.com:{port}", "default")]
    [InlineData("Shop.Example.com:{port}", "default")]
    [InlineData("other.com:{port}", "20")]
    [InlineData("OTHER.com:{port}", "20")]
    [InlineData("other.com", "default")]
    [InlineData("other.com:1", "default")]
    // A client that leaves the port away, as curl does with a Host of its own.
    [InlineData("example.com", "10")]
    [InlineData("Shop.Example.com", "10")]
    // As it was sent: AWS does not say that the dot is left away [?].
    [InlineData("example.com.", "default")]
    public async Task Port_is_part_of_what_a_rule_compares(string host, string rule)
    {
        var port = FreePorts.Take();
        await using var emulator = await StartAsync(port, rule20: $@"^other\.com:{port}$");

        Assert.Equal(rule, await RuleAsync(port, Filled(host, port)));
        Assert.Equal(rule, await ExplainedAsync(emulator, Filled(host, port), port));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: example.com:65536")]
    [InlineData("GET / HTTP/1.1\r\nHost: [::1]:99999")]
    [InlineData("GET http://example.com:65536/ HTTP/1.1\r\nHost: example.com")]
    public async Task Port_that_there_cannot_be_is_400(string head)
    {
        await using var scenario = await Scenario.StartAsync();
        AlbPage.AssertIs("400 Bad Request", await scenario.ExchangeAsync($"{head}\r\n\r\n"), "close");
        Assert.Empty(scenario.Target.Requests);
    }

    [Theory]
    [InlineData("x..y")]
    [InlineData(".x")]
    [InlineData(".")]
    [InlineData("~")]
    [InlineData("!")]
    [InlineData("$")]
    [InlineData("x'y")]
    [InlineData("x&y")]
    [InlineData("(x)")]
    [InlineData("xn--")]
    public async Task Host_that_is_no_name_is_passed_on_as_the_one_Host_or_refused(string host)
    {
        await using var scenario = await Scenario.StartAsync();

        var response = await scenario.ExchangeAsync($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");

        // What AWS makes of it is not documented [?].
        Assert.True(response.Status is 200 or 400, response.Head);
        string[] passed = response.Status == 200 ? [$"{host}:{scenario.Port}"] : [];
        Assert.Equal(passed, scenario.Target.Requests.SelectMany(request => request.HeaderValues("Host")));
    }

    [Theory]
    [InlineData("example.com:{port}", "10")]
    [InlineData("Shop.Example.com:1", "10")]
    [InlineData("example.com", "10")]
    [InlineData("other.com:{port}", "default")]
    public async Task Port_is_left_away_where_the_setting_says_so(string host, string rule)
    {
        var port = FreePorts.Take();
        await using var emulator = await StartAsync(
            port, rule20: $@"^other\.com:{port}$", settings: ("Alb:IgnoreHostPort", "true"));

        Assert.Equal(rule, await RuleAsync(port, Filled(host, port)));
        Assert.Equal(rule, await ExplainedAsync(emulator, Filled(host, port), port));
    }

    [Theory]
    [InlineData(80, "example.com:{bound}", "10", "example.com")]
    [InlineData(80, "example.com", "10", "example.com")]
    [InlineData(80, "example.com:80", "default", "example.com")]
    [InlineData(8443, "other.com:{bound}", "20", "other.com:8443")]
    [InlineData(8443, "other.com:8443", "20", "other.com:8443")]
    [InlineData(8443, "example.com:{bound}", "default", "example.com:8443")]
    [InlineData(8443, "example.com", "10", "example.com:8443")]
    public async Task Client_of_a_mapped_port_is_compared_as_one_of_AWSs_port(int port, string host, string rule, string forTarget)
    {
        var bound = FreePorts.Take();
        await using var target = ScriptedTarget.Start();
        await using var emulator = await StartAsync(
            port, rule20: @"^other\.com:8443$", target.Port, ($"Alb:PortMap:{port}", $"{bound}"));
        host = Filled(host, bound);

        Assert.Equal(rule, await RuleAsync(bound, host));
        Assert.Equal(rule, await ExplainedAsync(emulator, host, bound));

        // The same everywhere else: nobody sees the port that is bound.
        var name = host.Split(':')[0];
        await RawClient.ExchangeAsync(bound, $"GET /target HTTP/1.1\r\nHost: {host}\r\n\r\n");
        Assert.Equal(forTarget, target.Request.Header("Host"));
        var redirect = await RawClient.ExchangeAsync(bound, $"GET /redirect HTTP/1.1\r\nHost: {host}\r\n\r\n");
        Assert.Equal($"http://{name}:{port}/moved", redirect.Header("Location"));
        Assert.All(
            await emulator.WaitForLogLinesAsync(3),
            line => Assert.StartsWith($"http://{name}:{port}/", line.RequestUrl, StringComparison.Ordinal));
    }

    /// <summary>The host of the target, to which the parser adds a port by itself where the Host header is another.</summary>
    [Theory]
    [InlineData("http://example.com/", "10")]
    [InlineData("http://EXAMPLE.com", "10")]
    [InlineData("http://me:secret@example.com/", "10")]
    [InlineData("http://example.com:/", "10")]
    [InlineData("http://example.com?a=/", "10")]
    [InlineData("http://example.com:{port}/", "default")]
    [InlineData("http://other.com:{port}/", "20")]
    [InlineData("http://x.org/", "default")]
    public async Task Host_of_an_absolute_target_is_the_one_that_counts(string target, string rule)
    {
        var port = FreePorts.Take();
        await using var emulator = await StartAsync(port, rule20: $@"^other\.com:{port}$");

        Assert.Equal(rule, await RuleAsync(port, "example.com", Filled(target, port)));
    }

    [Theory]
    [InlineData("false", "dns.example:{port}")]
    [InlineData("true", "Example.com")]
    public async Task Host_beside_an_absolute_target_is_sent_on_only_where_it_is_preserved(string preserves, string expected)
    {
        await using var scenario = await Scenario.StartAsync(change: topology => topology.Attribute(PreserveHost, preserves));

        var received = await scenario.ForwardAsync("GET http://dns.example/index.html?x=1 HTTP/1.1\r\nHost: Example.com\r\n\r\n");

        Assert.Equal(Filled(expected, scenario.Port), received.Header("Host"));
        Assert.Equal("/index.html?x=1", received.Target);
        var line = await scenario.LineAsync();
        Assert.Equal($"http://dns.example:{scenario.Port}/index.html?x=1", line.RequestUrl);
        Assert.Equal("- -", $"{line.Classification} {line.ClassificationReason}");
        // What the client sent is told as it sent it.
        using var http = new HttpClient();
        using var journal = JsonDocument.Parse(await http.GetStringAsync(new Uri(scenario.Emulator.Control, "/requests")));
        Assert.Contains("[\"Host\", \"Example.com\"]", journal.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://a b/")]
    [InlineData("http://b\u00fccher.example/")]
    [InlineData("http://example.com:http/")]
    [InlineData("http://example.com:70000/")]
    [InlineData("http://[::1/")]
    [InlineData("http://user@/")]
    [InlineData("http:///a")]
    public async Task Absolute_target_without_a_host_is_400(string target)
    {
        await using var scenario = await Scenario.StartAsync();

        Assert.Equal(400, (await scenario.ExchangeAsync($"GET {target} HTTP/1.1\r\nHost: example.com\r\n\r\n")).Status);
        Assert.Equal("400", (await scenario.LineAsync()).ElbStatusCode);
        Assert.Empty(scenario.Target.Requests);
    }

    [Fact]
    public async Task Absolute_target_of_http_1_0_needs_no_host_beside_it()
    {
        await using var scenario = await Scenario.StartAsync();

        var received = await scenario.ForwardAsync("GET http://Example.com HTTP/1.0\r\n\r\n");

        Assert.Equal(("/", $"example.com:{scenario.Port}"), (received.Target, received.Header("Host")));
    }

    [Theory]
    [InlineData("me@example.com")]
    [InlineData("::1")]
    [InlineData("a/b")]
    public async Task Host_that_is_none_is_400(string host)
    {
        await using var scenario = await Scenario.StartAsync();

        Assert.Equal(400, (await scenario.ExchangeAsync($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n")).Status);
        Assert.Empty(scenario.Target.Requests);
    }

    [Theory]
    [InlineData("EXAMPLE.com", "example.com", "example.com:{port}")]
    [InlineData("Example.com:{port}", "example.com", "example.com:{port}")]
    [InlineData("example.com.", "example.com.", "example.com.:{port}")]
    [InlineData("[2001:DB8::1]", "[2001:db8::1]", "[2001:db8::1]:{port}")]
    [InlineData("[::1]:{port}", "[::1]", "[::1]:{port}")]
    public async Task Redirect_target_function_and_log_agree_on_it(string sent, string name, string forTarget)
    {
        var port = FreePorts.Take();
        await using var target = ScriptedTarget.Start();
        await using var emulator = await StartAsync(port, "^never$", target.Port);
        var host = Filled(sent, port);

        await RawClient.ExchangeAsync(port, $"GET /target HTTP/1.1\r\nHost: {host}\r\n\r\n");
        var redirect = await RawClient.ExchangeAsync(port, $"GET /redirect HTTP/1.1\r\nHost: {host}\r\n\r\n");

        Assert.Equal(Filled(forTarget, port), target.Request.Header("Host"));
        Assert.Equal($"http://{name}:{port}/moved", redirect.Header("Location"));
        var lines = await emulator.WaitForLogLinesAsync(2);
        Assert.Equal(
            [$"http://{name}:{port}/target", $"http://{name}:{port}/redirect"], lines.Select(line => line.RequestUrl));
        Assert.Equal(redirect.Header("Location"), lines[1].RedirectUrl);

        await using var stage = await LambdaStage.StartAsync();
        await stage.ExchangeAsync($"GET / HTTP/1.1\r\nHost: {Filled(sent, stage.Port)}\r\n\r\n");
        Assert.Contains($"\"host\":\"{Filled(forTarget, stage.Port)}\"", stage.Event, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authority_of_http_2_goes_before_a_host_beside_it()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        using var client = scenario.Http2();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Version = HttpVersion.Version20 };
        request.Headers.Host = $"Example.com:{scenario.Port}";

        (await client.SendAsync(request)).Dispose();

        Assert.Equal($"example.com:{scenario.Port}", scenario.Target.Request.Header("Host"));
        Assert.Equal($"https://example.com:{scenario.Port}/", (await scenario.LineAsync()).RequestUrl);

        await using var raw = await Http2RawClient.ConnectAsync(scenario.Port);
        await raw.ReadAsync(await raw.GetAsync("/", ("host", "other.example")));
        var received = (await scenario.Target.WaitForRequestsAsync(2))[1];
        Assert.DoesNotContain("other.example", received.Header("Host"), StringComparison.Ordinal);
    }

    private static string Filled(string text, int port) => text
        .Replace("{port}", $"{port}", StringComparison.Ordinal).Replace("{bound}", $"{port}", StringComparison.Ordinal);

    private static async Task<string?> RuleAsync(int port, string host, string target = "/") =>
        (await RawClient.ExchangeAsync(port, $"GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n")).Header("X-Alb-Rule");

    /// <summary>The rule of a client that is given a URL with this host, or where that has another port, sends it by itself.</summary>
    private static async Task<string?> ExplainedAsync(HostedEmulator emulator, string host, int bound)
    {
        using var http = new HttpClient();
        object question = host.EndsWith($":{bound}", StringComparison.Ordinal)
            ? new { method = "GET", url = $"http://{host}/" }
            : new { method = "GET", url = $"http://localhost:{bound}/", headers = new { Host = host } };
        using var content = new StringContent(JsonSerializer.Serialize(question), Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(emulator.Control, "/explain"), content);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return answer.RootElement.GetProperty("outcome").GetProperty("priority").GetString();
    }

    /// <summary>
    /// Rule 10 is for Values, rule 20 for a regular expression; before them are a redirect and, where there is one, a target.
    /// </summary>
    private static Task<HostedEmulator> StartAsync(
        int port, string rule20, int? targetPort = null, params IEnumerable<(string Name, string Value)> settings) =>
        HostedEmulator.StartAsync(
            $$"""
            LoadBalancers:
              - Listeners:
                  - Port: {{port}}
                    DefaultActions: &done [{ Type: fixed-response, FixedResponseConfig: { StatusCode: 200 } }]
                    Rules:
                      - Priority: 1
                        Conditions: [{ Field: path-pattern, Values: [/redirect] }]
                        Actions: [{ Type: redirect, RedirectConfig: { StatusCode: HTTP_301, Path: /moved } }]
                      - Priority: 2
                        Conditions: [{ Field: path-pattern, Values: [/target] }]
                        Actions: [{ Type: forward, TargetGroupArn: web }]
                      - Priority: 10
                        Conditions: [{ Field: host-header, Values: [example.com, "*.example.com"] }]
                        Actions: *done
                      - Priority: 20
                        Conditions: [{ Field: host-header, RegexValues: ['{{rule20}}'] }]
                        Actions: *done
            TargetGroups: [{ Name: web, Targets: [{ Id: 127.0.0.1, Port: {{targetPort ?? 9}} }] }]
            """,
            [("Alb:DebugHeaders", "true"), .. settings]);
}
