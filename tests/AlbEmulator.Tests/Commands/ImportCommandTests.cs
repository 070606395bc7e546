using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;
using AlbEmulator.Tests.Topologies;

namespace AlbEmulator.Tests.Commands;

/// <summary>Templates on the command line.</summary>
public sealed class ImportCommandTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "config/examples/cloudformation");

    [Fact]
    public async Task Check_takes_templates_with_parameters_and_tells_what_is_left_out()
    {
        var (exitCode, output, _) = await RunAsync(
            "check", File("fargate-services.yaml"), File("fargate-services.targets.yaml"), "--parameter", "Environment=staging",
            "--Alb:PortMap:80=8080");

        Assert.Equal(0, exitCode);
        Assert.Contains("ok: services-staging: 1 listener on 127.0.0.1 (8080), 1 rule", output, StringComparison.Ordinal);
        Assert.Contains("note: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_prints_every_problem_and_a_file_that_mends_them()
    {
        var (exitCode, output, _) = await RunAsync("check", File("fargate-services.yaml"));

        Assert.Equal(2, exitCode);
        Assert.Contains("fargate-services.yaml:42: Resources.WebGroup.Properties: ", output, StringComparison.Ordinal);
        Assert.Contains("  WebGroup:  # container web of the ECS service Web\n    - { Id: 127.0.0.1, Port: 3000 }\n", output, StringComparison.Ordinal);
        Assert.Contains("  ApiGroup:  # container api of the ECS service Api\n    - { Id: 127.0.0.1, Port: 8080 }\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost/api/orders")]
    [InlineData("http://localhost:8080/api/orders")]
    public async Task Explain_takes_AWSs_port_and_the_one_that_is_bound(string url)
    {
        var (exitCode, output, _) = await RunAsync(
            "explain", "GET", url, File("fargate-services.yaml"), File("fargate-services.targets.yaml"), "--Alb:PortMap:80=8080");

        Assert.Equal(0, exitCode);
        Assert.Contains("Rule 10     takes the request", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_prints_a_topology_file()
    {
        var (exitCode, output, _) = await RunAsync("convert", File("minimal.yaml"), File("minimal.targets.yaml"));

        Assert.Equal(0, exitCode);
        Assert.Contains("LoadBalancers:\n  - Name: minimal\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_takes_one_template_as_two_stacks()
    {
        using var workspace = new Workspace();
        workspace.Write("web.yaml", Imports.TemplateFile.Saying("hello", "Parameters: { Port: { Type: Number } }")
            .Replace("Port: 80\n", "Port: !Ref Port\n", StringComparison.Ordinal)
            .Replace("Name: web, ", "", StringComparison.Ordinal));
        var file = workspace.PathOf("web.yaml");
        var (exitCode, output, _) = await RunAsync(
            "check", $"blue={file}", $"green={file}", "--parameter", "Port=8081", "--parameter", "green.Port=8082");

        Assert.Equal(0, exitCode);
        Assert.Matches(@"ok: blue-Alb-\w+: 1 listener on 127\.0\.0\.1 \(8081\)", output);
        Assert.Matches(@"ok: green-Alb-\w+: 1 listener on 127\.0\.0\.1 \(8082\)", output);
    }

    [Fact]
    public async Task Parameter_without_a_value_is_refused()
    {
        var (exitCode, _, error) = await RunAsync("check", File("minimal.yaml"), "--parameter", "VpcId");

        Assert.Equal(2, exitCode);
        Assert.Contains("VpcId has no value", error, StringComparison.Ordinal);
    }

    private static string File(string name) => Path.Combine(Folder, name);

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = await CommandLine.RunAsync(arguments, output, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
