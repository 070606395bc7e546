using System.Net;
using System.Xml.Linq;
using AlbEmulator.Tests.Stores;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>What the API made is there again after a restart, whatever ended the run before.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class ElbV2StateTests
{
    private const int Kills = 20;

    public static TheoryData<string> Kinds => StoreStage.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    [Trait(TestLength.Trait, TestLength.Long)]
    public async Task What_was_answered_survives_twenty_kills_at_any_moment(string kind)
    {
        await using var stage = await StoreStage.OfAsync(kind);
        if (stage is null)
        {
            return;
        }

        var answered = new Dictionary<string, string>();
        var chance = new Random(20);
        for (var run = 0; run < Kills; run++)
        {
            await using var emulator = await StartAsync(stage.SettingsOf(run));
            using var api = new ElbV2Client(emulator.Control);
            await FindAsync(api, answered);
            answered[$"group-{run}-0"] = await api.CreateTargetGroupAsync($"group-{run}-0", 80);
            var kill = KillAfterAsync(emulator, chance.Next(1, 200));
            try
            {
                for (var i = 1; ; i++)
                {
                    var name = $"group-{run}-{i}";
                    answered[name] = await api.CreateTargetGroupAsync(name, 80);
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or System.Net.Sockets.SocketException)
            {
                // The kill; of one that comes while it connects .NET's client tells as the socket does.
            }

            await kill;
            await stage.KillAsync();
        }

        await using var last = await StartAsync(stage.SettingsOf(Kills));
        using var client = new ElbV2Client(last.Control);
        Assert.InRange(answered.Count, Kills, int.MaxValue);
        await FindAsync(client, answered);
    }

    [Fact]
    public async Task A_restart_keeps_arns_and_routes()
    {
        await using var target = ScriptedTarget.Start();
        using var folder = new TempFolder();
        var port = FreePorts.Take();
        string before;
        await using (var emulator = await StartAsync(folder))
        {
            using var api = new ElbV2Client(emulator.Control);
            var loadBalancer = await api.CreateLoadBalancerAsync("demo");
            var group = await api.CreateTargetGroupAsync("web", target.Port);
            await api.RegisterAsync(group, "127.0.0.1", target.Port);
            await api.CreateListenerAsync(loadBalancer, port, group);
            before = await EverythingAsync(api);
        }

        await using var again = await StartAsync(folder);
        using var client = new ElbV2Client(again.Control);
        Assert.Equal(before, await EverythingAsync(client));
        var response = await RawClient.ExchangeAsync(port, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        Assert.Equal(200, response.Status);
    }

    [Theory]
    [InlineData("{ 'Format': 99 }", "state.json: has the format 99")]
    [InlineData("{ 'Format': 1, 'TrustStores': null }", "state.json:1: null stands in it")]
    [InlineData("{ 'Format': 1, 'LoadBalancers': [null] }", "state.json:1: null stands in it")]
    // What an earlier version took.
    [InlineData(
        "{ 'Format': 1, 'TargetGroups': [{ 'Arn': 'arn:aws:elasticloadbalancing:us-east-1:0:targetgroup/old/1', 'Name': 'old', "
            + "'TargetType': 'ip', 'Settings': { 'Protocol': 'HTTP', 'Port': '80', 'HealthCheckIntervalSeconds': '5' } }] }",
        "state.json:1: arn:aws:elasticloadbalancing:us-east-1:0:targetgroup/old/1: Health check interval must be greater than")]
    public async Task A_state_that_is_no_state_ends_the_start_with_a_word_and_stays(string state, string told)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("elbv2"));
        state = state.Replace('\'', '"');
        folder.Write("elbv2/state.json", state);
        folder.Write("alb.json", ElbV2Stage.Topology().ToString()!);
        var (exitCode, output) = await EmulatorProcess.RunAsync(
            folder.Path, "run", "alb.json", $"--Alb:DataDirectory={folder.Path}", $"--Alb:ControlUrl=http://127.0.0.1:{FreePorts.Take()}");
        Assert.Equal(2, exitCode);
        Assert.Contains(told, output, StringComparison.Ordinal);
        Assert.Equal(state, await File.ReadAllTextAsync(folder.File("elbv2/state.json")));
    }

    [Fact]
    public async Task What_this_version_refuses_of_the_changes_that_are_kept_is_told_at_its_line()
    {
        using var folder = new TempFolder();
        await using (var emulator = await StartAsync(folder))
        {
            using var api = new ElbV2Client(emulator.Control);
            await api.CreateTargetGroupAsync("web", 80);
        }

        var lines = folder.File("elbv2/state-1.jsonl");
        var arn = "arn:aws:elasticloadbalancing:us-east-1:0:targetgroup/old/1";
        StateFiles.Append(lines, $$$"""
            {"TargetGroups":{"Put":[{"Name":"old","TargetType":"ip","Settings":{"Protocol":"HTTP","Port":"80","HealthCheckIntervalSeconds":"5"},"Arn":"{{{arn}}}"}]}}
            """);
        folder.Write("alb.json", ElbV2Stage.Topology().ToString()!);
        var before = await File.ReadAllBytesAsync(lines);
        var number = (await File.ReadAllLinesAsync(lines)).Length;
        var (exitCode, output) = await EmulatorProcess.RunAsync(
            folder.Path, "run", "alb.json", $"--Alb:DataDirectory={folder.Path}", $"--Alb:ControlUrl=http://127.0.0.1:{FreePorts.Take()}");
        Assert.Equal(2, exitCode);
        Assert.Contains($"{lines}:{number}: {arn}: Health check interval must be greater than", output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(lines));
    }

    [Fact]
    public async Task A_file_that_is_a_seed_can_be_changed_and_stays_changed()
    {
        using var folder = new TempFolder();
        string loadBalancer;
        await using (var emulator = await StartAsync(folder, ("Alb:FileIsSeed", "true")))
        {
            using var api = new ElbV2Client(emulator.Control);
            loadBalancer = ElbV2Client.First(await api.DoAsync("DescribeLoadBalancers"), "LoadBalancerArn");
            var response = await RawClient.ExchangeAsync(
                emulator.Port, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            Assert.InRange(response.Status, 502, 503);
            await api.DoAsync(
                "AddTags",
                ("ResourceArns.member.1", loadBalancer), ("Tags.member.1.Key", "a"), ("Tags.member.1.Value", "b"));
        }

        await using var again = await StartAsync(folder, ("Alb:FileIsSeed", "true"));
        using var client = new ElbV2Client(again.Control);
        Assert.Equal(["b"], ElbV2Client.All(
            await client.DoAsync("DescribeTags", ("ResourceArns.member.1", loadBalancer)), "Value"));
        await client.DoAsync("DeleteLoadBalancer", ("LoadBalancerArn", loadBalancer));
        Assert.Empty(ElbV2Client.All(await client.DoAsync("DescribeLoadBalancers"), "LoadBalancerArn"));
    }

    [Fact]
    public async Task An_edited_file_and_the_api_make_one_topology()
    {
        await using var stage = await ElbV2Stage.StartAsync();
        var group = await stage.Api.CreateTargetGroupAsync("web", 1);
        var loadBalancer = await stage.Api.CreateLoadBalancerAsync("demo");
        var (port, other) = (FreePorts.Take(), FreePorts.Take());
        await stage.Api.CreateListenerAsync(loadBalancer, port, group);
        await stage.Emulator.RewriteTopologyAsync(
            new TopologyBuilder { LoadBalancerName = "renamed" }.Listener(other, "own").TargetGroup("own", 1));
        foreach (var one in new[] { port, other })
        {
            var response = await RawClient.ExchangeAsync(one, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            Assert.InRange(response.Status, 502, 503);
        }

        var names = ElbV2Client.All(await stage.Api.DoAsync("DescribeLoadBalancers"), "LoadBalancerName");
        Assert.Equal(["renamed", "demo"], names);
    }

    private static async Task FindAsync(ElbV2Client api, Dictionary<string, string> answered)
    {
        var found = new HashSet<string>();
        for (string[] marker = ["start"]; marker.Length > 0;)
        {
            var page = await api.DoAsync(
                "DescribeTargetGroups", marker[0] == "start" ? Array.Empty<(string, string)>() : [("Marker", marker[0])]);
            found.UnionWith(ElbV2Client.All(page, "TargetGroupArn"));
            marker = ElbV2Client.All(page, "NextMarker");
        }

        Assert.Subset(found, answered.Values.ToHashSet());
    }

    private static Task<EmulatorProcess> StartAsync(TempFolder folder, params (string, string)[] settings) =>
        EmulatorProcess.StartAsync(ElbV2Stage.Topology(), [("Alb:DataDirectory", folder.Path), .. settings]);

    private static Task<EmulatorProcess> StartAsync(AlbSettings settings) => EmulatorProcess.StartAsync(
        ElbV2Stage.Topology(), [("Alb:DataDirectory", settings.DataDirectory), ("Alb:Store", settings.Store)]);

    private static async Task KillAfterAsync(EmulatorProcess emulator, int milliseconds)
    {
        await Task.Delay(milliseconds);
        await emulator.KillAsync();
    }

    private static async Task<string> EverythingAsync(ElbV2Client api)
    {
        var loadBalancers = await api.DoAsync("DescribeLoadBalancers", ("Names.member.1", "demo"));
        var arn = ElbV2Client.First(loadBalancers, "LoadBalancerArn");
        XElement[] answers =
        [
            loadBalancers,
            await api.DoAsync("DescribeListeners", ("LoadBalancerArn", arn)),
            await api.DoAsync("DescribeTargetGroups", ("Names.member.1", "web")),
        ];
        return string.Concat(answers.Select(answer => answer.Elements().First().ToString()));
    }
}
