namespace AlbEmulator.Imports.Kubernetes;

/// <summary>A load balancer with all that belongs to it, or nothing of it.</summary>
internal static class Whole
{
    /// <summary>Nothing is made of what something is wrong in, and nothing more is said of it.</summary>
    /// <param name="import">What there is, and what is wrong.</param>
    /// <param name="build">Adds resources.</param>
    public static void Add(Import import, Action build)
    {
        var (told, before) = (import.Told, import.Resources.Count);
        build();
        if (import.Told == told)
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
}
