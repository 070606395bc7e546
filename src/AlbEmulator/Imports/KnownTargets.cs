using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports;

/// <summary>
/// Where the targets of a group are: where the user says, or else where its source does, as far as that is this machine.
/// </summary>
internal sealed class KnownTargets(Import import, Overlay overlay)
{
    private const string StorePrefix = "store-";

    private readonly MissingTargets _missing = new();

    /// <summary>Places whose targets are missing, which was told.</summary>
    private readonly HashSet<string> _places = new(StringComparer.Ordinal);

    /// <summary>A topology file that says what is missing; null when nothing is.</summary>
    public string? Missing => import.IsRun ? _missing.Overlay : null;

    /// <summary>The targets of a group; null when it has none, or none that are known, which was told where it matters.</summary>
    /// <param name="group">The group.</param>
    /// <param name="label">What no other group is called.</param>
    /// <param name="parts">Its targets that stand elsewhere, and Services that are bound to it.</param>
    /// <param name="isUsed">Whether something forwards to it.</param>
    public Node? Of(Resource group, string label, IReadOnlyList<Resource> parts, bool isUsed)
    {
        if (overlay.TargetsOf(group.Names, label) is { } told)
        {
            return told;
        }

        if (group.Place.Length > 0)
        {
            return OfService(group, isUsed);
        }

        if (parts.Any(part => part.Place.Length > 0))
        {
            return Nodes.Sequence(group.Origin, parts.Where(part => part.Place.Length > 0).SelectMany(part => OfService(part, isUsed).Items()));
        }

        List<Node> written = [.. group.Find(TargetGroupShape.Targets).Items(), .. parts.Select(part => Nodes.Mapping(part.Origin, part.Properties))];
        var targets = written.ConvertAll(Instance);
        var isFunction = group.Find(TargetGroupShape.TargetType).TryText(out var type) && type == TargetGroupShape.Lambda;
        if (targets.Count == 0 || targets.Exists(IsOfAws))
        {
            if (isUsed)
            {
                var hints = import.Hints.FindAll(item => group.Names.Contains(item.TargetGroup));
                _missing.Add(group, label, isFunction, hints);
                TellMissing(group, MissingTargets.Problem(label, hints));
            }

            return null;
        }

        // Where the settings say an instance is, the user does.
        var areHere = import.Settings.UseAddresses || !import.IsRun ||
            written.Index().All(target => !ReferenceEquals(targets[target.Index], target.Item) || MachineAddresses.HasOnly(target.Item));
        if (!areHere)
        {
            if (isUsed)
            {
                _missing.AddElsewhere(group, label, isFunction, targets);
                import.Tell(group.Origin, MissingTargets.Elsewhere(label, targets));
            }

            return null;
        }

        if (isFunction && import.Settings.Lambda.Endpoint.Length == 0)
        {
            // That nothing says how it is invoked is told by whoever reads the target.
            _missing.AddFunction(label, targets[0]);
        }

        return Nodes.Sequence(group.Origin, targets);
    }

    /// <summary>Of a Service of Kubernetes, whose targets are those that its cluster tells, unless a file tells others.</summary>
    private Node? OfService(Resource group, bool isUsed)
    {
        var targets = overlay.TargetsAt(group.Place) ?? group.Find(TargetGroupShape.Targets);
        if (targets is null && isUsed && _places.Add(group.Place))
        {
            _missing.Add(group, group.Place, isFunction: false, []);
            TellMissing(group, MissingTargets.ProblemOfService(group.Place));
        }

        return targets;
    }

    private void TellMissing(Resource group, string message)
    {
        import.TellMissing(group.Origin, message);
        if (group.Find(TargetGroupShape.Name).TryText(out var name))
        {
            import.UnknownTargets.Add(name);
        }
    }

    public void CheckTrustStore(Resource store)
    {
        var names = NamesOfStore(store);
        if (overlay.TrustStore(names) is null)
        {
            var name = names.First(name => ResourceNames.ProblemWithTargetGroup(name) is null);
            _missing.AddTrustStore(name);
            import.TellMissing(
                store.Origin,
                $"the bundle of the trust store is with AWS: define TrustStores with the Name {name} in a file beside this one");
        }
    }

    /// <summary>What a trust store may be called in a file of the user's, where not every address of Terraform's can stand.</summary>
    public static IReadOnlyList<string> NamesOfStore(Resource store) =>
        [.. store.Names, GeneratedNames.WithPrefix(StorePrefix, store.Names[0])];

    /// <summary>An instance is where the settings say it is.</summary>
    private Node Instance(Node target) =>
        target.Find(TargetGroupShape.Id.Name).TryText(out var id) && import.Settings.Instances.TryGetValue(id, out var address)
            ? Nodes.Map(target, (property, scalar) => property == TargetGroupShape.Id.Name ? scalar with { Text = address } : scalar)
            : target;

    /// <summary>Whether only AWS knows the address of a target.</summary>
    private static bool IsOfAws(Node target) => target.Find(TargetGroupShape.Id.Name) is var id &&
        (id.IsUnknown() || (id.TryText(out var text) && text.StartsWith("i-", StringComparison.Ordinal)));
}
