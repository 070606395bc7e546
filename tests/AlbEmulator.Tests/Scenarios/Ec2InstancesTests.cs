using System.Net;
using System.Text.Json;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Instances that no setting names are where EC2 says.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html"/>
/// </summary>
public sealed class Ec2InstancesTests
{
    [Fact]
    public async Task Instance_that_is_registered_is_reached_where_moto_says_it_is()
    {
        if (await MotoServer.StartAsync() is not { } started)
        {
            return;
        }

        await using var moto = started;
        await using var target = ScriptedTarget.Start();
        var id = await RunInstanceAsync(moto, "127.0.0.1");
        await using var stage = await ElbV2Stage.StartAsync(("Alb:Ec2Endpoint", $"http://127.0.0.1:{moto.Port}"));
        var group = await CreateGroupAsync(stage, target.Port);

        await stage.Api.RegisterAsync(group, id, target.Port);

        var port = FreePorts.Take();
        await stage.Api.CreateListenerAsync(await stage.Api.CreateLoadBalancerAsync("demo"), port, group);
        Assert.Equal(200, (await RawClient.ExchangeAsync(port, Wire.Get())).Status);
        var health = await stage.Api.DoAsync("DescribeTargetHealth", ("TargetGroupArn", group));
        Assert.Equal(id, ElbV2Client.First(health, "Id"));
        var (status, answer) = await stage.Api.CallAsync(
            "RegisterTargets",
            ("TargetGroupArn", await CreateGroupAsync(stage, target.Port, "ipv6")), ("Targets.member.1.Id", id));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("does not say its IPv6 address", ElbV2Client.First(answer, "Message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instance_that_runs_no_longer_cannot_be_registered()
    {
        if (await MotoServer.StartAsync() is not { } started)
        {
            return;
        }

        await using var moto = started;
        var id = await RunInstanceAsync(moto, "127.0.0.1");
        await MotoServer.AwsAsync(moto.Port, "ec2", "terminate-instances", "--instance-ids", id);
        await using var stage = await ElbV2Stage.StartAsync(("Alb:Ec2Endpoint", $"http://127.0.0.1:{moto.Port}"));

        await RefuseAsync(stage, id, "are not in a running state and cannot be registered");
        await RefuseAsync(stage, "i-0123456789abcdef0", "says InvalidInstanceID.NotFound");
    }

    [Fact]
    public async Task Endpoint_that_does_not_answer_is_named()
    {
        var endpoint = $"http://127.0.0.1:{FreePorts.Take()}";
        await using var stage = await ElbV2Stage.StartAsync(("Alb:Ec2Endpoint", endpoint));

        await RefuseAsync(stage, "i-0a1b2c3d", $"{endpoint} cannot be asked: ");
    }

    [Fact]
    public async Task Setting_of_an_instance_wins_and_without_any_both_are_named()
    {
        await using var stage = await ElbV2Stage.StartAsync(("Alb:Instances:i-0a1b2c3d", "127.0.0.1"));
        await stage.Api.RegisterAsync(await CreateGroupAsync(stage, 80), "i-0a1b2c3d", 80);

        await RefuseAsync(stage, "i-1a1b2c3d", "Alb__Instances__i-1a1b2c3d=127.0.0.1, or name with Alb:Ec2Endpoint what knows it");
    }

    private static async Task<string> RunInstanceAsync(MotoServer moto, string address)
    {
        var output = await MotoServer.AwsAsync(
            moto.Port, "ec2", "run-instances", "--image-id", "ami-12c6146b", "--private-ip-address", address, "--output", "json");
        using var document = JsonDocument.Parse(output);
        return document.RootElement.GetProperty("Instances")[0].GetProperty("InstanceId").GetString()!;
    }

    private static async Task<string> CreateGroupAsync(ElbV2Stage stage, int port, string type = "ipv4") => ElbV2Client.First(
        await stage.Api.DoAsync(
            "CreateTargetGroup",
            ("Name", $"web-{type}"), ("IpAddressType", type), ("Protocol", "HTTP"), ("Port", $"{port}"), ("VpcId", "vpc-0a1b2c3d"), ("TargetType", "instance")),
        "TargetGroupArn");

    private static async Task RefuseAsync(ElbV2Stage stage, string id, string why)
    {
        var group = await CreateGroupAsync(stage, 80);
        var (status, answer) = await stage.Api.CallAsync(
            "RegisterTargets", ("TargetGroupArn", group), ("Targets.member.1.Id", id));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("InvalidTarget", ElbV2Client.First(answer, "Code"));
        Assert.Contains(why, ElbV2Client.First(answer, "Message"), StringComparison.Ordinal);
    }
}
