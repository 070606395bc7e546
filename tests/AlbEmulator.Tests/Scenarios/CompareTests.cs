using System.Text.Json;
using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary><c>alb compare</c> between two emulators, of which one has a setting that the other has not.</summary>
public sealed class CompareTests : EndedTests
{
    private readonly TempFolder _folder = new();
    private readonly ScriptedTarget _target = ScriptedTarget.Start();

    public override async ValueTask DisposeAsync()
    {
        await _target.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_same_setting_has_the_same_answers()
    {
        var (there, here) = (await StartAsync(), await StartAsync());
        await using var one = there;
        await using var other = here;

        var (exitCode, output, error) = await CompareAsync(there.Port, here, "- GET http://a.example.com/\n- GET http://a.example.com/gone\n- HEAD http://a.example.com/old\n- TRACE http://a.example.com/\n");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.EndsWith("All 4 requests have the same answers.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changed_setting_is_found_and_nothing_else()
    {
        var (there, here) = (await StartAsync(), await StartAsync(topology => topology.ListenerAttribute("routing.http.response.server.enabled", "false")));
        await using var one = there;
        await using var other = here;

        var (exitCode, output, error) = await CompareAsync(there.Port, here, "- GET http://a.example.com/\n- GET http://a.example.com/gone\n");

        Assert.Equal((1, ""), (exitCode, error));
        Assert.Equal(
            """
            1. GET http://<host 1>/: the same
            2. GET http://<host 1>/gone: differs
                 header Server
                   load balancer  awselb/2.0
                   emulator       -
            1 of 2 requests have answers that differ.
            --format markdown makes a report of them for an issue; what may be sensitive is left out, and --show-sensitive shows it

            """,
            output);
    }

    [Fact]
    public async Task Report_for_an_issue_has_both_heads_as_a_patch()
    {
        var (there, here) = (await StartAsync(), await StartAsync(topology => topology.ListenerAttribute("routing.http.response.server.enabled", "false")));
        await using var one = there;
        await using var other = here;

        var (_, output, _) = await CompareAsync(
            there.Port, here, "- { Request: GET http://a.example.com/gone, Headers: { Authorization: Bearer abc, Accept: a } }\n", "--format", "markdown");

        Assert.Matches(
            """
            \A### AlbEmulator \S+ compared with a load balancer

            The answers differ. What may be sensitive is left out.

            #### Request 1: header Server

            ```http
            GET /gone HTTP/1.1
            Host: <host 1>
            Authorization: <10 characters left out>
            Accept: a
            ```

            ```diff
            --- load balancer
            \+\+\+ emulator
             HTTP/1.1 404 Not Found
            -Server: awselb/2.0
             Date: [^\n]+ GMT
             Content-Type: text/plain; charset=utf-8
             Content-Length: 4
             Connection: keep-alive
            \x20
             gone
            ```
            \z
            """.ReplaceLineEndings("\n"),
            output);
    }

    [Fact]
    public async Task Json_has_every_request_with_both_answers()
    {
        var (there, here) = (await StartAsync(), await StartAsync(topology => topology.ListenerAttribute("routing.http.response.server.enabled", "false")));
        await using var one = there;
        await using var other = here;

        var (exitCode, output, _) = await CompareAsync(there.Port, here, "- GET http://a.example.com/\n- GET http://a.example.com/gone\n", "--format", "json");

        Assert.Equal(1, exitCode);
        using var json = JsonDocument.Parse(output);
        var requests = json.RootElement.GetProperty("requests");
        Assert.Equal(1, json.RootElement.GetProperty("different").GetInt32());
        Assert.Equal([0, 1], requests.EnumerateArray().Select(request => request.GetProperty("differences").GetArrayLength()));
        Assert.Equal("gone", requests[1].GetProperty("loadBalancer").GetProperty("body").GetString());
        Assert.Equal("HTTP/1.1 404 Not Found", requests[1].GetProperty("emulator").GetProperty("head")[0].GetString());
    }

    [Fact]
    public async Task What_is_sensitive_is_shown_where_somebody_says_so()
    {
        await using var there = await StartAsync();
        await using var here = await StartAsync(topology => topology.Listener(FreePorts.Take(), "web"));

        var (_, output, _) = await CompareAsync(
            there.Port, here, $"- {{ Request: 'GET http://a.example.com:{here.Port}/gone', Headers: {{ Authorization: Bearer abc }} }}\n", "--show-sensitive", "--format", "json");

        Assert.Contains("Authorization: Bearer abc", output, StringComparison.Ordinal);
        Assert.Contains($"Host: a.example.com:{here.Port}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_of_the_load_balancer_counts_unless_told_otherwise()
    {
        await using var there = await StartAsync(topology => topology.Https());
        await using var here = await StartAsync(topology => topology.Https());
        const string requests = "- GET https://a.example.com/gone\n";

        var (exitCode, output, error) = await CompareAsync(there.Port, here, requests, "--against", $"https://127.0.0.1:{there.Port}");
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Matches(@"^no TLS with https://127\.0\.0\.1:\d+: its certificate is not for a\.example\.com: --insecure takes it all the same", error);

        (exitCode, output, error) = await CompareAsync(there.Port, here, requests, "--against", $"https://127.0.0.1:{there.Port}", "--insecure");
        Assert.Equal((0, "1. GET https://<host 1>/gone: the same\nThe answers are the same.\n", ""), (exitCode, output, error));
    }

    [Fact]
    public async Task Message_that_is_no_request_goes_out_as_it_is_written()
    {
        await using var there = await StartAsync();
        await using var here = await StartAsync();

        var (exitCode, output, _) = await CompareAsync(there.Port, here, """
            - Name: no host
              Url: http://a.example.com
              Raw: GET / HTTP/1.1
            - Url: http://a.example.com
              Raw: "GET / HTTP/1.1\nHost: a\r\nContent-Length: x\r\n\r\n"
            - Url: http://a.example.com
              Raw: nonsense
            """);

        Assert.True(exitCode == 0, output);
        Assert.Equal([400, 400, 400], (await there.WaitForLogLinesAsync(3)).Select(line => int.Parse(line.ElbStatusCode)));
    }

    [Fact]
    public async Task Topology_behind_the_file_runs_for_that_time_alone()
    {
        await using var there = await StartAsync();
        var topology = _folder.Write("my.yaml", Topology().Attribute("routing.http2.enabled", "false").ToString()!);

        var (exitCode, output, error) = await RunAsync(
            "--against", $"http://127.0.0.1:{there.Port}", _folder.Write("requests.yaml", "- GET http://a.example.com/gone\n"), topology, $"--Alb:DataDirectory={_folder.File("data")}");

        Assert.Equal((0, "1. GET http://<host 1>/gone: the same\nThe answers are the same.\n", ""), (exitCode, output, error));
        Assert.False(Directory.Exists(_folder.File("data")));
    }

    [Fact]
    public async Task Routes_may_stand_there_too()
    {
        await using var there = await StartAsync();

        var (exitCode, output, error) = await RunAsync(
            "--against", $"http://127.0.0.1:{there.Port}", _folder.Write("requests.yaml", "- GET /x\n"), $":{_target.Port}");

        Assert.True(exitCode == 0, output + error);
        Assert.Equal(2, _target.Requests.Count);
    }

    [Theory]
    [InlineData("no.yaml", "- GET http://a/", "no.yaml: there is no such file")]
    [InlineData("requests.yaml", "- GET https://a/", "requests.yaml:1: [0]: goes to https://, and --against is http://: name the host alone there")]
    [InlineData("requests.yaml", "- GET http://a/ HTTP/2", "is of HTTP/2, and requests of files are sent over HTTP/1.1 and HTTP/1.0 alone")]
    public async Task Nothing_is_sent_where_something_is_wrong(string file, string requests, string told)
    {
        await using var there = await StartAsync();
        await using var here = await StartAsync();
        _folder.Write("requests.yaml", requests);

        var (exitCode, _, error) = await RunAsync(
            "--against", $"http://127.0.0.1:{there.Port}", _folder.File(file), $"--Alb:ControlUrl={here.Control.ToString().TrimEnd('/')}");

        Assert.Equal(2, exitCode);
        Assert.Contains(told, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_load_balancers_on_one_port_one_is_named()
    {
        await using var there = await StartAsync();
        var port = FreePorts.Take();
        await using var here = await HostedEmulator.StartAsync($$"""
            LoadBalancers:
              - { Name: one, BindAddress: 127.0.0.2, Listeners: [{ Port: {{port}}, DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: 200 } }] }] }
              - { Name: two, BindAddress: 127.0.0.3, Listeners: [{ Port: {{port}}, DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: 404, MessageBody: gone } }] }] }
            """);

        var (exitCode, _, error) = await CompareAsync(there.Port, here, $"- GET http://a:{port}/gone\n");
        Assert.Equal(2, exitCode);
        Assert.Contains($"may go to http://…:{port} of one, http://…:{port} of two of the emulator: say which load balancer with --load-balancer", error, StringComparison.Ordinal);

        (exitCode, _, error) = await CompareAsync(there.Port, here, $"- GET http://a:{port}/gone\n", "--load-balancer", "too");
        Assert.Equal((2, "the emulator has no load balancer \"too\": did you mean \"two\"?\n"), (exitCode, error));
        (exitCode, var output, _) = await CompareAsync(there.Port, here, $"- GET http://a:{port}/gone\n", "--load-balancer", "two");
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Nobody_there_is_told_in_a_line()
    {
        await using var there = await StartAsync();
        var requests = _folder.Write("requests.yaml", "- GET http://a/\n");

        var (exitCode, output, error) = await RunAsync("--against", $"127.0.0.1:{there.Port}", requests, "--control", $"{FreePorts.Take()}");
        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith("no alb answers at http://127.0.0.1:", error, StringComparison.Ordinal);

        (exitCode, output, error) = await RunAsync("--against", $"127.0.0.1:{FreePorts.Take()}", requests, "--control", $"{there.Control.Port}");
        Assert.Equal((1, ""), (exitCode, output));
        Assert.EndsWith(". Requests that were not compared: 1 of 1\n", error, StringComparison.Ordinal);
    }

    private TopologyBuilder Topology() => TopologyBuilder.Simple(FreePorts.Take(), _target.Port).OfListener(
        "Rules",
        System.Text.Json.Nodes.JsonNode.Parse("""
            [
              {
                "Priority": 1,
                "Conditions": [{ "Field": "path-pattern", "Values": ["/gone"] }],
                "Actions": [{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "404", "MessageBody": "gone" } }]
              },
              {
                "Priority": 2,
                "Conditions": [{ "Field": "path-pattern", "Values": ["/old"] }],
                "Actions": [{ "Type": "redirect", "RedirectConfig": { "StatusCode": "HTTP_301", "Path": "/new" } }]
              }
            ]
            """)!);

    private Task<HostedEmulator> StartAsync(Action<TopologyBuilder>? change = null)
    {
        var topology = Topology();
        change?.Invoke(topology);
        return HostedEmulator.StartAsync(topology);
    }

    /// <summary>The first is the load balancer, unless something else is said.</summary>
    private Task<(int ExitCode, string Output, string Error)> CompareAsync(int port, RunningEmulator emulator, string requests, params string[] options) => RunAsync(
    [
        .. options.Contains("--against") ? [] : new[] { "--against", $"http://127.0.0.1:{port}" },
        _folder.Write("requests.yaml", requests),
        "--control", $"{emulator.Control.Port}",
        .. options,
    ]);

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params IReadOnlyList<string> words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = await CommandLine.RunAsync(["compare", .. words], output, error);
        return (exitCode, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }
}
