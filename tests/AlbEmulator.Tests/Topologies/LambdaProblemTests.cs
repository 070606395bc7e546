using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Topologies;

public sealed class LambdaProblemTests
{
    private const string Arn = "arn:aws:lambda:us-east-1:000000000000:function:hello";

    [Fact]
    public void Function_that_nothing_says_how_to_invoke_is_a_problem()
    {
        var problem = Assert.Single(Read("", ""));

        Assert.Contains($"nothing says how the function \"{Arn}\" is invoked: give the target an InvokeUrl, or set Alb:Lambda:Endpoint", problem, StringComparison.Ordinal);
        Assert.Contains("TargetGroups[0].Targets[0]", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_setting_says_it_for_every_function() => Assert.Empty(Read("", "http://localhost:4566"));

    [Fact]
    public void The_target_may_say_it() =>
        Assert.Empty(Read(", InvokeUrl: http://localhost:9000/2015-03-31/functions/function/invocations", ""));

    private static IEnumerable<string> Read(string target, string endpoint)
    {
        using var workspace = new Workspace();
        workspace.Write("alb.yaml", $$"""
            LoadBalancers:
              - Name: demo
                Listeners: [{ Port: 8080, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }]
            TargetGroups:
              - Name: web
                TargetType: lambda
                Targets: [{ Id: "{{Arn}}"{{target}} }]
            """);
        var settings = new AlbSettings { Lambda = new LambdaSettings { Endpoint = endpoint } };
        return [.. new TopologyFiles(settings, _ => null).Read([workspace.PathOf("alb.yaml")]).Problems
            .Select(problem => problem.ToString())];
    }
}
