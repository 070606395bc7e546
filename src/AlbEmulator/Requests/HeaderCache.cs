using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Requests;

/// <summary>
/// Headers that rules asked for: many rules ask for the same one, and each answer costs a search of the request.
/// Allocates nothing after it was made.
/// </summary>
internal sealed class HeaderCache
{
    private const int Slots = 16;

    private readonly Slot[] _slots = new Slot[Slots];
    private int _request = 1;

    /// <summary>The lines of a header, in order; none where it is absent.</summary>
    /// <param name="headers">Of the request that <see cref="Forget"/> was last called for.</param>
    /// <param name="name">In any case; always in the same one is fastest.</param>
    public StringValues Find(IHeaderDictionary headers, string name)
    {
        ref var slot = ref _slots[(name.Length + (name[^1] * 7)) % Slots];
        if (slot.Request != _request || !string.Equals(slot.Name, name, StringComparison.Ordinal))
        {
            _ = headers.TryGetValue(name, out var lines);
            slot = new Slot(_request, name, lines);
        }

        return slot.Lines;
    }

    /// <summary>Another request begins.</summary>
    public void Forget() => _request++;

    private readonly record struct Slot(int Request, string Name, StringValues Lines);
}
