using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Commands;

public sealed class ExplainCommandTests : IDisposable
{
    private const string Shop = """
        LoadBalancers:
          - Name: shop
            Listeners:
              - Port: 8080
                DefaultActions: [{ Type: forward, TargetGroupArn: web }]
                Rules:
                  - Priority: 30
                    Conditions: [{ Field: path-pattern, Values: ["/*"] }]
                    Actions: [{ Type: forward, TargetGroupArn: web }]
                  - Priority: 20
                    Conditions: [{ Field: path-pattern, Values: ["/api/*", "/v?"] }]
                    Actions: [{ Type: forward, TargetGroupArn: orders }]
                  - Priority: 10
                    Conditions:
                      - { Field: host-header, Values: ["admin.example.com", "*.admin.example.com"] }
                      - { Field: path-pattern, Values: ["/api/*"] }
                    Actions: [{ Type: forward, TargetGroupArn: none }]
              - Port: 8081
                DefaultActions: [{ Type: forward, TargetGroupArn: none }]
        TargetGroups:
          - { Name: web, Targets: [{ Id: echo, Port: 3000 }] }
          - { Name: orders, Targets: [{ Id: 127.0.0.1, Port: 5002 }, { Id: 127.0.0.1, Port: 5001 }] }
          - { Name: none }
        """;

    private const string WithLogin = """
        LoadBalancers:
          - Name: shop
            Listeners:
              - Port: 8080
                DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: 200 } }]
                Rules:
                  - Priority: 10
                    Conditions: [{ Field: path-pattern, Values: ["/*"] }]
                    Actions:
                      - { Type: authenticate-oidc, Order: 1, AuthenticateOidcConfig: { Issuer: "echo:9400" } }
                      - { Type: fixed-response, Order: 2, FixedResponseConfig: { StatusCode: 200 } }
        """;

    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rules_are_told_in_priority_order_up_to_the_one_that_takes_the_request()
    {
        Assert.Equal(0, await ExplainAsync(
            Shop, "GET", "http://shop.example.com:8080/api/x?a=1", "-H", "X-Beta: yes", "--source-ip", "10.0.0.1"));

        Assert.Equal(
            """
            Request     GET /api/x?a=1
            Host        shop.example.com:8080
            Source IP   10.0.0.1
            Listener    shop, port 8080

            Rule 10     does not match
              fails  host-header          admin.example.com or *.admin.example.com
                                          the request has shop.example.com:8080
              holds  path-pattern         /api/*
                                          the request has /api/x
            Rule 20     takes the request
              holds  path-pattern         /api/* or /v?
                                          the request has /api/x
            Rule 30     not reached, though it would match
            Default     not reached

            Rule 20     forward
                          orders  127.0.0.1:5001, 127.0.0.1:5002

            """,
            _output.ToString());
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task Default_rule_is_told_and_that_nothing_stands_behind_it()
    {
        Assert.Equal(0, await ExplainAsync(Shop, "GET", "localhost:8081"));

        Assert.Equal(
            """
            Request     GET /
            Host        localhost:8081
            Source IP   127.0.0.1
            Listener    shop, port 8081

            Default     takes the request

            Default     forward
                          none  no target has an address: 503

            """,
            _output.ToString());
    }

    [Theory]
    [InlineData(
        "http://localhost:8080/oauth2/idpresponse?code=x",
        "providers send users back to /oauth2/idpresponse: their login ends here")]
    [InlineData("http://public-keys.auth.elb.us-east-1.localhost:8080/key", "this host has the key for x-amzn-oidc-data")]
    public async Task Requests_that_no_rule_sees_are_told_by_what_they_are_for(string url, string told)
    {
        Assert.Equal(0, await ExplainAsync(WithLogin, "GET", url));

        Assert.Contains("Rule 10     not reached, though it would match\nDefault     not reached\n\nNo rule     sees the request\n", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains(told, _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_of_logins_is_for_the_rules_where_nobody_logs_in()
    {
        Assert.Equal(0, await ExplainAsync(Shop, "GET", "http://localhost:8080/oauth2/idpresponse"));

        Assert.Contains("Rule 30     takes the request\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_header_goes_before_the_host_of_the_URL()
    {
        Assert.Equal(0, await ExplainAsync(
            Shop, "GET", "http://127.0.0.1:8080/api/x", "-H", "host: Admin.Example.com", "-H", "A: b", "-H", "@A: c"));

        Assert.Contains("Rule 10     takes the request", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("false", "Rule 10")]
    [InlineData("true", "Default")]
    public async Task Headers_that_the_load_balancer_drops_are_not_there_for_rules(string isDropped, string taken)
    {
        Assert.Equal(0, await ExplainAsync(
            $$"""
            LoadBalancers:
              - Name: shop
                Attributes: { routing.http.drop_invalid_header_fields.enabled: {{isDropped}} }
                Listeners:
                  - Port: 8080
                    DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: 404 } }]
                    Rules:
                      - Priority: 10
                        Conditions: [{ Field: http-header, HttpHeaderConfig: { HttpHeaderName: X_Beta, Values: ["*"] } }]
                        Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: 200 } }]
            """,
            "GET", "localhost:8080", "-H", "X_Beta: yes"));

        Assert.Matches($"{taken} +takes the request\n", _output.ToString());
    }

    [Theory]
    [InlineData("/api/../x", "Rule 20")]
    [InlineData("/%61pi/x", "Rule 30")]
    [InlineData("/v%31", "Rule 30")]
    [InlineData("/v1", "Rule 20")]
    [InlineData("//api/x", "Rule 30")]
    public async Task Path_is_compared_as_it_was_written(string path, string rule)
    {
        Assert.Equal(0, await ExplainAsync(Shop, "GET", $"http://localhost:8080{path}"));

        Assert.Contains($"GET {path}\n", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{rule}     takes the request\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no listener on port 80; there is shop on 127.0.0.1:8080, shop on 127.0.0.1:8081: write its port in the URL, as in http://shop.example.com:8080/", "GET", "http://shop.example.com/")]
    [InlineData("the URL names no port, and there are several listeners: shop on 127.0.0.1:8080, shop on 127.0.0.1:8081; write one, as in http://localhost:8080/", "GET", "/")]
    [InlineData("the listener on port 8080 does not speak https: write http://", "GET", "https://localhost:8080/")]
    [InlineData("\"ftp\" is not a scheme", "GET", "ftp://localhost:8080/")]
    [InlineData("-H takes 'Name: value', not \"X-Beta\"", "GET", "localhost:8080", "-H", "X-Beta")]
    [InlineData("-H takes 'Name: value', not \": x\"", "GET", "localhost:8080", "-H", ": x")]
    [InlineData("the source IP must be an IPv4 or IPv6 address", "GET", "localhost:8080", "--source-ip", "me")]
    [InlineData("the method must be one word", "G T", "localhost:8080")]
    public async Task Wrong_arguments_are_told_and_end_with_2(string told, params string[] arguments)
    {
        Assert.Equal(2, await ExplainAsync(Shop, arguments));

        Assert.Contains(told, _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_output.ToString());
    }

    [Theory]
    [InlineData("METHOD")]
    [InlineData("URL", "GET")]
    public async Task Missing_arguments_are_told_and_end_with_2(string missing, params string[] arguments)
    {
        Assert.Equal(2, await CommandLine.RunAsync(["explain", .. arguments], _output, _error));

        Assert.Contains(missing, _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public async Task Wrong_file_is_told_as_check_tells_it()
    {
        var wrong = Shop.Replace("path-pattern", "path-patern", StringComparison.Ordinal);
        Assert.Equal(2, await ExplainAsync(wrong, "GET", "localhost:8080"));
        Assert.Empty(_output.ToString());

        Assert.Equal(2, await CommandLine.RunAsync(["check", _folder.File("alb.yaml")], _output, _error));
        Assert.Equal(_output.ToString(), _error.ToString());
        Assert.Contains("path-patern", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_alone_will_do_where_there_is_one_listener()
    {
        var only = TopologyBuilder.Simple(8085, 9001).ToString();

        Assert.Equal(0, await ExplainAsync(only, "POST", "/x"));
        Assert.Contains("Listener    demo, port 8085\n", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains(".elb.amazonaws.com\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "http://127.0.0.2:8080/", "Listener    one, port 8080")]
    [InlineData(0, "http://127.0.0.3:8080/", "Listener    two, port 8080")]
    [InlineData(2, "http://localhost:8080/", "several listeners have the port 8080: one on 127.0.0.2:8080, two on 127.0.0.3:8080; write the address of one")]
    public async Task Of_load_balancers_on_one_port_the_address_chooses(int exitCode, string url, string told)
    {
        const string two = """
            LoadBalancers:
              - { Name: two, BindAddress: 127.0.0.3, Listeners: [{ Port: 8080, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }] }
              - { Name: one, BindAddress: 127.0.0.2, Listeners: [{ Port: 8080, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }] }
            TargetGroups: [{ Name: web, Targets: [{ Id: 127.0.0.1, Port: 3000 }] }]
            """;

        Assert.Equal(exitCode, await ExplainAsync(two, "GET", url));
        Assert.Contains(told, $"{_output}{_error}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "http://[::1]:8080/", "Listener    both, port 8080, bound on 127.0.0.2:8080 and [::1]:8080")]
    [InlineData(0, "http://127.0.0.2:8080/", "Listener    both, port 8080, bound on 127.0.0.2:8080 and [::1]:8080")]
    [InlineData(0, "http://127.0.0.3:8080/", "Listener    other, port 8080\n")]
    [InlineData(2, "http://localhost:8080/", "both on 127.0.0.2:8080 and [::1]:8080, other on 127.0.0.3:8080")]
    public async Task Of_a_dualstack_load_balancer_either_address_chooses(int exitCode, string url, string told)
    {
        const string two = """
            LoadBalancers:
              - { Name: both, IpAddressType: dualstack, BindAddress: "127.0.0.2,::1", Listeners: [{ Port: 8080, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }] }
              - { Name: other, BindAddress: 127.0.0.3, Listeners: [{ Port: 8080, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }] }
            TargetGroups: [{ Name: web, Targets: [{ Id: 127.0.0.1, Port: 3000 }] }]
            """;

        Assert.Equal(exitCode, await ExplainAsync(two, "GET", url));
        Assert.Contains(told, $"{_output}{_error}".ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_answers_where_there_is_no_listener()
    {
        Assert.Equal(2, await ExplainAsync("LoadBalancers: [{ Name: idle }]", "GET", "/"));

        Assert.Equal("no load balancer has a listener: nothing would answer", _error.ToString().TrimEnd());
    }

    [Fact]
    public async Task Nothing_is_sent()
    {
        await using var target = ScriptedTarget.Start();
        var port = FreePorts.Take();

        Assert.Equal(0, await ExplainAsync(TopologyBuilder.Simple(port, target.Port).ToString(), "GET", $"localhost:{port}"));

        Assert.Contains($"web  127.0.0.1:{target.Port}", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, target.Connections);
    }

    private Task<int> ExplainAsync(string topology, params string[] arguments) => CommandLine.RunAsync(
        ["explain", .. arguments, _folder.Write("alb.yaml", topology)], _output, _error);
}
