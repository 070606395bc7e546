using AlbEmulator.Documents;
using AlbEmulator.Imports.CloudFormation;
using AlbEmulator.Imports.Compose;
using AlbEmulator.Imports.Describe;
using AlbEmulator.Imports.Kubernetes;
using AlbEmulator.Imports.Services;
using AlbEmulator.Imports.Terraform;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports;

/// <summary>From files of every kind to the roots of topology files.</summary>
internal static class SourceReader
{
    public static SourceReading Read(
        IReadOnlyList<Source> sources, Import import, Func<string, string?>? environment, List<Problem> problems)
    {
        sources = Foreign.LeaveOut([.. sources.Select(source => source.Unwrapped(problems))], import);
        var byKind = sources.ToLookup(source => source.Kind, source => source.Document);
        var limits = import.Settings.Limits;
        var substitution = new Substitution(environment, problems);
        var topologies = new List<Node>();
        foreach (var (document, stack) in sources.Where(source => source.Kind != SourceKind.CloudFormation))
        {
            problems.AddRange(document.ShortTags);
            problems.AddRange(document.Repetitions.Select(repetition => new Problem(
                repetition.Origin, $"stands here a second time, after line {repetition.FirstLine}: keep one of the two")));
            if (stack is not null)
            {
                import.Tell(
                    document.Root.Origin, $"is no template of CloudFormation, and {Quoted.Text(stack)} names a stack: name the file alone");
            }
        }

        foreach (var document in byKind[SourceKind.Topology])
        {
            if (Sources.InPlaceOf(document.Root) is { } instead)
            {
                problems.Add(new Problem(document.Root.Origin, instead));
                continue;
            }

            var root = substitution.Apply(document.Root);
            new ShapeCheck(problems, limits).Check(root, TopologyShape.Object);
            topologies.Add(root);
        }

        var compose = ComposeReader.Read([.. byKind[SourceKind.Compose]], import, environment ?? (static _ => null));
        foreach (var root in new[] { compose, ContainerReader.Read(import) }.OfType<Node>())
        {
            new ShapeCheck(problems, limits).Check(root, TopologyShape.Object);
            topologies.Add(root);
            import.IsListenerOfServices = true;
        }

        TemplateReader.Read([.. sources.Where(source => source.Kind == SourceKind.CloudFormation)], import);
        foreach (var document in byKind[SourceKind.Terraform])
        {
            TerraformReader.Read(document, import);
        }

        KubernetesReader.Read([.. byKind[SourceKind.Kubernetes]], import);
        BoundTargets.Add(topologies, import);
        NamedTargets.Place(topologies, problems);
        new DescriptionReader([.. byKind[SourceKind.Description]], import).Read();
        OtherLoadBalancers.LeaveOut(import, isAlone: !topologies.Exists(HasAny));
        AwsCertificates.LeaveOut(import);
        ClientSecrets.Take(import);
        Unknowns.Tell(import);
        CheckAny(sources, topologies, import, problems);
        var assembled = Assembly.Assemble(import, new Overlay(topologies, problems));
        if (import.Resources.Count == 0)
        {
            return new SourceReading(topologies, [.. import.Notes.Distinct()], null);
        }

        new ShapeCheck(problems, limits).Check(assembled.Root, TopologyShape.Object);
        return new SourceReading([.. topologies, assembled.Root], [.. import.Notes.Distinct()], assembled.Overlay);
    }

    /// <summary>Files of which nothing is of a load balancer are a mistake, unless another file has one.</summary>
    private static void CheckAny(IReadOnlyList<Source> sources, List<Node> topologies, Import import, List<Problem> problems)
    {
        var imported = sources.Where(source => source.Kind is not (SourceKind.Topology or SourceKind.Other)).ToList();
        if (imported.Count > 0 && import.Resources.Count == 0 && problems.Count == 0 && !topologies.Exists(HasAny))
        {
            import.Tell(
                new Origin(imported[0].Document.File, 0, ""),
                imported.Count == 1
                    ? "has no load balancer, no listener and no target group: there is nothing to run"
                    : $"has no load balancer, no listener and no target group, and neither have the {imported.Count - 1} files with "
                        + "it: there is nothing to run");
        }
    }

    private static bool HasAny(Node topology) =>
        topology.Find(TopologyShape.LoadBalancers.Name).Items().Count + topology.Find(TopologyShape.TargetGroups.Name).Items().Count > 0;
}

/// <summary>What files of every kind say.</summary>
/// <param name="Roots">As roots of topology files.</param>
/// <param name="Notes">What was left out without being wrong.</param>
/// <param name="Overlay">A topology file that says what is missing, to be filled in; null when nothing is.</param>
internal sealed record SourceReading(IReadOnlyList<Node> Roots, IReadOnlyList<Problem> Notes, string? Overlay);
