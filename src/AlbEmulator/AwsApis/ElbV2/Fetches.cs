using System.Collections.Immutable;
using AlbEmulator.LogDelivery;
using AlbEmulator.Model;
using AlbEmulator.Networks;
using AlbEmulator.Outside;
using AlbEmulator.Topologies;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>
/// Fetches what actions want of somebody else: objects, instances and host names, all of one call at once. Nobody else
/// waits meanwhile; the call itself no longer than <see cref="Patience"/>, and not beyond the end of the emulator.
/// </summary>
internal sealed class Fetches(
    AlbSettings settings, Ec2Instances instances, HostNames hostNames, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>Shorter than AWS's clients wait for an answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>A call may name thousands of instances.</summary>
    private const int AtOnce = 16;

    /// <returns>What came of each.</returns>
    public async Task<ImmutableDictionary<Wanted, Found>> FetchAsync(
        IReadOnlyCollection<Wanted> wanted, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, cancellationToken);
        var turns = new SemaphoreSlim(AtOnce);
        var found = await Task.WhenAll(wanted.Select(
            async one => KeyValuePair.Create(one, await FetchAsync(one, turns, end.Token, cancellationToken))));
        return found.ToImmutableDictionary();
    }

    private async Task<Found> FetchAsync(Wanted wanted, SemaphoreSlim turns, CancellationToken end, CancellationToken client)
    {
        try
        {
            return await Deadline.WithinAsync(cancellation => InTurnAsync(wanted, turns, cancellation), Patience, time, end);
        }
        catch (TimeoutException exception)
        {
            return new Found(Problem: $"{Place(wanted)}: {exception.Message}");
        }
        catch (OperationCanceledException) when (!client.IsCancellationRequested)
        {
            return new Found(Problem: "the emulator ends");
        }
    }

    private async Task<Found> InTurnAsync(Wanted wanted, SemaphoreSlim turns, CancellationToken cancellation)
    {
        await turns.WaitAsync(cancellation);
        try
        {
            return await FetchAsync(wanted, cancellation);
        }
        finally
        {
            turns.Release();
        }
    }

    private async Task<Found> FetchAsync(Wanted wanted, CancellationToken cancellation)
    {
        switch (wanted)
        {
            case Wanted.StoredObject item:
                using (var store = ObjectStore.Of(settings))
                {
                    var (content, problem) = await store.GetAsync(item.Bucket, item.Key, item.Longest, cancellation);
                    return new Found(Content: content, Problem: problem);
                }

            case Wanted.InstanceAddress instance:
                var (address, missing) = await instances.FindAsync(instance.Id, instance.Region, instance.Type, cancellation);
                return new Found(Address: address, Problem: missing);

            case Wanted.HostAddresses host:
                // A name that nobody knows yet may be known later, and then the target has addresses.
                await hostNames.LookupAheadAsync([(host.Name, host.Type)], cancellation);
                return new Found();

            default:
                throw new ArgumentOutOfRangeException(nameof(wanted), wanted, "Nobody knows where to fetch it.");
        }
    }

    private string Place(Wanted wanted) => wanted switch
    {
        Wanted.StoredObject item => $"{settings.LogStore} was asked for {Quoted.Plain(item.Key)} of {item.Bucket}",
        Wanted.InstanceAddress instance => $"{settings.Ec2Endpoint} was asked for {Quoted.Plain(instance.Id)}",
        Wanted.HostAddresses host => $"the resolver was asked for {Quoted.Plain(host.Name)}",
        _ => "it was asked",
    };
}
