using AlbEmulator.Commands;
using AlbEmulator.Commands.Reports;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Topologies;

public sealed class ExampleTests
{
    public static TheoryData<string> Examples =>
    [
        .. Repository.Examples.Select(file =>
            Path.GetFileName(file)!),
    ];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_is_right(string example)
    {
        var reading = Read(Path.Combine("config", "examples", example));
        Assert.Empty(reading.Problems);
        Assert.NotEmpty(reading.Topology.LoadBalancers);
        // One says in its first lines how to have the port that its rules are for.
        Assert.True(example == "terraform-sample.yaml" || !HostPorts.Notes(reading.Topology, ignoresHostPort: false).Any());
    }

    [Fact]
    public void Examples_host_their_targets_on_ports_of_their_own()
    {
        var ports = Repository.Examples
            .SelectMany(file => Read(file).Topology.TargetGroups
                .SelectMany(group => group.Targets)
                .Where(target => target.IsEcho)
                .Select(target => target.Port)
                .Distinct())
            .ToList();
        Assert.True(ports.Count >= 13);
        Assert.Equal(ports.Distinct(), ports);
    }

    [Fact]
    public void The_Terraform_sample_says_what_the_Terraform_file_says()
    {
        var topology = Read(Path.Combine("config", "examples", "terraform-sample.yaml")).Topology;
        var listeners = topology.LoadBalancers[0].Listeners;
        Assert.Equal(TimeSpan.FromSeconds(45), topology.LoadBalancers[0].Attributes.IdleTimeout);
        Assert.Equal([200, 201], listeners[0].Rules.Select(rule => rule.Priority));

        var (first, second) = (listeners[0].Rules[0], listeners[0].Rules[1]);
        Assert.Equal(["/api/*"], Assert.IsType<Condition.PathPattern>(first.Conditions[0]).Values);
        Assert.Equal(["a.example.com"], Assert.IsType<Condition.HostHeader>(first.Conditions[1]).Values);
        var header = Assert.IsType<Condition.HttpHeader>(first.Conditions[2]);
        Assert.Equal(("X-Forwarded-For", "192.168.1.*"), (header.Name, Assert.Single(header.Values)));
        Assert.Equal(
            [new QueryParameter("health", "check"), new QueryParameter(null, "bar")],
            Assert.IsType<Condition.QueryString>(first.Conditions[3]).Values);
        var groups = topology.TargetGroups;
        Assert.Equal(
            new RuleAction.Forward([new(groups[0].Arn, 80), new(groups[1].Arn, 20)]) { Stickiness = TimeSpan.FromMinutes(10) },
            Assert.Single(first.Actions));
        Assert.Equal(
            HealthCheck.Default with { Path = "/health2", Matcher = CodeMatcher.Parse("200-299", 200, 499)! },
            groups[0].HealthCheck);
        Assert.Equal(
            TargetGroupAttributes.Default with
            {
                DeregistrationDelay = TimeSpan.FromSeconds(10),
                Stickiness = new TargetStickiness.LoadBalancerCookie(TimeSpan.FromDays(1)),
            },
            groups[0].Attributes);

        Assert.Equal("10.0.0.0/8", Assert.Single(Assert.IsType<Condition.SourceIp>(second.Conditions[0]).Values).ToString());
        Assert.Equal(["GET"], Assert.IsType<Condition.HttpRequestMethod>(second.Conditions[1]).Values);
        Assert.Equal(new RuleAction.FixedResponse(200) { MessageBody = "HEALTHY" }, Assert.Single(second.Actions));
        Assert.Equal(
            new RuleAction.Redirect(301) { Protocol = "HTTPS", Port = "443" }, Assert.Single(listeners[1].DefaultActions));
    }

    [Fact]
    public void The_shipped_topology_uses_two_echo_targets_on_9001_and_9002()
    {
        var reading = Read(Path.Combine("config", "alb.json"));
        Assert.Empty(reading.Problems);
        var loadBalancer = Assert.Single(reading.Topology.LoadBalancers);
        Assert.Equal("demo", loadBalancer.Name);
        Assert.Equal(8080, Assert.Single(loadBalancer.Listeners).Port);
        var targets = reading.Topology.TargetGroups.SelectMany(group => group.Targets).ToList();
        Assert.All(targets, target => Assert.True(target.IsEcho));
        Assert.Equal([9001, 9002], targets.Select(target => target.Port).Order());
    }

    [Fact]
    public void Check_says_ok_and_answers_0()
    {
        var output = new StringWriter();
        var code = CheckCommand.Run(new AlbSettings(), [Path.Combine(Repository.Root, "config", "alb.json")], CheckReports.Of(null), output);
        Assert.Equal(0, code);
        Assert.Contains("ok: demo: 1 listener on 127.0.0.1 (8080), 1 rule", output.ToString());
        Assert.Contains("1 load balancer, 2 target groups, 2 targets", output.ToString());
    }

    [Theory]
    [InlineData("127.0.0.2", "127.0.0.2",
        "note: a.yaml:1: LoadBalancers[0].Name: The load balancer \"demo\" is dualstack, but its listeners bind only 127.0.0.2, "
            + "since 127.0.0.2 has no counterpart: write one of each family, such as BindAddress: 127.0.0.2,::1")]
    [InlineData("127.0.0.2,::1", "127.0.0.2 and ::1", null)]
    public void Check_tells_both_addresses_of_a_dualstack_load_balancer(string address, string bound, string? note)
    {
        using var workspace = new Workspace();
        workspace.Write("a.yaml", "LoadBalancers: [{ Name: demo, IpAddressType: dualstack, Listeners: [{ Port: 80, "
            + "DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: \"200\" } }] }] }]");
        var output = new StringWriter();
        Assert.Equal(0, CheckCommand.Run(new AlbSettings { BindAddress = address }, [workspace.PathOf("a.yaml")], CheckReports.Of(null), output));
        var lines = output.ToString().ReplaceLineEndings("\n").Split('\n');
        Assert.Contains($"ok: demo: 1 listener on {bound} (80), 0 rules", lines);
        Assert.Equal(note is not null, lines[0] == note?.Replace("a.yaml", workspace.PathOf("a.yaml"), StringComparison.Ordinal));
    }

    [Fact]
    public void Check_prints_every_problem_and_answers_2()
    {
        using var workspace = new Workspace();
        workspace.Write("wrong.json", "{\n  \"LoadBalancers\": 1,\n  \"TargetGroup\": []\n}");
        var file = workspace.PathOf("wrong.json");
        var output = new StringWriter();
        Assert.Equal(2, CheckCommand.Run(new AlbSettings(), [file], CheckReports.Of(null), output));
        var lines = output.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith($"{file}:2: LoadBalancers: must be a list", lines[0]);
        Assert.Equal(
            $"{file}:3: TargetGroup: \"TargetGroup\" is not a property of a topology: did you mean \"TargetGroups\"?",
                lines[1]);
    }

    private static TopologyReading Read(string file) =>
        new TopologyFiles(new AlbSettings(), _ => null, Repository.Root, Repository.Root).Read([file]);
}
