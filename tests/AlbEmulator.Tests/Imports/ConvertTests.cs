using AlbEmulator.Commands;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Imports;

/// <summary><c>alb convert</c> prints a topology file that says the same.</summary>
public sealed class ConvertTests
{
    public static TheoryData<string> Sources =>
    [
        "config/alb.json",
        "config/examples/several-services.json",
        "config/examples/target-groups.yaml",
        "config/examples/rewrite.yaml",
        "config/examples/maintenance-page.yaml",
        "config/examples/redirect-to-https.yaml",
        "config/examples/api-versions.yaml",
        "config/examples/login.yaml",
        "config/examples/login-cognito.yaml",
        "config/examples/token.yaml",
        "config/examples/cloudformation/fargate-services.yaml config/examples/cloudformation/fargate-services.targets.yaml",
        "config/examples/cloudformation/rewrite.yaml config/examples/cloudformation/rewrite.targets.yaml",
        "config/examples/cloudformation/lambda.yaml config/examples/cloudformation/lambda.targets.yaml",
        "config/examples/cloudformation/nested.yaml config/examples/cloudformation/nested.targets.yaml",
        "config/examples/kubernetes/two-applications.yaml config/examples/kubernetes/two-applications.targets.yaml",
        "config/examples/kubernetes/group.yaml config/examples/kubernetes/group.targets.yaml",
        "config/examples/kubernetes/canary.yaml config/examples/kubernetes/canary.targets.yaml",
        "config/examples/kubernetes/ssl-redirect.yaml config/examples/kubernetes/ssl-redirect.targets.yaml",
        "config/examples/kubernetes/grpc.yaml config/examples/kubernetes/grpc.targets.yaml",
        "config/examples/kubernetes/sticky.yaml config/examples/kubernetes/sticky.targets.yaml",
        "config/examples/kubernetes/login.yaml config/examples/kubernetes/login.targets.yaml",
        "config/examples/kubernetes/regex-and-transforms.yaml config/examples/kubernetes/regex-and-transforms.targets.yaml",
        "config/examples/kubernetes/target-group-binding.yaml config/examples/kubernetes/target-group-binding.alb.yaml",
        "tests/AlbEmulator.Tests/Fixtures/imports/cdk.template.json tests/AlbEmulator.Tests/Fixtures/imports/cdk.targets.yaml",
        "tests/AlbEmulator.Tests/Fixtures/imports/terraform-state.json tests/AlbEmulator.Tests/Fixtures/imports/terraform.targets.yaml",
        "tests/AlbEmulator.Tests/Fixtures/imports/describe",
    ];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Converted_topology_reads_back_to_the_same(string files)
    {
        string[] paths = [.. files.Split(' ').Select(file => Path.Combine(Repository.Root, file))];
        using var workspace = new Workspace();
        var original = workspace.Files.Read(workspace.Files.Locate(paths));
        Assert.Empty(original.Problems);

        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(0, ConvertCommand.Run(workspace.Settings, paths, output, error));
        workspace.Write("converted.yaml", output.ToString());
        // The password of joe in login.yaml is not written.
        workspace.Variables.Add("PASSWORD", "secret");
        var converted = workspace.Read("converted.yaml");

        Assert.Empty(converted.Problems);
        Assert.Equal(Said.Of(original.Topology), Said.Of(converted.Topology));
        Assert.StartsWith("# From ", output.ToString(), StringComparison.Ordinal);
        Assert.All(original.Notes, note => Assert.Contains($"# {note}", output.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Problems_go_to_standard_error_with_what_would_mend_them()
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var file = Path.Combine(Repository.Root, "config/examples/cloudformation/minimal.yaml");
        Assert.Equal(2, ConvertCommand.Run(new AlbSettings(), [file], output, error));
        Assert.Equal("", output.ToString());
        Assert.Contains("Targets:\n  WebGroup:\n", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("true")]
    [InlineData("80")]
    [InlineData(" a: b # c")]
    [InlineData("a\"b'c\\d\ne")]
    [InlineData("\"quoted\"")]
    [InlineData("${NAME} $${NAME} #{host} {{x}}")]
    [InlineData("- a")]
    [InlineData("*a &b !c |")]
    [InlineData("ä 漢 😀 \u0085")]
    public void Every_text_survives(string text)
    {
        var json = System.Text.Json.JsonSerializer.Serialize(text.Replace("${", "$${", StringComparison.Ordinal));
        using var workspace = new Workspace();
        workspace.Write("alb.json", $$"""
            { "LoadBalancers": [{ "Name": "a", "Listeners": [{ "Port": 8080, "DefaultActions": [
              { "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": 200, "ContentType": "text/plain", "MessageBody": {{json}} } }] }] }] }
            """);
        var output = new StringWriter();
        Assert.Equal(0, ConvertCommand.Run(workspace.Settings, [workspace.PathOf("alb.json")], output, TextWriter.Null));
        workspace.Write("again.yaml", output.ToString());
        var action = workspace.Read("again.yaml").Topology.LoadBalancers[0].Listeners[0].DefaultActions[0];
        Assert.Equal(text, Assert.IsType<RuleAction.FixedResponse>(action).MessageBody);
    }
}
