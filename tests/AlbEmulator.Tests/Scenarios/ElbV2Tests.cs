using System.Globalization;
using System.Net;
using System.Text.Json;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// The ELBv2 API makes load balancers that route.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/Welcome.html"/>
/// </summary>
public sealed class ElbV2Tests
{
    private const string Bundle = "ca.pem";
    private const string RevocationList = "list.crl";

    [Fact]
    public async Task Every_action_answers_the_sdk_as_aws_does()
    {
        using var folder = new TempFolder();
        await using var stage = await StartWithBundlesAsync(folder);
        await stage.RunAsync("elbv2_actions.py", FreePort(), Bundle, RevocationList);
        var trustStores = new DirectoryInfo(stage.Emulator.Folder.File("data/elbv2/trust-stores"));
        Assert.True(!trustStores.Exists || !trustStores.EnumerateFiles().Any());
    }

    [Fact]
    public async Task Every_action_answers_the_sdk_for_javascript_too()
    {
        if (!await Programs.HaveNodeAsync("@aws-sdk/client-elastic-load-balancing-v2"))
        {
            return;
        }

        using var folder = new TempFolder();
        await using var target = ScriptedTarget.Start();
        await using var stage = await StartWithBundlesAsync(folder);
        await NodeScripts.RunAsync(
            "elbv2-client.cjs", stage.Emulator.Control.ToString(), FreePort(), $"{target.Port}", Bundle, RevocationList);
    }

    [Fact]
    public async Task What_is_wrong_is_refused_by_code_and_message()
    {
        await using var stage = await ElbV2Stage.StartAsync(("Alb:LogStore", "s3-of-nobody"));
        await stage.RunAsync("elbv2_errors.py", FreePort(), ElbV2Stage.OfFile);
    }

    [Fact]
    public async Task Rules_are_told_in_the_form_that_they_were_given_in()
    {
        await using var stage = await ElbV2Stage.StartAsync();
        await stage.RunAsync("elbv2_conditions.py", FreePort());
    }

    [Fact]
    public async Task What_is_wrong_is_said_in_the_words_of_aws()
    {
        await using var stage = await ElbV2Stage.StartAsync(("Alb:Lambda:Endpoint", "http://127.0.0.1:1"));
        await stage.RunAsync("elbv2_messages.py", FreePort());
    }

    [Fact]
    public async Task Zones_of_subnets_that_stand_nowhere_are_the_same_in_both_apis()
    {
        // By their last digits all are in the first zone.
        var topology = $$"""
            { "LoadBalancers": [
                { "Name": "one", "Subnets": ["subnet-00000000", "subnet-00000003"], "Listeners": [{{Listener()}}] },
                { "Name": "two", "Subnets": ["subnet-00000006", "subnet-00000003"], "Listeners": [{{Listener()}}] }] }
            """;
        await using var emulator = await HostedEmulator.StartAsync(topology);
        const string subnets = """ "SubnetIds": ["subnet-00000000", "subnet-00000003", "subnet-00000006", "subnet-00000009"] """;
        var results = await Boto.CallAsync(emulator.Control, $$"""
            [
                ["ec2", "describe_subnets", { {{subnets}} }],
                ["elbv2", "create_load_balancer", { "Name": "three", "Subnets": ["subnet-00000009", "subnet-00000006", "subnet-00000003"] }],
                ["elbv2", "describe_load_balancers", {}],
                ["ec2", "describe_subnets", { {{subnets}} }],
                ["ec2", "describe_subnets", { {{subnets}}, "Filters": [{ "Name": "availability-zone", "Values": ["us-east-1c"] }] }],
                ["elbv2", "delete_load_balancer", { "LoadBalancerArn": "$1.LoadBalancers.0.LoadBalancerArn" }],
                ["ec2", "describe_subnets", { {{subnets}} }]
            ]
            """);
        if (results is null)
        {
            return;
        }

        Assert.Equal(["00 a", "03 b", "06 a", "09 a"], Zones(results[0]));
        Assert.Equal(["00 a", "03 b", "06 a", "09 c"], Zones(results[3]));
        Assert.Equal(["09 c"], Zones(results[4]));
        Assert.Equal(Zones(results[0]), Zones(results[6]));
        Assert.Equal(
            ["one 00 a", "one 03 b", "two 06 a", "two 03 b", "three 09 c", "three 06 a", "three 03 b"],
            results[2].GetProperty("result").GetProperty("LoadBalancers").EnumerateArray().SelectMany(loadBalancer =>
                loadBalancer.GetProperty("AvailabilityZones").EnumerateArray()
                    .Select(zone => $"{Answered.At(loadBalancer, "LoadBalancerName")} {Zone(zone, "ZoneName")}")));

        static string Listener() =>
            $$"""{ "Port": {{FreePort()}}, "DefaultActions": [{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "200" } }] }""";

        static string Zone(JsonElement element, string zone) =>
            $"{Answered.At(element, "SubnetId")[^2..]} {Answered.At(element, zone)[^1..]}";

        static IEnumerable<string> Zones(JsonElement result) =>
            result.GetProperty("result").GetProperty("Subnets").EnumerateArray()
                .Select(subnet => Zone(subnet, "AvailabilityZone")).Order();
    }

    [Fact]
    public async Task A_listener_routes_as_soon_as_it_is_created()
    {
        await using var target = ScriptedTarget.Start();
        await using var stage = await ElbV2Stage.StartAsync();
        var loadBalancer = await stage.Api.CreateLoadBalancerAsync("demo");
        var group = await stage.Api.CreateTargetGroupAsync("web", target.Port);
        await stage.Api.RegisterAsync(group, "127.0.0.1", target.Port);
        var port = FreePorts.Take();
        await stage.Api.CreateListenerAsync(loadBalancer, port, group);
        var response = await RawClient.ExchangeAsync(port, "GET /first HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        Assert.Equal(200, response.Status);
        var line = (await stage.Emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal(group, line.TargetGroupArn);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error_and_changes_nothing()
    {
        var port = FreePorts.Take();
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, port);
        taken.Start();
        await using var stage = await ElbV2Stage.StartAsync();
        var loadBalancer = await stage.Api.CreateLoadBalancerAsync("demo");
        var group = await stage.Api.CreateTargetGroupAsync("web", 1);
        var (status, answer) = await stage.Api.CallAsync(
            "CreateListener",
            ("LoadBalancerArn", loadBalancer), ("Protocol", "HTTP"), ("Port", $"{port}"),
            ("DefaultActions.member.1.Type", "forward"), ("DefaultActions.member.1.TargetGroupArn", group));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"port {port} of 127.0.0.1 cannot be bound: another program has it", answer.Value, StringComparison.Ordinal);
        Assert.Empty(ElbV2Client.All(
            await stage.Api.DoAsync("DescribeListeners", ("LoadBalancerArn", loadBalancer)), "ListenerArn"));
        taken.Stop();
        await stage.Api.CreateListenerAsync(loadBalancer, port, group);
    }

    [Fact]
    public async Task A_port_can_be_used_again_right_after_its_listener_is_deleted()
    {
        await using var stage = await ElbV2Stage.StartAsync();
        var loadBalancer = await stage.Api.CreateLoadBalancerAsync("demo");
        var group = await stage.Api.CreateTargetGroupAsync("web", 1);
        var port = FreePorts.Take();
        for (var i = 0; i < 5; i++)
        {
            var listener = await stage.Api.CreateListenerAsync(loadBalancer, port, group);
            var response = await RawClient.ExchangeAsync(port, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            Assert.Equal(503, response.Status);
            await stage.Api.DoAsync("DeleteListener", ("ListenerArn", listener));
        }
    }

    [Fact]
    public async Task Ports_are_mapped_by_the_setting()
    {
        var local = FreePorts.Take();
        await using var target = ScriptedTarget.Start();
        await using var stage = await ElbV2Stage.StartAsync(("Alb:PortMap:80", $"{local}"));
        var loadBalancer = await stage.Api.CreateLoadBalancerAsync("demo");
        var group = await stage.Api.CreateTargetGroupAsync("web", target.Port);
        await stage.Api.RegisterAsync(group, "127.0.0.1", target.Port);
        await stage.Api.CreateListenerAsync(loadBalancer, 80, group);
        await RawClient.ExchangeAsync(local, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        Assert.Equal("80", target.Requests.Single(request => request.Header("X-Forwarded-Port") is not null).Header("X-Forwarded-Port"));
    }

    [Fact]
    public async Task Health_is_told_as_it_is_and_draining_too()
    {
        await using var target = ScriptedTarget.Start();
        await using var stage = await ElbV2Stage.StartAsync(("Alb:Instances:i-0a1b2c3d", "127.0.0.1"));
        var loadBalancer = await stage.Api.CreateLoadBalancerAsync("demo");
        var group = ElbV2Client.First(
            await stage.Api.DoAsync(
                "CreateTargetGroup",
                ("Name", "web"), ("Protocol", "HTTP"), ("ProtocolVersion", ""), ("Port", $"{target.Port}"), ("VpcId", "vpc-0a1b2c3d")),
            "TargetGroupArn");
        await stage.Api.DoAsync("RegisterTargets", ("TargetGroupArn", group), ("Targets.member.1.Id", "i-0a1b2c3d"));
        await stage.Api.CreateListenerAsync(loadBalancer, FreePorts.Take(), group);
        await Patience.UntilAsync("the target to be healthy", async () => await StateAsync() == "i-0a1b2c3d healthy" ? "" : null);
        await stage.Api.DoAsync("DeregisterTargets", ("TargetGroupArn", group), ("Targets.member.1.Id", "i-0a1b2c3d"));
        Assert.EndsWith(" draining", await StateAsync(), StringComparison.Ordinal);

        async Task<string> StateAsync()
        {
            var answer = await stage.Api.DoAsync("DescribeTargetHealth", ("TargetGroupArn", group));
            return $"{ElbV2Client.First(answer, "Id")} {ElbV2Client.First(answer, "State")}";
        }
    }

    /// <summary>With three subnets, two instances, and a bucket <c>bundles</c> that holds what trust stores are made of.</summary>
    private static async Task<ElbV2Stage> StartWithBundlesAsync(TempFolder folder)
    {
        using var authority = new Authority("CN=Root");
        using var client = authority.Issue("CN=client");
        var bundles = Directory.CreateDirectory(folder.File("bundles")).FullName;
        await File.WriteAllTextAsync(Path.Combine(bundles, Bundle), authority.Certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(bundles, RevocationList), authority.Revoke(client));
        return await ElbV2Stage.StartAsync(
            ("Alb:Instances:i-0a1b2c3d", "127.0.0.1"),
            ("Alb:Instances:i-1a1b2c3d", "127.0.0.2"),
            ("Alb:Network:Vpcs:vpc-0a1b2c3d:Cidr", "10.0.0.0/16"),
            ("Alb:Network:Subnets:subnet-0a1b2c3d:Zone", "a"),
            ("Alb:Network:Subnets:subnet-1a1b2c3d:Zone", "b"),
            ("Alb:Network:Subnets:subnet-2a1b2c3d:Zone", "c"),
            ("Alb:LogStore", folder.Path));
    }

    private static string FreePort() => FreePorts.Take().ToString(CultureInfo.InvariantCulture);
}
