using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios.Nodes;

/// <summary>A network that splits between the members of etcd: one that is apart answers nodes, and knows nothing of what the others do.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
[Trait(TestLength.Trait, TestLength.Long)]
public sealed class SplitEtcdTests
{
    [Fact]
    public async Task A_member_that_is_apart_from_the_others_is_left_and_nothing_old_is_told_meanwhile()
    {
        if (!EtcdServer.IsHere || await SplitNetwork.OpenAsync(places: 3) is not { } network)
        {
            return;
        }

        await using var stage = await NodeStage.StartSplitAsync(nodes: 2, network);
        using var first = new NodesClient([stage.Nodes[0]], new Random(1));
        using var second = new NodesClient([stage.Nodes[1]], new Random(1));
        for (var member = 0; member < stage.Etcd.Members; member++)
        {
            // One of them is the one that leads the others, and one the one that the nodes ask.
            await network.KeepApartAsync(member);

            for (var i = 0; i < 3; i++)
            {
                var group = await first.CreateTargetGroupAsync($"group-{i}", 80);
                Assert.Contains(group, ElbV2Client.All(await second.DoAsync("DescribeTargetGroups"), "TargetGroupArn"));
                await second.DoAsync("DeleteTargetGroup", ("TargetGroupArn", group));
                Assert.DoesNotContain(group, ElbV2Client.All(await first.DoAsync("DescribeTargetGroups"), "TargetGroupArn"));
            }

            await stage.Etcd.UntilHealthyAsync(member, isHealthy: false);
            await network.BringTogetherAsync(member);
            await stage.Etcd.UntilHealthyAsync(member);
            await stage.CompareAsync();
        }
    }

    [Fact]
    public async Task Where_all_members_are_apart_changes_are_refused_and_requests_go_on_until_two_are_together()
    {
        if (!EtcdServer.IsHere || await SplitNetwork.OpenAsync(places: 3) is not { } network)
        {
            return;
        }

        await using var stage = await NodeStage.StartSplitAsync(nodes: 2, network);
        using var api = stage.Api(0);
        await network.KeepApartAsync(0);
        await network.KeepApartAsync(1);
        await network.UnplugAsync(2);

        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, (await api.CallAsync("CreateTargetGroup", ("Name", "none"), ("Port", "80"), ("Protocol", "HTTP"), ("VpcId", "vpc-0a1b2c3d"))).Status);
        await stage.Nodes[1].UntilConnectedAsync(false);
        Assert.Equal(200, (await stage.GetAsync(0)).Status);

        await network.BringTogetherAsync(0);
        await network.BringTogetherAsync(1);
        await stage.Nodes[0].UntilConnectedAsync();
        await api.CreateTargetGroupAsync("later", 80);
        await stage.CompareAsync();
    }
}
