namespace AlbEmulator.Tests.Deployment;

/// <summary>Who may reach whom by the manifests of Kubernetes.</summary>
public sealed class NetworkPolicyTests
{
    /// <summary>Who may ask the control port has this label, and is none of these pods.</summary>
    private const string Manager = "alb-control";

    [Theory]
    [InlineData("base")]
    [InlineData("etcd")]
    public async Task Every_selector_matches_pods_that_have_the_ports(string folder)
    {
        if (await Kustomized.OfAsync(folder) is not { } made)
        {
            return;
        }

        var policies = new NetworkPolicies(made);
        Assert.All(policies.Selectors, selector =>
            Assert.True(selector["matchLabels"]![Manager] is not null || policies.Matching(selector).Any(), selector.ToJsonString()));
        Assert.All(policies.NamedPorts, each =>
        {
            Assert.NotEmpty(each.Pods);
            Assert.All(each.Pods, pods => Assert.Contains(each.Port, pods.Ports));
        });
    }

    [Theory]
    [InlineData("alb", "web", "http", true)]
    [InlineData("web", "alb", "http", true)]
    [InlineData("web", "alb", "control", false)]
    [InlineData("etcd", "alb", "control", false)]
    [InlineData("alb", "alb", "control", false)]
    [InlineData("alb", "etcd", "client", true)]
    [InlineData("alb", "etcd", "peer", false)]
    [InlineData("alb", "etcd", "metrics", false)]
    [InlineData("etcd", "etcd", "client", true)]
    [InlineData("etcd", "etcd", "peer", true)]
    [InlineData("etcd", "web", "http", false)]
    [InlineData("web", "etcd", "client", false)]
    public async Task Pods_reach_what_they_need_and_nothing_else(string from, string to, string port, bool isAllowed)
    {
        if (await Kustomized.OfAsync("etcd") is { } made)
        {
            Assert.Equal(isAllowed, new NetworkPolicies(made).Allow(Pods(made, from), Pods(made, to), port));
        }
    }

    private static PodTemplate Pods(Kustomized made, string name) => made.Pods.Single(pods => pods.Name == name);
}
