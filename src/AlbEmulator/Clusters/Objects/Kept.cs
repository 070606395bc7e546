namespace AlbEmulator.Clusters.Objects;

/// <summary>What is kept of an object of a cluster: of most properties all, of some only parts, of others nothing.</summary>
internal sealed class Kept
{
    private readonly Dictionary<string, Kept?> _named;
    private readonly bool _keepsOthers;

    private Kept(bool keepsOthers, IEnumerable<(string Name, Kept? Kept)> named) =>
        (_keepsOthers, _named) = (keepsOthers, named.ToDictionary(item => item.Name, item => item.Kept, StringComparer.Ordinal));

    /// <summary>All that it holds.</summary>
    public static Kept All { get; } = new(keepsOthers: true, []);

    /// <summary>These properties whole, and no others.</summary>
    public static Kept Only(params IEnumerable<string> names) => new(keepsOthers: false, names.Select(name => (name, (Kept?)All)));

    /// <summary>All properties but these.</summary>
    public static Kept But(params IEnumerable<string> names) => new(keepsOthers: true, names.Select(name => (name, (Kept?)null)));

    /// <summary>The same, and a part of one property.</summary>
    public Kept With(string name, Kept? kept) => new(_keepsOthers, [.. _named.Where(item => item.Key != name).Select(item => (item.Key, item.Value)), (name, kept)]);

    /// <summary>What is kept of a property, or of the items of a list that it holds; null for nothing.</summary>
    public Kept? Of(string name) => _named.TryGetValue(name, out var kept) ? kept : _keepsOthers ? All : null;
}
