using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Topologies;

public sealed class ReadingTests
{
    [Theory]
    [InlineData("a.json", Sample.Json)]
    [InlineData("a.yaml", Sample.Yaml)]
    [InlineData("without-extension", Sample.Json)]
    [InlineData("without-extension", Sample.Yaml)]
    public void Json_and_Yaml_become_the_same_model(string file, string content)
    {
        var (topology, problems) = Workspace.Read(file, content);
        Assert.Empty(problems);

        var loadBalancer = Assert.Single(topology.LoadBalancers);
        Assert.Equal("demo", loadBalancer.Name);
        Assert.Equal([IPAddress.Parse("127.0.0.2")], loadBalancer.BindAddresses);
        Assert.Equal(TimeSpan.FromSeconds(30), loadBalancer.Attributes.IdleTimeout);

        var listener = Assert.Single(loadBalancer.Listeners);
        Assert.Equal((8080, ListenerProtocol.Http), (listener.Port, listener.Protocol));
        var web = topology.TargetGroups[0];
        var api = topology.TargetGroups[1];
        Assert.Equal(new RuleAction.Forward(web.Arn), Assert.Single(listener.DefaultActions));

        Assert.Equal([10, 20], listener.Rules.Select(rule => rule.Priority));
        Assert.Equal(["/api/*", "/v?"], Assert.IsType<Condition.PathPattern>(listener.Rules[0].Conditions[0]).Values);
        Assert.Equal(new RuleAction.Forward(api.Arn), Assert.Single(listener.Rules[0].Actions));
        Assert.Equal(["*.example.com"], Assert.IsType<Condition.HostHeader>(listener.Rules[1].Conditions[0]).Values);

        Assert.Equal(("web", "api"), (web.Name, api.Name));
        Assert.Equal(9002, api.Port);
        Assert.True(Assert.Single(web.Targets).IsEcho);
        Assert.Equal([("orders.internal", 9002), ("10.0.0.1", 80)],
            api.Targets.Select(target => (target.Id, target.Port)));
    }

    [Fact]
    public void Things_know_where_they_stand()
    {
        var topology = Workspace.Read("a.json", Sample.Json).Topology;
        var loadBalancer = topology.LoadBalancers[0];
        Assert.Equal(new Origin("a.json", 4, "LoadBalancers[0].Name"), loadBalancer.Origin);
        Assert.Equal(new Origin("a.json", 9, "LoadBalancers[0].Listeners[0].Port"), loadBalancer.Listeners[0].Origin);
        Assert.Equal(
            new Origin("a.json", 19, "LoadBalancers[0].Listeners[0].Rules[1].Priority"),
            loadBalancer.Listeners[0].Rules[0].Origin);
        Assert.Equal(new Origin("a.json", 30, "TargetGroups[1].Targets[0].Id"),
            topology.TargetGroups[1].Targets[0].Origin);
    }

    [Fact]
    public void What_is_left_out_has_the_defaults_of_the_API()
    {
        using var workspace = new Workspace();
        workspace.Settings.BindAddress = "0.0.0.0";
        workspace.Write("a.yaml", """
            LoadBalancers:
              - Listeners:
                  - Port: 80
                    DefaultActions: [{ Type: forward, TargetGroupArn: app }]
            TargetGroups:
              - Name: app
            """);
        var (topology, problems) = workspace.Read("a.yaml");
        Assert.Empty(problems);
        var loadBalancer = Assert.Single(topology.LoadBalancers);
        Assert.Equal("alb", loadBalancer.Name);
        Assert.Equal([IPAddress.Any], loadBalancer.BindAddresses);
        Assert.Equal(LoadBalancerAttributes.Default, loadBalancer.Attributes);
        Assert.Equal(ListenerProtocol.Http, loadBalancer.Listeners[0].Protocol);
        Assert.Equal(TargetType.Ip, topology.TargetGroups[0].TargetType);
        Assert.Equal(TargetGroupProtocol.Http, topology.TargetGroups[0].Protocol);
    }

    [Fact]
    public void A_target_group_may_be_named_by_its_ARN()
    {
        var arn = Arns.TargetGroup("us-east-1", "000000000000", "web");
        var (topology, problems) = Workspace.Read(
            "a.json", Sample.Json.Replace("\"TargetGroupArn\": \"web\"", $"\"TargetGroupArn\": \"{arn}\"",
                StringComparison.Ordinal));
        Assert.Empty(problems);
        Assert.Equal(new RuleAction.Forward(arn), topology.LoadBalancers[0].Listeners[0].DefaultActions[0]);
    }

    [Fact]
    public void Both_forms_of_a_forward_may_stand_together_when_they_agree()
    {
        const string both = """
            { "Type": "forward", "TargetGroupArn": "web", "ForwardConfig": {
              "TargetGroups": [{ "TargetGroupArn": "web", "Weight": 1 }], "TargetGroupStickinessConfig": { "Enabled": false } } }
            """;
        var content = Sample.Json.Replace(
            "\"DefaultActions\": [{ \"Type\": \"forward\", \"TargetGroupArn\": \"web\" }]",
                $"\"DefaultActions\": [{both}]",
            StringComparison.Ordinal);
        Assert.Contains("Stickiness", content);
        Assert.Empty(Workspace.Read("a.json", content).Problems);
    }

    [Fact]
    public void Properties_that_matter_only_inside_AWS_are_taken()
    {
        var content = """
            {
              "$schema": "./alb.schema.json",
              "LoadBalancers": [{
                "Name": "Inner-1", "Type": "application", "Scheme": "internal", "IpAddressType": "ipv4",
                "Subnets": ["subnet-1", "subnet-2"], "SubnetMappings": [{ "SubnetId": "subnet-1" }],
                "SecurityGroups": ["sg-1"], "VpcId": "vpc-1", "Tags": [{ "Key": "a", "Value": "b" }],
                "Listeners": [{ "Port": 81, "DefaultActions": [{ "Type": "forward", "Order": 1, "TargetGroupArn": "g" }],
                  "Attributes": { "routing.http.response.server.enabled": true }, "Tags": [] }]
              }],
              "TargetGroups": [{ "Name": "g", "VpcId": "vpc-1", "ProtocolVersion": "HTTP1", "IpAddressType": "ipv4",
                "TargetType": "ip", "Protocol": "HTTP", "Targets": [{ "Id": "10.0.0.1", "Port": 1, "AvailabilityZone": "all" }],
                "Attributes": { "stickiness.enabled": "false", "stickiness.type": "lb_cookie" }, "Tags": [{ "Key": "a" }] }],
            }
            """;
        var (topology, problems) = Workspace.Read("a.json", content);
        Assert.Empty(problems);
        Assert.Matches("^internal-inner-1-[0-9]{10}\\.us-east-1\\.elb\\.amazonaws\\.com$",
            topology.LoadBalancers[0].DnsName);
    }

    [Fact]
    public void Ampersands_of_path_patterns_may_be_written_as_AWS_has_them()
    {
        var content = Sample.Json.Replace("/api/*", "/a&amp;b", StringComparison.Ordinal);
        var rule = Workspace.Read("a.json", content).Topology.LoadBalancers[0].Listeners[0].Rules[0];
        Assert.Equal("/a&b", Assert.IsType<Condition.PathPattern>(rule.Conditions[0]).Values[0]);
    }

    [Fact]
    public void Several_files_are_one_topology()
    {
        using var workspace = new Workspace();
        var split = Sample.Json.IndexOf("\"TargetGroups\": [\n    { \"Name\": \"web\"", StringComparison.Ordinal);
        workspace.Write("a.json", Sample.Json[..split] + "}");
        workspace.Write("b.json", "{" + Sample.Json[split..]);
        var (topology, problems) = workspace.Read("a.json", "b.json");
        Assert.Empty(problems);
        Assert.Equal((1, 2), (topology.LoadBalancers.Count, topology.TargetGroups.Count));
    }

    [Fact]
    public void Files_of_the_command_line_replace_those_of_the_settings()
    {
        using var workspace = new Workspace();
        workspace.Settings.Topology = "one.json, two.yaml ,";
        Assert.Equal(["one.json", "two.yaml"], workspace.Files.Locate([]));
        Assert.Equal(["three.json"], workspace.Files.Locate(["three.json"]));
    }

    [Fact]
    public void Files_are_looked_for_in_the_working_directory_and_then_beside_the_application()
    {
        using var working = new Workspace();
        using var application = new Workspace();
        working.Write("both.json", "{}");
        application.Write("both.json", "{}");
        application.Write("shipped.json", "{}");
        var files = new TopologyFiles(working.Settings, _ => null, working.Folder, application.Folder);
        Assert.Equal(
            ["both.json", application.PathOf("shipped.json"), "none.json"],
            files.Locate(["both.json", "shipped.json", "none.json"]));
    }
}
