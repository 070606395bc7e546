using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Health;

/// <summary>Reports the health of targets, and tells of every change of state in the program's log.</summary>
internal sealed partial class TargetStates(ILogger<TargetStates> log)
{
    /// <summary>Tells of checks that fail by themselves, which is no word about a target.</summary>
    public Unattended Unattended { get; } = new("A health check", log);

    /// <param name="targets">Where the target is registered.</param>
    /// <param name="target">The target.</param>
    /// <param name="health">What it is from now on.</param>
    /// <param name="detail">What was seen on the wire.</param>
    public void Report(GroupTargets targets, RegisteredTarget target, TargetHealth health, string? detail = null)
    {
        var before = target.OwnHealth;
        if (before == health || target.IsDeregistered)
        {
            return;
        }

        targets.Report(target, health);
        if (before.State == health.State || target.Health != health)
        {
            // Or it is held, and nobody sees a change.
            return;
        }

        var group = targets.TargetGroup.Name;
        var why = Why(health, detail);
        if (health.State == TargetHealthState.Unhealthy)
        {
            LogUnhealthy(target.Name, group, before.StateName, health.StateName, why);
        }
        else
        {
            LogChanged(target.Name, group, before.StateName, health.StateName, why);
        }
    }

    private static string Why(TargetHealth health, string? detail) => (health.Reason, detail) switch
    {
        (null, null) => "",
        (null, _) => $" ({detail})",
        (_, null) => $": {health.Description}",
        _ => $": {health.Description} ({detail})",
    };

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Target {Target} of target group {TargetGroup}: {Before} → {State}{Why:l}")]
    private partial void LogChanged(string target, string targetGroup, string before, string state, string why);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Target {Target} of target group {TargetGroup}: {Before} → {State}{Why:l}")]
    private partial void LogUnhealthy(string target, string targetGroup, string before, string state, string why);
}
