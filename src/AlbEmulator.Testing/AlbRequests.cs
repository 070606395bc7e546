using System.Runtime.CompilerServices;
using AlbEmulator.Journal;
using AlbEmulator.Snapshots;
using AlbEmulator.Testing.Inside;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Testing;

/// <summary>
/// The requests that a load balancer has answered: the last 1,000, unless the setting <c>JournalSize</c> says otherwise. A request is
/// among them once its answer is complete, a WebSocket once it is closed.
/// </summary>
public sealed class AlbRequests
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly RequestJournal _journal;
    private readonly RequestReading _reading;
    private readonly Missed _missed;

    internal AlbRequests(IServiceProvider services, ListenerPlaces places)
    {
        _journal = services.GetRequiredService<RequestJournal>();
        _reading = new RequestReading(services.GetRequiredService<TimeProvider>());
        _missed = new Missed(services.GetRequiredService<CurrentSnapshot>(), places);
    }

    /// <summary>Those that are kept now, oldest first.</summary>
    public IReadOnlyList<AlbRequest> All => [.. _journal.Entries().Select(_reading.Of)];

    /// <summary>Forgets them.</summary>
    public void Clear() => _journal.Empty();

    /// <summary>Waits for a request; one that has come already will do.</summary>
    /// <param name="match">Which one. It is asked about each request once.</param>
    /// <param name="within">How long; 10 s unless said. Of this machine's clock.</param>
    /// <param name="condition">Is written by the compiler, for the message.</param>
    /// <returns>The first that matches.</returns>
    /// <exception cref="AlbException">The time is over; the message says what came instead, and which rules it met.</exception>
    public async Task<AlbRequest> WaitForAsync(
        Func<AlbRequest, bool> match, TimeSpan? within = null, [CallerArgumentExpression(nameof(match))] string condition = "") =>
        (await WaitForAsync(1, match, within, condition).ConfigureAwait(false))[0];

    /// <summary>Waits for several.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="match">Which ones. It is asked about each request once.</param>
    /// <param name="within">How long; 10 s unless said. Of this machine's clock.</param>
    /// <param name="condition">Is written by the compiler, for the message.</param>
    /// <returns>The first that match, in the order in which they ended.</returns>
    /// <exception cref="AlbException">As of the other; also where <c>JournalSize</c> is 0, so that nothing is kept.</exception>
    public async Task<IReadOnlyList<AlbRequest>> WaitForAsync(
        int count,
        Func<AlbRequest, bool> match,
        TimeSpan? within = null,
        [CallerArgumentExpression(nameof(match))] string condition = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(match);
        if (!_journal.IsOn)
        {
            throw new AlbException("No request is kept, since the setting JournalSize is 0: nothing can be waited for.");
        }

        var (reader, found) = (new JournalReader(_journal, next: 1), new List<AlbRequest>());
        using var patience = new CancellationTokenSource(within ?? Patience);
        while (true)
        {
            // First, so that what comes while we look is not missed.
            var more = _journal.NextAsync();
            while (found.Count < count && reader.Read() is { } entry)
            {
                if (_reading.Of(entry) is var request && match(request))
                {
                    found.Add(request);
                }
            }

            if (found.Count == count)
            {
                return found;
            }

            try
            {
                await more.WaitAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                throw _missed.Told(count, found.Count, condition, within ?? Patience, [.. _journal.Entries()], _reading);
            }
        }
    }
}
