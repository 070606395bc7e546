using System.Net;
using AlbEmulator.Commands;
using AlbEmulator.Model;
using static AlbEmulator.Tests.Commands.BannerTopologies;

namespace AlbEmulator.Tests.Commands;

public sealed class BannerTests
{
    [Fact]
    public void The_banner_tells_listeners_rules_target_groups_and_places()
    {
        var topology = new Topology(
            [
                LoadBalancer("demo", IPAddress.Loopback, Listener(
                    8080,
                    Forward("web"),
                    Rule(10, [new Condition.PathPattern(["/api/*"])], "api"),
                    Rule(
                        20,
                        [
                            new Condition.HostHeader(["*.example.com", "example.com"]),
                            new Condition.PathPattern(["/a", "/b"]),
                        ],
                        "web"))),
            ],
            [
                Group("web", new Target("echo", 9001)),
                Group("api", new Target("orders.internal", 8080), new Target("::1", 9002)),
                Group("empty"),
            ]);

        Assert.Equal(
            """
            AlbEmulator 0.1.0

            Load balancer demo
              http://localhost:8080/
                10       path-pattern /api/*                           → api
                20       host-header *.example.com or example.com and path-pattern /a or /b  → web
                default                                                → web
                Note: clients of port 8080 send it in their Host header (*.example.com:8080), which Values of host-header do not match: write RegexValues such as ^.*\.example\.com(:8080)?$, listen on port 80 (Alb:PortMap binds another in its place), or have the port ignored with Alb:IgnoreHostPort=true (rule 20)

            Target groups
              web    echo:9001 (hosted here)
              api    orders.internal:8080, [::1]:9002
              empty  no targets

            Access log  data/access.log
            Try         curl http://localhost:8080/
            Control     http://127.0.0.1:4580
            Console     http://127.0.0.1:4580/

            """,
            Banner.Render(topology, new AlbSettings(), "0.1.0"));
    }

    [Fact]
    public void Listener_without_a_certificate_tells_where_the_one_for_development_is()
    {
        var listener = Listener(8443, Forward("web")) with { Protocol = ListenerProtocol.Https };
        var topology = new Topology([LoadBalancer("demo", IPAddress.Loopback, listener)], [Group("web")]);
        var own = topology with
        {
            LoadBalancers = [LoadBalancer("demo", IPAddress.Loopback, listener with { Certificates = [new("", "")] })],
        };

        var banner = Banner.Render(topology, new AlbSettings(), "0.1.0");

        Assert.Contains("\n  https://localhost:8443/\n", banner, StringComparison.Ordinal);
        Assert.Contains(
            "\nCertificate data/tls/development.pem (for development: alb trust has browsers and this machine trust it)\n", banner, StringComparison.Ordinal);
        var trusted = Banner.Render(topology, new AlbSettings(), "0.1.0", isTrusted: true);
        Assert.Contains("\nCertificate data/tls/development.pem (for development: this machine trusts it)\n", trusted, StringComparison.Ordinal);
        Assert.Contains("\nTry         curl https://localhost:8443/\n", trusted, StringComparison.Ordinal);
        var elsewhere = Banner.Render(topology, new AlbSettings { DataDirectory = "my data" }, "0.1.0");
        Assert.Contains("alb trust --data 'my data' has", elsewhere, StringComparison.Ordinal);
        var given = Banner.Render(topology, new AlbSettings { DevelopmentCertificate = "tls/localhost.pem, tls/localhost-key.pem" }, "0.1.0");
        Assert.Contains("\nCertificate tls/localhost.pem, tls/localhost-key.pem (of Alb:DevelopmentCertificate)\n", given, StringComparison.Ordinal);
        Assert.Contains("\nTry         curl --cacert tls/localhost.pem https://localhost:8443/\n", given, StringComparison.Ordinal);
        Assert.EndsWith(
            "\nTry         curl --cacert data/tls/development.pem https://localhost:8443/\nControl     http://127.0.0.1:4580\nConsole     http://127.0.0.1:4580/\n", banner, StringComparison.Ordinal);
        Assert.DoesNotContain("tls", Banner.Render(own, new AlbSettings(), "0.1.0"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_condition_action_and_transform_has_its_words()
    {
        var redirect = new RuleAction.Redirect(301) { Protocol = "HTTPS", Port = "443" };
        var elsewhere = new RuleAction.Redirect(302) { Host = "b.example.com", Path = "/new", Query = "" };
        var weights = new RuleAction.Forward([new("arn:web", 90), new("arn:canary", 10)]);
        var off = new RuleAction.Forward([new("arn:web", 0)]);
        var loadBalancer = LoadBalancer("demo", IPAddress.Loopback, Listener(
            80,
            redirect,
            Rule(1, [new Condition.HttpHeader("X-A", ["b", "c*"])], elsewhere),
            Rule(2, [new Condition.HttpHeader("X-A", []) { RegexValues = ["^b"] }], new RuleAction.FixedResponse(503)),
            Rule(3, [new Condition.HttpRequestMethod(["GET", "HEAD"])], weights),
            Rule(4, [new Condition.QueryString([new("v", "1"), new(null, "beta")])], weights with
            {
                Stickiness = TimeSpan.FromMinutes(10),
            }),
            Rule(5, [new Condition.SourceIp([IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("::/0")])], off),
            Rule(6, [new Condition.PathPattern([]) { RegexValues = ["^/v[0-9]+", "x"] }], Forward("web")) with
            {
                Transforms = [new Transform.UrlRewrite([]), new Transform.HostHeaderRewrite([])],
            }));

        Assert.Equal(
            """
            AlbEmulator 0.1.0

            Load balancer demo
              http://localhost:80/
                1        http-header X-A: b or c*                 → 302 to #{protocol}://b.example.com:#{port}/new
                2        http-header X-A: regex ^b                → fixed-response 503
                3        http-request-method GET or HEAD          → web 90 + canary 10
                4        query-string v=1 or beta                 → web 90 + canary 10 (sticky for 600 s)
                5        source-ip 10.0.0.0/8 or ::/0             → web 0
                6        path-pattern regex ^/v[0-9]+ or regex x  → url-rewrite, host-header-rewrite, web
                default                                           → 301 to https://#{host}:443/#{path}?#{query}

            Target groups
              web     no targets
              canary  no targets

            Access log  data/access.log
            Try         curl http://localhost:80/
            Control     http://127.0.0.1:4580
            Console     http://127.0.0.1:4580/

            """,
            Banner.Render(new Topology([loadBalancer], [Group("web"), Group("canary")]), new AlbSettings(), "0.1.0"));
    }

    [Fact]
    public void A_target_group_tells_what_of_it_is_not_the_default()
    {
        var groups = new[]
        {
            Group("plain", new Target("10.0.0.1", 80)),
            Group("tuned", new Target("10.0.0.1", 80)) with
            {
                Protocol = TargetGroupProtocol.Https,
                Attributes = TargetGroupAttributes.Default with
                {
                    SlowStart = TimeSpan.FromSeconds(30),
                    Stickiness = new TargetStickiness.LoadBalancerCookie(TimeSpan.FromDays(1)),
                    DeregistrationDelay = TimeSpan.Zero,
                },
                HealthCheck = HealthCheck.Default with { Path = "/health", Interval = TimeSpan.FromSeconds(0.2) },
            },
            Group("random") with
            {
                ProtocolVersion = ProtocolVersion.Http2,
                Attributes = TargetGroupAttributes.Default with
                {
                    Algorithm = LoadBalancingAlgorithm.WeightedRandom,
                    AnomalyMitigation = true,
                },
                HealthCheck = HealthCheck.Default with { Protocol = TargetGroupProtocol.Https, Port = 81 },
            },
            Group("calls") with
            {
                ProtocolVersion = ProtocolVersion.Grpc,
                HealthCheck = HealthCheck.DefaultOf(TargetType.Ip, ProtocolVersion.Grpc),
                Attributes = TargetGroupAttributes.Default with
                {
                    Algorithm = LoadBalancingAlgorithm.LeastOutstandingRequests,
                },
            },
            Group("app", new Target("10.0.0.2", 80)) with
            {
                Attributes = TargetGroupAttributes.Default with
                {
                    Stickiness = new TargetStickiness.ApplicationCookie("SID", TimeSpan.FromMinutes(1)),
                },
            },
            Group("fn", new Target("arn:aws:lambda:us-east-1:000000000000:function:f", 0)
            {
                InvokeUrl = new Uri("http://localhost:9000/f"),
            }) with
            {
                TargetType = TargetType.Lambda,
                HealthCheck = HealthCheck.DefaultOf(TargetType.Lambda, ProtocolVersion.Http1),
            },
        };
        var listener = Listener(80, Forward("plain"), Rule(1, [new Condition.PathPattern(["/"])], new RuleAction.Forward(
            [new("arn:plain"), new("arn:app")])));

        Assert.Contains(
            """

            Target groups
              plain   10.0.0.1:80
              tuned   10.0.0.1:80 (HTTPS, slow start over 30 s, sticky for 86400 s, health check /health every 0.2 s)
              random  no targets (HTTP2, weighted random with anomaly mitigation, health check HTTPS :81/ every 30 s)
              calls   no targets (GRPC, least outstanding requests)
              app     10.0.0.2:80 (sticky by the cookie SID for 60 s, which AWS does not support with weighted target groups)
              fn      arn:aws:lambda:us-east-1:000000000000:function:f at http://localhost:9000/f


            """,
            Banner.Render(
                new Topology([LoadBalancer("demo", IPAddress.Loopback, listener)], groups), new AlbSettings(), "0.1.0"));
    }

    [Fact]
    public void What_came_from_where_is_told()
    {
        var listener = Listener(80, Forward("web"));
        var file = LoadBalancer("demo", IPAddress.Loopback, listener) with { Origin = new Origin("config/alb.json", 7, "LoadBalancers[0]") };
        var made = LoadBalancer("made", IPAddress.Loopback, listener) with { Origin = new Origin(file.Arn, 0, "") };
        var group = Group("web") with { Origin = new Origin(file.Arn, 0, "") };

        var banner = Banner.Render(new Topology([file, made], [group]), new AlbSettings(), "0.1.0", "data/elbv2/state.json");

        Assert.Contains("\nLoad balancer demo from config/alb.json\n", banner, StringComparison.Ordinal);
        Assert.Contains("\nLoad balancer made from data/elbv2/state.json\n", banner, StringComparison.Ordinal);
        Assert.Contains("\n  web  no targets from data/elbv2/state.json\n", banner, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_switched_off_is_told()
    {
        var loadBalancer = LoadBalancer("demo", IPAddress.Any, Listener(80, Forward("web")));
        var topology = new Topology([loadBalancer], [Group("web")]);

        Assert.Equal(
            """
            AlbEmulator 0.1.0

            Load balancer demo
              http://localhost:80/
                default  → web

            Target groups
              web  no targets

            Access log  off (Alb:AccessLog is empty)
            Try         curl http://localhost:80/
            Control     off (Alb:ControlUrl is empty)

            """,
            Banner.Render(topology, new AlbSettings { AccessLog = "", ControlUrl = "" }, "0.1.0"));
    }

    [Fact]
    public void An_empty_topology_says_so()
    {
        Assert.Equal(
            """
            AlbEmulator 0.1.0

            Access log  standard output
            No load balancer has a listener: there is nothing to ask.
            Control     http://127.0.0.1:4580
            Console     http://127.0.0.1:4580/

            """,
            Banner.Render(Topology.Empty, new AlbSettings { AccessLog = "-" }, "0.1.0"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:4581", "", "http://127.0.0.1:4581/")]
    [InlineData("http://localhost:4580", "", "http://127.0.0.1:4580/")]
    [InlineData("http://[::1]:4580", "", "http://[::1]:4580/")]
    [InlineData("http://0.0.0.0:4580", "", "http://localhost:4580/ (and for whoever reaches this machine: Alb:ControlToken has them show a token)")]
    [InlineData("http://*:4580", "", "http://localhost:4580/ (and for whoever reaches this machine: Alb:ControlToken has them show a token)")]
    [InlineData("http://192.0.2.1:4580", "", "http://192.0.2.1:4580/ (and for whoever reaches 192.0.2.1: Alb:ControlToken has them show a token)")]
    [InlineData("http://0.0.0.0:4580", "a-token-of-this-test", "http://localhost:4580/")]
    public void The_last_line_is_the_console_and_who_can_open_it(string controlUrl, string token, string told) =>
        Assert.EndsWith(
            $"\nConsole     {told}\n",
            Banner.Render(Topology.Empty, new AlbSettings { ControlUrl = controlUrl, ControlToken = token }, "0.1.0"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("127.0.0.1", "http://localhost:8080/")]
    [InlineData("::", "http://localhost:8080/")]
    [InlineData("127.0.0.2", "http://127.0.0.2:8080/")]
    [InlineData("192.0.2.1", "http://192.0.2.1:8080/")]
    [InlineData("2001:db8::1", "http://[2001:db8::1]:8080/")]
    [InlineData("127.0.0.1,::1", "http://localhost:8080/ (127.0.0.1 and ::1)")]
    [InlineData("127.0.0.2,2001:db8::1", "http://127.0.0.2:8080/ and http://[2001:db8::1]:8080/")]
    public void The_URL_of_a_listener_can_be_clicked(string bound, string url)
    {
        Assert.True(BindAddresses.TryParse(bound, out var addresses));
        var loadBalancer = LoadBalancer("demo", addresses[0], Listener(8080, Forward("web"))) with { BindAddresses = addresses };
        var topology = new Topology([loadBalancer], []);

        Assert.Contains($"\n  {url}\n", Banner.Render(topology, new AlbSettings(), "0.1.0"), StringComparison.Ordinal);
    }
}
