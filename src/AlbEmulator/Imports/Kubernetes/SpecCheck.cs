using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>Tells what stands in objects and is not read, or is not as it must be: each object once, however many have to do with it.</summary>
internal sealed class SpecCheck(Import import)
{
    private readonly HashSet<Manifest> _checked = new(ReferenceEqualityComparer.Instance);

    public void Check(Manifest manifest, SpecShape shape)
    {
        if (!_checked.Add(manifest))
        {
            return;
        }

        if (manifest.Spec is { } spec)
        {
            Check(manifest, spec, "spec", shape);
        }
        else
        {
            import.Tell(manifest.Origin, $"{manifest.Words} has no spec");
        }
    }

    /// <summary>All of an object, and not its spec alone.</summary>
    public void CheckAll(Manifest manifest, SpecShape shape)
    {
        if (_checked.Add(manifest))
        {
            Check(manifest, manifest.Root, "", shape);
        }
    }

    private void Check(Manifest manifest, Node node, string path, SpecShape shape)
    {
        switch (shape, node)
        {
            case (_, Node.Scalar { Kind: ScalarKind.Null }):
            case (SpecShape.Anything, _):
            case (SpecShape.Value, Node.Scalar):
            case (SpecShape.Map, Node.Mapping):
                break;
            case (SpecShape.List list, Node.Sequence items):
                if (items.Items.Count > list.Most)
                {
                    import.Tell(items.Origin, $"{manifest.Words}: {path} has {items.Items.Count} items, and may have {list.Most}");
                }

                foreach (var item in items.Items)
                {
                    Check(manifest, item, path, list.Item);
                }

                break;
            case (SpecShape.Object fields, Node.Mapping mapping):
                foreach (var entry in mapping.Entries)
                {
                    Check(manifest, entry, $"{path}{(path.Length == 0 ? "" : ".")}{Quoted.Plain(entry.Name)}", fields);
                }

                break;
            default:
                import.Tell(node.Origin, $"{manifest.Words}: {path} must be {Words(shape)}");
                break;
        }
    }

    private void Check(Manifest manifest, Entry entry, string path, SpecShape.Object shape)
    {
        if (shape.Fields.TryGetValue(entry.Name, out var field))
        {
            Check(manifest, entry.Value, path, field);
        }
        else if (shape.Ignored.Contains(entry.Name))
        {
            import.Note(entry.Origin, $"{manifest.Words}: {path} has no effect: the controller does not read it");
        }
        else
        {
            import.Tell(entry.Origin, $"{manifest.Words}: there is no {path}{Spelling.DidYouMean(entry.Name, shape.Fields.Keys)}");
        }
    }

    private static string Words(SpecShape shape) => shape switch
    {
        SpecShape.List => "a list",
        SpecShape.Object or SpecShape.Map => "an object",
        _ => "one value",
    };
}
