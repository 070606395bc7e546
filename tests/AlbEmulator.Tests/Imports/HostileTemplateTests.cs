using System.Diagnostics;
using System.Globalization;
using System.Text;
using AlbEmulator.Tests.Support;

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

    [Fact]
    public void Loops_within_loops_are_a_problem()
    {
        var (begin, end) = (new StringBuilder(), new StringBuilder());
        var values = string.Join(", ", Enumerable.Range(0, 1000));
        for (var at = 0; at < 10; at++)
        {
            begin.Append(CultureInfo.InvariantCulture, $"{{ 'Fn::ForEach::L{at}': [ V{at}, [{values}], ");
            end.Append("] }");
        }

        Assert.Contains(
            TemplateFile.Read($"AWSTemplateFormatVersion: '2010-09-09'\nResources: {begin}{{}}{end}").Problems,
            problem => problem.Message == "the template makes more than 500000 values");
    }

    [Fact]
    public void Loop_over_much_with_much_in_it_is_a_problem()
    {
        var (values, much) = (string.Join(", ", Enumerable.Range(0, 100_000)), string.Join(", ", Enumerable.Repeat("y", 100_000)));
        Assert.Contains(
            TemplateFile.Read(
                $"AWSTemplateFormatVersion: '2010-09-09'\nResources: {{ 'Fn::ForEach::A': [A, [{values}], {{ 'T${{A}}': [{much}] }}] }}").Problems,
            problem => problem.Message == "the template makes more than 500000 values");
    }

    [Theory]
    [InlineData("KEY: {}")]
    [InlineData("T: KEY")]
    public void Loop_that_makes_a_giant_text_is_a_problem(string body)
    {
        var key = string.Concat(Enumerable.Repeat("${A}", 1_000_000));
        var template = $"AWSTemplateFormatVersion: '2010-09-09'\nResources: {{ 'Fn::ForEach::A': [A, [{new string('a', 60_000)}], {{ BODY }}] }}"
            .Replace("BODY", body.Replace("KEY", $"'{key}'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(
            TemplateFile.Read(template).Problems, problem => problem.Message == "makes a text of 60000000000 characters");
    }

    [Fact]
    public void Join_that_makes_a_giant_text_is_a_problem() => Assert.Contains(
        "makes a text of ",
        TemplateFile.ProblemOf(TemplateFile.Saying(
            $"!Join ['{new string('a', 1_000_000)}', [{string.Join(", ", Enumerable.Repeat("b", 100_000))}]]")),
        StringComparison.Ordinal);

    [Fact]
    public void Splits_of_a_long_text_are_a_problem()
    {
        var text = $"T: &text '{new string(',', 400_000)}'";
        Assert.Contains(
            TemplateFile.Read(TemplateFile.Saying(
                "!Join ['', [!Select [0, !Split [',', *text]], !Select [0, !Split [',', *text]]]]", $"Metadata: {{ {text} }}")).Problems,
            problem => problem.Message == "the template makes more than 500000 values");
    }

    [Theory]
    [InlineData("/dev/zero", "is named by a template, and stands neither below the folder of the template nor below the one above it")]
    [InlineData("/proc/self/environ", "is named by a template, and stands neither below")]
    [InlineData("pipe.yaml", "is a pipe")]
    public void Nested_template_is_a_file(string url, string told)
    {
        using var workspace = new Workspace();
        using var mkfifo = Process.Start("mkfifo", workspace.PathOf("pipe.yaml"));
        mkfifo.WaitForExit();
        workspace.Write("shop.yaml", TemplateFile.Saying("hello") + $$"""

              Nested: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: "{{url}}" } }
            """);
        var problem = Assert.Single(workspace.Read("shop.yaml").Problems);
        Assert.StartsWith($"{url}: {told}", problem.ToString(), StringComparison.Ordinal);
    }
}
