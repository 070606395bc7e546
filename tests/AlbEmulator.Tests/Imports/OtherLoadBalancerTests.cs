using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Imports;

/// <summary>Network and Gateway Load Balancers beside an Application Load Balancer.</summary>
public sealed class OtherLoadBalancerTests
{
    private const string Template = """
          Nlb: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer", Properties: { Type: network, SubnetMappings: [{ SubnetId: a, AllocationId: b }], LoadBalancerAttributes: [{ Key: load_balancing.cross_zone.enabled, Value: true }] } }
          NlbTls:
            Type: AWS::ElasticLoadBalancingV2::Listener
            Properties: { LoadBalancerArn: !Ref Nlb, Port: !Ref NotGiven, Protocol: TLS, AlpnPolicy: [HTTP2Only], DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Tcp }] }
          NlbTcp:
            Type: AWS::ElasticLoadBalancingV2::Listener
            Properties: { LoadBalancerArn: !Ref Nlb, Port: 80, Protocol: TCP, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref ToAlb }] }
          More: { Type: "AWS::ElasticLoadBalancingV2::ListenerCertificate", Properties: { ListenerArn: !Ref NlbTls, Certificates: [{ CertificateArn: ./site.pem }] } }
          Tcp: { Type: "AWS::ElasticLoadBalancingV2::TargetGroup", Properties: { Port: 443, Protocol: TCP, HealthCheckProtocol: TCP, TargetGroupAttributes: [{ Key: proxy_protocol_v2.enabled, Value: true }] } }
          ToAlb: { Type: "AWS::ElasticLoadBalancingV2::TargetGroup", Properties: { Port: 80, Protocol: TCP, TargetType: alb, Targets: [{ Id: !Ref Alb }] } }
        """;

    [Fact]
    public void Network_load_balancer_of_a_template_is_left_out_in_one_line()
    {
        var reading = TemplateFile.Read(Beside(Template));
        Assert.Empty(reading.Problems);
        Assert.Equal([80], reading.Topology.LoadBalancers.Single().Listeners.Select(listener => listener.Port));
        Assert.Equal("web", reading.Topology.TargetGroups.Single().Name);
        Assert.Null(reading.Overlay);
        Assert.Equal(
            "the network load balancer Nlb is left out with 2 listeners and 2 target groups",
            Assert.Single(reading.Notes, note => note.Message.Contains("load balancer", StringComparison.Ordinal)).Message);
    }

    [Fact]
    public void Gateway_load_balancer_is_left_out()
    {
        var reading = TemplateFile.Read(Beside("""
              Gateway: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer", Properties: { Type: gateway } }
              All: { Type: "AWS::ElasticLoadBalancingV2::Listener", Properties: { LoadBalancerArn: !Ref Gateway, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Geneve }] } }
              Geneve: { Type: "AWS::ElasticLoadBalancingV2::TargetGroup", Properties: { Port: 6081, Protocol: GENEVE } }
            """));
        Assert.Empty(reading.Problems);
        Assert.Contains(reading.Notes, note => note.Message == "the gateway load balancer Gateway is left out with 1 listener and 1 target group");
    }

    [Fact]
    public void Group_that_an_application_load_balancer_uses_too_is_told_as_wrong()
    {
        var template = Beside(Template).Replace("MessageBody: hello", "MessageBody: hello\n        - { Type: forward, TargetGroupArn: !Ref Tcp }", StringComparison.Ordinal);
        Assert.Contains(TemplateFile.Read(template).Problems, problem => problem.ToString().Contains("Tcp.Properties.Protocol", StringComparison.Ordinal));
    }

    [Fact]
    public void What_hangs_on_a_load_balancer_of_another_file_is_left_out()
    {
        var reading = TemplateFile.Read(Beside("""
              Tls: { Type: "AWS::ElasticLoadBalancingV2::Listener", Properties: { LoadBalancerArn: !ImportValue nlb, Port: 443, Protocol: TLS, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Tcp }] } }
              Net: { Type: "AWS::ElasticLoadBalancingV2::Listener", Properties: { LoadBalancerArn: "arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/net/n/1", DefaultActions: [] } }
              Tcp: { Type: "AWS::ElasticLoadBalancingV2::TargetGroup", Properties: { Port: 443, Protocol: TCP } }
            """));
        Assert.Empty(reading.Problems);
        Assert.Contains(reading.Notes, note =>
            note.Message == "what is of network or gateway load balancers is left out with 2 listeners and 1 target group");
    }

    [Fact]
    public void File_with_nothing_else_says_so_in_one_line()
    {
        var reading = TemplateFile.Read("Parameters: { NotGiven: { Type: Number, Default: 443 } }\nResources:\n"
            + Template.Replace("Id: !Ref Alb", "Id: x", StringComparison.Ordinal));
        Assert.Equal(
            "has only load balancers of other kinds, network or gateway, and only Application Load Balancers are run: there is nothing to run",
            Assert.Single(reading.Problems).Message);
        Assert.Empty(reading.Notes);
    }

    [Fact]
    public void File_with_nothing_else_may_stand_beside_a_topology_file()
    {
        using var workspace = new Workspace();
        workspace.Write("alb.yaml", "LoadBalancers: [{ Name: a, Listeners: [] }]");
        workspace.Write("nlb.yaml", "Resources: { Nlb: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Type: network } } }");
        var reading = workspace.Read("alb.yaml", "nlb.yaml");
        Assert.Empty(reading.Problems);
        Assert.Equal("the network load balancer Nlb is left out", Assert.Single(reading.Notes).Message);
    }

    [Fact]
    public void Network_load_balancer_of_Terraform_is_left_out()
    {
        using var workspace = new Workspace();
        workspace.Write("state.json", """
            { "format_version": "1.0", "values": { "root_module": { "resources": [
              { "address": "aws_lb.alb", "mode": "managed", "type": "aws_lb", "name": "alb", "values": { "arn": "arn:a", "name": "shop", "load_balancer_type": "application" } },
              { "address": "aws_lb_listener.web", "mode": "managed", "type": "aws_lb_listener", "name": "web", "values": { "arn": "arn:l", "load_balancer_arn": "arn:a",
                "port": 80, "protocol": "HTTP", "default_action": [{ "type": "fixed-response", "fixed_response": [{ "status_code": "200", "content_type": "text/plain" }] }] } },
              { "address": "aws_lb.nlb", "mode": "managed", "type": "aws_lb", "name": "nlb", "values": { "arn": "arn:n", "name": "nlb", "load_balancer_type": "network", "enable_cross_zone_load_balancing": true } },
              { "address": "aws_lb_listener.tcp", "mode": "managed", "type": "aws_lb_listener", "name": "tcp", "values": { "arn": "arn:t", "load_balancer_arn": "arn:n",
                "port": 80, "protocol": "TCP", "tcp_idle_timeout_seconds": 350, "default_action": [{ "type": "forward", "target_group_arn": "arn:g" }] } },
              { "address": "aws_lb_target_group.tcp", "mode": "managed", "type": "aws_lb_target_group", "name": "tcp", "values": { "arn": "arn:g", "name": "tcp", "port": 80, "protocol": "TCP", "preserve_client_ip": "true" } },
              { "address": "aws_lb_target_group_attachment.tcp", "mode": "managed", "type": "aws_lb_target_group_attachment", "name": "tcp", "values": { "target_group_arn": "arn:g", "target_id": "i-1", "port": 80 } }
            ] } } }
            """);
        var reading = workspace.Read("state.json");
        Assert.Empty(reading.Problems);
        Assert.Equal(["shop"], reading.Topology.LoadBalancers.Select(item => item.Name));
        Assert.Equal("the network load balancer aws_lb.nlb is left out with 1 listener and 1 target group", Assert.Single(reading.Notes).Message);

        workspace.Write("targets.yaml", "Targets: { tcp: [{ Id: localhost }] }");
        Assert.Empty(workspace.Read("state.json", "targets.yaml").Problems);
    }

    [Fact]
    public void What_a_plan_does_not_know_of_a_network_load_balancer_is_not_told()
    {
        var reading = Workspace.Read("plan.json", """
            { "format_version": "1.2",
              "planned_values": { "root_module": { "resources": [
                { "address": "aws_lb.alb", "mode": "managed", "type": "aws_lb", "name": "alb", "values": { "name": "shop", "load_balancer_type": "application" } },
                { "address": "aws_lb.nlb", "mode": "managed", "type": "aws_lb", "name": "nlb", "values": { "name": "nlb", "load_balancer_type": "network" } } ] } },
              "resource_changes": [{ "address": "aws_lb.nlb", "change": { "after_unknown": { "idle_timeout": true } } }],
              "configuration": { "root_module": { "resources": [{ "type": "aws_lb", "name": "nlb", "expressions": { "idle_timeout": { "references": ["local.x"] } } }] } } }
            """);
        Assert.Empty(reading.Problems);
        Assert.Equal("the network load balancer aws_lb.nlb is left out", Assert.Single(reading.Notes).Message);
    }

    [Fact]
    public void Network_load_balancer_that_AWS_described_is_left_out()
    {
        var reading = Described("""
            { "LoadBalancerArn": "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/net/nlb/2", "LoadBalancerName": "nlb", "Type": "network", "IpAddressType": "ipv4", "EnablePrefixForIpv6SourceNat": "off" },
            """);
        Assert.Empty(reading.Problems);
        Assert.Equal(["shop"], reading.Topology.LoadBalancers.Select(item => item.Name));
        Assert.Equal("the network load balancer nlb is left out with 1 listener and 1 target group", Assert.Single(reading.Notes).Message);
    }

    [Fact]
    public void Listener_of_a_network_load_balancer_that_is_not_described_is_left_out()
    {
        var reading = Described("");
        Assert.Empty(reading.Problems);
        Assert.Equal("what is of network or gateway load balancers is left out with 1 listener and 1 target group", Assert.Single(reading.Notes).Message);
    }

    private static TopologyReading Described(string loadBalancer)
    {
        const string arn = "arn:aws:elasticloadbalancing:eu-west-1:1";
        return Workspace.Read("all.json", $$"""
            {
              "LoadBalancers": [{{loadBalancer}} { "LoadBalancerArn": "{{arn}}:loadbalancer/app/shop/1", "LoadBalancerName": "shop", "Type": "application" }],
              "Listeners": [
                { "ListenerArn": "{{arn}}:listener/net/nlb/2/3", "LoadBalancerArn": "{{arn}}:loadbalancer/net/nlb/2", "Port": 80, "Protocol": "TCP",
                  "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "{{arn}}:targetgroup/tcp/4", "ForwardConfig": { "TargetGroups": [{ "TargetGroupArn": "{{arn}}:targetgroup/tcp/4" }] } }] },
                { "ListenerArn": "{{arn}}:listener/app/shop/1/5", "LoadBalancerArn": "{{arn}}:loadbalancer/app/shop/1", "Port": 80, "Protocol": "HTTP",
                  "DefaultActions": [{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "200" } }] }],
              "TargetGroups": [{ "TargetGroupArn": "{{arn}}:targetgroup/tcp/4", "TargetGroupName": "tcp", "Protocol": "TCP", "Port": 80, "HealthCheckProtocol": "TCP", "TargetType": "instance" }],
              "TargetHealthDescriptions": [{ "Target": { "Id": "i-0123", "Port": 80 }, "TargetHealth": { "State": "healthy" } }]
            }
            """);
    }

    private static string Beside(string resources) =>
        TemplateFile.Saying("hello", "Parameters: { NotGiven: { Type: Number } }") + "\n" + resources;
}
