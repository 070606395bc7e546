using System.Collections.Frozen;

namespace AlbEmulator.Model;

/// <summary>Every attribute of one kind of resource, in AWS's order.</summary>
public sealed class AttributeTable
{
    private readonly FrozenDictionary<string, AttributeDefinition> _byKey;

    public AttributeTable(string resource, IReadOnlyList<AttributeDefinition> definitions)
    {
        Resource = resource;
        Definitions = definitions;
        _byKey = definitions.ToFrozenDictionary(definition => definition.Key, StringComparer.Ordinal);
    }

    /// <summary>Such as <c>load balancer</c>, for messages.</summary>
    public string Resource { get; }

    public IReadOnlyList<AttributeDefinition> Definitions { get; }

    public AttributeDefinition? Find(string key) => _byKey.GetValueOrDefault(key);
}
