using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Forwarding;

/// <summary>Says of a target group why none of its targets could be chosen.</summary>
internal static class NoTarget
{
    private const int MostShown = 60;

    public static Failure In(TargetGroupSnapshot snapshot)
    {
        var group = $"target group {snapshot.TargetGroup.Name}";
        var described = snapshot.Targets.Described;
        var draining = described.Count(target => target.Health.State == TargetHealthState.Draining);
        if (snapshot.Targets.Registered is { Count: > 0 } registered)
        {
            if (registered.All(target => target.Held is not null && target.Health.State == TargetHealthState.Draining))
            {
                return new(CauseCode.TargetsDraining, $"all targets of {group} are held draining by the control port ({registered.Count})");
            }

            return new(
                CauseCode.TargetsUnused,
                $"no target of {group} is in use: {described[0].Name} is {described[0].Health.StateName}"
                + $" ({described[0].Health.Reason})");
        }

        if (snapshot.TargetGroup.Targets is [var named, ..])
        {
            return new(
                CauseCode.TargetsHaveNoAddress,
                $"no target of {group} has an address: the name {Printable.Quoted(named.Id, MostShown)} was not found");
        }

        return draining > 0
            ? new(CauseCode.TargetsDraining, $"all targets of {group} are deregistered and draining ({draining})")
            : new(CauseCode.NoTargetRegistered, $"{group} has no registered targets");
    }
}
