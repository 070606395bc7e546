using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>Tags have no effect here; AWS refuses some.</summary>
internal static class TagReader
{
    private const string Key = "Key";
    private const string Value = "Value";

    public static void Check(Node node, ReadingContext context)
    {
        var items = ReadingContext.Items(node, CommonShapes.Tags);
        if (items.Count == 0)
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (!item.Find(Key).TryText(out var key))
            {
                continue;
            }

            var value = item.Find(Value).TryText(out var text) ? text : "";
            if (TagValues.ProblemWith(key, value) is { } problem)
            {
                context.TellHarmless(item.Origin, problem);
            }
            else if (!seen.Add(key))
            {
                context.TellHarmless(item.Origin, $"A tag key was specified more than once: '{key}': keep one of the two");
            }
        }

        if (items.Count > TagValues.Most)
        {
            context.TellHarmless(
                ReadingContext.Place(node, CommonShapes.Tags), $"a resource may have {TagValues.Most} tags, not {items.Count}");
        }
    }
}
