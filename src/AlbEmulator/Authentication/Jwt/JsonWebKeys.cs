using System.Text;
using AlbEmulator.Metrics;
using Microsoft.IdentityModel.Tokens;

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

    /// <summary>The keys that a token may be signed by, or why there are none.</summary>
    /// <param name="kid">That the token names; null or empty where it names none.</param>
    public ValueTask<(KeySet? Keys, Refusal? Refusal)> FindAsync(string? kid)
    {
        var now = time.GetUtcNow();
        return Volatile.Read(ref _fetched) is { } fetched && !IsToBeAsked(fetched, kid, now)
            ? ValueTask.FromResult((fetched.Keys, fetched.Refusal))
            : FetchAsync();
    }

    private static bool IsToBeAsked(Fetched fetched, string? kid, DateTimeOffset now) =>
        now >= fetched.At + Fresh
        || (now >= fetched.At + Pause && (fetched.Keys is null || (!string.IsNullOrEmpty(kid) && !fetched.Keys.Has(kid))));

    private async ValueTask<(KeySet? Keys, Refusal? Refusal)> FetchAsync()
    {
        Task<Fetched> fetch;
        lock (_asking)
        {
            fetch = _fetch ??= AskAsync();
        }

        var fetched = await fetch;
        return (fetched.Keys, fetched.Refusal);
    }

    /// <summary>Keys that are there stay where the issuer cannot be asked.</summary>
    private async Task<Fetched> AskAsync()
    {
        await Task.Yield();
        var answer = await client.GetAsync(endpoint, accessToken: null, CancellationToken.None);
        var (keys, refusal) = Read(answer);
        var now = time.GetUtcNow();
        var fetched = keys is null && _fetched is { Keys: { } old }
            ? new Fetched(old, null, now)
            : new Fetched(keys, refusal, now);
        lock (_asking)
        {
            Volatile.Write(ref _fetched, fetched);
            _fetch = null;
        }

        return fetched;
    }

    private (KeySet? Keys, Refusal? Refusal) Read(ProviderAnswer answer)
    {
        if (answer.IsLate)
        {
            return Refused("JWKSRequestTimeout", answer.Problem!);
        }

        if (!answer.IsGood)
        {
            return Refused("JWKSRequestFailed", answer.Problem ?? $"it answered {answer.StatusCode}");
        }

        if (answer.Body.Length > LongestAnswer)
        {
            return Refused("JWKSResponseSizeExceeded", $"its answer has more than {LongestAnswer} bytes");
        }

        try
        {
            var set = new JsonWebKeySet(Encoding.UTF8.GetString(answer.Body));
            return set.Keys.Count > MostKeys
                ? Refused("JWKSResponseSizeExceeded", $"it has {set.Keys.Count} keys: more than {MostKeys}")
                : set.Keys.Count == 0 ? Refused("JWKSResponseInvalid", "it has no keys")
                : (new KeySet(set), null);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or System.Text.Json.JsonException)
        {
            return Refused("JWKSResponseInvalid", "its answer is no JSON Web Key Set");
        }
    }

    private (KeySet?, Refusal) Refused(string reason, string cause) => (null, new Refusal(
        reason, StatusCodes.Status500InternalServerError, $"the JWKS endpoint {endpoint}: {cause}", LoadBalancerCounter.JwtValidationFailure));

    private sealed record Fetched(KeySet? Keys, Refusal? Refusal, DateTimeOffset At);
}
