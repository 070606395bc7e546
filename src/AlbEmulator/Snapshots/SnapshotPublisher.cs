using System.Threading.Channels;
using AlbEmulator.Authentication;
using AlbEmulator.Faults;
using AlbEmulator.Forwarding;
using AlbEmulator.Health;
using AlbEmulator.IdentityProviders;
using AlbEmulator.Listeners.Certificates;
using AlbEmulator.LogDelivery;
using AlbEmulator.Machine;
using AlbEmulator.Metrics;
using AlbEmulator.Model;
using AlbEmulator.Stickiness;
using AlbEmulator.TargetGroups;
using AlbEmulator.TargetGroups.Echo;
using AlbEmulator.Topologies;

namespace AlbEmulator.Snapshots;

/// <summary>
/// Turns every change of the topology, or of the addresses of its targets, into one step for the requests: first the
/// targets are known, then the pointer moves to the new snapshot, then Kestrel binds and unbinds ports.
/// </summary>
internal sealed partial class SnapshotPublisher(
    TopologyStore store,
    HostNames hostNames,
    EchoTargets echoTargets,
    TargetRegistry targets,
    HealthChecks healthChecks,
    CurrentSnapshot current,
    TargetClients clients,
    KestrelEndpoints kestrel,
    ListenerSockets sockets,
    CookieSeals cookieSeals,
    Gates gates,
    EchoProviders echoProviders,
    ServerCertificates certificates,
    MetricsRegistry metrics,
    InjectedFaults faults,
    LogArchives archives,
    HeldPorts held,
    AlbSettings settings,
    ILogger<SnapshotPublisher> log) : BackgroundService
{
    /// <summary>
    /// How long a topology waits for the first health checks of its new target groups, so that their first requests
    /// find the targets that are healthy. Of this machine's clock: it bounds a wait for sockets, and no clock of a test
    /// that stands still may hold up a topology.
    /// </summary>
    private static readonly TimeSpan FirstChecks = TimeSpan.FromMilliseconds(250);

    private readonly SnapshotCompiler _compiler = new(targets, cookieSeals, settings, clients, metrics, gates, faults);

    /// <summary>Is told that requests see another topology, or other addresses of it.</summary>
    public event Action? Published;

    /// <summary>One slot: addresses that change while others are applied become the next change together.</summary>
    private readonly Channel<bool> _changes =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>What was told of load balancers that bind one family.</summary>
    private HashSet<string> _told = [];

    /// <summary>One after the other, whoever publishes.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>
    /// Publishes what the store holds now, with the addresses that its targets have now; or changes nothing, and returns
    /// what this machine does not grant of it.
    /// </summary>
    public async Task<IReadOnlyList<Problem>> PublishAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var (topology, loadedAt) = store.Now;
            var problems = await HostAsync(topology, cancellationToken);
            if (problems.Count == 0)
            {
                await PublishNowAsync(topology, loadedAt, cancellationToken);
            }

            return problems;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Replaces the topology and publishes it, its ports bound before anything else; or changes nothing, and returns
    /// what this machine does not grant of it.
    /// </summary>
    /// <param name="topology">What the API or the files ask for.</param>
    /// <param name="keep">Keeps it, once it is known that it can be had.</param>
    /// <param name="cancellationToken">The end.</param>
    public async Task<IReadOnlyList<Problem>> PublishAsync(
        Topology topology, Action? keep = null, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        var before = store.Now;
        try
        {
            var problems = await sockets.ReserveAsync(before.Topology, topology, cancellationToken);
            if (problems.Count > 0)
            {
                return problems;
            }

            problems = await HostAsync(topology, cancellationToken);
            if (problems.Count > 0)
            {
                await TakeBackAsync();
                return problems;
            }

            // From here on nothing is refused any more.
            keep?.Invoke();
            store.Replace(topology);
            await PublishNowAsync(topology, store.Now.LoadedAt, cancellationToken);
            return problems;
        }
        catch (Exception)
        {
            await TakeBackAsync();
            throw;
        }
        finally
        {
            _turn.Release();
        }

        async Task TakeBackAsync()
        {
            store.Replace(before);
            await sockets.ReleaseAsync();
            await echoProviders.UseAsync(before.Topology, CancellationToken.None);
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _turn.Dispose();
    }

    /// <summary>Begins what the emulator itself hosts of a topology; or tells what this machine does not grant.</summary>
    private async Task<IReadOnlyList<Problem>> HostAsync(Topology topology, CancellationToken cancellationToken)
    {
        var problems = await echoProviders.UseAsync(topology, cancellationToken);
        return problems.Count > 0 ? problems : await echoTargets.StartAsync(topology, cancellationToken);
    }

    private async Task PublishNowAsync(Topology topology, DateTimeOffset loadedAt, CancellationToken cancellationToken)
    {
        await hostNames.ResolveAsync(topology, cancellationToken);
        archives.Use(topology);
        cookieSeals.PrepareFor(topology);
        gates.PrepareFor(topology);
        targets.Register(topology, hostNames.AddressesOf, HealthChecks.FirstHealth(topology));
        var longEnough = Task.Delay(FirstChecks, cancellationToken);
        var firstChecks = healthChecks.Begin(topology);
        clients.Register(topology);
        var next = _compiler.Compile(topology, loadedAt, certificates.For(topology), current.Value);
        await Task.WhenAny(firstChecks, longEnough);
        current.Value = next;
        targets.Deregister(topology);
        clients.Deregister(topology);
        metrics.Keep(topology);
        metrics.Forget(targets.IsDraining);
        healthChecks.End(topology);
        kestrel.Apply(topology, settings.ControlUrl);
        TellOfFamilies(topology);
        held.Keep([.. BoundPlaces.Ports(topology), .. ControlAddress.Of(settings).Select(static taken => taken.Port)]);
        Published?.Invoke();
        await echoTargets.RetireAsync(topology, cancellationToken);
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        hostNames.Changed += Changed;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        hostNames.Changed -= Changed;
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _changes.Reader.ReadAsync(stoppingToken);
                await PublishAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The end.
            }
            catch (Exception exception)
            {
                LogNotPublished(Unattended.Reason(exception));
            }
        }
    }

    /// <summary>Of a load balancer that is dualstack and binds one family, once for as long as that is so.</summary>
    private void TellOfFamilies(Topology topology)
    {
        var problems = topology.LoadBalancers.Select(BindAddresses.ProblemWithFamilies).OfType<string>().ToHashSet();
        foreach (var problem in problems.Where(problem => !_told.Contains(problem)))
        {
            LogOneFamily(problem);
        }

        _told = problems;
    }

    private void Changed() => _changes.Writer.TryWrite(true);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}")]
    private partial void LogOneFamily(string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Addresses of targets that changed could not be put into effect; those before them stay. {Reason}")]
    private partial void LogNotPublished(string reason);
}
