using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Imports;

/// <summary>What CloudFormation takes is taken.</summary>
public sealed class LenientTemplateTests
{
    [Theory]
    [InlineData("Port: 80\n", "Port: \"80\"\n")]
    [InlineData("StatusCode: 200", "StatusCode: \"200\"")]
    [InlineData("Protocol: HTTP\n", "Protocol: HTTP\n      Certificates: []\n")]
    [InlineData("Protocol: HTTP\n", "Protocol: HTTP\n      MutualAuthentication: {}\n")]
    [InlineData("Protocol: HTTP\n", "Protocol: HTTP\n      ListenerAttributes: []\n      AlpnPolicy: []\n")]
    [InlineData("Protocol: HTTP\n", "Protocol: HTTP\n      SslPolicy: !Ref AWS::NoValue\n      Certificates: [!Ref AWS::NoValue]\n")]
    [InlineData("Type: fixed-response", "Type: fixed-response\n          ForwardConfig: {}\n          RedirectConfig: !Ref AWS::NoValue")]
    [InlineData("ContentType: text/plain", "ContentType: text/plain\n            Nothing: { A: [], B: {} }")]
    [InlineData("LoadBalancer\" }", "LoadBalancer\", Properties: {} }")]
    [InlineData("LoadBalancer\" }", "LoadBalancer\", Properties: { Tags: [], Subnets: [], SecurityGroups: [], LoadBalancerAttributes: [] } }")]
    [InlineData("Port: 80 } }", "Port: 80, Matcher: {}, Targets: [], TargetGroupAttributes: [], Tags: [] } }")]
    [InlineData("Resources:", "Rules: {}\nMetadata: {}\nMappings: {}\nConditions: {}\nOutputs: {}\nResources:")]
    [InlineData("Resources:", "Hooks: { Blue: { Type: 'AWS::CodeDeploy::BlueGreen', Properties: {} } }\nResources:")]
    [InlineData("Resources:", "Transform: [AWS::Serverless-2016-10-31, AWS::LanguageExtensions]\nGlobals: { Function: { Timeout: 3 } }\nResources:")]
    [InlineData("AWSTemplateFormatVersion: \"2010-09-09\"", "AWSTemplateFormatVersion: 2010-09-09\nDescription: a")]
    [InlineData("      LoadBalancerArn: !Ref Alb\n", "      <<: &alb { LoadBalancerArn: !Ref Alb }\n")]
    public void What_is_the_same_to_CloudFormation_is_the_same_here(string written, string instead)
    {
        var template = TemplateFile.Saying("hello").Replace(written, instead, StringComparison.Ordinal);
        Assert.NotEqual(TemplateFile.Saying("hello"), template);
        var reading = TemplateFile.Read(template);
        Assert.Empty(reading.Problems);
        Assert.Equal(Imports.Said.Of(TemplateFile.Read(TemplateFile.Saying("hello")).Topology), Imports.Said.Of(reading.Topology));
    }

    [Theory]
    [InlineData("\"Name\": 123", "123", true)]
    [InlineData("\"Name\": \"a\", \"Matcher\": { \"HttpCode\": 204 }", "a", true)]
    [InlineData("\"Name\": \"a\", \"HealthCheckPort\": 8080, \"HealthCheckEnabled\": \"true\", \"HealthCheckIntervalSeconds\": \"10\"", "a", true)]
    [InlineData("\"Name\": \"a\", \"TargetGroupAttributes\": [{ \"Key\": \"stickiness.enabled\", \"Value\": true }, { \"Key\": \"slow_start.duration_seconds\", \"Value\": 30 }]", "a", true)]
    public void Numbers_and_texts_are_what_a_property_takes_them_for(string properties, string name, bool isRight)
    {
        using var workspace = new Workspace();
        workspace.Write("shop.json", $$"""
            { "Resources": { "G": { "Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": { "Port": "80", "Protocol": "HTTP", {{properties}} } } } }
            """);
        var reading = workspace.Read("shop.json");
        Assert.Equal(isRight, reading.Problems.Count == 0);
        Assert.Equal(name, reading.Topology.TargetGroups.Single().Name);
    }

    [Theory]
    [InlineData("True", true)]
    [InlineData("TRUE", true)]
    [InlineData("true", true)]
    [InlineData("'true'", true)]
    [InlineData("False", false)]
    public void Booleans_are_written_in_every_way_of_YAML(string written, bool expected)
    {
        var template = TemplateFile.Saying("hello").Replace("LoadBalancer\" }",
            $"LoadBalancer\", Properties: {{ LoadBalancerAttributes: [{{ Key: routing.http.preserve_host_header.enabled, Value: {written} }}] }} }}", StringComparison.Ordinal);
        var reading = TemplateFile.Read(template);
        Assert.Empty(reading.Problems);
        Assert.Equal(expected, reading.Topology.LoadBalancers.Single().Attributes.PreserveHostHeader);
    }

    [Fact]
    public void Of_a_property_that_stands_twice_the_last_is_taken_with_a_note()
    {
        var reading = TemplateFile.Read(TemplateFile.Saying("first\n            MessageBody: last"));
        Assert.Empty(reading.Problems);
        Assert.Equal("last", Assert.IsType<RuleAction.FixedResponse>(reading.Topology.LoadBalancers[0].Listeners[0].DefaultActions[0]).MessageBody);
        Assert.Contains(reading.Notes, note => note.ToString().EndsWith(
            "MessageBody: stands here a second time, after line 19: this one is taken, as by CloudFormation", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_a_property_that_stands_twice_in_JSON_the_last_is_taken()
    {
        using var workspace = new Workspace();
        workspace.Write("shop.json", """
            { "Resources": { "G": { "Type": "AWS::EC2::VPC" }, "G": { "Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": { "Port": 80, "Port": 81, "Protocol": "HTTP" } } } }
            """);
        Assert.Equal(81, workspace.Read("shop.json").Topology.TargetGroups.Single().Port);
    }

    [Fact]
    public void Hooks_are_left_out_with_a_note() => Assert.Contains(
        TemplateFile.Read(TemplateFile.Saying("hello", "Hooks: { Blue: { Type: 'AWS::CodeDeploy::BlueGreen' } }")).Notes,
        note => note.ToString() == "shop.yaml:2: Hooks: hooks are left out: they run when AWS deploys");

    [Theory]
    [InlineData("alb.yaml", "LoadBalancers: []\nLoadBalancers: []")]
    [InlineData("alb.json", "{ \"LoadBalancers\": [],\n\"LoadBalancers\": [] }")]
    public void Topology_file_takes_no_property_twice(string file, string text) => Assert.Equal(
        $"{file}:2: LoadBalancers: stands here a second time, after line 1: keep one of the two",
        Assert.Single(Workspace.Read(file, text).Problems).ToString());

    [Theory]
    [InlineData("a", "")]
    [InlineData("c", "b must not be c")]
    public void Rules_say_what_parameters_must_be(string value, string expected)
    {
        var template = TemplateFile.Saying("!Ref Name", """
            Parameters: { Name: { Type: String } }
            Rules:
              Never: { RuleCondition: !Equals [!Ref Name, z], Assertions: [{ Assert: !Equals [a, b] }] }
              Known: { Assertions: [{ Assert: !Contains [[a, c], !Ref Name], AssertDescription: a or c }, { Assert: !EachMemberIn [[a], [a, b]] }] }
              Asks: { Assertions: [{ Assert: !EachMemberEquals [!ValueOfAll ["AWS::EC2::VPC::Id", Tags.x], b] }] }
              Must: { Assertions: [{ Assert: !Not [!Equals [!Ref Name, c]], AssertDescription: b must not be c }] }
            """);
        Assert.Equal(expected, string.Join('\n', TemplateFile.Read(template, ("Name", value)).Problems.Select(problem => problem.Message)));
    }
}
