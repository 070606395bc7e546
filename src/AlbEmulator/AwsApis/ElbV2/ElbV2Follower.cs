using System.Globalization;
using AlbEmulator.Machine;
using AlbEmulator.Stores;
using AlbEmulator.Topologies;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>
/// Puts into effect what other nodes have kept, as soon as it is known, and tells them when it is. What this machine does not grant,
/// such as a port, is tried again every second.
/// </summary>
internal sealed class ElbV2Follower(
    ElbV2Changes changes, Store store, TopologyStore topologies, NodePlaces nodes, string version, ILogger<ElbV2Follower> log) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly Signal _signal = new();

    public override void Dispose()
    {
        base.Dispose();
        _signal.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var following = new Unattended("The following of other nodes", log);
        store.Shared!.Followed += _signal.Set;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await following.DoAsync(changes.FollowAsync, stoppingToken);
                Announce();
                await _signal.WaitAsync(changes.Missing.Count > 0 ? Again : Timeout.InfiniteTimeSpan, stoppingToken);
            }
        }
        finally
        {
            store.Shared.Followed -= _signal.Set;
        }
    }

    private void Announce()
    {
        var listeners = topologies.Current.LoadBalancers.SelectMany(
            static loadBalancer => loadBalancer.Listeners, static (loadBalancer, listener) => $"{loadBalancer.Name}:{listener.Port.ToString(CultureInfo.InvariantCulture)}");
        store.Shared!.Announce(new StoreNode(nodes.Own.ToString(), version, changes.InEffect, [.. listeners]));
    }
}
