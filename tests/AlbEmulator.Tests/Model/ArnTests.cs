using AlbEmulator.Model;

namespace AlbEmulator.Tests.Model;

public sealed class ArnTests
{
    private const string LoadBalancer =
        "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/demo/";

    [Fact]
    public void Every_kind_has_the_form_that_AWS_gives_it()
    {
        const string hex = "[0-9a-f]{16}";
        const string prefix = "^arn:aws:elasticloadbalancing:eu-west-1:123456789012:";
        var loadBalancer = Arns.LoadBalancer("eu-west-1", "123456789012", "demo");
        var listener = Arns.Listener(loadBalancer, 80);
        Assert.Matches($"{prefix}loadbalancer/app/demo/{hex}$", loadBalancer);
        Assert.Matches($"{prefix}listener/app/demo/{hex}/{hex}$", listener);
        Assert.Matches($"{prefix}listener-rule/app/demo/{hex}/{hex}/{hex}$", Arns.Rule(listener, 10));
        Assert.Matches($"{prefix}listener-rule/app/demo/{hex}/{hex}/{hex}$", Arns.DefaultRule(listener));
        Assert.Matches($"{prefix}targetgroup/web/{hex}$", Arns.TargetGroup("eu-west-1", "123456789012", "web"));
        Assert.StartsWith(loadBalancer.Replace(":loadbalancer/", ":listener/") + "/", listener);
        Assert.StartsWith(listener.Replace(":listener/", ":listener-rule/") + "/", Arns.Rule(listener, 10));
    }

    [Fact]
    public void They_are_the_same_in_every_run()
    {
        var arn = Arns.LoadBalancer("us-east-1", "000000000000", "demo");
        Assert.Equal(LoadBalancer + "2ca6073ed8b233eb", arn);
        Assert.Equal("demo-9207294197.us-east-1.elb.amazonaws.com",
            Arns.DnsName("us-east-1", arn, "demo", isInternal: false));
    }

    [Fact]
    public void Different_things_have_different_ARNs()
    {
        var one = Arns.LoadBalancer("us-east-1", "000000000000", "demo");
        var listener = Arns.Listener(one, 80);
        string[] all =
        [
            Id(one), Id(Arns.LoadBalancer("us-east-1", "000000000000", "other")),
            Id(Arns.LoadBalancer("us-east-2", "000000000000", "demo")),
                Id(Arns.LoadBalancer("us-east-1", "000000000001", "demo")),
            Id(listener), Id(Arns.Listener(one, 81)), Id(Arns.Rule(listener, 1)), Id(Arns.Rule(listener, 2)),
            Id(Arns.DefaultRule(listener)), Id(Arns.TargetGroup("us-east-1", "000000000000", "demo")),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void DNS_names_are_lower_case()
    {
        var arn = Arns.LoadBalancer("us-east-1", "000000000000", "Demo");
        Assert.Matches(
            "^demo-[1-9][0-9]{9}\\.us-east-1\\.elb\\.amazonaws\\.com$",
                Arns.DnsName("us-east-1", arn, "Demo", isInternal: false));
    }

    private static string Id(string arn) => arn[^16..];
}
