using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports;

/// <summary>What the resources of all sources are called by, and which names are of one alone.</summary>
internal sealed class ResourceIndex
{
    private readonly ILookup<(ResourceKind, string), Resource> _byName;

    public ResourceIndex(IEnumerable<Resource> resources) => _byName = resources
        .SelectMany(resource => resource.Names.Distinct(StringComparer.Ordinal), (resource, name) => (Resource: resource, Name: name))
        .ToLookup(item => (item.Resource.Kind, item.Name), item => item.Resource);

    /// <summary>Leaves out what another file has as well, and tells it: AWS's ARNs are of one thing each.</summary>
    public static void TellTwice(Import import)
    {
        var first = new Dictionary<(ResourceKind, string), Resource>();
        var twice = import.Resources.Where(resource =>
            resource.Identity.Length > 0 && !first.TryAdd((resource.Kind, resource.Identity), resource)).ToHashSet();
        foreach (var resource in twice)
        {
            var other = first[(resource.Kind, resource.Identity)].Origin;
            import.Tell(
                resource.Origin,
                $"{Quoted.Text(resource.Names[0])} is at {Quoted.Sentence(other.File)}:{other.Line} already, with the same ARN: leave out one "
                    + "of the two files");
        }

        import.Resources.RemoveAll(twice.Contains);
    }

    /// <summary>What the user knows a resource by, and no other of its kind.</summary>
    public string LabelOf(Resource resource) =>
        resource.Names.FirstOrDefault(name => _byName[(resource.Kind, name)].Count() == 1) ?? resource.Names[0];

    /// <summary>The first resource that is called by a name; null when none is.</summary>
    public Resource? First(ResourceKind kind, string name) => _byName[(kind, name)].FirstOrDefault();

    /// <summary>Whether a name is that of one resource alone.</summary>
    public bool IsOnly(ResourceKind kind, string name, Resource resource) =>
        _byName[(kind, name)] is var all && ReferenceEquals(all.FirstOrDefault(), resource) && !all.Skip(1).Any();

    /// <summary>The resource that is called by a name; null when none is. That several are is told.</summary>
    public Resource? Find(ResourceKind kind, Node.Scalar name, Import import)
    {
        if (!name.TryText(out var text))
        {
            return null;
        }

        var found = _byName[(kind, text)].ToList();
        if (found.Count > 1)
        {
            import.Tell(
                name.Origin, $"{Quoted.Text(text)} is the name of several things: write one of {Quoted.List(found.Select(LabelOf))}");
        }

        return found.Count == 0 ? null : found[0];
    }
}
