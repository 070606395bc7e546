using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>From the nodes of transforms to the model.</summary>
internal static class TransformReader
{
    /// <summary>The transforms as far as they can be made out; what cannot was told.</summary>
    public static IReadOnlyList<Transform> Read(Node rule, ReadingContext context)
    {
        var items = ReadingContext.Items(rule, RuleShape.Transforms);
        if (items.Count == 0)
        {
            return [];
        }

        var transforms = new List<Transform>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            var type = ReadingContext.Text(item, TransformShape.Type);
            if (type is not (TransformShape.UrlRewrite or TransformShape.HostHeaderRewrite))
            {
                continue;
            }

            if (!seen.Add(type))
            {
                context.Tell(
                    ReadingContext.Place(item, TransformShape.Type),
                    $"a rule may have one {type}: put all Rewrites into one");
            }

            if (ReadTransform(item, type, context) is { } transform)
            {
                transforms.Add(transform);
            }
        }

        return transforms;
    }

    private static Transform? ReadTransform(Node node, string type, ReadingContext context)
    {
        var isUrl = type == TransformShape.UrlRewrite;
        var property = isUrl ? TransformShape.UrlRewriteConfig : TransformShape.HostHeaderRewriteConfig;
        var other = isUrl ? TransformShape.HostHeaderRewriteConfig : TransformShape.UrlRewriteConfig;
        if (node.Find(other.Name) is { } wrong)
        {
            context.Tell(wrong.Origin, $"{other.Name} does not go with {type}: write {property.Name}");
        }

        if (node.Find(property.Name) is not { } config)
        {
            context.Tell(node.Origin, $"{property.Name} is missing: write an object with Rewrites");
            return null;
        }

        var rewrites = new List<Rewrite>();
        foreach (var item in ReadingContext.Items(config, TransformShape.Rewrites))
        {
            if (ReadRewrite(item, context) is { } rewrite)
            {
                rewrites.Add(rewrite);
            }
        }

        return isUrl ? new Transform.UrlRewrite(rewrites) : new Transform.HostHeaderRewrite(rewrites);
    }

    private static Rewrite? ReadRewrite(Node node, ReadingContext context)
    {
        if (ReadingContext.Text(node, TransformShape.Regex) is not { } regex ||
            ReadingContext.Text(node, TransformShape.Replace) is not { } replace ||
            regex.Length > Bounds.LongestRewrite ||
            RewriteValues.ProblemWithRegex(regex) is not null)
        {
            // Its shape told what is wrong.
            return null;
        }

        if (RewriteValues.ProblemWithReplace(regex, replace) is { } problem)
        {
            context.Tell(ReadingContext.Place(node, TransformShape.Replace), problem);
        }

        return new Rewrite(regex, replace);
    }
}
