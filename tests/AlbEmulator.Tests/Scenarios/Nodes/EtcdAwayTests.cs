using System.Net;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios.Nodes;

/// <summary>What nodes do where etcd, a member of it, or the way there is away.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class EtcdAwayTests
{
    [Fact]
    public async Task Nodes_start_from_their_copy_while_etcd_is_away_and_refuse_changes_until_it_is_back()
    {
        if (!EtcdServer.IsHere)
        {
            return;
        }

        await using var stage = await NodeStage.StartAsync(nodes: 2, members: 1);
        string before;
        string[] session;
        using (var api = stage.Api(0))
        {
            await api.CreateLoadBalancerAsync("shop");
            await stage.UntilSameAsync();
            before = await new ElbV2Description(api).ReadAsync();
            session = await stage.LogInAsync(begin: 0, end: 0);
        }

        await stage.Etcd.KillAsync(0);
        await stage.Nodes[0].KillAsync();
        await stage.Nodes[0].BeginAsync();
        using var again = stage.Api(0);
        using var other = stage.Api(1);

        Assert.Equal(200, (await stage.GetAsync(0)).Status);
        Assert.Equal(200, (await stage.GetAppAsync(0, "/app", session)).Status);
        Assert.Equal(before, await new ElbV2Description(again).ReadAsync());
        await RefusedAsync(again);
        await RefusedAsync(other);
        Assert.False((await stage.Nodes[0].StoreAsync()).GetProperty("isConnected").GetBoolean());
        Assert.Contains("etcd", await WarningAsync(stage.Nodes[0]), StringComparison.Ordinal);

        stage.Etcd.Begin(0);
        await stage.Nodes[0].UntilConnectedAsync();
        await again.CreateTargetGroupAsync("later", 80);
        await stage.CompareAsync();
        Assert.Equal("", await WarningAsync(stage.Nodes[0]));
    }

    [Fact]
    public async Task A_node_that_was_cut_off_while_etcd_forgot_what_was_in_between_catches_up()
    {
        if (!EtcdServer.IsHere || !Programs.Have("etcdctl"))
        {
            return;
        }

        await using var stage = await NodeStage.StartAsync(nodes: 2, members: 1);
        using var api = stage.Api(1);
        stage.Nodes[0].Cut();
        await stage.Nodes[0].UntilConnectedAsync(false);
        for (var i = 0; i < 5; i++)
        {
            await api.CreateTargetGroupAsync($"group-{i}", 80);
        }

        await CompactAsync(stage.Etcd);
        await stage.Nodes[0].OpenAsync();

        await stage.CompareAsync();
        await api.CreateTargetGroupAsync("later", 80);
        await stage.CompareAsync();
    }

    [Fact]
    public async Task A_member_that_hangs_is_left_for_another_and_nothing_old_is_told_meanwhile()
    {
        if (!EtcdServer.IsHere)
        {
            return;
        }

        await using var stage = await NodeStage.StartAsync(nodes: 2, members: 3);
        using var first = stage.Api(0);
        using var second = stage.Api(1);
        // Each node asks the first member that its setting names until that does not answer.
        await stage.Etcd.HangAsync(0);

        for (var i = 0; i < 5; i++)
        {
            var group = await first.CreateTargetGroupAsync($"group-{i}", 80);
            Assert.Contains(group, await GroupsAsync(stage.Nodes[1]), StringComparison.Ordinal);
            await second.DoAsync("DeleteTargetGroup", ("TargetGroupArn", group));
            Assert.DoesNotContain(group, await GroupsAsync(stage.Nodes[0]), StringComparison.Ordinal);
        }

        await stage.Etcd.GoOnAsync(0);
        await stage.CompareAsync();
    }

    [Fact]
    public async Task Without_most_members_of_etcd_changes_are_refused_and_requests_go_on_until_they_are_back()
    {
        if (!EtcdServer.IsHere)
        {
            return;
        }

        await using var stage = await NodeStage.StartAsync(nodes: 2, members: 3);
        using var api = stage.Api(0);
        await api.CreateLoadBalancerAsync("shop");
        await stage.UntilSameAsync();

        await stage.Etcd.KillAsync(0);
        await stage.Etcd.HangAsync(1);

        await RefusedAsync(api);
        await stage.Nodes[0].UntilConnectedAsync(false);
        await RefusedAsync(api);
        Assert.Contains("shop", ElbV2Client.All(await api.DoAsync("DescribeLoadBalancers"), "LoadBalancerName"));
        Assert.Equal(200, (await stage.GetAsync(0)).Status);

        await stage.Etcd.GoOnAsync(1);
        await stage.Nodes[0].UntilConnectedAsync();
        await api.CreateTargetGroupAsync("later", 80);
        await stage.CompareAsync();
        Assert.DoesNotContain("none", ElbV2Client.All(await api.DoAsync("DescribeLoadBalancers"), "LoadBalancerName"));
    }

    [Fact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public async Task A_node_that_hung_longer_than_others_believe_in_it_is_one_of_them_again()
    {
        if (!EtcdServer.IsHere)
        {
            return;
        }

        await using var stage = await NodeStage.StartAsync(nodes: 2, members: 1);
        using var api = stage.Api(1);
        await stage.UntilSameAsync();
        await stage.Nodes[0].HangAsync();
        await Patience.UntilAsync(
            "the other to be alone", async () => (await stage.Nodes[1].StoreAsync()).GetProperty("nodes").GetArrayLength() == 1 ? api : null);
        await api.CreateLoadBalancerAsync("meanwhile");

        await stage.Nodes[0].GoOnAsync();

        await stage.CompareAsync();
        Assert.Equal(200, (await stage.GetAsync(0)).Status);
    }

    [Fact]
    public async Task Nodes_whose_etcd_was_emptied_keep_what_they_have_and_say_so()
    {
        if (!EtcdServer.IsHere)
        {
            return;
        }

        await using var stage = await NodeStage.StartAsync(nodes: 2, members: 1);
        await stage.UntilSameAsync();
        await stage.Etcd.KillAsync(0);
        stage.Etcd.Wipe(0);

        stage.Etcd.Begin(0);

        await stage.Etcd.UntilHealthyAsync(0);
        foreach (var store in await Task.WhenAll(stage.Nodes.Select(static node => node.UntilConnectedAsync(false))))
        {
            Assert.NotEmpty(store[0].GetProperty("problem").GetString()!);
        }

        using var api = stage.Api(0);
        Assert.Equal(200, (await stage.GetAsync(0)).Status);
        Assert.Equal(200, (await stage.GetAsync(1)).Status);
        await RefusedAsync(api);
    }

    /// <summary>What an answer says of itself: that it may be old.</summary>
    private static async Task<string> WarningAsync(StageNode node)
    {
        using var answer = await DescribeAsync(node, "DescribeLoadBalancers");
        return WarningOf(answer);
    }

    /// <summary>The groups that a node tells of, by an answer that is not old by its own words.</summary>
    private static async Task<string> GroupsAsync(StageNode node) => await Patience.UntilAsync("an answer that is not old", async () =>
    {
        using var answer = await DescribeAsync(node, "DescribeTargetGroups");
        return WarningOf(answer).Length > 0 ? null : await answer.Content.ReadAsStringAsync();
    });

    private static async Task<HttpResponseMessage> DescribeAsync(StageNode node, string action)
    {
        using var http = OneQuestion.Client();
        return await http.GetAsync(new Uri(node.Control, $"/?Action={action}&Version=2015-12-01"));
    }

    private static string WarningOf(HttpResponseMessage answer) =>
        string.Concat(answer.Headers.Warning.Where(static warning => warning.Code == 110).Select(static warning => warning.Text));

    private static async Task RefusedAsync(ElbV2Client api)
    {
        var (status, answer) = await api.CallAsync("CreateLoadBalancer", ("Name", "none"), ("Subnets.member.1", "subnet-0a1b2c3d"), ("Subnets.member.2", "subnet-1a1b2c3d"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"), (status, ElbV2Client.First(answer, "Code")));
        Assert.Contains("etcd", ElbV2Client.First(answer, "Message"), StringComparison.Ordinal);
        (status, answer) = await api.CallEc2Async("CreateSecurityGroup", "&GroupName=none&GroupDescription=none");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"), (status, ElbV2Client.First(answer, "Code")));
        Assert.Contains("etcd", ElbV2Client.First(answer, "Message"), StringComparison.Ordinal);
    }

    /// <summary>Has etcd forget all that was before its last revision.</summary>
    private static async Task CompactAsync(EtcdServer etcd)
    {
        var script = $$"""
            export ETCDCTL_API=3 ETCDCTL_ENDPOINTS=http://127.0.0.1:{{etcd.PortOf(0)}}
            etcdctl compact "$(etcdctl get --prefix alb/head -w json | sed -E 's/.*"revision":([0-9]+).*/\1/')"
            """;
        var (exitCode, output, errors) = await Programs.RunAsync("sh", ["-c", script]);
        Assert.True(exitCode == 0, output + errors);
    }
}
