using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Imports;

/// <summary>Targets of a template that are not on this machine get nothing before the user says so.</summary>
public sealed class ElsewhereTests
{
    public static TheoryData<string> Elsewhere =>
    [
        "10.0.1.5", "172.16.0.9", "192.168.1.20", "169.254.169.254", "8.8.8.8", "0.0.0.0", "::ffff:10.0.0.1", "fd00::1", "orders.internal",
        "localhost.example.com", "host.docker.internal",
    ];

    public static TheoryData<string> Here => ["127.0.0.1", "127.4.5.6", "::1", "::ffff:127.0.0.1", "localhost", "Web.LocalHost", "echo"];

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public void Target_elsewhere_is_a_problem_and_stands_in_the_overlay(string id)
    {
        var reading = Workspace.Read("shop.yaml", Template(id));
        var problem = Assert.Single(reading.Problems);
        Assert.Contains($"\"{(id.Contains(':', StringComparison.Ordinal) ? $"[{id}]" : id)}:8081\" is not on this machine", problem.Message, StringComparison.Ordinal);
        Assert.Empty(reading.Topology.TargetGroups);
        Assert.Contains("  Group:  # not on this machine", reading.Overlay, StringComparison.Ordinal);
        Assert.Contains(id, reading.Overlay, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public void Overlay_or_the_setting_confirms_it(string id)
    {
        using var workspace = new Workspace();
        workspace.Write("shop.yaml", Template(id));
        workspace.Write("targets.yaml", workspace.Read("shop.yaml").Overlay!);
        var confirmed = workspace.Read("shop.yaml", "targets.yaml");
        workspace.Settings.UseAddresses = true;
        var used = workspace.Read("shop.yaml");

        Assert.Empty(confirmed.Problems);
        Assert.Empty(used.Problems);
        Assert.Equal(id, confirmed.Topology.TargetGroups.Single().Targets.Single().Id);
        Assert.Equal(id, used.Topology.TargetGroups.Single().Targets.Single().Id);
    }

    [Theory]
    [MemberData(nameof(Here))]
    public void Target_of_this_machine_needs_no_word(string id) => Assert.Empty(Workspace.Read("shop.yaml", Template(id)).Problems);

    [Fact]
    public void Name_of_this_machine_is_its_own() =>
        Assert.Empty(Workspace.Read("shop.yaml", Template(System.Net.Dns.GetHostName())).Problems);

    [Fact]
    public void Own_file_is_the_word_of_its_user()
    {
        var reading = Workspace.Read("alb.yaml", """
            TargetGroups: [{ Name: web, Targets: [{ Id: 10.0.1.5, Port: 80 }, { Id: orders.internal, Port: 80 }] }]
            """);
        Assert.Empty(reading.Problems);
        Assert.Equal(2, reading.Topology.TargetGroups.Single().Targets.Count);
    }

    [Fact]
    public void Instance_is_where_its_user_says()
    {
        using var workspace = new Workspace();
        workspace.Settings.Instances.Add("i-0123456789abcdef0", "10.0.1.5");
        workspace.Write("shop.yaml", Template("i-0123456789abcdef0"));
        var reading = workspace.Read("shop.yaml");
        Assert.Empty(reading.Problems);
        Assert.Equal("10.0.1.5", reading.Topology.TargetGroups.Single().Targets.Single().Id);
    }

    /// <summary>Nothing is sent to them, and a rule that the API makes may forward to the group later.</summary>
    [Fact]
    public void Targets_elsewhere_of_a_group_that_nothing_forwards_to_are_left_out_with_a_note()
    {
        var reading = Workspace.Read("shop.yaml", Template("10.0.1.5").Replace("- Type: forward", "- Type: fixed-response", StringComparison.Ordinal)
            .Replace("TargetGroupArn: !Ref Group", "FixedResponseConfig: { StatusCode: 200 }", StringComparison.Ordinal));
        Assert.Empty(reading.Problems);
        Assert.Empty(reading.Topology.TargetGroups.Single().Targets);
        Assert.Contains(reading.Notes, note => note.Message == "no listener and no rule forwards to \"Group\": nothing is sent there");
    }

    /// <summary>No property of AWS, but nothing that a stranger's file may say.</summary>
    [Fact]
    public void Function_that_a_template_has_invoked_elsewhere_is_asked_about()
    {
        const string arn = "arn:aws:lambda:us-east-1:000000000000:function:f";
        var template = Template(arn).Replace("Port: 8081 }", "InvokeUrl: \"http://10.0.0.7/\" }", StringComparison.Ordinal)
            .Replace("TargetType: ip, Port: 80,", "TargetType: lambda,", StringComparison.Ordinal);
        var reading = Workspace.Read("shop.yaml", template);
        Assert.Contains("\"http://10.0.0.7/\" is not on this machine", Assert.Single(reading.Problems).Message, StringComparison.Ordinal);
        Assert.Empty(Workspace.Read("shop.yaml", template.Replace("10.0.0.7", "localhost", StringComparison.Ordinal)).Problems);
    }

    [Fact]
    public void State_of_Terraform_is_asked_about_too()
    {
        var state = File.ReadAllText(Path.Combine(Repository.Root, "tests/AlbEmulator.Tests/Fixtures/imports/terraform-state.json"));
        using var workspace = new Workspace();
        workspace.Write("state.json", state.Replace("\"target_id\":\"127.0.0.2\"", "\"target_id\":\"10.0.9.9\"", StringComparison.Ordinal));
        var reading = workspace.Read("state.json");
        Assert.Contains(reading.Problems, problem => problem.Message.StartsWith("\"10.0.9.9:9502\" is not on this machine", StringComparison.Ordinal));
        Assert.Contains("- { Id: 10.0.9.9, Port: 9502 }\n", reading.Overlay, StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_of_AWS_are_asked_about_too()
    {
        var reading = Workspace.Read("answers.json", """
            {
              "LoadBalancers": [{ "LoadBalancerArn": "arn:x:loadbalancer/app/one/1", "LoadBalancerName": "one", "Type": "application" }],
              "Listeners": [{ "ListenerArn": "arn:x:listener/app/one/1/2", "LoadBalancerArn": "arn:x:loadbalancer/app/one/1", "Port": 80,
                "Protocol": "HTTP", "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "arn:x:targetgroup/web/3" }] }],
              "TargetGroups": [{ "TargetGroupArn": "arn:x:targetgroup/web/3", "TargetGroupName": "web", "Port": 80, "Protocol": "HTTP" }],
              "TargetHealthDescriptions": [{ "Target": { "Id": "10.0.1.5", "Port": 8081 } }]
            }
            """);
        Assert.StartsWith("\"10.0.1.5:8081\" is not on this machine", Assert.Single(reading.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_refuse_them_without_the_option()
    {
        using var folder = new TempFolder();
        var template = folder.Write("shop.yaml", Template("10.255.255.1"));
        foreach (string[] command in new string[][] { ["check"], ["convert"], ["run"], ["explain", "GET", "http://localhost/"] })
        {
            var (output, error) = (new StringWriter(), new StringWriter());
            Assert.Equal(2, await CommandLine.RunAsync([.. command, template, "--Alb:ControlUrl="], output, error));
        }

        Assert.Equal(0, await CommandLine.RunAsync(["check", template, "--use-addresses"], TextWriter.Null, TextWriter.Null));
    }

    private static string Template(string id) => IsIpv6(id)
        ? TemplateOf(id).Replace("ip, Port", "ip, IpAddressType: ipv6, Port", StringComparison.Ordinal)
        : TemplateOf(id);

    private static bool IsIpv6(string id) => System.Net.IPAddress.TryParse(id, out var address)
        && address is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false };

    private static string TemplateOf(string id) => $$"""
        Resources:
          Alb: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer", Properties: { IpAddressType: dualstack } }
          Group:
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            Properties: { TargetType: ip, Port: 80, Targets: [{ Id: "{{id}}", Port: 8081 }] }
          Listener:
            Type: AWS::ElasticLoadBalancingV2::Listener
            Properties:
              LoadBalancerArn: !Ref Alb
              Port: 80
              Protocol: HTTP
              DefaultActions:
                - Type: forward
                  TargetGroupArn: !Ref Group
        """;
}
