using System.Globalization;

namespace AlbEmulator.AwsApis.Query;

/// <summary>
/// A parameter of the AWS Query protocol: a text, or what stands below it. <c>Tags.member.2.Key=a</c> is the text
/// <c>Key</c> of the second of the list <c>Tags</c>.
/// <see href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html"/>
/// </summary>
internal sealed class QueryValue
{
    private const string Member = "member";
    private const string Entry = "entry";

    private readonly Dictionary<string, QueryValue> _below = new(StringComparer.Ordinal);

    /// <summary>Null where nothing but parts was given; may be empty.</summary>
    public string? Content { get; set; }

    /// <summary>Names of what stands below, as they came.</summary>
    public IReadOnlyCollection<string> Names => _below.Keys;

    /// <summary>Whether nothing was given: SDKs send an empty parameter where there is nothing to say.</summary>
    public bool IsAbsent => string.IsNullOrEmpty(Content) && _below.Count == 0;

    /// <summary>Whether it has items and nothing else.</summary>
    public bool IsList
    {
        get
        {
            var numbered = Find(Member);
            return string.IsNullOrEmpty(Content) && string.IsNullOrEmpty(numbered?.Content)
                && (numbered is null || _below.Count == 1)
                && (numbered ?? this)._below is { Count: > 0 } items && items.Keys.All(key => Number(key) >= 0);
        }
    }

    /// <summary>A part, whether it is absent or not.</summary>
    public QueryValue? Find(string name) => _below.GetValueOrDefault(name);

    /// <summary>The text of a part; null where it is absent or empty.</summary>
    public string? Text(string name) => Find(name)?.Content is { Length: > 0 } text ? text : null;

    /// <summary>
    /// The items of a list in the order of their numbers, whatever order they came in, with <c>member</c> before the
    /// number as most services have it, or without as EC2 has it; none where the list is absent.
    /// </summary>
    public IReadOnlyList<QueryValue> Items(string name) => Find(name) is { } list ? list.Items() : [];

    /// <inheritdoc cref="Items(string)"/>
    public IReadOnlyList<QueryValue> Items()
    {
        var numbered = Find(Member) ?? this;
        return
        [
            .. numbered._below
                .Select(item => (Number: Number(item.Key), item.Value))
                .Where(item => item.Number >= 0)
                .OrderBy(item => item.Number)
                .Select(item => item.Value),
        ];
    }

    /// <summary>
    /// The entries of a map in the order of their numbers, <c>Params.entry.1.key=a&amp;Params.entry.1.value=b</c>, of a key that
    /// comes twice the last; null where it is no map.
    /// </summary>
    public IReadOnlyList<(string Key, QueryValue Value)>? Entries()
    {
        if (!string.IsNullOrEmpty(Content) || _below.Count != 1 || Find(Entry) is not { Content: null or "" } numbered)
        {
            return null;
        }

        var entries = new OrderedDictionary<string, QueryValue>(StringComparer.Ordinal);
        foreach (var (_, entry) in numbered._below.OrderBy(item => Number(item.Key)))
        {
            if (entry.Text("key") is not { } key || entry._below.Keys.Any(name => name is not ("key" or "value")))
            {
                return null;
            }

            entries[key] = entry.Find("value") ?? new QueryValue();
        }

        return numbered._below.Keys.All(name => Number(name) >= 0) ? [.. entries.Select(entry => (entry.Key, entry.Value))] : null;
    }

    /// <summary>The texts of a list of texts; those that are empty are left out.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        [.. Items(name).Select(item => item.Content).OfType<string>().Where(text => text.Length > 0)];

    /// <summary>A part that is made when it is not there.</summary>
    public QueryValue At(string name)
    {
        if (!_below.TryGetValue(name, out var value))
        {
            _below.Add(name, value = new QueryValue());
        }

        return value;
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
