using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.CloudFormation;

/// <summary>What the templates among the files export to each other.</summary>
internal sealed class Exports
{
    private readonly Dictionary<string, (Evaluator Evaluator, Node Value, Origin Origin)> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public void Add(Evaluator evaluator)
    {
        foreach (var output in evaluator.Template.Outputs.Entries)
        {
            if (output.Value.Find("Export").Find("Name") is { } nameNode && output.Value.Find("Value") is { } value &&
                evaluator.References.IsMade(output.Value) is { Unknown: null, Holds: true } &&
                evaluator.Evaluate(nameNode).TryAny(out var name))
            {
                if (evaluator.Import.Settings.ImportValues.ContainsKey(name))
                {
                    evaluator.Import.Note(nameNode.Origin, "Alb:ImportValues has a value for this export, which is taken");
                }

                if (!_values.TryAdd(name, (evaluator, value, output.Origin)))
                {
                    evaluator.Import.Tell(
                        nameNode.Origin,
                        $"{Quoted.Text(name)} is exported at {_values[name].Origin.File}:{_values[name].Origin.Line} already, and names of "
                            + "exports are unique in a Region: rename one of the two");
                }
            }
        }
    }

    /// <summary>Null when nothing has this name.</summary>
    public Node? Find(string name, Origin origin)
    {
        if (!_values.TryGetValue(name, out var export))
        {
            return null;
        }

        if (!_asked.Add(name))
        {
            return export.Evaluator.Wrong(origin, $"the export {Quoted.Text(name)} depends on itself");
        }

        var value = export.Evaluator.Evaluate(export.Value);
        _asked.Remove(name);
        return value is null ? null : value with { Origin = origin };
    }
}
