using AlbEmulator.Commands;
using AlbEmulator.Commands.Running;
using AlbEmulator.Expectations;
using AlbEmulator.Snapshots;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary><c>alb test --running</c>: real requests come to what the rules alone foretell.</summary>
public sealed class SentTests : EndedTests
{
    private readonly int _plain = FreePorts.Take();
    private readonly int _other = FreePorts.Take();
    private readonly int _secure = FreePorts.Take();
    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private HostedEmulator? _emulator;

    public override async ValueTask DisposeAsync()
    {
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>Method and path, and headers.</summary>
    public static TheoryData<string, string> Requests => new()
    {
        { "GET /", "{}" },
        { "GET /?", "{ Accept: text/html, accept: text/plain }" },
        { "POST /api/orders/1?x=%20&y", "{ X-Forwarded-For: '10.0.0.1, 10.0.0.2', X-Forwarded-Proto: gopher, X-Forwarded-Port: 1 }" },
        { "GET /api//../%2e%2e/a", "{ Host: API.Example.com }" },
        { "GET /api", "{ Host: 'shop.example.com:81' }" },
        { "GET /moved/here?a=b", "{ Host: Shop.Example.com }" },
        { "HEAD /moved/here", "{}" },
        { "GET /closed", "{ User-Agent: 'Mozilla/5.0 Chrome/120.0' }" },
        { "HEAD /closed", "{}" },
        { "DELETE /closed", "{ Connection: close, Keep-Alive: 'timeout=5', TE: trailers }" },
        { "GET /nobody", "{}" },
        { "GET /broken", "{}" },
        { "GET /account", "{ x-amzn-oidc-data: forged, Cookie: 'a=b' }" },
        { "GET /denied", "{}" },
        { "GET /allowed", "{ x-amzn-oidc-identity: forged }" },
        { "GET /oauth2/idpresponse", "{}" },
        { "GET /token", "{}" },
        { "GET /under_score", "{ X_Under: 1, X-Over: 2 }" },
        { "GET /nul%00", "{}" },
        { "GET /", $"{{ X-Forwarded-For: '{string.Join(',', Enumerable.Range(1, 31).Select(number => $"10.0.0.{number}"))}' }}" },
        { "GET /umlaut", "{ X-Name: 'Zoë' }" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task What_is_foretold_of_a_request_is_what_comes_of_it(string request, string headers)
    {
        var emulator = await StartAsync();
        var snapshot = emulator.Services.GetRequiredService<CurrentSnapshot>().Value;
        var (method, path) = request.Split(' ') is [var one, var two] ? (one, two) : throw new InvalidOperationException(request);
        var tests = TestFiles.Read([_folder.Write("a.tests.yaml", $$"""
            Tests:
              - Requests:
                  - {{method}} http://shop.example.com:{{_plain}}{{path}}
                  - {{method}} http://shop.example.com:{{_other}}{{path}}
                  - {{method}} https://shop.example.com:{{_secure}}{{path}}
                Headers: {{headers}}
                Expect: { Rule: none }
            """)], _ => null);
        Assert.Empty(tests.Problems);
        using var control = new ControlQuestion(new AlbSettings { ControlUrl = emulator.Control.ToString() });
        var (running, problem) = await RunningRules.AskAsync(control);
        Assert.True(running is not null, problem);

        foreach (var test in tests.Tests)
        {
            var (foretold, sent) = (new AskedRules(snapshot, new HashSet<string>(), TimeProvider.System).Run(test).Came, await running.RunAsync(test));
            var came = sent.Came;
            Assert.Null(sent.Skipped);

            Assert.Equal((foretold.LoadBalancer, foretold.Port, foretold.Rule, foretold.Action, foretold.Authentication), (came.LoadBalancer, came.Port, came.Rule, came.Action, came.Authentication));
            Assert.Equal(foretold.TargetGroups, came.TargetGroups);
            AssertForetold(foretold.Answer, came.Answer);
            AssertForetold(foretold.Forwarded, came.Forwarded);
        }
    }

    [Fact]
    public async Task Requests_are_sent_and_targets_answer()
    {
        Assert.True(await TestAsync($$"""
            BaseUrl: http://shop.example.com:{{_plain}}
            Tests:
              - Request: POST /api/orders
                Headers: { Content-Type: text/plain }
                Body: two teas
                Expect:
                  Rule: 10
                  TargetGroup: api
                  Status: 2xx
                  Headers: { Content-Type: application/json* }
                  Body: '*"body": "two teas"*'
                  TargetGets: { Path: /orders, Headers: { Content-Type: text/plain, Content-Length: 8 } }
              - Request: GET /status/404
                Expect: { Status: 404, TargetGroup: web }
              - Request: GET http://shop.example.com:1/
                Expect: { Listener: none }
              - Request: GET /closed
                SourceIp: 127.0.0.1
                Expect: { Status: 403, Listener: "one:{{_plain}}" }
            """) == 0, $"{_output}{_error}");
        Assert.Contains($"ok: a.tests.yaml against the emulator at {_emulator!.Control.GetLeftPart(UriPartial.Authority)}: 4 tests, 13 expectations\n", Told(_output), StringComparison.Ordinal);
        Assert.Contains($"note: no test comes to these rules of one:{_plain}: ", Told(_output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_instead_is_told_rule_by_rule()
    {
        Assert.Equal(1, await TestAsync($$"""
            Tests:
              - Request: GET http://shop.example.com:{{_plain}}/API/1
                Expect: { Rule: 10, Status: 404, TargetGroup: api }
            """));
        Assert.Contains("Rule: expected 10, came default\n", Told(_output), StringComparison.Ordinal);
        Assert.Contains("Status: expected 404, came 200\n", Told(_output), StringComparison.Ordinal);
        Assert.Contains("TargetGroup: expected api, came web\n", Told(_output), StringComparison.Ordinal);
        Assert.Contains("  Rule 10 does not match: path-pattern /api or /api/*, and the request has /API/1: paths are case-sensitive\n", Told(_output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_sent_is_left_out_and_said()
    {
        Assert.Equal(0, await TestAsync($$"""
            BaseUrl: http://shop.example.com:{{_plain}}
            Tests:
              - Request: GET /
                SourceIp: 192.0.2.1
                Expect: { Rule: default }
              - Request: GET /
                Headers: { X-Amzn-Trace-Id: Root=1-67891233-abcdef012345678912345678 }
                Expect: { Rule: default }
              - Request: GET /ü
                Expect: { Rule: default }
              - Request: GET /
                Headers: { Host: no host }
                Expect: { Rule: default }
              - Request: GET /
                Expect: { Rule: default }
            """));
        Assert.Contains("a.tests.yaml:3: GET http://shop.example.com:", Told(_output), StringComparison.Ordinal);
        Assert.Contains("is left out: its client comes from 192.0.2.1, and from here it cannot\n", Told(_output), StringComparison.Ordinal);
        Assert.Contains("is left out: it has an X-Amzn-Trace-Id of its own, and is found again by one that alb test gives it\n", Told(_output), StringComparison.Ordinal);
        Assert.Contains("is left out: its URL holds characters that clients send as %XX alone\n", Told(_output), StringComparison.Ordinal);
        Assert.Contains("is left out: its Host is none that clients of .NET send\n", Told(_output), StringComparison.Ordinal);
        Assert.Contains("5 tests, 1 expectation, 4 tests left out\n", Told(_output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--running tests what the emulator runs, and not also \"plan.json\"", "plan.json", "--running")]
    [InlineData("--parameter is for files, and --running reads none: leave one of the two out", "--running", "--parameter", "A=B")]
    [InlineData("--control goes with --running", "--control", "4581")]
    public async Task Argument_that_would_do_nothing_is_refused(string told, params string[] arguments)
    {
        Assert.Equal(2, await CommandLine.RunAsync(["test", _folder.Write("a.tests.yaml", "Tests: []"), .. arguments], _output, _error));
        Assert.StartsWith(told, Told(_error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_emulator_or_one_that_keeps_no_requests_is_told()
    {
        var file = _folder.Write("a.tests.yaml", $"Tests: [{{ Request: GET http://a:{_plain}/, Expect: {{ Rule: 1 }} }}]");
        Assert.Equal(1, await CommandLine.RunAsync(["test", file, "--running", "--control", $"{FreePorts.Take()}"], _output, _error));
        Assert.Contains("no alb answers at http://127.0.0.1:", _error.ToString(), StringComparison.Ordinal);

        var emulator = await StartAsync(("Alb:JournalSize", "0"));
        Assert.Equal(1, await CommandLine.RunAsync(["test", file, "--running", "--control", emulator.Control.ToString()], _output, _error));
        Assert.Contains("no requests are kept: the setting Alb:JournalSize is 0", _error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>What is not known before is null.</summary>
    private static void AssertForetold(ClientAnswer foretold, ClientAnswer came)
    {
        Assert.Equal(foretold.Status ?? came.Status, came.Status);
        Assert.Equal(foretold.Body ?? came.Body, came.Body);
        var headers = came.Headers.ToLookup(header => header.Key, header => Known(header.Value), StringComparer.OrdinalIgnoreCase);
        Assert.All(foretold.Headers, header => Assert.Contains(Known(header.Value) ?? headers[header.Key].FirstOrDefault(), headers[header.Key]));
        if (foretold.Unknown is null)
        {
            // A connection ends in its own way.
            string[] others = [.. came.Headers.Select(header => header.Key).Except(foretold.Headers.Select(header => header.Key), StringComparer.OrdinalIgnoreCase)];
            Assert.Empty(others.Except(["Connection", "Set-Cookie"], StringComparer.OrdinalIgnoreCase));
        }
    }

    /// <summary>The state of a login is new each time.</summary>
    private static string? Known(string? value) => value?.Split("state=")[0];

    /// <summary>What would be of a request that did not pass is known before, and not from what came.</summary>
    private static void AssertForetold(ForwardedRequest? foretold, ForwardedRequest? came)
    {
        if (came is null)
        {
            return;
        }

        Assert.NotNull(foretold);
        Assert.Equal(foretold.Uri, came.Uri);
        Assert.Equal(
            Comparable(foretold.Headers.Where(header => header.Value is not null)),
            Comparable(came.Headers.Where(header => foretold.Headers.All(other => other.Value is not null || other.Key != header.Key) && header.Key != "Content-Length")));
    }

    /// <summary>Without what is new each time, and without what the journal hides.</summary>
    private static IEnumerable<string> Comparable(IEnumerable<KeyValuePair<string, string?>> headers) => headers
        .GroupBy(header => header.Key.ToUpperInvariant(), header => header.Value)
        // Clients of .NET send lines of one name as one.
        .Select(header => header.Key is "X-AMZN-TRACE-ID" or "X-AMZN-OIDC-DATA" ? header.Key : $"{header.Key}: {string.Join(", ", header)}")
        .Order(StringComparer.Ordinal);

    private async Task<int> TestAsync(string tests)
    {
        var emulator = await StartAsync();
        return await CommandLine.RunAsync(["test", _folder.Write("a.tests.yaml", tests), "--running", "--control", emulator.Control.ToString()], _output, _error);
    }

    private string Told(StringWriter written) =>
        written.ToString().ReplaceLineEndings("\n").Replace(_folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    private async Task<HostedEmulator> StartAsync(params (string, string)[] settings)
    {
        const string rules = """
                    Rules:
                      - Priority: 10
                        Conditions: [{ Field: path-pattern, Values: ["/api", "/api/*"] }]
                        Transforms: [{ Type: url-rewrite, UrlRewriteConfig: { Rewrites: [{ Regex: "^/api/", Replace: "/" }] } }]
                        Actions: [{ Type: forward, TargetGroupArn: api }]
                      - Priority: 20
                        Conditions: [{ Field: path-pattern, Values: ["/moved/*"] }]
                        Transforms:
                          - { Type: url-rewrite, UrlRewriteConfig: { Rewrites: [{ Regex: "^/moved/(.*)$", Replace: "/new/$1" }] } }
                          - { Type: host-header-rewrite, HostHeaderRewriteConfig: { Rewrites: [{ Regex: "^shop", Replace: "www" }] } }
                        Actions: [{ Type: redirect, RedirectConfig: { StatusCode: HTTP_302, Path: "/v2/#{path}", Port: "8443" } }]
                      - Priority: 30
                        Conditions: [{ Field: path-pattern, Values: ["/closed"] }]
                        Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: 403, ContentType: text/html, MessageBody: "Closéd." } }]
                      - Priority: 40
                        Conditions: [{ Field: path-pattern, Values: ["/nobody"] }]
                        Actions: [{ Type: forward, TargetGroupArn: empty }]
                      - Priority: 50
                        Conditions: [{ Field: path-pattern, Values: ["/broken"] }]
                        Transforms: [{ Type: url-rewrite, UrlRewriteConfig: { Rewrites: [{ Regex: "^/", Replace: "" }] } }]
                        Actions: [{ Type: forward, TargetGroupArn: web }]
                      - Priority: 60
                        Conditions: [{ Field: http-header, HttpHeaderConfig: { HttpHeaderName: X_Under, Values: ["*"] } }]
                        Actions: [{ Type: forward, TargetGroupArn: web }]
            """;
        var (provider, web, api) = (FreePorts.Take(), FreePorts.Take(), FreePorts.Take());
        string Login(string unauthenticated) =>
            $$"""{ Type: authenticate-oidc, Order: 1, AuthenticateOidcConfig: { Issuer: "echo:{{provider}}", OnUnauthenticatedRequest: {{unauthenticated}} } }""";
        return _emulator = await HostedEmulator.StartAsync($$"""
            LoadBalancers:
              - Name: one
                Listeners:
                  - Port: {{_plain}}
                    DefaultActions: [{ Type: forward, TargetGroupArn: web }]
            {{rules}}
                      - Priority: 70
                        Conditions: [{ Field: path-pattern, Values: ["/token"] }]
                        Actions:
                          - { Type: jwt-validation, Order: 1, JwtValidationConfig: { Issuer: "echo:{{provider}}" } }
                          - { Type: forward, Order: 2, TargetGroupArn: web }
              - Name: two
                Attributes: { routing.http.drop_invalid_header_fields.enabled: true, routing.http.preserve_host_header.enabled: true, routing.http.xff_header_processing.mode: preserve }
                Listeners:
                  - Port: {{_other}}
                    Attributes: { routing.http.response.server.enabled: false, routing.http.response.x_frame_options.header_value: DENY }
                    DefaultActions: [{ Type: forward, TargetGroupArn: web }]
            {{rules}}
                      - { Priority: 80, Conditions: [{ Field: path-pattern, Values: ["/account"] }], Actions: [{{Login("authenticate")}}, { Type: forward, Order: 2, TargetGroupArn: web }] }
                      - { Priority: 81, Conditions: [{ Field: path-pattern, Values: ["/denied"] }], Actions: [{{Login("deny")}}, { Type: forward, Order: 2, TargetGroupArn: web }] }
                      - { Priority: 82, Conditions: [{ Field: path-pattern, Values: ["/allowed"] }], Actions: [{{Login("allow")}}, { Type: forward, Order: 2, TargetGroupArn: web }] }
              - Name: three
                Attributes: { routing.http.x_amzn_tls_version_and_cipher_suite.enabled: true, routing.http.xff_client_port.enabled: true }
                Listeners:
                  - Port: {{_secure}}
                    Protocol: HTTPS
                    Attributes: { routing.http.request.x_amzn_tls_version.header_name: X-Tls, routing.http.response.strict_transport_security.header_value: "max-age=600" }
                    DefaultActions: [{ Type: forward, TargetGroupArn: web }]
            {{rules}}
            TargetGroups:
              - { Name: web, Targets: [{ Id: echo, Port: {{web}} }] }
              - { Name: api, Targets: [{ Id: echo, Port: {{api}} }] }
              - { Name: empty }
            """,
            settings);
    }
}
