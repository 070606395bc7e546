using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Actions of Terraform that let only some pass. Provider 5.100 has no <c>jwt_validation</c>.
/// <see href="https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener_rule"/>
/// </summary>
public sealed class TerraformLoginTests
{
    private const string Secret = "s3cr3t-of-the-client";

    [Fact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public async Task Every_argument_of_a_login_is_applied_and_changed_and_the_secret_stays()
    {
        var configuration = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures", "logins.tf"));
        using var terraform = await Terraform.StartAsync(configuration);
        if (terraform is null)
        {
            return;
        }

        await using var stage = await ElbV2Stage.StartAsync();
        var loadBalancer = await stage.Api.CreateLoadBalancerAsync("demo");
        var port = FreePorts.Take();
        async Task SucceedAsync(string expected, int step, params string[] arguments)
        {
            var (exitCode, output) = await terraform.RunAsync(
            [
                .. arguments, $"-var=endpoint={stage.Emulator.Control}", $"-var=load_balancer={loadBalancer}", $"-var=port={port}",
                $"-var=step={step}", "-input=false",
            ]);
            Assert.True(exitCode == 0, output);
            Assert.Contains(expected, output, StringComparison.Ordinal);
        }

        IReadOnlyList<RuleAction.Authenticate> Logins() =>
            LoginsOf(stage.Emulator.Services.GetRequiredService<TopologyStore>().Current.LoadBalancers[^1].Listeners.Single());

        await SucceedAsync("", 0, "plan", "-out=plan");
        var planned = Read((await terraform.RunAsync("show", "-json", "plan")).Output);
        await SucceedAsync("4 added", 0, "apply", "-auto-approve");
        await SucceedAsync("No changes", 0, "plan", "-detailed-exitcode");
        Assert.Equal([Secret, "", "", Secret], Logins().Select(login => login.Provider.ClientSecret));
        Assert.Equal(["Shop0", "Shop0", "AWSELBAuthSessionCookie", "AWSELBAuthSessionCookie"], Logins().Select(login => login.SessionCookieName));
        Assert.Equal(Logins(), planned);
        Assert.Equal(Logins(), Read((await terraform.RunAsync("show", "-json")).Output));

        await SucceedAsync("0 added, 2 changed, 0 destroyed", 1, "apply", "-auto-approve");
        await SucceedAsync("No changes", 1, "plan", "-detailed-exitcode");
        Assert.Equal(Secret, Logins()[0].Provider.ClientSecret);
        Assert.Equal(("https://idp.example.com/1", "openid profile"), (Logins()[0].Provider.Issuer, Logins()[0].Scope));
        Assert.Equal(["page 1", "login"], Logins()[0].ExtraParams.Select(pair => pair.Value));

        await SucceedAsync("4 destroyed", 1, "destroy", "-auto-approve");
    }

    /// <summary>Those of the rules, then that of the listener; the provider gives extra parameters in any order.</summary>
    private static IReadOnlyList<RuleAction.Authenticate> LoginsOf(Listener listener) =>
    [
        .. listener.Rules.Select(rule => rule.Actions[0]).Append(listener.DefaultActions[0]).Cast<RuleAction.Authenticate>()
            .Select(login => login with { ExtraParams = [.. login.ExtraParams.OrderBy(pair => pair.Key, StringComparer.Ordinal)] }),
    ];

    /// <summary>What a plan or a state says; the load balancer is in neither.</summary>
    private static IReadOnlyList<RuleAction.Authenticate> Read(string content)
    {
        using var workspace = new Workspace();
        workspace.Settings.AssumeListener = "HTTPS:443";
        workspace.Write("a.json", content);
        var reading = workspace.Read("a.json");
        Assert.Empty(reading.Problems);
        return LoginsOf(reading.Topology.LoadBalancers.Single().Listeners.Single());
    }
}
