using AlbEmulator.Model;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Rules.Explanations;

/// <summary>A target group that may get the request.</summary>
/// <param name="Name">Of the target group.</param>
/// <param name="Arn">Of the target group.</param>
/// <param name="Weight">0–999.</param>
/// <param name="Percent">Its share of the requests.</param>
/// <param name="Targets"><c>ip:port</c> of each target that could be chosen now; with none, 503.</param>
internal sealed record ExplainedTargetGroup(
    string Name, string Arn, int Weight, double Percent, IReadOnlyList<string> Targets)
{
    public static IReadOnlyList<ExplainedTargetGroup> Of(
        IReadOnlyList<WeightedTargetGroup> groups,
        Snapshot snapshot)
    {
        var sum = groups.Sum(static group => group.Weight);
        return [.. groups.Select(weighted =>
        {
            var (group, targets) = snapshot.TargetGroups[weighted.TargetGroupArn];
            return new ExplainedTargetGroup(
                group.Name,
                group.Arn,
                weighted.Weight,
                sum == 0 ? 0 : 100.0 * weighted.Weight / sum,
                [.. targets.Routable.Targets.Select(static target => target.Name)]);
        })];
    }
}
