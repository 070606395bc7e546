using System.Net;
using System.Text.Json;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary><c>PUT</c>, <c>GET</c> and <c>DELETE /faults</c>: how long faults are there, and for whom.</summary>
public sealed class FaultCallsTests
{
    [Fact]
    public async Task Put_and_get_tell_the_same_of_each_fault()
    {
        await using var stage = await FaultStage.StartAsync();
        string[] faults =
        [
            """{"loadBalancer":"shop","rule":"10","targetGroup":"orders","status":503,"share":0.25,"seconds":60}""",
            """{"rule":30,"delayMilliseconds":1500}""",
            """{"targetGroup":"web","reset":true}""",
            $$"""{"target":"{{stage.Target.Address}}","refuse":true,"keep":true}""",
            """{"targetGroup":"web","bodyBytesPerSecond":512}""",
        ];

        var put = await stage.Console.InjectAsync(faults);
        var got = await stage.Console.FaultsAsync();

        Assert.Equal(
            [
                """{"id":1,"loadBalancer":"shop","rule":"10","targetGroup":"orders","status":503,"share":0.25,"seconds":60,"until":"2026-11-22T10:31:00Z","injected":0}""",
                """{"id":2,"rule":"30","delayMilliseconds":1500,"share":1,"until":null,"injected":0}""",
                """{"id":3,"targetGroup":"web","reset":true,"share":1,"until":null,"injected":0}""",
                $$"""{"id":4,"target":"{{stage.Target.Address}}","refuse":true,"share":1,"keep":true,"until":null,"injected":0}""",
                """{"id":5,"targetGroup":"web","bodyBytesPerSecond":512,"share":1,"until":null,"injected":0}""",
            ],
            put.Select(Compact));
        Assert.Equal(put.Select(Compact), got.Select(Compact));
    }

    [Fact]
    public async Task Put_replaces_all_faults_and_no_id_comes_again()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"rule":"10","status":503}""", """{"rule":"default","status":502}""");

        var second = await stage.Console.InjectAsync("""{"rule":"10","status":504}""");

        Assert.Equal(3, Assert.Single(second).GetProperty("id").GetInt32());
        Assert.Equal([504, 504], await stage.AskAsync(2));
        Assert.Equal([200], await stage.AskAsync(1, "/"));
        Assert.Empty(await stage.Console.InjectAsync());
        Assert.Equal([200], await stage.AskAsync(1));
    }

    /// <summary>Whoever adds or ends one leaves those of others alone, with what they have counted.</summary>
    [Fact]
    public async Task Post_adds_some_and_one_is_ended_by_its_id()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"rule":"10","status":503}""");
        Assert.Equal([503], await stage.AskAsync(1));

        var (status, told) = await stage.Console.AddAsync("""{"rule":"default","status":502}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal([(1, 1), (2, 0)], told.GetProperty("faults").EnumerateArray()
            .Select(fault => (fault.GetProperty("id").GetInt32(), fault.GetProperty("injected").GetInt32())));
        Assert.Equal([502], await stage.AskAsync(1, "/"));
        Assert.Equal([503], await stage.AskAsync(1));
        Assert.Equal(HttpStatusCode.NoContent, await stage.Console.EndAsync(1));
        Assert.Equal(HttpStatusCode.NotFound, await stage.Console.EndAsync(1));
        Assert.Equal([200], await stage.AskAsync(1));
        Assert.Equal([502], await stage.AskAsync(1, "/"));
    }

    [Fact]
    public async Task No_more_are_added_than_may_be_in_effect()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync([.. Enumerable.Repeat("""{"rule":"10","status":503}""", 99)]);

        var (status, told) = await stage.Console.AddAsync("""{"rule":"10","status":502}""", """{"rule":"10","status":502}""");

        Assert.Equal(
            (HttpStatusCode.Conflict, "there would be more than 100 faults in effect: end some first"), (status, told.GetProperty("error").GetString()));
        Assert.Equal(99, (await stage.Console.FaultsAsync()).Count);
        Assert.Equal(HttpStatusCode.OK, (await stage.Console.AddAsync("""{"rule":"10","status":502}""")).Status);
    }

    [Fact]
    public async Task Delete_ends_them()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"rule":"10","status":503}""");

        Assert.Equal(HttpStatusCode.NoContent, await stage.Console.EndAsync());

        Assert.Empty(await stage.Console.FaultsAsync());
        Assert.Equal([200], await stage.AskAsync(1));
    }

    [Fact]
    public async Task Share_of_the_requests_has_the_fault_by_chance()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"rule":"10","status":503,"share":0.25}""");
        stage.Chance.Fall(0.1, 0.25, 0.9, 0.2499, 0.3);

        Assert.Equal([503, 200, 200, 503, 200], await stage.AskAsync(5));
        Assert.Equal(2, (await stage.Console.FaultsAsync())[0].GetProperty("injected").GetInt32());
    }

    /// <summary>So that shares of several faults can be told: each is of those that no fault before it took.</summary>
    [Fact]
    public async Task First_fault_of_a_request_is_taken()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"rule":"10","status":503,"share":0.5}""", """{"targetGroup":"orders","status":502}""");
        stage.Chance.Fall(0.4, 0.6);

        Assert.Equal([503, 502], await stage.AskAsync(2));
        Assert.Equal([1, 1], (await stage.Console.FaultsAsync()).Select(fault => fault.GetProperty("injected").GetInt32()));
    }

    [Fact]
    public async Task Fault_ends_by_itself_when_its_time_is_over()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"rule":"10","status":503,"seconds":60}""", """{"rule":"10","status":502}""");
        stage.Time.Advance(TimeSpan.FromSeconds(59.999));
        Assert.Equal([503], await stage.AskAsync(1));

        stage.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(2, Assert.Single(await stage.Console.FaultsAsync()).GetProperty("id").GetInt32());
        Assert.Equal([502, 502], await stage.AskAsync(2));
    }

    [Fact]
    public async Task Edit_of_the_topology_leaves_what_is_kept_and_get_says_which_are_for_nothing()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"rule":"10","status":503,"keep":true}""", """{"targetGroup":"orders","status":502,"keep":true}""");
        using var topology = new TopologyClient(stage.Emulator.Control);

        await topology.PutGoodAsync(stage.Topology(stage.Port, priority: 11));
        Assert.Equal([502], await stage.AskAsync(1));
        Assert.Equal(
            ["there is no rule 10: no listener has it", null],
            (await stage.Console.FaultsAsync()).Select(fault => fault.TryGetProperty("missing", out var missing) ? missing.GetString() : null));

        await topology.PutGoodAsync(stage.Topology(stage.Port));
        Assert.Equal([503], await stage.AskAsync(1));
        Assert.All(await stage.Console.FaultsAsync(), fault => Assert.False(fault.TryGetProperty("missing", out _)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Topology_that_is_read_again_ends_all_that_are_not_kept(bool isReload)
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"rule":"10","status":503}""", """{"rule":"10","status":502,"keep":true}""", """{"rule":"default","status":500}""");
        Assert.Equal([503], await stage.AskAsync(1));
        Assert.Equal([500], await stage.AskAsync(1, "/"));
        using var topology = new TopologyClient(stage.Emulator.Control);

        if (isReload)
        {
            Assert.Equal(HttpStatusCode.OK, (await stage.Console.PostAsync("/reload")).Status);
        }
        else
        {
            await topology.PutGoodAsync(stage.Topology(stage.Port));
        }

        Assert.Equal(2, Assert.Single(await stage.Console.FaultsAsync()).GetProperty("id").GetInt32());
        Assert.Equal([502], await stage.AskAsync(1));
        Assert.Equal([200], await stage.AskAsync(1, "/"));
    }

    [Fact]
    public async Task Topology_that_is_refused_ends_none()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"rule":"10","status":503}""");

        Assert.Equal(HttpStatusCode.BadRequest, (await stage.Console.PutAsync("/topology", "TargetGroups: [{ Nam: x }]")).Status);

        Assert.Equal([503], await stage.AskAsync(1));
    }

    /// <summary>As where a service registers its targets while it is tested.</summary>
    [Fact]
    public async Task Change_by_the_API_of_AWS_ends_none()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"rule":"10","status":503}""");
        using var api = new ElbV2Client(stage.Emulator.Control);

        await api.DoAsync("CreateTargetGroup", ("Name", "new"), ("Protocol", "HTTP"), ("Port", "80"), ("VpcId", "vpc-1"), ("TargetType", "ip"));

        Assert.Equal([503], await stage.AskAsync(1));
    }

    [Fact]
    public async Task Reset_ends_them_and_holds_no_target()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Emulator.WaitForHealthAsync("web", "healthy");
        await stage.Console.InjectAsync("""{"rule":"10","status":503,"keep":true}""");
        await stage.Console.HoldAsync(stage.Target.Address, "unhealthy");

        await stage.Console.ResetAsync();

        Assert.Empty(await stage.Console.FaultsAsync());
        Assert.Equal([200], await stage.AskAsync(1));
        await stage.Emulator.WaitForHealthAsync("web", "healthy");
    }

    [Fact]
    public async Task Fault_of_a_load_balancer_and_of_rules_is_named_by_their_ARN_too()
    {
        await using var stage = await FaultStage.StartAsync();
        using var api = new ElbV2Client(stage.Emulator.Control);
        var loadBalancer = ElbV2Client.First(await api.DoAsync("DescribeLoadBalancers"), "LoadBalancerArn");
        var group = ElbV2Client.First(await api.DoAsync("DescribeTargetGroups", ("Names.member.1", "orders")), "TargetGroupArn");
        await stage.AskAsync(1);
        var rule = (await stage.Journal.TheOneAsync()).GetProperty("rule").GetProperty("arn").GetString();

        await stage.Console.InjectAsync(JsonSerializer.Serialize(new { loadBalancer, rule, targetGroup = group, status = 503 }));

        Assert.Equal([503], await stage.AskAsync(1));
        // The listener of HTTPS has another rule of that priority.
        await using var client = await RawClient.ConnectTlsAsync(stage.SecurePort);
        Assert.Equal(200, (await client.ExchangeAsync(Wire.Get("/orders/7"))).Status);
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
