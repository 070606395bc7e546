using System.Text.Json;
using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;
using static AlbEmulator.Tests.Differences.ComparedTopologies;

namespace AlbEmulator.Tests.Differences;

/// <summary><c>alb diff OLD NEW</c>.</summary>
public sealed class DiffCommandTests : IDisposable
{
    private readonly ComparedTopologies _compared = new();

    public void Dispose() => _compared.Dispose();

    [Fact]
    public async Task What_it_means_for_requests_is_told_first_and_then_what_is_written()
    {
        Assert.Equal(ExitCode.Failed, await _compared.DiffAsync(
            Shop(Rule(10, "path=/api/*;method=GET;host=shop.example.com", "orders"), Rule(20, "path=/old", "orders")),
            Shop(Rule(10, "path=/api/*;method=GET;host=shop.example.com", "orders-v2"), Rule(30, "path=/new", "orders"))));
        Assert.Equal(
            """
            Requests:
              GET /api/* of shop.example.com on port 80 went to orders, goes to orders-v2 now
              /old on port 80 went to orders, goes to web now
              /new on port 80 went to web, goes to orders now
            What is written:
              rule 10 of shop:80: Actions: forward to orders-v2, was forward to orders
              rule 30 of shop:80 is new: path-pattern /new: forward to orders
              rule 20 of shop:80 is gone: path-pattern /old: forward to orders

            """.ReplaceLineEndings("\n"),
            _compared.Output);
        Assert.Empty(_compared.Error);
    }

    [Fact]
    public async Task Nothing_is_other_where_the_same_is_said_in_another_way()
    {
        var one = Shop(Rule(10, "path=/a|/b;host=Shop.Example.com", "orders"));
        var other = Shop(Rule(10, "host=shop.example.com;path=/b|/a", "orders"))
            .Replace("DefaultActions: [{ Type: forward, TargetGroupArn: web }]", "Protocol: HTTP\n        DefaultActions: [{ Type: forward, ForwardConfig: { TargetGroups: [{ TargetGroupArn: web, Weight: 7 }] } }]", StringComparison.Ordinal)
            .Replace("{ Name: web,", "{ Name: web, HealthCheckPath: /, Attributes: { slow_start.duration_seconds: 0 },", StringComparison.Ordinal);

        Assert.True(await _compared.DiffAsync(one, other) == ExitCode.Good, _compared.Output + _compared.Error);
        Assert.Equal("nothing is other\n", _compared.Output);
    }

    [Theory]
    [InlineData("Attributes: { idle_timeout.timeout_seconds: 30 }, Listeners", "load balancer shop: idle_timeout.timeout_seconds: 30, was 60")]
    [InlineData("Scheme: internal, Listeners", "load balancer shop: Scheme: internal, was none")]
    [InlineData("IpAddressType: dualstack, Listeners", "load balancer shop: IpAddressType: dualstack, was ipv4")]
    public async Task Changes_of_a_load_balancer_are_told(string young, string told)
    {
        const string one = "LoadBalancers: [{ Name: shop, Listeners: [] }]";

        Assert.Equal(ExitCode.Failed, await _compared.DiffAsync(one, one.Replace("Listeners", young, StringComparison.Ordinal)));
        Assert.Equal($"What is written:\n  {told}\nOf no request becomes anything else.\n", _compared.Output);
    }

    [Theory]
    [InlineData("HealthCheckPath: /up", "target group web: HealthCheckPath: /up, was /")]
    [InlineData("Matcher: { HttpCode: 200-299 }", "target group web: Matcher: 200-299, was 200")]
    [InlineData("ProtocolVersion: HTTP2", "target group web: ProtocolVersion: HTTP2, was HTTP1")]
    [InlineData("Attributes: { stickiness.enabled: true }", "target group web: stickiness.enabled: true, was false")]
    [InlineData("Targets: [{ Id: 10.0.0.9, Port: 80 }]", "target 10.0.0.9:80 of web is new")]
    public async Task Changes_of_a_target_group_are_told(string young, string told)
    {
        const string one = "TargetGroups: [{ Name: web }]";

        Assert.Equal(ExitCode.Failed, await _compared.DiffAsync(one, $"TargetGroups: [{{ Name: web, {young} }}]"));
        Assert.Contains($"  {told}\n", _compared.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listeners_that_come_go_or_speak_otherwise_are_told()
    {
        const string group = "TargetGroups: [{ Name: web }]";
        string Of(params string[] listeners) =>
            $"LoadBalancers: [{{ Name: shop, Listeners: [{string.Join(", ", listeners.Select(listener => $"{{ {listener}, DefaultActions: [{{ Type: forward, TargetGroupArn: web }}] }}"))}] }}]\n{group}";

        Assert.Equal(ExitCode.Failed, await _compared.DiffAsync(Of("Port: 80", "Port: 8443"), Of("Port: 81", "Port: 8443, Protocol: HTTPS, SslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06")));
        Assert.Contains("  everything on port 81 was answered by nobody, goes to web now\n", _compared.Output, StringComparison.Ordinal);
        Assert.Contains("  everything on port 80 went to web, is answered by nobody now\n", _compared.Output, StringComparison.Ordinal);
        Assert.Contains("  everything on port 8443 came over HTTP, comes over HTTPS now\n", _compared.Output, StringComparison.Ordinal);
        Assert.Contains("  listener shop:8443: SslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06, was none\n", _compared.Output, StringComparison.Ordinal);
        Assert.Contains("  listener shop:81 is new: HTTP, forward to web\n", _compared.Output, StringComparison.Ordinal);
        Assert.Contains("  listener shop:80 is gone: HTTP, forward to web\n", _compared.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificates_are_told_by_their_names_or_by_their_arns()
    {
        using var one = Certificates.WriteEcdsa(_compared.Folder, "one", "shop.example.com");
        using var other = Certificates.WriteEcdsa(_compared.Folder, "two", "shop.example.com");
        string Of(string certificate) =>
            $"LoadBalancers: [{{ Name: shop, Listeners: [{{ Port: 443, Protocol: HTTPS, Certificates: [{{ {certificate} }}], DefaultActions: [{{ Type: forward, TargetGroupArn: web }}] }}] }}]\nTargetGroups: [{{ Name: web }}]";

        Assert.Equal(ExitCode.Failed, await _compared.DiffAsync(Of("CertificateFile: one.pem, KeyFile: one.key"), Of("CertificateFile: two.pem, KeyFile: two.key")));
        Assert.Matches(@"  listener shop:443: Certificates: shop\.example\.com \(until \d{4}-\d\d-\d\d, [0-9a-f]{8}\), was shop\.example\.com \(until ", _compared.Output);
        Assert.Equal(ExitCode.Failed, await _compared.DiffAsync(Of("CertificateArn: arn:aws:acm:us-east-1:000000000000:certificate/a"), Of("CertificateArn: arn:aws:acm:us-east-1:000000000000:certificate/b")));
        Assert.Contains("Certificates: arn:aws:acm:us-east-1:000000000000:certificate/b, was arn:aws:acm:us-east-1:000000000000:certificate/a\n", _compared.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Things_that_are_called_otherwise_may_be_the_same()
    {
        var old = Shop(Rule(10, "path=/api/*", "orders"));
        var young = Shop(Rule(10, "path=/api/*", "orders-v2"));

        Assert.Equal(ExitCode.Failed, await _compared.DiffAsync(
            old.Replace("{ Name: orders-v2", "{ Name: spare", StringComparison.Ordinal), young.Replace("{ Name: orders,", "{ Name: spare,", StringComparison.Ordinal), "--same", "orders=orders-v2"));
        Assert.DoesNotContain("Requests:", _compared.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.WrongUse, await _compared.DiffAsync(old, young, "--same", "order=orders-v2"));
        Assert.Equal("--same: OLD has no load balancer and no target group \"order\": did you mean \"orders\"?\n", _compared.Error);
        Assert.Equal(ExitCode.WrongUse, await _compared.DiffAsync(old, young, "--same", "orders"));
        Assert.Contains("--same takes a name of OLD and one of NEW", _compared.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_load_balancer_on_either_side_is_the_same_whatever_it_is_called()
    {
        var old = Shop(Rule(10, "path=/api/*", "orders"));

        Assert.Equal(ExitCode.Failed, await _compared.DiffAsync(old, old.Replace("Name: shop", "Name: store", StringComparison.Ordinal)));
        Assert.Equal("What is written:\n  load balancer store: Name: store, was shop\nOf no request becomes anything else.\n", _compared.Output);
    }

    [Fact]
    public async Task Rules_that_have_other_priorities_in_the_same_order_are_told_in_a_line()
    {
        string[] Rules(int from) => [.. Enumerable.Range(0, 5).Select(number => Rule(from + number, $"path=/{number}", "orders"))];

        Assert.Equal(ExitCode.Failed, await _compared.DiffAsync(Shop(Rules(1)), Shop([Rule(1, "path=/first", "web"), .. Rules(2)])));
        Assert.Equal(
            "What is written:\n  listener shop:80: 5 rules have other priorities, in the same order\n  rule 1 of shop:80 is new: path-pattern /first: forward to web\nOf no request becomes anything else.\n",
            _compared.Output);
    }

    [Fact]
    public async Task Several_files_have_commas_between()
    {
        var groups = _compared.Write("groups.yaml", "TargetGroups: [{ Name: web }]");
        string Of(int port) => _compared.Write($"{port}.yaml", $"LoadBalancers: [{{ Name: shop, Listeners: [{{ Port: {port}, DefaultActions: [{{ Type: forward, TargetGroupArn: web }}] }}] }}]");

        Assert.Equal(ExitCode.Failed, await _compared.DiffFilesAsync($"{Of(80)},{groups}", $"{Of(81)}, {groups}"));
        Assert.Contains("  listener shop:81 is new", _compared.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_AWS_describes_is_compared_with_a_template()
    {
        _compared.Write("account.json", """
            {
              "LoadBalancers": [{ "LoadBalancerArn": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/0123456789abcdef", "LoadBalancerName": "shop", "Scheme": "internet-facing", "Type": "application", "IpAddressType": "ipv4" }],
              "Listeners": [{ "ListenerArn": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/0123456789abcdef/0123456789abcdef", "LoadBalancerArn": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/0123456789abcdef", "Port": 80, "Protocol": "HTTP",
                "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/0123456789abcdef" }] }],
              "TargetGroups": [{ "TargetGroupArn": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/0123456789abcdef", "TargetGroupName": "web", "Protocol": "HTTP", "Port": 80, "TargetType": "ip", "VpcId": "vpc-1" }]
            }
            """);
        _compared.Write("template.yaml", """
            Resources:
              Shop: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Name: shop, Scheme: internet-facing } }
              Web: { Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: { Name: web, Protocol: HTTP, Port: 80, TargetType: ip } }
              Http:
                Type: AWS::ElasticLoadBalancingV2::Listener
                Properties: { LoadBalancerArn: !Ref Shop, Port: 80, Protocol: HTTP, DefaultActions: [{ Type: redirect, RedirectConfig: { Protocol: HTTPS, Port: "443", StatusCode: HTTP_301 } }] }
            """);

        Assert.Equal(ExitCode.Failed, await _compared.DiffFilesAsync(_compared.File("account.json"), _compared.File("template.yaml")));
        Assert.Equal(
            """
            Requests:
              everything on port 80 went to web, is redirected to https on port 443 (301) now
            What is written:
              listener shop:80: DefaultActions: redirect 301 to https on port 443, was forward to web

            """.ReplaceLineEndings("\n"),
            _compared.Output);
    }

    [Fact]
    public async Task Json_has_examples_and_places()
    {
        Assert.Equal(ExitCode.Failed, await _compared.DiffAsync(
            Shop(Rule(10, "path=/a;X-Beta=yes;from=10.0.0.0/8;query=v:1", "orders")), Shop(Rule(10, "path=/a;X-Beta=yes;from=10.0.0.0/8;query=v:1", "web")), "--format", "json"));
        using var document = JsonDocument.Parse(_compared.Output);
        var (root, requests) = (document.RootElement, document.RootElement.GetProperty("requests")[0]);
        var (example, change) = (requests.GetProperty("example"), root.GetProperty("changes")[0]);

        Assert.True(root.GetProperty("differs").GetBoolean());
        Assert.Equal("/a with X-Beta: yes with ?v=1 from 10.0.0.0/8 on port 80", requests.GetProperty("requests").GetString());
        Assert.Equal(("went to orders", "goes to web now"), (requests.GetProperty("was").GetString(), requests.GetProperty("is").GetString()));
        Assert.Equal(
            ("GET", "/a?v=1", "yes", "10.0.0.0"),
            (example.GetProperty("method").GetString(), example.GetProperty("path").GetString(), example.GetProperty("headers").GetProperty("X-Beta").GetString(), example.GetProperty("sourceIp").GetString()));
        Assert.Equal(("rule", "10 of shop:80", "changed"), (change.GetProperty("kind").GetString(), change.GetProperty("name").GetString(), change.GetProperty("change").GetString()));
        Assert.EndsWith("new.yaml", change.GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.Equal("Actions", change.GetProperty("properties")[0].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("{}", "LoadBalancer: []", "new.yaml:1: LoadBalancer: \"LoadBalancer\" is not a property of a topology")]
    [InlineData("LoadBalancer: []", "{}", "old.yaml:1: LoadBalancer: \"LoadBalancer\" is not a property of a topology")]
    public async Task Wrong_file_on_either_side_is_told(string old, string young, string told)
    {
        Assert.Equal(ExitCode.WrongUse, await _compared.DiffAsync(old, young));
        Assert.StartsWith(told, _compared.Error, StringComparison.Ordinal);
        Assert.Empty(_compared.Output);
    }

    [Fact]
    public async Task Both_sides_must_be_named()
    {
        using var error = new StringWriter();
        Assert.Equal(ExitCode.WrongUse, await CommandLine.RunAsync(["diff", "old.yaml"], TextWriter.Null, error));
        Assert.Contains("alb diff needs NEW, such as alb diff deployed.json plan.json", error.ToString(), StringComparison.Ordinal);
    }
}
