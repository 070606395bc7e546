using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Terraform;

/// <summary>
/// Finds the resource that a value comes from which is known only after an apply: the configuration tells what an expression
/// refers to, through variables of modules and their outputs.
/// </summary>
internal sealed class TerraformReferences(IReadOnlyList<TerraformResource> resources)
{
    private const int DeepestModules = 32;

    private readonly ILookup<(string Module, string Type, string Name), TerraformResource> _byName =
        resources.ToLookup(resource => (resource.Module, resource.Type, resource.Name));

    /// <summary>The one resource of some types that an expression refers to; null when there is not exactly one.</summary>
    /// <param name="expression">Of the configuration.</param>
    /// <param name="module">Where it stands.</param>
    /// <param name="asker">Index and configuration of the resource it is an expression of.</param>
    /// <param name="types">What it may be.</param>
    public TerraformResource? Find(Node? expression, TerraformModule module, Asker asker, IReadOnlyList<string> types)
    {
        var found = All(expression, module, asker, depth: 0).Where(resource => types.Contains(resource.Type)).Distinct().ToList();
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>What an expression refers to, for messages.</summary>
    public static string Words(Node? expression) =>
        string.Join(", ", expression.Find("references").Items().Select(item => item.TryText(out var text) ? text : "").Take(3));

    private IEnumerable<TerraformResource> All(Node? expression, TerraformModule module, Asker asker, int depth)
    {
        var references = expression.Find("references").Items()
            .Select(item => item.TryText(out var text) ? text : "")
            .ToList();
        if (depth > DeepestModules)
        {
            return [];
        }

        // What it refers to stands there whole, and then its beginnings.
        return references
            .Where((reference, at) => !references.Take(at).Any(before => before.StartsWith(reference, StringComparison.Ordinal)))
            .SelectMany(reference => One(reference, references, module, asker, depth));
    }

    private IEnumerable<TerraformResource> One(
        string reference, List<string> beside, TerraformModule module, Asker asker, int depth)
    {
        if (TerraformAddress.Variable(reference) is { Success: true } variable)
        {
            var value = module.Call.Find("expressions").Find(variable.Groups["name"].Value);
            return module.Parent is { } parent
                ? All(value, parent, new Asker(module.Index, module.Call), depth + 1)
                : [];
        }

        if (TerraformAddress.Output(reference) is { Success: true } output)
        {
            var index = output.Groups["index"].Value;
            var child = module.Child(output.Groups["name"].Value, index.Length > 0 ? index : asker.IndexFor(beside));
            child = child is not null && resources.Any(resource => resource.Module.StartsWith(child.Address, StringComparison.Ordinal))
                ? child
                : module.Child(output.Groups["name"].Value, index);
            var value = child?.Configuration.Find("outputs").Find(output.Groups["output"].Value).Find("expression");
            return child is null ? [] : All(value, child, new Asker("", null), depth + 1);
        }

        if (TerraformAddress.Resource(reference) is not { Success: true } named)
        {
            return [];
        }

        var instances = _byName[(module.Address, named.Groups["type"].Value, named.Groups["name"].Value)].ToList();
        var wanted = named.Groups["index"].Value;
        wanted = wanted.Length > 0 ? wanted : asker.IndexFor(beside);
        return instances.Count == 1 ? instances : instances.Where(instance => wanted.Length == 0 || instance.Index == wanted);
    }
}

/// <summary>Whose expression it is: <c>each.key</c> and <c>count.index</c> are its own.</summary>
/// <param name="Index"><c>[0]</c> or <c>["web"]</c>.</param>
/// <param name="Configuration">With <c>for_each_expression</c>.</param>
internal sealed record Asker(string Index, Node? Configuration)
{
    /// <summary>The index that an expression takes, as far as its references tell.</summary>
    public string IndexFor(IReadOnlyList<string> references)
    {
        if (references.Contains("each.key") || references.Contains("count.index"))
        {
            return Index;
        }

        const string value = "each.value";
        if (references.FirstOrDefault(reference => reference.StartsWith(value, StringComparison.Ordinal)) is not { } path)
        {
            return "";
        }

        var node = Configuration.Find("for_each_expression").Find("constant_value").Find(Index.Trim('[', ']', '"'));
        foreach (var name in path[value.Length..].Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node.Find(name);
        }

        return node.TryAny(out var key) ? $"[\"{key}\"]" : "";
    }
}
