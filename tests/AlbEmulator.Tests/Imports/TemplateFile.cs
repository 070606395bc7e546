using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Imports;

/// <summary>A small template, in which a test says what it is about.</summary>
internal static class TemplateFile
{
    /// <summary>A template with a listener that answers with a text, which is what a function gives.</summary>
    /// <param name="value">YAML of the text.</param>
    /// <param name="sections">Sections before its resources.</param>
    public static string Saying(string value, string sections = "") => $$"""
        AWSTemplateFormatVersion: "2010-09-09"
        {{sections}}
        Resources:
          Alb: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer" }
          Web: { Type: "AWS::ElasticLoadBalancingV2::TargetGroup", Properties: { Name: web, Port: 80 } }
          Hello: { Type: "AWS::Lambda::Function", Properties: { FunctionName: hello } }
          Vpc: { Type: "AWS::EC2::VPC" }
          Listener:
            Type: AWS::ElasticLoadBalancingV2::Listener
            Properties:
              LoadBalancerArn: !Ref Alb
              Port: 80
              Protocol: HTTP
              DefaultActions:
                - Type: fixed-response
                  FixedResponseConfig:
                    StatusCode: 200
                    ContentType: text/plain
                    MessageBody: {{value}}
        """;

    public static TopologyReading Read(string template, params IEnumerable<(string Name, string Value)> parameters)
    {
        using var workspace = new Workspace();
        foreach (var (name, value) in parameters)
        {
            workspace.Settings.Parameters.Add(name, value);
        }

        workspace.Write("shop.yaml", template);
        return workspace.Read("shop.yaml");
    }

    /// <summary>The one problem of a template, as the user sees it.</summary>
    public static string ProblemOf(string template, params IEnumerable<(string Name, string Value)> parameters)
    {
        var problems = Read(template, parameters).Problems;
        Assert.True(problems.Count == 1, string.Join('\n', problems));
        return problems[0].ToString();
    }
}
