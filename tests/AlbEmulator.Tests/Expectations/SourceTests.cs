using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Expectations;

/// <summary>Rules of any source are tested without what only a run needs.</summary>
public sealed class SourceTests : IDisposable
{
    private readonly RehearsedShop _shop = new();

    public void Dispose() => _shop.Dispose();

    /// <summary>Source, request, and what is expected.</summary>
    public static TheoryData<string, string, string> Sources => new()
    {
        { "cloudformation/fargate-services.yaml", "GET http://shop.example.com/api/1", "{ Listener: 80, Rule: 10 }" },
        { "cloudformation/https-redirect.yaml", "GET http://shop.example.com/", "{ Redirect: 'https://shop.example.com:443/', Status: 301 }" },
        { "cloudformation/https-redirect.yaml", "GET https://shop.example.com/", "{ Rule: default, Action: forward }" },
        { "cloudformation/lambda.yaml", "GET http://shop.example.com/", "{ Rule: default, Action: forward }" },
        { "kubernetes/canary.yaml", "GET http://shop.example.com/", "{ Weights: { 'k8s-shop-web-*': 90, 'k8s-shop-canary-*': 10 } }" },
        { "kubernetes/gateway.yaml", "GET http://shop.example.com/", "{ Listener: 80 }" },
        { "kubernetes/two-applications.yaml", "GET http://shop.example.com/", "{ Listener: 80, Action: forward }" },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task No_target_needs_to_be_known(string source, string request, string expect)
    {
        File.WriteAllText(_shop.File("source.yaml"), File.ReadAllText(Path.Combine(Repository.Root, "config", "examples", source)));

        Assert.True(await _shop.TestFileAsync("a.tests.yaml", $"Tests: [{{ Request: {request}, Expect: {expect} }}]", "{}", _shop.File("source.yaml")) == 0, _shop.Output + _shop.Error);
        Assert.DoesNotContain("for development", _shop.Error, StringComparison.Ordinal);
    }

    /// <summary>Nobody knows whether there are any.</summary>
    [Fact]
    public async Task Status_of_a_group_whose_targets_only_AWS_knows_is_not_foretold()
    {
        File.WriteAllText(_shop.File("source.yaml"), File.ReadAllText(Path.Combine(Repository.Root, "config", "examples", "cloudformation", "fargate-services.yaml")));

        Assert.Equal(1, await _shop.TestFileAsync("a.tests.yaml", "Tests: [{ Request: GET http://shop.example.com/, Expect: { Status: 503 } }]", "{}", _shop.File("source.yaml")));
        Assert.Contains("Status: expected 503, came what its target says: --running sends the request\n", _shop.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_else_is_wrong_with_a_source_is_told()
    {
        File.WriteAllText(_shop.File("source.yaml"), "LoadBalancers: [{ Name: shop, Listeners: [{ Port: 80, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }] }]");

        Assert.Equal(2, await _shop.TestFileAsync("a.tests.yaml", "Tests: [{ Request: GET http://shop.example.com/, Expect: { Status: 503 } }]", "{}", _shop.File("source.yaml")));
        Assert.Contains("source.yaml:1: LoadBalancers[0].Listeners[0].DefaultActions[0].TargetGroupArn: ", _shop.Error, StringComparison.Ordinal);
        Assert.Empty(_shop.Output);
    }
}
