using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>A load balancer with all that belongs to it, or nothing of it.</summary>
internal static class AllOrNothing
{
    /// <summary>Nothing is made of what something is wrong in, and nothing more is said of it.</summary>
    /// <param name="import">What there is, and what is wrong.</param>
    /// <param name="build">Adds resources.</param>
    public static void Add(Import import, Action build)
    {
        var (told, before) = (import.Tellings, import.Resources.Count);
        build();
        if (import.Tellings == told)
        {
            CheckShapes(import.Resources[before..], import);
        }

        if (import.Tellings == told)
        {
            return;
        }

        // Targets may be told for what is left out.
        foreach (var resource in import.Resources[before..].Where(resource => resource.Kind == ResourceKind.TargetGroup))
        {
            import.LeftOut.UnionWith([.. resource.Names, resource.Place]);
        }

        import.Resources.RemoveRange(before, import.Resources.Count - before);
    }

    /// <summary>Values that no manifest has checked, such as a regular expression, are as they must be.</summary>
    private static void CheckShapes(List<Resource> made, Import import)
    {
        var problems = new List<Problem>();
        var check = new ShapeCheck(problems, import.Settings.Limits);
        foreach (var resource in made)
        {
            Shape? shape = resource.Kind switch
            {
                ResourceKind.LoadBalancer => LoadBalancerShape.Object,
                ResourceKind.Listener => ListenerShape.Object,
                ResourceKind.Rule => RuleShape.Object,
                ResourceKind.TargetGroup => TargetGroupShape.Object,
                _ => null,
            };
            if (shape is not null)
            {
                check.Check(Nodes.Mapping(resource.Origin, resource.Properties), shape);
            }
        }

        problems.ForEach(problem => import.Tell(problem.Origin, problem.Message));
    }
}
