using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Shapes;

/// <summary>Compares attributes, in either of their two forms, with their table.</summary>
internal sealed class AttributeCheck(List<Problem> problems)
{
    private const string Key = "Key";
    private const string Value = "Value";

    /// <summary>The attributes that stand in a node, as far as they can be read.</summary>
    public static IEnumerable<(string Key, Origin Origin, string Value)> Read(Node? node)
    {
        foreach (var (key, origin, value) in Pairs(node))
        {
            if (value.TryAny(out var text))
            {
                yield return (key, origin, text);
            }
        }
    }

    /// <summary>The attributes of a node, each as it was written first.</summary>
    public static WrittenAttributes Written(Node? node, AttributeTable table)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, _, value) in Read(node))
        {
            values.TryAdd(key, value);
        }

        return new WrittenAttributes(table, values);
    }

    /// <summary>Where an attribute that was written stands.</summary>
    public static Origin PlaceOf(Node? node, string key) => Read(node).First(item => item.Key == key).Origin;

    public void Check(Node node, AttributeTable table)
    {
        if (node is Node.Scalar)
        {
            Tell(node.Origin, "must be an object of attributes, or a list of objects with Key and Value");
            return;
        }

        foreach (var item in node.Items())
        {
            CheckItem(item);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, origin, value) in Pairs(node))
        {
            if (problems.Count > DocumentLimits.MostProblems)
            {
                return;
            }

            if (table.Find(key) is not { } definition)
            {
                TellUnknown(origin, key, table);
            }
            else if (!seen.Add(key))
            {
                Tell(origin, $"{key} stands here a second time: keep one of the two");
            }
            else
            {
                CheckValue(key, value, definition);
            }
        }
    }

    private void CheckItem(Node item)
    {
        if (item is Node.Scalar { Kind: ScalarKind.Unknown })
        {
            return;
        }

        if (item is not Node.Mapping mapping || !mapping.Find(Key).TryText(out _) || mapping.Find(Value) is null)
        {
            Tell(item.Origin, "must be an object with Key and Value");
            return;
        }

        foreach (var entry in mapping.Entries)
        {
            if (entry.Name is not (Key or Value))
            {
                Tell(entry.Origin, $"{Quoted.Text(entry.Name)} is not Key or Value, and an attribute has no more");
            }
        }
    }

    private void CheckValue(string key, Node value, AttributeDefinition definition)
    {
        if (value is Node.Scalar { Kind: ScalarKind.Unknown })
        {
            return;
        }

        if (!value.TryAny(out var text))
        {
            Tell(value.Origin, $"{key} must be a string, a number or a boolean");
        }
        else if (definition.ProblemWith(text) is { } problem)
        {
            Tell(value.Origin, $"{key} {problem}");
        }
    }

    private void TellUnknown(Origin origin, string key, AttributeTable table)
    {
        var instead = Spelling.DidYouMean(key, table.Definitions.Select(definition => definition.Key));
        Tell(origin, $"{Quoted.Text(key)} is not an attribute of a {table.Resource}" +
            (instead.Length == 0 ? ": remove it" : instead));
    }

    private static IEnumerable<(string Key, Origin Origin, Node Value)> Pairs(Node? node)
    {
        if (node is Node.Mapping mapping)
        {
            foreach (var entry in mapping.Entries)
            {
                yield return (entry.Name, entry.Origin, entry.Value);
            }
        }

        foreach (var item in node.Items())
        {
            if (item.Find(Key) is { } key && key.TryText(out var text) && item.Find(Value) is { } value)
            {
                yield return (text, key.Origin, value);
            }
        }
    }

    private void Tell(Origin origin, string message) => problems.Add(new Problem(origin, message));
}
