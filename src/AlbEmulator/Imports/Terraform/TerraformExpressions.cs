using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Terraform;

/// <summary>The values of a resource that refer to others, and what its configuration says where they are not known yet.</summary>
internal sealed class TerraformExpressions(
    TerraformResource resource,
    TerraformModule module,
    TerraformReferences references,
    IReadOnlyList<TerraformResource> resources,
    Import import)
{
    private readonly Node? _configuration = module.ResourceOf(resource.Type, resource.Name);

    private Node? Expressions => _configuration.Find("expressions");

    private Origin Origin => resource.Values.Origin;

    /// <summary>What names another resource: the ARN that is known, or else its address.</summary>
    public Node.Scalar Reference(string property, IReadOnlyList<string> types) =>
        Reference(resource.Values, Expressions, property, types);

    public Node Actions(string property)
    {
        var expressions = Expressions.Find(property).Items();
        return TerraformBlocks.List(
            Origin, resource.Values.Find(property), (action, at) => Action(action, at < expressions.Count ? expressions[at] : null));
    }

    public Node.Mapping MutualAuthentication(Node block, string mode)
    {
        var entries = new List<Entry>(TerraformBlocks.Object(block, ("mode", "Mode")).Entries);
        if (mode == "verify")
        {
            var expression = TerraformBlocks.One(Expressions, "mutual_authentication");
            AddReference(entries, "TrustStoreArn", block, expression, "trust_store_arn", TerraformNames.TrustStoreTypes);
            entries.AddRange(TerraformBlocks.Object(
                block,
                ("ignore_client_certificate_expiry", "IgnoreClientCertificateExpiry"),
                ("advertise_trust_store_ca_names", "AdvertiseTrustStoreCaNames")).Entries);
        }

        return Nodes.Mapping(block.Origin, entries);
    }

    /// <summary>The ARN of a Lambda function of the same plan; not known where a target is anything else.</summary>
    public Node Function(string property, AlbSettings settings) =>
        Named(Expressions.Find(property), TerraformNames.FunctionTypes, "function_name") is { } name
            ? Nodes.Text(Origin, $"arn:aws:lambda:{settings.Region}:{settings.AccountId}:function:{name}")
            : Nodes.Unknown(Origin, "");

    /// <summary>The bucket of a block of logs; one that the plan does not know yet has the name that is known of it, or one that is made up.</summary>
    public Node? Bucket(string log)
    {
        var bucket = TerraformBlocks.One(resource.Values, log).Find("bucket");
        if (bucket is null || !bucket.IsUnknown())
        {
            return bucket;
        }

        var expression = TerraformBlocks.One(Expressions, log).Find("bucket");
        var name = Named(expression, TerraformNames.BucketTypes, "bucket")
            ?? GeneratedNames.WithPrefix("logs-", resource.Address).ToLowerInvariant();
        import.Note(bucket.Origin, $"is known after an apply: {Quoted.Text(name)} is taken");
        return Nodes.Text(bucket.Origin, name);
    }

    /// <summary>Blocks, each with the one resource that it refers to, where there is one.</summary>
    public IEnumerable<(Node Block, string Reference)> Blocks(string name, string property, IReadOnlyList<string> types)
    {
        var blocks = resource.Values.Find(name).Items();
        var expressions = Matched(blocks, Expressions.Find(name).Items());
        foreach (var (at, block) in blocks.Index())
        {
            if (Found(block, expressions[at], property, types).TryText(out var reference))
            {
                yield return (block, reference);
            }
        }
    }

    private Node.Mapping Action(Node action, Node? expressions)
    {
        var entries = TerraformBlocks.Action(action);
        var before = entries.Count;
        TerraformBlocks.Add(entries, "ForwardConfig", action, "forward", forward =>
            Forward(forward, TerraformBlocks.One(expressions, "forward")));
        if (entries.Count == before && action.Find("type").TryText(out var type) && type == "forward")
        {
            AddReference(entries, "TargetGroupArn", action, expressions, "target_group_arn", TerraformNames.TargetGroupTypes);
        }

        return Nodes.Mapping(action.Origin, entries);
    }

    private Node.Mapping Forward(Node forward, Node? expressions)
    {
        var blocks = forward.Find("target_group");
        var matched = Matched(blocks.Items(), expressions.Find("target_group").Items());
        List<Entry> entries = [Nodes.Entry("TargetGroups", TerraformBlocks.List(forward.Origin, blocks, Group))];
        if (forward.Find("stickiness").IsUnknown() || TerraformBlocks.IsOn(TerraformBlocks.One(forward, "stickiness").Find("enabled")))
        {
            TerraformBlocks.Add(entries, "TargetGroupStickinessConfig", forward, "stickiness", stickiness =>
                TerraformBlocks.Object(stickiness, ("enabled", "Enabled"), ("duration", "DurationSeconds")));
        }

        return Nodes.Mapping(forward.Origin, entries);

        Node Group(Node block, int at)
        {
            var group = new List<Entry>();
            AddReference(group, "TargetGroupArn", block, matched[at], "arn", TerraformNames.TargetGroupTypes);
            return Nodes.Mapping(block.Origin, [.. group, .. TerraformBlocks.Object(block, ("weight", "Weight")).Entries]);
        }
    }

    /// <summary>Adds what names another resource, unless it is written that there is none.</summary>
    private void AddReference(
        List<Entry> entries, string to, Node block, Node? expressions, string property, IReadOnlyList<string> types)
    {
        if (block.Find(property) is null || TerraformValues.Written(block.Find(property)) is not null || expressions.Find(property) is not null)
        {
            entries.Add(Nodes.Entry(to, Reference(block, expressions, property, types)));
        }
    }

    /// <summary>The name of the one resource that an expression refers to.</summary>
    private string? Named(Node? expression, IReadOnlyList<string> types, string property) =>
        references.Find(expression, module, new Asker(resource.Index, _configuration), types) is { } found &&
        found.Find(property).TryText(out var name) ? name : null;

    /// <summary>
    /// The expressions of blocks. Some are sets, which come in another order than they are written: what is constant in an
    /// expression must be the value in its block.
    /// </summary>
    private static Node?[] Matched(IReadOnlyList<Node> blocks, IReadOnlyList<Node> expressions)
    {
        var left = expressions.ToList();
        return [.. blocks.Select(block =>
        {
            var found = left.Find(expression => IsOf(expression, block));
            left.Remove(found!);
            return found;
        })];
    }

    private static bool IsOf(Node expression, Node block) => expression is Node.Mapping mapping &&
        mapping.Entries.All(entry => entry.Value.Find("constant_value") is not Node.Scalar constant ||
            block.Find(entry.Name) is not Node.Scalar value || value.Text == constant.Text);

    private Node.Scalar Reference(Node block, Node? expressions, string property, IReadOnlyList<string> types)
    {
        if (Found(block, expressions, property, types) is { } found)
        {
            return found;
        }

        var all = resources.Where(item => types.Contains(item.Type)).ToList();
        var words = TerraformReferences.Words(expressions.Find(property));
        if (all.Count == 1)
        {
            import.Note(
                block.Origin, $"{property} is known after an apply: {all[0].Address} is taken, which is the only one of its type");
            return Nodes.Text(block.Origin, all[0].Key);
        }

        // Told where it matters: a load balancer of another kind is left out.
        return Nodes.Unknown(
            block.Origin,
            $"{property} is known after an apply, and its expression{(words.Length == 0 ? "" : $" ({Quoted.Plain(words)})")} does not "
                + $"tell which resource it is of: {TerraformUnknowns.Instead}");
    }

    private Node.Scalar? Found(Node block, Node? expressions, string property, IReadOnlyList<string> types) =>
        TerraformValues.Written(block.Find(property)) is Node.Scalar known
            ? known
            : references.Find(expressions.Find(property), module, new Asker(resource.Index, _configuration), types) is { } found
                ? Nodes.Text(block.Origin, found.Key)
                : null;
}
