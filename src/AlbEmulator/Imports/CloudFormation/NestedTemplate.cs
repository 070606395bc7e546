using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.CloudFormation;

/// <summary>
/// Finds the file of a nested stack. A path is relative to the template that nests it. Of a URL it is the last part, or the
/// last parts, beside that template or in the folder above; in what <c>cdk synth</c> makes, the file that stands for the URL.
/// </summary>
internal static class NestedTemplate
{
    private const int MostParts = 8;
    private const string TemplateEnd = ".template.json";

    /// <summary>Whether a resource is a stack.</summary>
    public static bool IsNested(Node resource) => Template.TypeOf(resource) is ResourceTypes.Stack or ResourceTypes.Application;

    public static FoundTemplate Find(Evaluator evaluator, Node resource)
    {
        var property = Template.TypeOf(resource) == ResourceTypes.Stack ? "TemplateURL" : "Location";
        if (resource.Find("Properties").Find(property) is not { } written)
        {
            evaluator.Wrong(resource.Origin, $"{property} is missing: write the path of the template");
            return new FoundTemplate(null, "");
        }

        var asset = resource.Find("Metadata").Find("aws:asset:path").TryText(out var path) ? path : null;
        var found = Find(evaluator, written, asset);
        return found.Document is null && found.Missing.Length == 0
            ? new FoundTemplate(null, $"only AWS knows what {property} is: write the path of a file")
            : found;
    }

    /// <summary>The file of a location.</summary>
    /// <param name="evaluator">Of the template that names it.</param>
    /// <param name="location">A path, or a URL.</param>
    /// <param name="asset">The file that stands for it, where a template tells; null elsewhere.</param>
    public static FoundTemplate Find(Evaluator evaluator, Node location, string? asset)
    {
        var text = evaluator.Evaluate(location).TryAny(out var known) ? known : LastPart(location);
        if (asset is null && text is null)
        {
            return new FoundTemplate(null, "");
        }

        if (asset is null && Path.GetFileName(text!.Split('?')[0]) is "" or "." or "..")
        {
            return new FoundTemplate(null, $"{Quoted.Text(text!)} is no template: write the path of a file");
        }

        var import = evaluator.Import;
        var folder = Path.GetDirectoryName(evaluator.Template.File) ?? "";
        var files = (asset is null ? [] : new[] { asset }).Concat(text is null ? [] : Files(evaluator, folder, text));
        foreach (var file in files.Select(file => Named(folder, file)).Distinct())
        {
            if (import.Open(file) is { } document)
            {
                return new FoundTemplate(document with { File = file }, "");
            }
        }

        var name = Path.GetFileName(asset ?? text!.TrimEnd('/').Split('?')[0]);
        return new FoundTemplate(
            null, $"{Quoted.Plain(name)} is not here: put it beside {Quoted.Plain(Path.GetFileName(evaluator.Template.File))}");
    }

    private static IEnumerable<string> Files(Evaluator evaluator, string folder, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http" or "s3"))
        {
            return [text];
        }

        var parts = url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)
            .TakeLast(MostParts).ToList();
        var tails = parts.Select((_, at) => string.Join('/', parts[at..])).ToList();
        var above = tails.SkipLast(1).Select(tail => $"../{tail}");
        return [.. Asset(evaluator, folder, parts), .. tails, .. above];
    }

    /// <summary>The file of an asset: the list of a stack's assets stands beside its template.</summary>
    private static IEnumerable<string> Asset(Evaluator evaluator, string folder, List<string> parts)
    {
        var root = evaluator;
        while (root.Template.Stack.Nesting is { } nesting)
        {
            root = nesting.Parent;
        }

        var template = Path.GetFileName(root.Template.File);
        if (parts.Count == 0 || !template.EndsWith(TemplateEnd, StringComparison.Ordinal))
        {
            return [];
        }

        var assets = evaluator.Import.Open(Named(folder, $"{template[..^TemplateEnd.Length]}.assets.json"))?.Root.Find("files");
        return
            from asset in assets is Node.Mapping mapping ? mapping.Entries : []
            where asset.Value.Find("destinations") is Node.Mapping destinations && destinations.Entries.Any(destination =>
                destination.Value.Find("objectKey").TryText(out var key) && key.EndsWith(parts[^1], StringComparison.Ordinal))
            where asset.Value.Find("source").Find("path").TryText(out _)
            select asset.Value.Find("source").Find("path").TryText(out var path) ? path : "";
    }

    /// <summary>The name of a file at the end of a URL of which not all is known.</summary>
    private static string? LastPart(Node written)
    {
        var text = written switch
        {
            Node.Mapping { Entries: [{ Name: "Fn::Sub", Value: var sub }] } => sub is Node.Sequence { Items: [var first, ..] } ? first : sub,
            Node.Mapping { Entries: [{ Name: "Fn::Join", Value: Node.Sequence { Items: [_, Node.Sequence { Items: [.., var last] }] } }] } => last,
            _ => null,
        };
        var name = text.TryText(out var url) ? url[(url.LastIndexOf('/') + 1)..] : "";
        return name.Length == 0 || name.Contains("${", StringComparison.Ordinal) ? null : name;
    }

    /// <summary>A file as the user would name it, beside those that are named.</summary>
    public static string Named(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        if (Path.IsPathRooted(path))
        {
            return Path.GetFullPath(path);
        }

        var parts = new List<string>();
        foreach (var part in path.Split(['/', Path.DirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts is [.., not ".."])
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return Path.Combine([.. parts]);
    }
}

/// <summary>What was found of a template that another names.</summary>
/// <param name="Document">The template; null where there is none.</param>
/// <param name="Missing">What is missing then; empty when it was told or nothing is known of it.</param>
internal sealed record FoundTemplate(Document? Document, string Missing);
