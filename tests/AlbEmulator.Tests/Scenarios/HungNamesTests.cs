using System.Net;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>A resolver that does not answer holds up what asks for a new name, for a while, and nobody else.</summary>
public sealed class HungNamesTests
{
    private const string Instance = "i-0123456789abcdef0";

    private readonly ManualTime _time = new();

    [Fact]
    public async Task Name_of_a_file_that_is_looked_up_holds_up_no_call_and_is_taken_without_addresses_in_the_end()
    {
        var (names, asked) = HungNames();
        await using var emulator = await HostedEmulator.StartAsync(ElbV2Stage.Topology(), services => services.AddSingleton(names));
        using var api = new ElbV2Client(emulator.Control);
        emulator.WriteTopology(WithName());
        await asked;

        await api.CreateTargetGroupAsync("meanwhile", 80);
        Assert.DoesNotContain("named", await GroupsAsync(api));

        await Patience.UntilAsync("the file to be in effect", async () =>
        {
            _time.Advance(HostNames.LookupTimeout);
            return (await GroupsAsync(api)).Contains("named") ? "yes" : null;
        });
        Assert.Contains("meanwhile", await GroupsAsync(api));
    }

    [Fact]
    public async Task Name_of_an_instance_that_is_looked_up_holds_up_no_other_call()
    {
        var (names, asked) = HungNames();
        await using var emulator = await HostedEmulator.StartAsync(ElbV2Stage.Topology(), services => services.AddSingleton(names), ($"Alb:Instances:{Instance}", "hung"));
        using var api = new ElbV2Client(emulator.Control);
        var group = await GroupOfInstancesAsync(api);
        var waiting = api.CallAsync("RegisterTargets", ("TargetGroupArn", group), ("Targets.member.1.Id", Instance));
        await asked;

        await api.CreateTargetGroupAsync("meanwhile", 80);
        Assert.False(waiting.IsCompleted);

        await PassUntilAsync(waiting);
        Assert.Equal(HttpStatusCode.OK, (await waiting).Status);
    }

    [Fact]
    public async Task Start_waits_for_a_resolver_that_hangs_no_longer_than_for_one_lookup()
    {
        var (names, asked) = HungNames();
        var starting = HostedEmulator.StartAsync(WithName(), services => services.AddSingleton(names));
        await asked;

        await PassUntilAsync(starting);

        await using var emulator = await starting;
        Assert.Equal(503, (await RawClient.ExchangeAsync(emulator.Port, Wire.Get())).Status);
    }

    /// <summary>The resolver is asked a moment before its time begins to run.</summary>
    private Task PassUntilAsync(Task waiting) => Patience.UntilAsync("the time of a lookup to be up", () =>
    {
        _time.Advance(HostNames.LookupTimeout);
        return waiting.IsCompleted;
    });

    private static string WithName() => $$"""
        {
          "LoadBalancers": [{ "Listeners": [
            { "Port": {{FreePorts.Take()}}, "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "named" }] }] }],
          "TargetGroups": [{ "Name": "named", "Targets": [{ "Id": "hung", "Port": 80 }] }],
        }
        """;

    private static async Task<string[]> GroupsAsync(ElbV2Client api) =>
        ElbV2Client.All(await api.DoAsync("DescribeTargetGroups"), "TargetGroupName");

    private static async Task<string> GroupOfInstancesAsync(ElbV2Client api) => ElbV2Client.First(
        await api.DoAsync(
            "CreateTargetGroup",
            ("Name", "machines"), ("Protocol", "HTTP"), ("Port", "80"), ("VpcId", "vpc-0a1b2c3d"), ("TargetType", "instance")),
        "TargetGroupArn");

    /// <summary>A resolver that never answers, whose time is up when the test says so.</summary>
    private (HostNames Names, Task Asked) HungNames()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var names = new HostNames(
            (_, _) =>
            {
                asked.TrySetResult();
                return new TaskCompletionSource<IPAddress[]>().Task;
            },
            _time,
            NullLogger<HostNames>.Instance);
        return (names, asked.Task);
    }
}
