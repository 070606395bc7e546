using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// What Terraform looks up and makes beside a load balancer, with the AWS provider and no other emulator.
/// <see href="https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/subnets"/>
/// </summary>
public sealed class TerraformNetworkTests
{
    [Fact]
    public async Task Terraform_finds_the_network_and_keeps_its_security_groups()
    {
        var configuration = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures", "network.tf"));
        using var terraform = await Terraform.StartAsync(configuration);
        if (terraform is null)
        {
            return;
        }

        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()));
        var endpoint = $"-var=endpoint={emulator.Control}";
        async Task<string> SucceedAsync(params string[] arguments)
        {
            var (exitCode, output) = await terraform.RunAsync([.. arguments, endpoint, "-input=false"]);
            Assert.True(exitCode == 0, output);
            return output;
        }

        Assert.Contains("Resources: 6 added", await SucceedAsync("apply", "-auto-approve"), StringComparison.Ordinal);
        var (_, found) = await terraform.RunAsync("output", "-raw", "found");
        Assert.Equal(
            "000000000000 us-east-1 us-east-1a,us-east-1b,us-east-1c 3 us-east-1a,us-east-1b,us-east-1c 1 172.31.0.0/16 1 0",
            found);

        // With this flag the exit code of a plan that would change something is 2.
        await SucceedAsync("plan", "-detailed-exitcode");
        terraform.Change(text => text
            .Replace("\"10.0.0.0/8\"", "\"10.1.0.0/16\"", StringComparison.Ordinal)
            .Replace("192.168.0.0/16", "192.168.1.0/24", StringComparison.Ordinal)
            .Replace("Name = \"https\"", "Name = \"https\", Stage = \"test\"", StringComparison.Ordinal));
        Assert.Contains("0 added, 2 changed, 0 destroyed", await SucceedAsync("apply", "-auto-approve"), StringComparison.Ordinal);
        await SucceedAsync("plan", "-detailed-exitcode");
        Assert.Contains("6 destroyed", await SucceedAsync("destroy", "-auto-approve"), StringComparison.Ordinal);
    }
}
