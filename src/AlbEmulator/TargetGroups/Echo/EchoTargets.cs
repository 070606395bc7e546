using System.Net;
using System.Net.Sockets;
using AlbEmulator.Descriptors;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using Microsoft.AspNetCore.Connections;

namespace AlbEmulator.TargetGroups.Echo;

/// <summary>
/// Keeps an echo target running on loopback for every port that the topology has a target <c>echo</c> on.
/// Used by the one writer of the topology: its methods are not called side by side.
/// </summary>
internal sealed class EchoTargets(ILoggerFactory loggerFactory, ProcessDescriptors descriptors, HeldPorts held)
    : IAsyncDisposable
{
    /// <summary>
    /// How long a target that is no longer named goes on: requests that chose it may be on their way. Of this machine's clock: no
    /// clock of a test that stands still may hold up a topology.
    /// </summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<IPEndPoint, EchoTarget> _running = [];
    private readonly List<Task> _draining = [];
    private readonly CancellationTokenSource _disposing = new();

    /// <summary>
    /// Starts what is new, before requests are sent to it. When a port cannot be bound, nothing is changed.
    /// </summary>
    /// <returns>Ports that cannot be bound, or nothing.</returns>
    public async ValueTask<IReadOnlyList<Problem>> StartAsync(Topology topology, CancellationToken cancellationToken)
    {
        var (started, problems) = await StartAsync(topology.Echoes(), cancellationToken);
        if (problems.Count > 0)
        {
            foreach (var target in started)
            {
                await target.DisposeAsync();
            }

            return problems;
        }

        foreach (var target in started)
        {
            _running.Add(target.EndPoint, target);
        }

        descriptors.Listen(started.Count);

        return [];
    }

    /// <summary>
    /// Stops what is no longer named, after requests are no longer sent to it; those in flight are ended first, in the
    /// background.
    /// </summary>
    public async ValueTask RetireAsync(Topology topology, CancellationToken cancellationToken)
    {
        var asked = topology.Echoes();
        var retired = _running.Values.Where(target => !asked.ContainsKey(target.EndPoint)).ToArray();
        if (retired.Length > 0)
        {
            await Task.Delay(Grace, cancellationToken);
        }

        foreach (var target in retired)
        {
            _running.Remove(target.EndPoint);
            _draining.Add(target.StopAsync(_disposing.Token));
        }

        descriptors.Listen(-retired.Length);

        _draining.RemoveAll(static task => task.IsCompletedSuccessfully);
    }

    public async ValueTask DisposeAsync()
    {
        await _disposing.CancelAsync();
        await Task.WhenAll(_draining);
        await Task.WhenAll(_running.Values.Select(static target => target.DisposeAsync().AsTask()));
        _running.Clear();
        _disposing.Dispose();
    }

    private async ValueTask<(List<EchoTarget> Started, List<Problem> Problems)> StartAsync(
        IReadOnlyDictionary<IPEndPoint, Target> asked, CancellationToken cancellationToken)
    {
        var (started, problems) = (new List<EchoTarget>(), new List<Problem>());
        foreach (var (endPoint, target) in asked)
        {
            if (_running.ContainsKey(endPoint))
            {
                continue;
            }

            try
            {
                started.Add(await EchoTarget.StartAsync(
                    endPoint.Address, endPoint.Port, name: null, descriptors.Echoes, loggerFactory, held, cancellationToken));
            }
            catch (Exception e) when (e is AddressInUseException or SocketException)
            {
                problems.Add(new(
                    target.Origin,
                    $"port {endPoint.Port} of the echo target cannot be bound: {UnboundPort.Reason(endPoint, e)}: "
                        + UnboundPort.Remedy(endPoint, e, "choose another")));
            }
        }

        return (started, problems);
    }
}
