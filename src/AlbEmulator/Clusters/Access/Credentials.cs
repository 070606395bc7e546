namespace AlbEmulator.Clusters.Access;

/// <summary>What is shown to a cluster, kept until it ends or is refused.</summary>
/// <param name="read">Reads it anew.</param>
/// <param name="time">The clock.</param>
internal sealed class Credentials(CredentialSource read, TimeProvider time) : IDisposable
{
    /// <summary>What was just read, or not to be had, is not read again: whoever asks in many places would start a program for each.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile Read? _last;

    private bool IsNew => _last is { } last && time.GetUtcNow() - last.At < Least;

    public async Task<Credential> GetAsync(CancellationToken cancellation) =>
        IsGood(_last?.Credential) ? _last!.Credential! : await ReadAsync(IsGood, cancellation);

    /// <summary>What there is in place of one that was refused; the same where nothing newer is to be had yet.</summary>
    public Task<Credential> RenewAsync(Credential refused, CancellationToken cancellation) =>
        ReadAsync(credential => IsGood(credential) && !ReferenceEquals(credential, refused), cancellation);

    public void Dispose() => _turn.Dispose();

    private async Task<Credential> ReadAsync(Predicate<Credential?> isGood, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_last is { } last && (isGood(last.Credential) || IsNew))
            {
                return last.Credential ?? throw last.Failure!;
            }

            var credential = await read(cancellation);
            _last = new Read(credential, null, time.GetUtcNow());
            return credential;
        }
        catch (AccessException failure) when (!ReferenceEquals(failure, _last?.Failure))
        {
            _last = new Read(null, failure, time.GetUtcNow());
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    private bool IsGood(Credential? credential) => credential is not null && !(credential.Until <= time.GetUtcNow());

    private sealed record Read(Credential? Credential, AccessException? Failure, DateTimeOffset At);
}
