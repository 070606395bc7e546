using System.Collections.Immutable;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Resources;

/// <summary>The state as one JSON, as versions before there were changes kept it.</summary>
internal static class KeptState
{
    /// <param name="file">Its name, for problems.</param>
    /// <param name="content">What it holds.</param>
    /// <returns>The state, or what is wrong with it: the first thing.</returns>
    public static (ElbV2State State, Problem? Problem) Read(string file, byte[] content)
    {
        var (whole, fault) = KeptJson.Read(content, KeptTypes.Of<Whole>());
        return fault is not null ? Wrong(file, fault.Line, fault.Path, fault.Message)
            : ProblemWith(file, content, whole!) is { } problem ? (ElbV2State.Empty, problem)
            : (whole!.State(), null);
    }

    private static Problem? ProblemWith(string file, byte[] content, Whole state)
    {
        const string arn = nameof(Resource.Arn);
        var listeners = state.LoadBalancers.SelectMany(item => item.Listeners).ToList();
        IEnumerable<(string Property, string Arn, string Form)> all =
        [
            .. state.LoadBalancers.Select(item => (arn, item.Arn, KeptArns.LoadBalancer)),
            .. listeners.Select(item => (arn, item.Arn, KeptArns.Listener)),
            .. listeners.Select(item => (nameof(item.DefaultRuleArn), item.DefaultRuleArn, KeptArns.Rule)),
            .. listeners.SelectMany(item => item.Rules).Select(item => (arn, item.Arn, KeptArns.Rule)),
            .. state.TargetGroups.Select(item => (arn, item.Arn, KeptArns.TargetGroup)),
            .. state.TrustStores.Select(item => (arn, item.Arn, KeptArns.TrustStore)),
        ];
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in all)
        {
            if (KeptArns.ProblemWith(item.Arn, item.Form) is { } problem)
            {
                return Wrong(file, JsonFault.LineOf(content, item.Property, item.Arn), "", problem).Problem;
            }

            if (!seen.TryAdd(item.Arn, item.Property))
            {
                var time = seen[item.Arn] == item.Property ? 2 : 1;
                return Wrong(
                    file, JsonFault.LineOf(content, item.Property, item.Arn, time), "", $"{Quoted.Text(item.Arn)} stands here a second time").Problem;
            }
        }

        foreach (var group in state.TargetGroups)
        {
            if (group.Targets.CountBy(target => target.Key).FirstOrDefault(target => target.Value > 1).Key is { } key)
            {
                return Wrong(
                    file, JsonFault.LineOf(content, arn, group.Arn), "", $"the target {Quoted.Text(key)} stands in {group.Arn} a second time").Problem;
            }
        }

        return null;
    }

    private static (ElbV2State State, Problem? Problem) Wrong(string file, int line, string path, string message) =>
        (ElbV2State.Empty, new Problem(new Origin(file, line, path), message));

    internal sealed record Whole
    {
        /// <summary>A later one is not read as this.</summary>
        public int Format { get; init; } = 1;

        public bool IsSeeded { get; init; }

        public ImmutableList<LoadBalancerResource> LoadBalancers { get; init => field = value ?? []; } = [];

        public ImmutableList<TargetGroupResource> TargetGroups { get; init => field = value ?? []; } = [];

        public ImmutableList<TrustStoreResource> TrustStores { get; init => field = value ?? []; } = [];

        public ElbV2State State() => new()
        {
            IsSeeded = IsSeeded,
            LoadBalancers = LoadBalancers,
            TargetGroups = TargetGroups,
            TrustStores = TrustStores,
        };
    }
}
