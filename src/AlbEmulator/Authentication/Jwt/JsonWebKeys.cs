using System.Text.Json;
using AlbEmulator.Metrics;

namespace AlbEmulator.Authentication.Jwt;

/// <summary>
/// The keys by which an issuer signs, got from its endpoint when the first token comes, and again when they are old or a token
/// names one that is not among them.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html"/>
/// </summary>
internal sealed class JsonWebKeys(string endpoint, ProviderClient client, TimeProvider time)
{
    private const int LongestAnswer = 150 * 1024;
    private const int MostKeys = 10;

    /// <summary>How long keys are used before they are asked for again; AWS does not say.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <summary>How long nobody asks again, whatever keys tokens name: an issuer is not to suffer from what clients make up.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock _asking = new();
    private Fetched? _fetched;
    private Task<Fetched>? _fetch;

    /// <summary>The keys that are there; null where there are none, or where they are old.</summary>
    public KeySet? Current => Volatile.Read(ref _fetched) is { } fetched && !IsToBeAsked(fetched, kid: null) ? fetched.Keys : null;

    /// <summary>The keys that a token may be signed by, or why there are none.</summary>
    /// <param name="kid">That the token names; null or empty where it names none.</param>
    public ValueTask<(KeySet? Keys, Refusal? Refusal)> FindAsync(string? kid) =>
        Volatile.Read(ref _fetched) is { } fetched && !IsToBeAsked(fetched, kid)
            ? ValueTask.FromResult((fetched.Keys, fetched.Refusal))
            : FetchAsync(kid);

    private bool IsToBeAsked(Fetched fetched, string? kid)
    {
        var age = time.GetUtcNow() - fetched.At;
        return age >= Fresh || (age >= Pause && (fetched.Keys is null || (!string.IsNullOrEmpty(kid) && !fetched.Keys.Has(kid))));
    }

    private async ValueTask<(KeySet? Keys, Refusal? Refusal)> FetchAsync(string? kid)
    {
        Task<Fetched> fetch;
        lock (_asking)
        {
            // Another request may have asked meanwhile.
            fetch = _fetch is null && _fetched is { } known && !IsToBeAsked(known, kid)
                ? Task.FromResult(known)
                : _fetch ??= AskAsync();
        }

        var fetched = await fetch;
        return (fetched.Keys, fetched.Refusal);
    }

    /// <summary>Keys that are there stay where the issuer cannot be asked.</summary>
    private async Task<Fetched> AskAsync()
    {
        await Task.Yield();
        try
        {
            var answer = await client.GetAsync(endpoint, accessToken: null, CancellationToken.None);
            var fetched = Read(answer, answer.IsGood || answer.IsTooLong ? null : _fetched?.Keys);
            Volatile.Write(ref _fetched, fetched);
            return fetched;
        }
        finally
        {
            lock (_asking)
            {
                _fetch = null;
            }
        }
    }

    private Fetched Read(ProviderAnswer answer, KeySet? kept)
    {
        var (keys, refusal) = kept is null ? Read(answer) : (kept, null);
        return new Fetched(keys, refusal, time.GetUtcNow());
    }

    private (KeySet? Keys, Refusal? Refusal) Read(ProviderAnswer answer)
    {
        if (answer.IsLate)
        {
            return Refused("JWKSRequestTimeout", answer.Problem!);
        }

        if (!answer.IsGood && !answer.IsTooLong)
        {
            return Refused("JWKSRequestFailed", answer.Problem ?? $"it answered {answer.StatusCode}");
        }

        if (answer.IsTooLong || answer.Body.Length > LongestAnswer)
        {
            return Refused("JWKSResponseSizeExceeded", $"its answer has more than {LongestAnswer} bytes");
        }

        if (answer.Json is not { } json || JsonText.Member(json, "keys") is not { ValueKind: JsonValueKind.Array } list)
        {
            return Refused("JWKSResponseInvalid", "its answer is no JSON Web Key Set");
        }

        if (list.GetArrayLength() > MostKeys)
        {
            return Refused("JWKSResponseSizeExceeded", $"it has {list.GetArrayLength()} keys: more than {MostKeys}");
        }

        var keys = new KeySet(list);
        return keys.IsEmpty ? Refused("JWKSResponseInvalid", $"it has no key of use; {keys.Told}") : (keys, null);
    }

    private (KeySet?, Refusal) Refused(string reason, string cause) => (null, new Refusal(
        reason, StatusCodes.Status500InternalServerError, $"the JWKS endpoint {endpoint}: {cause}", LoadBalancerCounter.JwtValidationFailure));

    private sealed record Fetched(KeySet? Keys, Refusal? Refusal, DateTimeOffset At);
}
