using System.Collections.Concurrent;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios.Nodes;

/// <summary>Nodes and members of etcd are killed, stopped, hung and cut off from each other, while calls and requests go on.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
[Trait(TestLength.Trait, TestLength.Long)]
public sealed class NodeChaosTests
{
    private const int Clients = 8;
    private const int CallsEach = 125;
    private const int RequestClients = 32;

    [Fact]
    public async Task What_was_answered_is_at_every_node_and_requests_go_on_whatever_ends_hangs_or_is_cut_off()
    {
        if (!EtcdServer.IsHere)
        {
            return;
        }

        const int seed = 23;
        await using var stage = await NodeStage.StartSplitAsync(nodes: 3, await SplitNetwork.OpenAsync(places: 3));
        var cookie = (await stage.GetAsync(0)).Cookie("AWSALB");
        var (sticky, session) = ((await stage.GetAsync(0, cookie)).Text, await stage.LogInAsync(begin: 0, end: 1));
        using var api = new NodesClient(stage.Nodes, new Random(seed));
        var loadBalancer = await api.CreateLoadBalancerAsync("contended");
        var contended = await api.CreateListenerAsync(loadBalancer, FreePorts.Take(), await api.CreateTargetGroupAsync("contended", 80));
        var (ports, held) = (FreePorts.Take(2 * Clients), new ConcurrentDictionary<int, string>());
        var callers = Enumerable.Range(0, Clients).Select(number =>
        {
            var client = new NodesClient(stage.Nodes, new Random(seed + (100 * number)));
            return new Caller(
                client,
                new ElbV2Model(client, $"client{number}", ports[(2 * number)..(2 * number + 2)], new Random(seed + number)),
                new ContendedRules(client, $"client{number}", contended, held, new Random(seed + (1000 * number))));
        }).ToArray();
        var (chaos, requests) = (new NodeChaos(stage, new Random(seed), () => callers.Sum(caller => caller.Api.Answered)), new LeftAloneClients(stage));
        using var end = new CancellationTokenSource();
        var running = requests.RunAsync(RequestClients, end.Token);
        var befalling = chaos.RunAsync();

        await Task.WhenAll([befalling, .. callers.Select(caller => caller.ActAsync(befalling))]);

        await end.CancelAsync();
        await running;
        Assert.InRange(requests.Answered, RequestClients, int.MaxValue);
        await stage.CompareAsync();
        foreach (var caller in callers)
        {
            await caller.Model.CompareAsync();
        }

        var rules = await api.DoAsync("DescribeRules", ("ListenerArn", contended));
        Assert.Equal(held.Values.Order(StringComparer.Ordinal), ElbV2Client.All(rules, "RuleArn").Where(arn => !IsDefault(rules, arn)).Order(StringComparer.Ordinal));
        var listening = await Task.WhenAll(stage.Nodes.Select(static node => node.ListenerPortsAsync()));
        Assert.All(listening, told => Assert.Equal(listening[0], told));
        for (var node = 0; node < stage.Nodes.Count; node++)
        {
            Assert.Equal(sticky, (await stage.GetAsync(node, cookie)).Text);
            Assert.Equal(200, (await stage.GetAppAsync(node, "/app", session)).Status);
        }

        Console.WriteLine(
            $"{callers.Sum(static caller => caller.Api.Answered)} calls answered, {callers.Sum(static caller => caller.Api.Unanswered)} not; {requests.Answered} requests");
        Array.ForEach(callers, static caller => caller.Api.Dispose());
    }

    private static bool IsDefault(System.Xml.Linq.XElement rules, string arn) => rules.Descendants()
        .Any(rule => rule.Name.LocalName == "member" && ElbV2Client.All(rule, "RuleArn") is [var own] && own == arn && ElbV2Client.First(rule, "IsDefault") == "true");

    private sealed record Caller(NodesClient Api, ElbV2Model Model, ContendedRules Contended)
    {
        private const int LooksEvery = 25;

        /// <summary>Calls, and now and then looks whether all is there, at least so often and until the chaos has ended.</summary>
        public async Task ActAsync(Task chaos)
        {
            for (var i = 1; i <= CallsEach || !chaos.IsCompleted; i++)
            {
                await (i % 5 == 0 ? Contended.ActAsync() : Model.ActAsync());
                if (i % LooksEvery == 0)
                {
                    await Model.CompareAsync();
                }
            }
        }
    }
}
