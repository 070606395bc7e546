using System.Globalization;
using System.Text;

namespace AlbEmulator.Tests.Imports;

/// <summary>Templates that mean harm cost a message.</summary>
public sealed class HostileTemplateTests
{
    [Theory]
    [InlineData("!GetAtt Web.TargetGroupName", "\"Web\" depends on itself", "\"Web.TargetGroupName\" depends on itself")]
    [InlineData("!Sub '${Alb.LoadBalancerName}'", "depends on itself", "depends on itself")]
    public void Reference_that_leads_to_itself_is_a_problem(string name, string one, string other)
    {
        var template = TemplateFile.Saying("hello")
            .Replace("Name: web", $"Name: {name}", StringComparison.Ordinal)
            .Replace("LoadBalancer\" }", "LoadBalancer\", Properties: { Name: !GetAtt Web.TargetGroupName } }", StringComparison.Ordinal);
        var problems = TemplateFile.Read(template).Problems;
        Assert.Contains(problems, problem => problem.Message.Contains(one, StringComparison.Ordinal)
            || problem.Message.Contains(other, StringComparison.Ordinal));
    }

    [Fact]
    public void Condition_that_depends_on_itself_is_a_problem() => Assert.Contains(
        "the condition \"A\" depends on itself",
        TemplateFile.ProblemOf(TemplateFile.Saying(
            "!If [A, a, b]", "Conditions: { A: !Not [!Condition B], B: !Not [!Condition A] }")),
        StringComparison.Ordinal);

    [Fact]
    public void Conditions_a_thousand_deep_are_a_problem()
    {
        var conditions = new StringBuilder("Conditions:\n");
        for (var at = 0; at < 5000; at++)
        {
            conditions.Append(CultureInfo.InvariantCulture, $"  C{at}: !Not [!Condition C{at + 1}]\n");
        }

        conditions.Append("  C5000: !Equals [a, a]\n");
        var problem = TemplateFile.ProblemOf(TemplateFile.Saying("!If [C0, a, b]", conditions.ToString()));
        Assert.Contains("is nested more than 200 deep, what it refers to counted", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_double_each_other_are_a_problem()
    {
        var groups = new StringBuilder();
        for (var at = 0; at < 60; at++)
        {
            var next = $"!GetAtt G{at + 1}.TargetGroupName";
            groups.Append(
                CultureInfo.InvariantCulture,
                $"  G{at}: {{ Type: \"AWS::ElasticLoadBalancingV2::TargetGroup\", Properties: {{ Name: !Join ['', [{next}, {next}]] }} }}\n");
        }

        groups.Append("  G60: { Type: \"AWS::ElasticLoadBalancingV2::TargetGroup\", Properties: { Name: laugh } }\n");
        var problems = TemplateFile.Read(TemplateFile.Saying("!GetAtt G0.TargetGroupName") + "\n" + groups).Problems;
        Assert.Contains(problems, problem => problem.Message.StartsWith("makes a text of ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_billion_laughs_are_a_problem()
    {
        var text = new StringBuilder("AWSTemplateFormatVersion: '2010-09-09'\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var at = 1; at < 10; at++)
        {
            text.Append(CultureInfo.InvariantCulture, $"a{at}: &a{at} [{string.Join(", ", Enumerable.Repeat($"*a{at - 1}", 10))}]\n");
        }

        Assert.Contains("the file holds more than", TemplateFile.ProblemOf(text.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_a_problem()
    {
        var value = string.Concat(Enumerable.Repeat("!Sub ['${A}', { A: ", 100)) + "x" + string.Concat(Enumerable.Repeat(" }]", 100));
        Assert.Contains("is nested more than 64 deep", TemplateFile.ProblemOf(TemplateFile.Saying(value)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWSTemplateFormatVersion: '2010-09-09'")]
    [InlineData("AWSTemplateFormatVersion: '2010-09-09'\nResources: []")]
    [InlineData("AWSTemplateFormatVersion: '2010-09-09'\nResources: { A: 1 }")]
    [InlineData("AWSTemplateFormatVersion: '2010-09-09'\nResources: { A: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: 1 } }")]
    [InlineData("AWSTemplateFormatVersion: '2010-09-09'\nResources: { A: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Condition: [] } }")]
    [InlineData("AWSTemplateFormatVersion: '2010-09-09'\nResources: { A: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Name: [a], Targets: a } } }")]
    [InlineData("{ format_version: 1, planned_values: { root_module: { resources: [{ address: a.b, mode: managed, type: aws_lb_listener, name: b, values: 1 }] } } }")]
    [InlineData("{ format_version: 1, values: { root_module: { resources: [{ address: a.b, mode: managed, type: aws_lb_listener_rule, name: b, values: { action: 1, condition: [1], listener_arn: x } }] } } }")]
    [InlineData("{ Rules: [{ RuleArn: x, Conditions: 1, Actions: [] }] }")]
    [InlineData("{ Listeners: [1, { ListenerArn: 1 }] }")]
    [InlineData("{ Attributes: [{ Key: idle_timeout.timeout_seconds, Value: 1 }] }")]
    public void Wrong_types_are_problems(string text) =>
        Assert.NotEmpty(TemplateFile.Read(text).Problems);
}
