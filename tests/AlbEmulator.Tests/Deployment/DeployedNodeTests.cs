using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Deployment;

/// <summary>The settings of the pods, as a process.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class DeployedNodeTests
{
    [Fact]
    public async Task Pod_is_ready_answers_and_writes_into_its_volume_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var node = await DeployedNode.StartAsync(DeployedNode.Topology());
        var answer = await RawClient.ExchangeAsync(node.Port, "GET /orders HTTP/1.1\r\nHost: alb\r\nConnection: close\r\n\r\n");

        Assert.Equal(200, answer.Status);
        Assert.Contains("""["X-Forwarded-Port", "80"]""", answer.Text, StringComparison.Ordinal);
        await Patience.UntilAsync(
            "the access log on standard output",
            () => node.Output.Any(line => line.Contains("\"GET http://alb:80/orders HTTP/1.1\"", StringComparison.Ordinal)));
        Assert.Equal(0, await node.TerminateAsync());
        Assert.DoesNotContain(node.Output, line => line.Contains("note:", StringComparison.Ordinal));
        Assert.Equal(["config", "data"], node.Entries.Work);
        Assert.Empty(node.Entries.Elsewhere);
    }

    [Fact]
    public async Task Control_port_is_called_by_names_of_Services_and_addresses_of_pods()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var node = await DeployedNode.StartAsync(DeployedNode.Topology());

        Assert.Equal(200, await node.ProbeAsync("alb-control:4580"));
        Assert.Equal(200, await node.ProbeAsync("alb-control.shop.svc.cluster.local:4580"));
        Assert.Equal(200, await node.ProbeAsync("[fd00::7]:4580"));
        Assert.Equal(403, await node.ProbeAsync("alb.example.com"));
    }

    [Fact]
    public async Task Edit_of_the_ConfigMap_is_in_effect_without_a_restart()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var topology = DeployedNode.Topology();
        await using var node = await DeployedNode.StartAsync(topology);
        await node.EditAsync(topology.Replace(
            """
                      - Type: forward
                        TargetGroupArn: web
            """,
            """
                      - Type: fixed-response
                        FixedResponseConfig: { StatusCode: "418" }
            """,
            StringComparison.Ordinal));

        await Patience.UntilAsync("the edit to be in effect", async () =>
            (await RawClient.ExchangeAsync(node.Port, "GET / HTTP/1.1\r\nHost: alb\r\nConnection: close\r\n\r\n")).Status == 418 ? node : null);
    }
}
