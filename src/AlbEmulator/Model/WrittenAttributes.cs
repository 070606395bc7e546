using System.Globalization;

namespace AlbEmulator.Model;

/// <summary>
/// The attributes of one resource as they were written; what was not, or is not possible, has its default.
/// </summary>
/// <param name="table">What AWS has for attributes.</param>
/// <param name="written">Key and value.</param>
public sealed class WrittenAttributes(AttributeTable table, IReadOnlyDictionary<string, string> written)
{
    public IEnumerable<string> Keys => written.Keys;

    public bool Has(string key) => written.ContainsKey(key);

    /// <summary>Whether a value was written that cannot be.</summary>
    public bool IsWrong(string key) =>
        written.TryGetValue(key, out var value) && Definition(key).ProblemWith(value) is not null;

    /// <summary>Whether what was written is what holds otherwise too.</summary>
    public bool IsDefault(string key) => written.TryGetValue(key, out var value) && value == Definition(key).Default;

    public string Text(string key) => Has(key) && !IsWrong(key) ? written[key] : Definition(key).Default;

    public bool Flag(string key) => Text(key) == TargetGroupAttributeKeys.True;

    /// <summary>Null for the one value, such as <c>off</c>, that is no number.</summary>
    public int? Number(string key) =>
        int.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public TimeSpan Seconds(string key) => TimeSpan.FromSeconds(Number(key) ?? 0);

    private AttributeDefinition Definition(string key) => table.Find(key) ?? throw new KeyNotFoundException(key);
}
