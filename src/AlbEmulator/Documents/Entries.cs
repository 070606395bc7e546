using AlbEmulator.Model;

namespace AlbEmulator.Documents;

/// <summary>The properties of a mapping as they come. Of two that have one name the second is kept, and listed.</summary>
internal sealed class Entries(List<Repetition> repetitions)
{
    /// <summary>So many names are found as fast by looking at each.</summary>
    private const int Few = 12;

    private readonly List<Entry> _all = [];
    private Dictionary<string, int>? _byName;

    public IReadOnlyList<Entry> All => _all;

    public void Add(Entry entry)
    {
        if (IndexOf(entry.Name) is >= 0 and var at)
        {
            repetitions.Add(new Repetition(entry.Origin, _all[at].Origin.Line));
            _all[at] = entry;
            return;
        }

        Append(entry);
    }

    /// <summary>What a YAML merge key brings does not replace what the mapping itself says.</summary>
    public void AddUnlessThere(Entry entry)
    {
        if (IndexOf(entry.Name) < 0)
        {
            Append(entry);
        }
    }

    /// <summary>All, and none of them are kept for the mapping that is next.</summary>
    public Entry[] Take()
    {
        Entry[] all = [.. _all];
        _all.Clear();
        _byName = null;
        return all;
    }

    private void Append(Entry entry)
    {
        _byName?.Add(entry.Name, _all.Count);
        _all.Add(entry);
        if (_all.Count == Few)
        {
            _byName = _all.Index().ToDictionary(item => item.Item.Name, item => item.Index, StringComparer.Ordinal);
        }
    }

    private int IndexOf(string name)
    {
        if (_byName is { } byName)
        {
            return byName.GetValueOrDefault(name, -1);
        }

        for (var i = 0; i < _all.Count; i++)
        {
            if (_all[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>A property that stands twice in one mapping.</summary>
/// <param name="Origin">Where it stands the second time.</param>
/// <param name="FirstLine">Where it stood before.</param>
internal sealed record Repetition(Origin Origin, int FirstLine);
