using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.CloudFormation;

/// <summary>Tells of parameters that are given and that no template has.</summary>
internal static class GivenParameters
{
    public static void Check(IReadOnlyList<Template> templates, Import import)
    {
        foreach (var name in import.Settings.Parameters.Keys.Where(name => !templates.Any(template => Has(template, name))))
        {
            var known = templates.SelectMany(template => Template.NamesOf(template.Parameters).SelectMany(parameter => Ways(template, parameter)))
                .ToList();
            var nearest = Spelling.DidYouMean(name, known);
            var what = templates.Count == 0 ? "is given, and no file is a template of CloudFormation"
                : nearest.Length > 0 ? $"no template has this parameter{nearest}"
                : known.Count == 0 ? "no template has parameters"
                : $"no template has this parameter: there is {Quoted.List(known.Distinct().Take(10))}";
            import.Tell(new Origin("settings", 0, $"Alb:Parameters:{name}"), what);
        }
    }

    /// <summary>How a parameter can be given: that of a nested stack only by the whole name.</summary>
    private static IEnumerable<string> Ways(Template template, string parameter)
    {
        var whole = $"{template.Stack.Label}.{parameter}";
        return template.Stack.Nesting is null ? [parameter, whole] : [whole];
    }

    private static bool Has(Template template, string name)
    {
        var label = $"{template.Stack.Label}.";
        return IsKnown(template, name, template.Stack.Nesting is null)
            || (name.StartsWith(label, StringComparison.Ordinal) && IsKnown(template, name[label.Length..], withParameters: true));
    }

    /// <summary>A parameter, a pseudo parameter, a dynamic reference, a resource or an attribute of one.</summary>
    private static bool IsKnown(Template template, string name, bool withParameters) =>
        name.StartsWith("AWS::", StringComparison.Ordinal)
        || name.StartsWith(DynamicReferences.Prefix, StringComparison.Ordinal)
        || (withParameters && template.Parameters.Find(name) is not null)
        || template.Resource(name.Split('.')[0]) is not null;
}
