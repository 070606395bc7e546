using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Load balancers of Terraform. Its provider waits for 30 s on end with each change of an <c>aws_lb</c>: only with
/// <c>ALB_TERRAFORM=1</c> does this take its minutes.
/// <see href="https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb"/>
/// </summary>
public sealed class TerraformLoadBalancerTests
{
    [Fact]
    public async Task Terraform_makes_changes_and_destroys_a_load_balancer_that_routes()
    {
        if (Environment.GetEnvironmentVariable("ALB_TERRAFORM") != "1")
        {
            Console.WriteLine("Test passed without a look: ALB_TERRAFORM is not 1.");
            return;
        }

        var configuration = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures", "load-balancer.tf"));
        using var terraform = await Terraform.StartAsync(configuration);
        if (terraform is null)
        {
            return;
        }

        await using var stage = await ElbV2Stage.StartAsync();
        var ports = FreePorts.Take(2);
        async Task<string> SucceedAsync(params string[] arguments)
        {
            var (exitCode, output) = await terraform.RunAsync(
                [.. arguments, $"-var=endpoint={stage.Emulator.Control}", $"-var=ports=[{ports[0]},{ports[1]}]", "-input=false"]);
            Assert.True(exitCode == 0, output);
            return output;
        }

        Assert.Contains("Resources: 8 added", await SucceedAsync("apply", "-auto-approve"), StringComparison.Ordinal);
        await SucceedAsync("plan", "-detailed-exitcode");
        Assert.Contains("Location: https://a:443/x", await ExchangeAsync(ports[1], "/x"), StringComparison.Ordinal);
        terraform.Change(text => text
            .Replace("/health2", "/health3", StringComparison.Ordinal)
            .Replace("= 200\n", "= 300\n", StringComparison.Ordinal)
            .Replace("\"443\"", "\"8443\"", StringComparison.Ordinal)
            .Replace("= 45\n", "= 50\n", StringComparison.Ordinal));
        Assert.Contains("0 added, 4 changed, 0 destroyed", await SucceedAsync("apply", "-auto-approve"), StringComparison.Ordinal);
        await SucceedAsync("plan", "-detailed-exitcode");
        Assert.Contains("Location: https://a:8443/x", await ExchangeAsync(ports[1], "/x"), StringComparison.Ordinal);
        Assert.Contains("8 destroyed", await SucceedAsync("destroy", "-auto-approve"), StringComparison.Ordinal);
    }

    private static async Task<string> ExchangeAsync(int port, string path) =>
        (await RawClient.ExchangeAsync(port, $"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")).Head;
}
