using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Topologies;

/// <summary>Ports that files leave open, where nothing is bound.</summary>
public sealed class OpenPortReadingTests
{
    private const string Open = """
        LoadBalancers:
          - Name: shop
            Listeners:
              - { Port: 0, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }
              - { Port: 0, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }
        TargetGroups:
          - { Name: web, Targets: [{ Id: echo, Port: 0 }, { Id: echo, Port: 0 }] }
        """;

    [Fact]
    public void They_stay_open_and_are_nobody_elses()
    {
        var topology = Right(Open);

        Assert.Equal([0, 0], topology.LoadBalancers[0].Listeners.Select(listener => listener.BindPort));
        Assert.Equal([0, 0], topology.TargetGroups[0].Targets.Select(target => target.Port));
    }

    [Fact]
    public void Mapped_to_0_a_listener_keeps_its_port_and_another_cannot_have_it()
    {
        using var workspace = new Workspace();
        workspace.Settings.PortMap["80"] = "0";
        workspace.Write("a.yaml", Open.Replace("Port: 0, Default", "Port: 80, Default", StringComparison.Ordinal));

        Assert.EndsWith(
            "a.yaml:5: LoadBalancers[0].Listeners[1].Port: port 80 has a listener at a.yaml:4: write another",
            Assert.Single(workspace.Read("a.yaml").Problems).ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Named_listener_goes_before_all_others()
    {
        using var workspace = new Workspace();
        (workspace.Settings.PortMap["*"], workspace.Settings.PortMap["81"], workspace.Settings.PortMap["shop/82"]) = ("0", "8081", "8082");
        workspace.Write("a.yaml", """
            LoadBalancers:
              - Name: shop
                Listeners:
                  - { Port: 80, DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "200" } }] }
                  - { Port: 81, DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "200" } }] }
                  - { Port: 82, DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "200" } }] }
            """);

        Assert.Equal([0, 8081, 8082], workspace.Read("a.yaml").Topology.LoadBalancers[0].Listeners.Select(listener => listener.BindPort));
    }

    [Fact]
    public void With_strict_limits_a_port_is_written()
    {
        using var workspace = new Workspace();
        workspace.Settings.Limits = LimitsMode.Strict;
        workspace.Write("a.yaml", Open);

        Assert.Equal(4, workspace.Read("a.yaml").Problems.Count(problem =>
            problem.Message == "must be a whole number from 1 to 65535, not \"0\": or set Alb:Limits to Relaxed"));
    }

    /// <summary>What the API keeps, it has from run to run.</summary>
    [Fact]
    public void Seed_of_the_api_has_its_ports_written()
    {
        using var workspace = new Workspace();
        workspace.Settings.FileIsSeed = true;
        workspace.Write("a.yaml", Open);

        Assert.Equal(
            [
                "a.yaml:4: LoadBalancers[0].Listeners[0].Port: leaves the port open, and with Alb:FileIsSeed the API keeps it from run to run: "
                    + "write 80, and have Alb:PortMap:80=0 bind one that is free",
                "a.yaml:7: TargetGroups[0].Targets[0].Port: leaves the port open, and with Alb:FileIsSeed the API keeps it from run to run: "
                    + "write a port such as 9001",
            ],
            workspace.Read("a.yaml").Problems.Where((_, index) => index % 2 == 0).Select(problem => problem.ToString()));
    }

    [Theory]
    [InlineData("Id: echo, Port: 0 }, {", "Id: 127.0.0.1, Port: 0 }, {", "0 is for an echo target, which the emulator hosts on a port that is free")]
    [InlineData("Port: 0, Default", "Port: -1, Default", "must be a whole number from 1 to 65535, or 0 for one that is free, not \"-1\"")]
    [InlineData("Name: web, Targets", "Name: web, Port: 0, Targets", "must be a whole number from 1 to 65535, not \"0\"")]
    public void What_others_listen_on_is_written(string before, string after, string told)
    {
        var at = Open.IndexOf(before, StringComparison.Ordinal);
        var reading = Workspace.Read("a.yaml", $"{Open[..at]}{after}{Open[(at + before.Length)..]}");

        Assert.StartsWith(told, Assert.Single(reading.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Template_has_a_port_as_aws_wants_it()
    {
        var reading = Workspace.Read("a.yaml", """
            Resources:
              LoadBalancer: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer }
              Listener:
                Type: AWS::ElasticLoadBalancingV2::Listener
                Properties:
                  LoadBalancerArn: !Ref LoadBalancer
                  Port: 0
                  Protocol: HTTP
                  DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "200" } }]
            """);

        Assert.Contains(
            "must be a whole number from 1 to 65535, not the number 0",
            Assert.Single(reading.Problems).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Routes_may_leave_theirs_open_too()
    {
        using var workspace = new Workspace();

        Assert.Null(AlbEmulator.Topologies.Routes.RoutedTopology.Read(
            ["shop.example.com=echo:0,echo:0", "web=:0"], new(0, 0), []));
        var problems = new List<Problem>();
        var routed = AlbEmulator.Topologies.Routes.RoutedTopology.Read(["shop.example.com=echo:0,echo:0"], new(0, 0), problems);

        Assert.Empty(problems);
        Assert.Contains("Port: 0", routed!.Text, StringComparison.Ordinal);
        Assert.Contains("(:[0-9]+)?$", routed.Text, StringComparison.Ordinal);
    }

    private static Topology Right(string text)
    {
        var reading = Workspace.Read("a.yaml", text);
        Assert.Empty(reading.Problems);
        return reading.Topology;
    }
}
