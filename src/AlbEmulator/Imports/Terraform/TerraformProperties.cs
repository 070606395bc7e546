using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Terraform;

/// <summary>The flat values of a resource as properties and attributes.</summary>
internal sealed class TerraformProperties
{
    private const string ListenerAttributePrefix = "routing_http_";
    private static readonly string[] ListenerAttributeEnds = ["_header_name", "_header_value", "_enabled"];

    private readonly AttributeTable _table;
    private readonly List<Entry> _attributes = [];

    public TerraformProperties(TerraformResource resource, TerraformType type)
    {
        _table = type.Attributes;
        foreach (var entry in resource.Values is Node.Mapping values ? values.Entries : [])
        {
            var argument = new TerraformArgument(entry.Name, "") { ZeroIsUnset = type.ZeroIsUnset.Contains(entry.Name) };
            if (type.Others.Contains(entry.Name) || TerraformValues.Of(resource.Values, argument) is not { } value)
            {
                continue;
            }

            if (type.PropertyNames.TryGetValue(entry.Name, out var property))
            {
                Entries.Add(new Entry(property, entry.Origin, value));
            }
            else if (type.AttributeNames.GetValueOrDefault(entry.Name) is { } key || ListenerAttribute(entry.Name, out key))
            {
                AddAttribute(key, value);
            }
            else
            {
                // Whoever compares it with what there may be refuses it by name.
                Entries.Add(entry);
            }
        }
    }

    public List<Entry> Entries { get; } = [];

    /// <summary>The provider writes every attribute: those with their defaults say nothing.</summary>
    public void AddAttribute(string key, Node? value)
    {
        if (TerraformValues.Written(value) is { } written &&
            !(written.TryAny(out var text) && _table.Find(key)?.Default == text))
        {
            _attributes.Add(Nodes.Entry(key, written));
        }
    }

    public IReadOnlyList<Entry> All(Origin origin) => _attributes.Count == 0
        ? Entries
        : [.. Entries, new Entry("Attributes", origin, Nodes.Mapping(origin, _attributes))];

    /// <summary><c>routing_http_response_x_frame_options_header_value</c>.</summary>
    private static bool ListenerAttribute(string name, out string key)
    {
        var end = ListenerAttributeEnds.FirstOrDefault(end => name.EndsWith(end, StringComparison.Ordinal));
        var parts = name.Split('_', 4);
        key = end is null || parts.Length < 4 || !name.StartsWith(ListenerAttributePrefix, StringComparison.Ordinal)
            ? ""
            : $"routing.http.{parts[2]}.{parts[3][..^end.Length]}.{end[1..]}";
        return key.Length > 0;
    }
}
