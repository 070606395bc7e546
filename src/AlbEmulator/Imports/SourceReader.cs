using AlbEmulator.Documents;
using AlbEmulator.Imports.CloudFormation;
using AlbEmulator.Imports.Describe;
using AlbEmulator.Imports.Terraform;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports;

/// <summary>From files of every kind to the roots of topology files.</summary>
internal static class SourceReader
{
    public static SourceReading Read(
        IReadOnlyList<Document> documents, AlbSettings settings, Func<string, string?> environment, List<Problem> problems)
    {
        var byKind = documents.ToLookup(document => Sources.KindOf(document.Root));
        var substitution = new Substitution(environment, problems);
        var topologies = new List<Node>();
        foreach (var document in documents.Where(document => Sources.KindOf(document.Root) != SourceKind.CloudFormation))
        {
            problems.AddRange(document.ShortTags);
        }

        foreach (var document in byKind[SourceKind.Topology])
        {
            if (Sources.InPlaceOf(document.Root) is { } instead)
            {
                problems.Add(new Problem(document.Root.Origin, instead));
                continue;
            }

            var root = substitution.Apply(document.Root);
            new ShapeCheck(problems, settings.Limits).Check(root, TopologyShape.Object);
            topologies.Add(root);
        }

        var import = new Import(settings, problems);
        TemplateReader.Read([.. byKind[SourceKind.CloudFormation]], import);
        foreach (var document in byKind[SourceKind.Terraform])
        {
            TerraformReader.Read(document, import);
        }

        new DescriptionReader([.. byKind[SourceKind.Description]], import).Read();
        var assembled = Assembly.Assemble(import, new Overlay(topologies, problems));
        if (import.Resources.Count == 0)
        {
            return new SourceReading(topologies, import.Notes, null);
        }

        new ShapeCheck(problems, settings.Limits).Check(assembled.Root, TopologyShape.Object);
        return new SourceReading([.. topologies, assembled.Root], import.Notes, assembled.Overlay);
    }
}

/// <summary>What files of every kind say.</summary>
/// <param name="Roots">As roots of topology files.</param>
/// <param name="Notes">What was left out without being wrong.</param>
/// <param name="Overlay">A topology file that says what is missing, to be filled in; null when nothing is.</param>
internal sealed record SourceReading(IReadOnlyList<Node> Roots, IReadOnlyList<Problem> Notes, string? Overlay);
