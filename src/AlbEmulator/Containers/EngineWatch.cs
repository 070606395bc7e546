using System.Threading.Channels;
using AlbEmulator.Machine;

namespace AlbEmulator.Containers;

/// <summary>
/// Asks an engine again after everything that becomes of its containers. When it goes away, what it told last stays, and it is
/// asked until it comes back.
/// </summary>
/// <param name="view">What is kept of it.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where it is told that the engine goes away and comes back.</param>
internal sealed partial class EngineWatch(EngineView view, TimeProvider time, ILogger<EngineWatch> log) : BackgroundService
{
    /// <summary>How long an engine that does not answer is let alone.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How often it is asked though it told of nothing.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private bool _isGone;

    public override void Dispose()
    {
        base.Dispose();
        view.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var watch = new Unattended("The watch of containers", log);
        while (!stoppingToken.IsCancellationRequested)
        {
            await watch.DoAsync(() => FollowAsync(stoppingToken), stoppingToken);
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    /// <summary>Until the engine goes away.</summary>
    private async Task FollowAsync(CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        Task? following = null;
        try
        {
            // Before the list: what changes meanwhile is told.
            following = EndWith(view.Engine.FollowAsync(changes.Writer, ended.Token), changes.Writer);
            do
            {
                await view.LookAsync(cancellation);
                Found();
            }
            while (await NextAsync(changes.Reader, cancellation));
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            Lost(EngineView.Reason(exception));
        }
        finally
        {
            await ended.CancelAsync();
            if (following is not null)
            {
                await following;
            }
        }
    }

    /// <summary>Waits for a change, or for the time to ask without one; false where the engine ended.</summary>
    private async Task<bool> NextAsync(ChannelReader<bool> changes, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Interval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            await changes.ReadAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return true;
        }
        catch (ChannelClosedException closed)
        {
            // An engine that ends the stream is asked anew, and so is one that says what is no event.
            return closed.InnerException is null ? false : throw closed.InnerException;
        }
    }

    private static async Task EndWith(Task following, ChannelWriter<bool> changes)
    {
        try
        {
            await following;
            changes.TryComplete();
        }
        catch (Exception exception)
        {
            changes.TryComplete(exception);
        }
    }

    private void Lost(string reason)
    {
        if (!_isGone)
        {
            LogGone(view.Engine.Address, reason);
        }

        _isGone = true;
    }

    private void Found()
    {
        if (_isGone)
        {
            LogBack(view.Engine.Address);
        }

        _isGone = false;
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The container engine at {Address} does not answer: {Reason}. The targets stay as they were, and it is asked every second")]
    private partial void LogGone(EngineAddress address, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The container engine at {Address} answers again")]
    private partial void LogBack(EngineAddress address);
}
