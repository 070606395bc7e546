using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;
using AlbEmulator.Topologies.Routes;

namespace AlbEmulator.Tests.Topologies;

/// <summary>What routes stand for.</summary>
public sealed class RouteTests
{
    [Theory]
    [InlineData(":3000", "localhost:3000")]
    [InlineData("3000", "localhost:3000")]
    [InlineData("localhost:3000", "localhost:3000")]
    [InlineData("web=:3000,:3001", "localhost:3000 localhost:3001")]
    [InlineData("http://localhost:3000", "localhost:3000")]
    [InlineData("http://localhost:3000/", "localhost:3000")]
    [InlineData("HTTP://orders", "orders:80")]
    [InlineData("https://orders", "orders:443 HTTPS")]
    [InlineData("https://10.0.0.1:8443", "10.0.0.1:8443 HTTPS")]
    [InlineData("grpc://orders:50051", "orders:50051 GRPC")]
    [InlineData("grpcs://orders:50051", "orders:50051 HTTPS GRPC")]
    [InlineData("h2c://orders:81", "orders:81 HTTP2")]
    [InlineData("h2://orders:444", "orders:444 HTTPS HTTP2")]
    [InlineData("[::1]:3000", "::1:3000 ipv6")]
    [InlineData("http://[0:0::1]:3000", "::1:3000 ipv6")]
    [InlineData("echo", "echo:9001")]
    [InlineData("echo:9005,echo,echo:9001", "echo:9005 echo:9002 echo:9001")]
    public void Targets_are_what_they_are_written_as(string word, string expected)
    {
        var group = Assert.Single(Read([word], new RoutePorts(null, 8443)).TargetGroups);

        string?[] told =
        [
            .. group.Targets.Select(target => $"{target.Id}:{target.Port}"),
            group.Protocol == TargetGroupProtocol.Https ? "HTTPS" : null,
            group.ProtocolVersion == ProtocolVersion.Http1 ? null : group.ProtocolVersion.ToString().ToUpperInvariant(),
            group.IpAddressType == TargetGroupAddressType.Ipv6 ? "ipv6" : null,
        ];
        Assert.Equal(expected, string.Join(' ', told.Where(word => word is not null)));
    }

    [Fact]
    public void Rules_are_in_the_order_of_the_routes_and_what_has_no_pattern_is_the_default_action()
    {
        var topology = Read(["/api/*=:5001,:5002", "web=:3000", "/api/v2/*=:5003"]);

        var listener = Assert.Single(Assert.Single(topology.LoadBalancers).Listeners);
        Assert.Equal((8080, ListenerProtocol.Http), (listener.Port, listener.Protocol));
        Assert.Equal([(10, "/api/*"), (20, "/api/v2/*")], listener.Rules.Select(rule =>
            (rule.Priority, Assert.IsType<Condition.PathPattern>(Assert.Single(rule.Conditions)).Values[0])));
        Assert.Equal(
            ["api", "api-v2", "web"],
            listener.Rules.Select(rule => rule.Actions).Append(listener.DefaultActions).Select(actions => NameOf(topology, actions)));
    }

    [Fact]
    public void What_no_route_takes_gets_a_404()
    {
        var listener = Assert.Single(Read(["/api/*=:5001"]).LoadBalancers[0].Listeners);

        Assert.Equal(404, Assert.IsType<RuleAction.FixedResponse>(Assert.Single(listener.DefaultActions)).StatusCode);
    }

    [Theory]
    [InlineData(80, "api.example.com", "Values api.example.com")]
    [InlineData(8080, "api.example.com", @"RegexValues ^api\.example\.com(:8080)?$")]
    [InlineData(8080, "*.example.com", @"RegexValues ^.*\.example\.com(:8080)?$")]
    public void Hosts_are_compared_as_clients_of_the_port_send_them(int port, string host, string expected)
    {
        var topology = Read([$"{host}/v2/*=:5001"], new RoutePorts(port, null));

        var conditions = Assert.Single(topology.LoadBalancers[0].Listeners[0].Rules).Conditions;
        var compared = Assert.Single(conditions.OfType<Condition.HostHeader>());
        Assert.Equal("/v2/*", Assert.Single(conditions.OfType<Condition.PathPattern>()).Values[0]);
        Assert.Equal(expected, compared.Values is [var value] ? $"Values {value}" : $"RegexValues {compared.RegexValues[0]}");
        Assert.Empty(HostPorts.Notes(topology, ignoresHostPort: false));
    }

    [Fact]
    public void Https_is_a_second_listener_and_alone_has_what_only_https_may_have()
    {
        var listeners = Read(["web=:3000", "/greeter/*=grpc://localhost:50051"], new RoutePorts(81, 444)).LoadBalancers[0].Listeners;

        Assert.Equal([(81, 0), (444, 1)], listeners.Select(listener => (listener.Port, listener.Rules.Count)));
        Assert.Equal([ListenerProtocol.Http, ListenerProtocol.Https], listeners.Select(listener => listener.Protocol));

        var only = Read(["grpc://localhost:50051"], new RoutePorts(null, 444)).LoadBalancers[0].Listeners;
        Assert.Equal(444, Assert.Single(only).Port);
    }

    [Fact]
    public void Groups_are_named_after_paths_and_hosts_and_no_two_alike()
    {
        var longest = $"/{new string('a', 40)}";

        var topology = Read([":1", "/web/*=:2", "/web=:3", "a.example.com=:4", "/*=:5", $"{longest}=:6", $"{longest}/*=:7"]);

        Assert.Equal(
            ["web", "web-2", "web-3", "a-example-com", "web-4", new('a', 32), $"{new string('a', 30)}-2"],
            topology.TargetGroups.Select(group => group.Name));
        Assert.Equal(["api", "api-2"], Read(["/api/*=:1", "api=:2"]).TargetGroups.Select(group => group.Name).Order());
    }

    [Theory]
    [InlineData("htp://x", "did you mean http://x?")]
    [InlineData("ftp-server://x", "there is http, https, grpc, grpcs, h2c, h2")]
    [InlineData(":99999", "a number from 1 to 65535")]
    [InlineData(":0", "a number from 1 to 65535")]
    [InlineData("web=:x", "a number from 1 to 65535")]
    [InlineData("http://localhost:3000/app", "write http://localhost:3000")]
    [InlineData("http://localhost:3000?x=1", "write http://localhost:3000")]
    [InlineData("http:///x", "a host and a port, such as localhost:3000")]
    [InlineData("http://user:word@localhost:3000", "has a user")]
    [InlineData("http://", "write http://localhost:3000")]
    [InlineData("http://echo:80", "write echo, or echo:9001, without http://")]
    [InlineData("::1:3000", "in brackets, as in [::1]:3000")]
    [InlineData("[foo]:1", "write one as in [::1]:3000")]
    [InlineData("[::1]:1,127.0.0.1:1", "one family")]
    [InlineData("web=https://a,http://b", "write a route for each")]
    [InlineData("web=", "write one, such as :3000")]
    [InlineData("web=:1,,:2", "write one, such as :3000")]
    [InlineData("web=foo", "write foo:3000, or http://foo for port 80")]
    [InlineData("web=i-0123456789abcdef0:80", "is the ID of an instance")]
    [InlineData(":3000,:3000", "twice: leave one away")]
    [InlineData("=", "write a name as in web=:3000")]
    [InlineData("=:3000", "write a name as in web=:3000")]
    [InlineData("a=b=c", "one =, and its targets")]
    [InlineData("api/*=:5001", "as in '/api/*=…'")]
    [InlineData("/a,/b=:5001", "write a route for each path and host")]
    [InlineData("/a b=:5001", "must not hold \" \"")]
    [InlineData("/${HOME}=:5001", "write a ? in place of the $")]
    [InlineData("api.example.com:8080=:1", "say it with --port")]
    [InlineData("*=:1", "needs at least one \".\"")]
    [InlineData("a_b=:1", "letters, digits and hyphens only")]
    public void Mistake_is_told_in_a_line_with_what_to_write_instead(string word, string told)
    {
        var problems = new List<Problem>();

        Assert.Null(RoutedTopology.Read([word], new RoutePorts(null, null), problems));

        var problem = Assert.Single(problems).ToString();
        Assert.StartsWith($"command line: {word}: ", problem, StringComparison.Ordinal);
        Assert.Contains(told, problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [Theory]
    [InlineData("takes the same requests as web=:1", "web=:1", "app=:2")]
    [InlineData("stands here twice", "web=:1", "web=:1")]
    [InlineData("takes the same requests as /a=:1", "/a=:1", "/a=:2")]
    public void Two_routes_for_the_same_requests_are_told(string told, params string[] words)
    {
        var problems = new List<Problem>();

        Assert.Null(RoutedTopology.Read(words, new RoutePorts(null, null), problems));

        Assert.Contains(told, Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("add --https", "grpc://localhost:1", null, null)]
    [InlineData("leave it away, or write --https-port", "grpc://localhost:1", 80, 443)]
    [InlineData("is 443, and so is the port of HTTP", ":1", 443, 443)]
    public void Ports_that_cannot_be_are_told(string told, string word, int? port, int? httpsPort)
    {
        var problems = new List<Problem>();

        Assert.Null(RoutedTopology.Read([word], new RoutePorts(port, httpsPort), problems));

        Assert.Contains(told, Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_reads_back_to_the_same_topology()
    {
        string[] words = ["web=:3000", "/it's \"here\"/*=:1".Replace(" ", "", StringComparison.Ordinal), "*.example.com/$x=https://b,https://c", "/e=echo", "/six=[::1]:1"];
        var routes = RoutedTopology.Read(words, new RoutePorts(81, 444), [])!;

        using var workspace = new Workspace();
        workspace.Write("alb.yaml", routes.Text);
        var (file, line) = (workspace.Read("alb.yaml"), workspace.Files.ReadInPlace(routes.Part));

        Assert.Empty(file.Problems);
        Assert.Equal(YamlText.Of(Assert.Single(line.Roots)), YamlText.Of(Assert.Single(file.Roots)));
        Assert.StartsWith("# yaml-language-server: $schema=./alb.schema.json\n", routes.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Command_that_keeps_them_can_be_typed_into_a_shell()
    {
        var routes = RoutedTopology.Read(["web=:1", "/it's/*=:2"], new RoutePorts(81, RoutePorts.UsualHttps), [])!;

        Assert.Equal(@"alb init web=:1 '/it'\''s/*=:2' --port 81 --https", routes.InitCommand);
    }

    private static Topology Read(IReadOnlyList<string> words, RoutePorts? ports = null)
    {
        var problems = new List<Problem>();
        var routes = RoutedTopology.Read(words, ports ?? new RoutePorts(null, null), problems);
        Assert.Empty(problems);
        using var workspace = new Workspace();
        var reading = workspace.Files.ReadInPlace(routes!.Part);
        Assert.Empty(reading.Problems);
        return reading.Topology;
    }

    private static string NameOf(Topology topology, IReadOnlyList<RuleAction> actions)
    {
        var arn = Assert.IsType<RuleAction.Forward>(Assert.Single(actions)).TargetGroups[0].TargetGroupArn;
        return topology.TargetGroups.Single(group => group.Arn == arn).Name;
    }
}
