using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Load balancers of Terraform, whose provider waits for 30 s on end with each change of an <c>aws_lb</c>.
/// <see href="https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb"/>
/// </summary>
public sealed class TerraformLoadBalancerTests
{
    [Fact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public async Task Terraform_makes_changes_and_destroys_a_load_balancer_that_routes()
    {
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
            .Replace("= 45\n", "= 50\n", StringComparison.Ordinal)
            .Replace("= \"ipv4\"\n", "= \"dualstack\"\n", StringComparison.Ordinal));
        Assert.Contains("0 added, 4 changed, 0 destroyed", await SucceedAsync("apply", "-auto-approve"), StringComparison.Ordinal);
        await SucceedAsync("plan", "-detailed-exitcode");
        Assert.True(!IPv6.IsHere || (await RawClient.ExchangeAsync(ports[1], Wire.Get("/x"), IPAddress.IPv6Loopback)).Status == 301);
        Assert.Contains("Location: https://a:8443/x", await ExchangeAsync(ports[1], "/x"), StringComparison.Ordinal);
        Assert.Contains("8 destroyed", await SucceedAsync("destroy", "-auto-approve"), StringComparison.Ordinal);
    }

    /// <summary>
    /// Each argument that provider 5.100 has for an application load balancer, but for <c>authenticate_*</c>, outposts and
    /// versions of objects. The provider itself does not send <c>false</c> with a new listener's <c>server_enabled</c>.
    /// </summary>
    [Fact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public async Task Every_argument_is_applied_and_changed_and_leaves_nothing()
    {
        var configuration = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures", "every-argument.tf"));
        using var terraform = await Terraform.StartAsync(configuration);
        if (terraform is null)
        {
            return;
        }

        using var authority = new Authority("CN=Root");
        using var client = authority.Issue("CN=client");
        using var objects = new TempFolder();
        Directory.CreateDirectory(objects.File("trust"));
        objects.Write("trust/ca.pem", authority.Certificate.ExportCertificatePem());
        objects.Write("trust/crl.pem", authority.Revoke(client));
        await using var target = ScriptedTarget.Start();
        await using var stage = await ElbV2Stage.StartAsync(
            ("Alb:LogStore", objects.Path), ("Alb:Instances:i-0a1b2c3d", "127.0.0.1"), ("Alb:Lambda:Endpoint", "http://127.0.0.1:9"));
        var ports = FreePorts.Take(3);
        Task<(int ExitCode, string Output)> RunAsync(int step, params string[] arguments) => terraform.RunAsync(
        [
            .. arguments, $"-var=endpoint={stage.Emulator.Control}", $"-var=ports=[{string.Join(',', ports)}]",
            $"-var=target={target.Port}", $"-var=step={step}", "-input=false",
        ]);
        async Task SucceedAsync(string expected, int step, params string[] arguments)
        {
            var (exitCode, output) = await RunAsync(step, arguments);
            Assert.True(exitCode == 0, output);
            Assert.Contains(expected, output, StringComparison.Ordinal);
        }

        await SucceedAsync("20 added", 0, "apply", "-auto-approve");
        await SucceedAsync("No changes", 0, "plan", "-detailed-exitcode");
        Assert.Contains("step 0", (await RawClient.ExchangeAsync(ports[1], Wire.Get("/other"))).Text, StringComparison.Ordinal);
        Assert.Equal("ok", (await RawClient.ExchangeAsync(ports[1], Wire.Get("/v0/a"))).Text);
        AssertSaysTheSame((await terraform.RunAsync("show", "-json")).Output, ports, authority);
        await SucceedAsync("0 added, 8 changed, 0 destroyed", 1, "apply", "-auto-approve");
        await SucceedAsync("No changes", 1, "plan", "-detailed-exitcode");
        Assert.Equal("ok", (await RawClient.ExchangeAsync(ports[1], Wire.Get("/v1/a"))).Text);
        Assert.Contains("&step=1", (await RawClient.ExchangeAsync(ports[2], Wire.Get("/?a"))).Head, StringComparison.Ordinal);
        Assert.Contains("deletion protection", (await RunAsync(1, "destroy", "-auto-approve")).Output, StringComparison.Ordinal);
        await SucceedAsync("Apply complete", 2, "apply", "-auto-approve");
        await SucceedAsync("No changes", 2, "plan", "-detailed-exitcode");
        await SucceedAsync("20 destroyed", 2, "destroy", "-auto-approve");
        Assert.Empty(ElbV2Client.All(await stage.Api.DoAsync("DescribeTrustStores"), "TrustStoreArn"));
        Assert.Equal([ElbV2Stage.OfFile], ElbV2Client.All(await stage.Api.DoAsync("DescribeLoadBalancers"), "LoadBalancerName"));
    }

    /// <summary>What was applied to the emulator is a source for it: the way to a state without AWS.</summary>
    private static void AssertSaysTheSame(string state, IReadOnlyList<int> ports, Authority authority)
    {
        using var workspace = new Workspace();
        workspace.Settings.Instances.Add("i-0a1b2c3d", "127.0.0.1");
        workspace.Settings.Lambda.Endpoint = "http://127.0.0.1:9";
        workspace.Write("state.json", state);
        workspace.Write("ca.pem", authority.Certificate.ExportCertificatePem());
        workspace.Write("targets.yaml", workspace.Read("state.json").Overlay!);
        var reading = workspace.Read("state.json", "targets.yaml");

        Assert.Empty(reading.Problems);
        Assert.Equal(ports.Order(), reading.Topology.LoadBalancers.SelectMany(item => item.Listeners).Select(listener => listener.Port).Order());
        var redirect = reading.Topology.LoadBalancers.SelectMany(item => item.Listeners).SelectMany(listener => listener.Rules)
            .SelectMany(rule => rule.Actions).OfType<RuleAction.Redirect>().Single();
        Assert.Equal(("/new", ""), (redirect.Path, redirect.Query));
        Assert.Equal(2, reading.Topology.TargetGroups.Single(group => group.Name == "full").Targets.Count);
    }

    private static async Task<string> ExchangeAsync(int port, string path) =>
        (await RawClient.ExchangeAsync(port, $"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")).Head;
}
