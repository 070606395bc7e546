using System.Collections.Concurrent;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>Certificates that are made when a client asks for a name, and kept for the next who does.</summary>
/// <param name="make">Makes one; null where there is none for a name.</param>
internal sealed class NamedCertificates(Func<string, ServerCertificate?> make)
{
    /// <summary>Clients may ask for names without end.</summary>
    private const int Most = 256;

    private readonly ConcurrentDictionary<string, ServerCertificate> _made = new(StringComparer.OrdinalIgnoreCase);

    public ServerCertificate? For(string serverName)
    {
        if (_made.TryGetValue(serverName, out var known))
        {
            return known;
        }

        if (make(serverName) is not { } made)
        {
            return null;
        }

        if (_made.Count >= Most)
        {
            _made.Clear();
        }

        return _made.GetOrAdd(serverName, made);
    }
}
