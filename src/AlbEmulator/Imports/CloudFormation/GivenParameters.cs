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
            var known = templates.SelectMany(template => Template.NamesOf(template.Parameters)).ToList();
            var nearest = Spelling.DidYouMean(name, known);
            var what = templates.Count == 0 ? "is given, and no file is a template of CloudFormation"
                : nearest.Length > 0 ? $"no template has this parameter{nearest}"
                : known.Count == 0 ? "no template has parameters"
                : $"no template has this parameter: there is {Quoted.List(known.Take(10))}";
            import.Tell(new Origin("settings", 0, $"Alb:Parameters:{name}"), what);
        }
    }

    /// <summary>A parameter, a pseudo parameter, a resource or an attribute of one.</summary>
    private static bool Has(Template template, string name)
    {
        var label = $"{template.Stack.Label}.";
        return IsOf(template, name) || (name.StartsWith(label, StringComparison.Ordinal) && IsOf(template, name[label.Length..]));
    }

    private static bool IsOf(Template template, string name) =>
        name.StartsWith("AWS::", StringComparison.Ordinal)
        || template.Parameters.Entries.Any(entry => entry.Name == name)
        || template.Resource(name.Split('.')[0]) is not null;
}
