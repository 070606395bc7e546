using System.Net;
using System.Text.Json;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary><c>POST /reset</c>: what was made through the APIs is gone, in effect and on the disk, when it is answered.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class ResetTests
{
    private const string MakeGroup = "Action=CreateSecurityGroup&Version=2016-11-15&GroupName=a&GroupDescription=b&VpcId=vpc-0a1b2c3d";
    private const string Groups = "Action=DescribeSecurityGroups&Version=2016-11-15&Filter.1.Name=group-name&Filter.1.Value.1=a";

    private static readonly HttpClient Http = new() { Timeout = Patience.Default };

    [Fact]
    public async Task Everything_that_was_made_is_gone_and_what_files_say_is_there()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port));
        using var api = new ElbV2Client(emulator.Control);
        var port = FreePorts.Take();
        var loadBalancer = await api.CreateLoadBalancerAsync("made");
        var group = await api.CreateTargetGroupAsync("made", target.Port);
        await api.CreateListenerAsync(loadBalancer, port, group);
        await api.DoAsync("AddTags", ("ResourceArns.member.1", group), ("Tags.member.1.Key", "a"), ("Tags.member.1.Value", "b"));
        await api.DoAsync("RegisterTargets", ("TargetGroupArn", group), ("Targets.member.1.Id", "127.0.0.1"));
        await api.PostAsync(MakeGroup);
        await RawClient.ExchangeAsync(port, Wire.Get());
        await RawClient.ExchangeAsync(emulator.Port, Wire.Get());
        await new JournalClient(emulator).WaitForAsync(2);

        var (status, answer) = await ResetAsync(emulator);

        Assert.Equal((HttpStatusCode.OK, """{"loadBalancers":1,"targetGroups":1,"trustStores":0,"requests":2}"""), (status, answer));
        Assert.Equal(["demo"], ElbV2Client.All(await api.DoAsync("DescribeLoadBalancers"), "LoadBalancerName"));
        Assert.DoesNotContain("made", ElbV2Client.All(await api.DoAsync("DescribeTargetGroups"), "TargetGroupName"));
        Assert.DoesNotContain("sg-", (await api.PostAsync(Groups)).Answer.ToString(), StringComparison.Ordinal);
        Assert.Empty(await new JournalClient(emulator).FindAsync());
        Assert.DoesNotContain("alb_request_count_total{", await Http.GetStringAsync(new Uri(emulator.Control, "/metrics")), StringComparison.Ordinal);
        await Patience.UntilAsync("the port to be let go of", async () => await IsClosedAsync(port) ? "" : null);

        // What the files say goes on, and counts from the beginning.
        Assert.Equal(200, (await RawClient.ExchangeAsync(emulator.Port, Wire.Get())).Status);
        await new JournalClient(emulator).WaitForAsync(1);
        Assert.Contains("} 1\n", await CountsAsync(emulator), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_on_the_disk_and_names_can_be_made_again()
    {
        var topology = TopologyBuilder.Simple(FreePorts.Take(), 1);
        using var data = new TempFolder();
        await using (var emulator = await EmulatorProcess.StartAsync(topology, ("Alb:DataDirectory", data.Path)))
        {
            using var api = new ElbV2Client(emulator.Control);
            await api.CreateTargetGroupAsync("made", 80);
            await api.PostAsync(MakeGroup);
            Assert.Equal(HttpStatusCode.OK, (await ResetAsync(emulator)).Status);
            await api.CreateTargetGroupAsync("made", 81);
            Assert.Equal(HttpStatusCode.OK, (await ResetAsync(emulator)).Status);
            await emulator.KillAsync();
        }

        await using var next = await EmulatorProcess.StartAsync(topology, ("Alb:DataDirectory", data.Path));
        using var again = new ElbV2Client(next.Control);
        Assert.DoesNotContain("made", ElbV2Client.All(await again.DoAsync("DescribeTargetGroups"), "TargetGroupName"));
        Assert.DoesNotContain("sg-", (await again.PostAsync(Groups)).Answer.ToString(), StringComparison.Ordinal);
        await again.CreateTargetGroupAsync("made", 82);
    }

    [Fact]
    public async Task Where_files_are_a_seed_they_are_sown_again()
    {
        await using var emulator = await EmulatorProcess.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), 1), ("Alb:FileIsSeed", "true"));
        using var api = new ElbV2Client(emulator.Control);
        var seeded = await api.DoAsync("DescribeTargetGroups");
        var group = ElbV2Client.First(seeded, "TargetGroupArn");
        await api.DoAsync("RegisterTargets", ("TargetGroupArn", group), ("Targets.member.1.Id", "127.0.0.1"), ("Targets.member.1.Port", "7"));
        await api.CreateTargetGroupAsync("made", 80);

        Assert.Equal(HttpStatusCode.OK, (await ResetAsync(emulator)).Status);

        Assert.Equal(
            ElbV2Client.All(seeded, "TargetGroupArn"), ElbV2Client.All(await api.DoAsync("DescribeTargetGroups"), "TargetGroupArn"));
        // What was registered is let go of as by DeregisterTargets.
        var health = await api.DoAsync("DescribeTargetHealth", ("TargetGroupArn", group));
        Assert.Equal(("1", "7"), (ElbV2Client.All(health, "Port")[0], ElbV2Client.All(health, "Port")[^1]));
        Assert.Equal("draining", ElbV2Client.All(health, "State")[^1]);

        // A file that is wrong by now is told, and nothing changes.
        await api.CreateTargetGroupAsync("made", 80);
        emulator.WriteTopology("{ \"LoadBalancers\": 7 }");
        var (status, answer) = await ResetAsync(emulator);
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("nothing has changed: ", answer, StringComparison.Ordinal);
        Assert.Contains("made", ElbV2Client.All(await api.DoAsync("DescribeTargetGroups"), "TargetGroupName"));
    }

    [Fact]
    public async Task It_takes_nothing_and_only_by_POST()
    {
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), 1));
        using var content = new StringContent("{}");

        using var withBody = await Http.PostAsync(new Uri(emulator.Control, "/reset"), content);
        using var withQuery = await Http.PostAsync(new Uri(emulator.Control, "/reset?all=true"), null);
        using var got = await Http.GetAsync(new Uri(emulator.Control, "/reset"));

        Assert.Equal(
            [HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.MethodNotAllowed],
            [withBody.StatusCode, withQuery.StatusCode, got.StatusCode]);
    }

    [Fact]
    public async Task While_requests_pass_none_is_lost()
    {
        await using var target = ScriptedTarget.Start();
        target.KeepsRequests = false;
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port));
        using var api = new ElbV2Client(emulator.Control);
        var load = LoadClients.Start(emulator.Port, 8);
        for (var i = 0; i < 20; i++)
        {
            await api.CreateTargetGroupAsync("made", 80 + i);
            Assert.Equal(HttpStatusCode.OK, (await ResetAsync(emulator)).Status);
        }

        var tally = await load.StopAsync();

        Assert.Empty(tally.Unexpected);
        Assert.True(tally.Answered > 0);
    }

    private static async Task<(HttpStatusCode Status, string Answer)> ResetAsync(RunningEmulator emulator)
    {
        using var response = await Http.PostAsync(new Uri(emulator.Control, "/reset"), null);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static async Task<string> CountsAsync(RunningEmulator emulator) => string.Concat(
        (await Http.GetStringAsync(new Uri(emulator.Control, "/metrics"))).Split('\n')
            .Where(line => line.StartsWith("alb_request_count_total{", StringComparison.Ordinal)).Select(line => line + "\n"));

    private static async Task<bool> IsClosedAsync(int port)
    {
        try
        {
            await using var client = await RawClient.ConnectAsync(port);
            return false;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return true;
        }
    }
}
