using AlbEmulator.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.VisualStudio.TestTools.UnitTesting;

[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]

namespace Samples;

/// <summary>The rules of a template are tried before they are deployed.</summary>
[TestClass]
public sealed class TemplateTests
{
    private static Alb _alb = null!;

    [ClassInitialize]
    public static async Task Start(TestContext _) => _alb = await Alb.StartAsync(a => a
        .Topology("template.yaml")
        .TargetsOf("web", AlbTarget.Echo)
        .TargetsOf("orders", AlbTarget.Of(static context => context.Response.WriteAsync("tea"))));

    [ClassCleanup]
    public static async Task End() => await _alb.DisposeAsync();

    [TestMethod]
    [DataRow("/orders/1", "orders")]
    [DataRow("/Orders/1", "web")]
    [DataRow("/", "web")]
    public void Requests_go_to_their_group(string path, string group) => _alb.Expect("GET", path).ForwardsTo(group);

    [TestMethod]
    public async Task Group_of_the_template_has_the_target_of_the_test()
    {
        using var client = _alb.CreateClient();

        Assert.AreEqual("tea", await client.GetStringAsync("http://shop.example.com/orders/1"));
    }
}
