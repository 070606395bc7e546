using System.Net;
using AlbEmulator.Metrics;
using AlbEmulator.Model;

namespace AlbEmulator.Tests.Metrics;

/// <summary>What is counted from topology to topology, and when it is forgotten.</summary>
public sealed class MetricsRegistryTests : IDisposable
{
    private const string Web = "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/web/73e2d6bc24d8a067";

    private static readonly TargetGroup Group = new() { Name = "web", Arn = Web };

    private readonly MetricsRegistry _registry = new();

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void Next_topology_goes_on_counting()
    {
        var (before, group) = (_registry.Of(LoadBalancer("one")), _registry.Of(LoadBalancer("one"), Group));
        Keep(LoadBalancer("one"));

        Assert.Same(before, _registry.Of(LoadBalancer("one")));
        Assert.Same(group, _registry.Of(LoadBalancer("one"), Group));
        Assert.Same(before, group.LoadBalancer);
    }

    [Fact]
    public void What_requests_do_not_see_yet_is_not_forgotten()
    {
        Keep();
        _registry.Of(LoadBalancer("one"), Group);

        _registry.Forget(_ => false);

        Assert.Single(_registry.Read().TargetGroups);
    }

    [Fact]
    public void What_is_gone_stays_while_it_drains()
    {
        var loadBalancer = _registry.Of(LoadBalancer("one"));
        _registry.Of(LoadBalancer("one"), Group);
        loadBalancer.Add(LoadBalancerCounter.OpenClientConnections);
        Keep();

        _registry.Forget(_ => true);
        Assert.Single(_registry.Read().TargetGroups);

        _registry.Forget(_ => false);
        Assert.Empty(_registry.Read().TargetGroups);
        Assert.Null(_registry.OfTargets(Web));
        Assert.Same(loadBalancer, _registry.Read().LoadBalancers.Single());

        loadBalancer.Add(LoadBalancerCounter.OpenClientConnections, -1);
        _registry.Forget(_ => false);
        Assert.Empty(_registry.Read().LoadBalancers);
    }

    [Fact]
    public void Connections_to_targets_of_several_load_balancers_are_counted_with_one()
    {
        var two = _registry.Of(LoadBalancer("two"), Group);
        var one = _registry.Of(LoadBalancer("one"), Group);

        Assert.NotSame(one, two);
        Assert.Same(one, _registry.OfTargets(Web));
        Keep(LoadBalancer("two"));
        Assert.Same(two, _registry.OfTargets(Web));
    }

    [Fact]
    public void Same_load_balancer_is_looked_at_once_and_what_came_back_stays()
    {
        var one = LoadBalancer("one");
        var group = _registry.Of(one, Group);
        Keep(one);
        Keep();
        Keep(one);
        _registry.Forget(_ => false);

        Assert.Same(group, _registry.Of(one, Group));
        Assert.Same(group, _registry.OfTargets(Web));
    }

    [Fact]
    public void Group_that_was_never_put_into_effect_goes_with_the_next_topology()
    {
        var one = LoadBalancer("one");
        var other = Group with { Arn = $"{Web}0" };
        _registry.Of(one, Group);
        Keep(one);
        _registry.Of(one, other);
        Keep(one);
        _registry.Forget(_ => false);

        Assert.Equal(Web, _registry.Read().TargetGroups.Single().Arn);
    }

    [Fact]
    public void Counters_of_a_group_are_made_by_its_first_request()
    {
        var group = _registry.Of(LoadBalancer("one"), Group);
        Assert.False(group.IsCounted);
        Assert.Equal(0, group[TargetGroupCounter.Requests]);

        Parallel.For(0, 1000, _ => group.AddRequest(0.5, isFailOpen: false));

        Assert.True(group.IsCounted);
        Assert.Equal((1000, 500.0), (group[TargetGroupCounter.Requests], group.RequestsPerTarget));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(1.0001, 1)]
    [InlineData(60_000, 14)]
    [InlineData(60_001, 15)]
    public void Bucket_takes_what_is_up_to_its_bound(double milliseconds, int bucket) =>
        Assert.Equal(bucket, ResponseTimes.BucketOf(TimeSpan.FromMilliseconds(milliseconds)));

    private static LoadBalancer LoadBalancer(string name) => new()
    {
        Name = name,
        Arn = $"arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/{name}/50dc6c495c0c9188",
        DnsName = "",
        BindAddresses = [IPAddress.Loopback],
        Listeners =
        [
            new Listener
            {
                Arn = name,
                Port = 1,
                Protocol = ListenerProtocol.Http,
                DefaultActions = [new RuleAction.Forward(Web)],
            },
        ],
    };

    private void Keep(params LoadBalancer[] loadBalancers) =>
        _registry.Keep(new Topology(loadBalancers, []));
}
