using System.Net;
using AlbEmulator.Machine;

namespace AlbEmulator.Clusters;

/// <summary>
/// Follows each kind of a cluster. When the cluster goes away, what it told last stays, and it is asked until it comes back; when it
/// no longer knows what came before, it is asked for everything anew.
/// </summary>
/// <param name="view">What is kept of it.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where it is told that the cluster goes away and comes back.</param>
internal sealed class ClusterWatch(ClusterView view, TimeProvider time, ILogger<ClusterWatch> log) : BackgroundService
{
    /// <summary>How often a kind is asked for that is not there, or may not be listed.</summary>
    public static readonly TimeSpan Recheck = TimeSpan.FromMinutes(1);

    /// <summary>A cluster that ends what it tells sooner than that, without a word, is let alone for a while.</summary>
    public static readonly TimeSpan Brief = TimeSpan.FromSeconds(1);

    private readonly ClusterPresence _presence = new(view.Name, view.Api.Address, log);

    public override void Dispose()
    {
        base.Dispose();
        view.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _presence.AreForbidden(view.Forbidden.Select(item => item.Kind));
        return Task.WhenAll(view.Kinds.Select(kind => FollowAsync(kind, stoppingToken)));
    }

    private async Task FollowAsync(ClusterKind kind, CancellationToken cancellation)
    {
        var watch = new Unattended($"The watch of {kind.Kind}", log);
        var backoff = new Backoff();
        while (!cancellation.IsCancellationRequested)
        {
            var wait = Backoff.First;
            await watch.DoAsync(async () => wait = await OnceAsync(kind, backoff, cancellation), cancellation);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellation);
            }
        }
    }

    /// <summary>Until the cluster ends what it tells; how long it is then let alone.</summary>
    private async Task<TimeSpan> OnceAsync(ClusterKind kind, Backoff backoff, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        try
        {
            if (!kind.IsCurrent)
            {
                view.Told(kind.Kind, await kind.ListAsync(cancellation));
            }

            if (!kind.IsTold)
            {
                return NotTold(kind, kind.Forbidden);
            }

            await kind.FollowAsync(() => _presence.Found(kind.Kind), hasChanged => view.Told(kind.Kind, hasChanged), cancellation);
            if (time.GetElapsedTime(began) < Brief)
            {
                return backoff.Next();
            }

            backoff.Reset();
            return TimeSpan.Zero;
        }
        catch (ClusterRefusal refusal) when (refusal.Status == HttpStatusCode.Gone)
        {
            // At once, the first time: it is as usual as that a list is long.
            kind.Forget();
            var wait = backoff.Next();
            return wait == Backoff.First ? TimeSpan.Zero : wait;
        }
        catch (ClusterRefusal refusal) when (refusal.Status == HttpStatusCode.Forbidden)
        {
            // It may be listed and not followed.
            return NotTold(kind, refusal.Message);
        }
        catch (ClusterRefusal refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            kind.Forget();
            return backoff.Next();
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            if (exception is ClusterRefusal or InvalidDataException)
            {
                kind.Forget();
            }

            _presence.Lost(kind.Kind, ClusterApi.Reason(exception));
            return backoff.Next();
        }
    }

    private TimeSpan NotTold(ClusterKind kind, string? forbidden)
    {
        kind.Forget();
        if (forbidden is not null)
        {
            _presence.Forbidden(kind.Kind, forbidden);
        }
        else
        {
            _presence.Found(kind.Kind);
        }

        return Recheck;
    }
}
