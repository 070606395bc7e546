using AlbEmulator.Model;

namespace AlbEmulator.Documents;

/// <summary>The properties of a mapping as they come. Of two that have one name the second is kept, and listed.</summary>
internal sealed class Entries(List<Repetition> repetitions)
{
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);
    private readonly List<Entry> _all = [];

    public IReadOnlyList<Entry> All => _all;

    public void Add(Entry entry)
    {
        if (_seen.TryGetValue(entry.Name, out var at))
        {
            repetitions.Add(new Repetition(entry.Origin, _all[at].Origin.Line));
            _all[at] = entry;
            return;
        }

        _seen.Add(entry.Name, _all.Count);
        _all.Add(entry);
    }

    /// <summary>What a YAML merge key brings does not replace what the mapping itself says.</summary>
    public void AddUnlessThere(Entry entry)
    {
        if (_seen.TryAdd(entry.Name, _all.Count))
        {
            _all.Add(entry);
        }
    }
}

/// <summary>A property that stands twice in one mapping.</summary>
/// <param name="Origin">Where it stands the second time.</param>
/// <param name="FirstLine">Where it stood before.</param>
internal sealed record Repetition(Origin Origin, int FirstLine);
