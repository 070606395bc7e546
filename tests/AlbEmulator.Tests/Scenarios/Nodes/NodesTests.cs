using System.Net.Sockets;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios.Nodes;

/// <summary>Several nodes that share an etcd are one load balancer.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class NodesTests
{
    [Fact]
    public async Task What_one_node_answered_the_next_knows_and_all_route_by_it()
    {
        if (!EtcdServer.IsHere)
        {
            return;
        }

        await using var stage = await NodeStage.StartAsync(nodes: 3, members: 1);
        using var first = stage.Api(0);
        using var second = stage.Api(1);
        using var third = stage.Api(2);
        var port = FreePorts.Take();

        var loadBalancer = await first.CreateLoadBalancerAsync("shop");
        var group = await second.CreateTargetGroupAsync("unused", 80);
        var listener = await third.CreateListenerAsync(loadBalancer, port, group);
        await first.DoAsync(
            "CreateRule",
            ("ListenerArn", listener), ("Priority", "1"), ("Conditions.member.1.Field", "path-pattern"), ("Conditions.member.1.Values.member.1", "/hello"),
            ("Actions.member.1.Type", "fixed-response"), ("Actions.member.1.FixedResponseConfig.StatusCode", "203"));
        await stage.UntilSameAsync();

        foreach (var node in stage.Nodes)
        {
            Assert.Equal(203, (await node.ExchangeAsync(port, Wire.Get("/hello"))).Status);
        }

        await stage.CompareAsync();
    }

    [Fact]
    public async Task Load_balancer_is_provisioning_until_every_node_has_it()
    {
        if (!EtcdServer.IsHere)
        {
            return;
        }

        await using var stage = await NodeStage.StartAsync(nodes: 2, members: 1);
        using var api = stage.Api(0);
        var port = FreePorts.Take();
        using (var taken = new TcpListener(stage.Nodes[1].Address, port))
        {
            taken.Start();
            await api.CreateListenerAsync(await api.CreateLoadBalancerAsync("shop"), port, await api.CreateTargetGroupAsync("unused", 80));

            await Patience.UntilAsync("the other node to say why", () => stage.Nodes[1].Output.Any(static line => line.Contains("is not in effect at this node")));
            Assert.Contains("provisioning", await StatesAsync(api));
        }

        await Patience.UntilAsync("it to be active", async () => (await StatesAsync(api)).All(static state => state == "active") ? api : null);
        Assert.Contains(port, await stage.Nodes[1].ListenerPortsAsync());
        static async Task<IReadOnlyList<string>> StatesAsync(ElbV2Client api) => [.. ElbV2Client.All(await api.DoAsync("DescribeLoadBalancers"), "Code")];
    }

    [Fact]
    public async Task A_name_of_a_load_balancer_stands_for_the_addresses_of_all_nodes_that_live()
    {
        if (!EtcdServer.IsHere)
        {
            return;
        }

        await using var stage = await NodeStage.StartAsync(nodes: 3, members: 1);
        using var api = stage.Api(1);
        await api.CreateLoadBalancerAsync("shop");
        await stage.UntilSameAsync();

        Assert.Equal(["127.0.1.1", "127.0.1.2", "127.0.1.3"], await AddressesAsync(stage.Nodes[0]));
        await stage.Nodes[2].StopAsync();
        await Patience.UntilAsync("the one that ended to be gone", async () => await AddressesAsync(stage.Nodes[1]) is ["127.0.1.1", "127.0.1.2"] ? stage : null);

        static async Task<string[]> AddressesAsync(StageNode node)
        {
            using var ec2 = new ElbV2Client(node.Control);
            var (_, told) = await ec2.CallEc2Async("DescribeNetworkInterfaces", "&Filter.1.Name=description&Filter.1.Value.1=ELB app/shop/*");
            return [.. ElbV2Client.All(told, "publicIp").Distinct().Order(StringComparer.Ordinal)];
        }
    }

    [Fact]
    public async Task Cookies_and_logins_of_one_node_are_good_at_all()
    {
        if (!EtcdServer.IsHere)
        {
            return;
        }

        await using var stage = await NodeStage.StartAsync(nodes: 3, members: 1);

        var cookie = (await stage.GetAsync(0)).Cookie("AWSALB");
        var session = await stage.LogInAsync(begin: 1, end: 2);

        var target = (await stage.GetAsync(0, cookie)).Text;
        for (var node = 0; node < 3; node++)
        {
            for (var i = 0; i < 4; i++)
            {
                Assert.Equal(target, (await stage.GetAsync(node, cookie)).Text);
                Assert.Equal(200, (await stage.GetAppAsync(node, "/app", session)).Status);
            }

            Assert.Equal(302, (await stage.GetAppAsync(node)).Status);
        }
    }

    [Fact]
    public async Task A_node_that_was_killed_has_everything_again_also_what_came_while_it_was_dead()
    {
        if (!EtcdServer.IsHere)
        {
            return;
        }

        await using var stage = await NodeStage.StartAsync(nodes: 2, members: 1);
        using var api = stage.Api(1);
        await api.CreateLoadBalancerAsync("before");
        await stage.UntilSameAsync();
        await stage.Nodes[0].KillAsync();
        var loadBalancer = await api.CreateLoadBalancerAsync("meanwhile");

        await stage.Nodes[0].BeginAsync();

        using var again = stage.Api(0);
        Assert.Contains(loadBalancer, ElbV2Client.All(await again.DoAsync("DescribeLoadBalancers"), "LoadBalancerArn"));
        await stage.CompareAsync();
    }
}
