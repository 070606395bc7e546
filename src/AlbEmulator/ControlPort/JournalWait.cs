using AlbEmulator.Journal;

namespace AlbEmulator.ControlPort;

/// <summary>Waits until as many requests as are wanted have come, those that are already in the journal among them.</summary>
internal sealed class JournalWait(RequestJournal journal, RequestsQuestion question, Followers followers, TimeProvider time)
{
    /// <summary>Bytes of headers that are held here and no longer in the journal; there may be many who wait.</summary>
    private const long MostHeaderBytes = 1024 * 1024;

    private readonly JournalReader _reader = new(journal, next: 1);
    private readonly List<JournalEntry> _found = [];
    private int _past;
    private long _pastBytes;

    public async Task<IResult> AnswerAsync(CancellationToken aborted, CancellationToken stopping)
    {
        if (HaveCome())
        {
            return Answer(StatusCodes.Status200OK);
        }

        if (!followers.TryEnter())
        {
            return followers.Refusal;
        }

        try
        {
            return await WaitAsync(aborted, stopping);
        }
        finally
        {
            followers.Leave();
        }
    }

    private async Task<IResult> WaitAsync(CancellationToken aborted, CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(question.Timeout, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, aborted, stopping);
        var more = journal.NextAsync();
        while (!HaveCome())
        {
            try
            {
                await more.WaitAsync(any.Token);
            }
            catch (OperationCanceledException)
            {
                return stopping.IsCancellationRequested
                    ? Answer(StatusCodes.Status503ServiceUnavailable, "the emulator is being stopped")
                    : Answer(StatusCodes.Status408RequestTimeout, TooFew());
            }

            // First, so that what comes while we look is not missed.
            more = journal.NextAsync();
        }

        return Answer(StatusCodes.Status200OK);
    }

    private bool HaveCome()
    {
        while (_reader.Read() is { } entry)
        {
            if (question.Filter.Matches(entry))
            {
                _found.Add(entry);
            }
        }

        LeavePastHeadersOut();
        return _found.Count >= question.Count;
    }

    private void LeavePastHeadersOut()
    {
        for (; _past < _found.Count && _found[_past].Number <= journal.Last - journal.Size; _past++)
        {
            if ((_pastBytes += _found[_past].Headers?.Bytes ?? 0) > MostHeaderBytes)
            {
                _found[_past].ForgetHeaders();
            }
        }
    }

    private JournalAnswer Answer(int statusCode, string? error = null) =>
        new(statusCode, question.Newest(_found), error);

    private string TooFew() => $"waited {question.Timeout.TotalSeconds} s for {question.Count} "
        + (question.Count == 1 ? "request" : "requests")
        + (question.Words.Length > 0 ? $" with {question.Words}" : "")
        + $", and {_found.Count} came";
}
