using AlbEmulator.Model;

namespace AlbEmulator.Documents;

/// <summary>The properties of a mapping as they come. The second of a name is a problem and is left out.</summary>
internal sealed class Entries(List<Problem> problems)
{
    private readonly Dictionary<string, Origin> _seen = new(StringComparer.Ordinal);
    private readonly List<Entry> _all = [];

    public IReadOnlyList<Entry> All => _all;

    public void Add(Entry entry)
    {
        if (_seen.TryGetValue(entry.Name, out var first))
        {
            problems.Add(new Problem(
                entry.Origin, $"stands here a second time, after line {first.Line}: keep one of the two"));
            return;
        }

        _seen.Add(entry.Name, entry.Origin);
        _all.Add(entry);
    }

    /// <summary>What a YAML merge key brings does not replace what the mapping itself says.</summary>
    public void AddUnlessThere(Entry entry)
    {
        if (_seen.TryAdd(entry.Name, entry.Origin))
        {
            _all.Add(entry);
        }
    }
}
