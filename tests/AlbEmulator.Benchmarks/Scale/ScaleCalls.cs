using System.Diagnostics;
using AlbEmulator.Benchmarks.Processes;

namespace AlbEmulator.Benchmarks.Scale;

/// <summary>Calls of the API beside a topology of files: groups and rules are made, and removed again.</summary>
internal static class ScaleCalls
{
    /// <returns>Milliseconds by action, in ascending order.</returns>
    public static async Task<IReadOnlyDictionary<string, double[]>> Measure(ScaledEmulator emulator, int calls, CancellationToken cancelled)
    {
        var times = new Dictionary<string, List<double>>();
        var loadBalancer = await emulator.Call(
            "CreateLoadBalancer", "Name=api&Subnets.member.1=subnet-0a&Subnets.member.2=subnet-1b", "LoadBalancerArn", cancelled);
        var listener = await emulator.Call(
            "CreateListener",
            $"LoadBalancerArn={loadBalancer}&Protocol=HTTP&Port={LoopbackPort.Free()}&DefaultActions.member.1.Type=fixed-response"
                + "&DefaultActions.member.1.FixedResponseConfig.StatusCode=404",
            "ListenerArn",
            cancelled);
        var groups = await Each("CreateTargetGroup", Enumerable.Range(0, calls), "TargetGroupArn", call =>
            $"Name=api-{call}&Protocol=HTTP&Port=80&VpcId=vpc-0a&TargetType=ip&HealthCheckIntervalSeconds=300");
        await Each("RegisterTargets", groups, null, group =>
            $"TargetGroupArn={group}&Targets.member.1.Id=127.0.0.1&Targets.member.1.Port=63999");
        var priority = 0;
        var rules = await Each("CreateRule", groups, "RuleArn", group =>
            $"ListenerArn={listener}&Priority={++priority}&Conditions.member.1.Field=path-pattern"
                + $"&Conditions.member.1.Values.member.1=/api-{priority}&Actions.member.1.Type=forward"
                + $"&Actions.member.1.TargetGroupArn={group}");
        await Each("AddTags", groups, null, group =>
            $"ResourceArns.member.1={group}&Tags.member.1.Key=a&Tags.member.1.Value=b");
        await Each("DeleteRule", rules, null, rule => $"RuleArn={rule}");
        await Each("DeleteTargetGroup", groups, null, group => $"TargetGroupArn={group}");
        return times.ToDictionary(entry => entry.Key, entry => entry.Value.Order().ToArray());

        async Task<List<string?>> Each<T>(string action, IEnumerable<T> things, string? made, Func<T, string> parameters)
        {
            var all = new List<string?>();
            foreach (var thing in things)
            {
                var text = parameters(thing);
                var start = Stopwatch.GetTimestamp();
                all.Add(await emulator.Call(action, text, made, cancelled));
                times.TryAdd(action, []);
                times[action].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return all;
        }
    }
}
