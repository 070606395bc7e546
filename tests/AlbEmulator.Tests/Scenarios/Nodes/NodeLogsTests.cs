using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios.Nodes;

/// <summary>
/// Nodes that share a store write the logs of one load balancer to one bucket.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-file-format"/>
/// </summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class NodeLogsTests
{
    private const int Nodes = 3;
    private const int RequestsEach = 10;

    [Fact]
    public async Task Each_node_writes_objects_of_its_own_and_no_trace_is_in_two_of_them()
    {
        if (!EtcdServer.IsHere)
        {
            return;
        }

        using var folder = new TempFolder();
        await using var stage = await NodeStage.StartAsync(Nodes, members: 1, ("Alb:LogStore", folder.Path));
        using var api = stage.Api(0);
        using var other = stage.Api(1);
        var port = FreePorts.Take();
        var loadBalancer = await api.CreateLoadBalancerAsync("shop");
        await other.DoAsync(
            "ModifyLoadBalancerAttributes",
            ("LoadBalancerArn", loadBalancer),
            ("Attributes.member.1.Key", "access_logs.s3.enabled"), ("Attributes.member.1.Value", "true"),
            ("Attributes.member.2.Key", "access_logs.s3.bucket"), ("Attributes.member.2.Value", "my-logs"));
        await api.CreateListenerAsync(loadBalancer, port, await other.CreateTargetGroupAsync("nobody", 80));
        await stage.UntilSameAsync();

        foreach (var node in stage.Nodes)
        {
            for (var i = 0; i < RequestsEach; i++)
            {
                Assert.Equal(503, (await node.ExchangeAsync(port, Wire.Get())).Status);
            }
        }

        await Task.WhenAll(stage.Nodes.Select(static node => node.StopAsync()));

        var objects = ArchivedObject.ReadAll(folder.Path);
        Assert.Equal(stage.Nodes.Select(static node => $"{node.Address}"), objects.Select(static one => one.Parts().Groups["node"].Value).Distinct().Order(StringComparer.Ordinal));
        Assert.All(
            objects.GroupBy(static one => one.Parts().Groups["node"].Value), static ofNode => Assert.Equal(RequestsEach, ofNode.Sum(static one => one.Lines.Count)));
        var lines = objects.SelectMany(static one => one.Lines).Select(AccessLogLine.Parse).ToArray();
        Assert.Equal(Nodes * RequestsEach, lines.Select(static line => line.TraceId).Distinct().Count());
        Assert.Equal(Nodes * RequestsEach, lines.Select(static line => line.ConnTraceId).Distinct().Count());
        Assert.Single(ArchivedObject.Keys(folder.Path), static key => key.EndsWith("ELBAccessLogTestFile", StringComparison.Ordinal));
    }
}
