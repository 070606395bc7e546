using AlbEmulator.Snapshots;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Testing.Inside;

/// <summary>Waits for targets, as <c>alb wait healthy</c> does.</summary>
internal static class HealthWait
{
    private const int MostListed = 12;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public static async Task OfAsync(IServiceProvider services, TimeSpan within)
    {
        var current = services.GetRequiredService<CurrentSnapshot>();
        using var patience = new CancellationTokenSource(within);
        while (Waited(current.Value) is { Count: > 0 } waited)
        {
            try
            {
                await Task.Delay(Pause, patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                throw new AlbException(string.Join('\n', waited.Take(MostListed).Prepend($"Not healthy within {within.TotalSeconds:0.###} s:")));
            }
        }
    }

    /// <summary>A line for each target that gets requests and is not healthy.</summary>
    private static List<string> Waited(Snapshot snapshot) =>
    [
        .. from @group in snapshot.TargetGroups.Values
           from target in @group.Targets.Described
           where target.Health.StateName is not ("healthy" or "unavailable" or "draining" or "unused")
           select $"  {@group.TargetGroup.Name}: {target.Name} is {target.Health.StateName}{(target.Health.Description is { Length: > 0 } why ? $": {why}" : "")}",
    ];
}
