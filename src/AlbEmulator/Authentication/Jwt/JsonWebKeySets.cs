using System.Collections.Concurrent;

namespace AlbEmulator.Authentication.Jwt;

/// <summary>The keys of every issuer whose tokens are asked for, by the endpoint that gives them: kept from topology to topology.</summary>
internal sealed class JsonWebKeySets(ProviderClient client, TimeProvider time)
{
    /// <summary>Endpoints that are remembered; beyond, all are asked anew.</summary>
    private const int Most = 1000;

    private readonly ConcurrentDictionary<string, JsonWebKeys> _all = new(StringComparer.Ordinal);

    public JsonWebKeys Of(string endpoint)
    {
        if (_all.Count >= Most)
        {
            _all.Clear();
        }

        return _all.GetOrAdd(endpoint, _ => new JsonWebKeys(endpoint, client, time));
    }
}
