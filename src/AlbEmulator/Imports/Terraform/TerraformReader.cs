using AlbEmulator.Documents;
using AlbEmulator.Model;
using Names = AlbEmulator.Imports.Terraform.TerraformNames;

namespace AlbEmulator.Imports.Terraform;

/// <summary>
/// From <c>terraform show -json</c> of a plan or a state to the resources of ELBv2.
/// <see href="https://developer.hashicorp.com/terraform/internals/json-format"/>
/// </summary>
internal sealed class TerraformReader
{
    private readonly Import _import;
    private readonly TerraformModule _root;
    private readonly string _file;
    private readonly bool _isState;
    private readonly List<TerraformResource> _resources = [];
    private readonly Dictionary<string, Node> _unknown = new(StringComparer.Ordinal);
    private readonly TerraformReferences _references;

    private TerraformReader(Document document, Import import)
    {
        _import = import;
        _file = document.File;
        _root = new TerraformModule("", document.Root.Find("configuration").Find("root_module"), null, null);
        _isState = document.Root.Find("planned_values") is null;
        var values = document.Root.Find("planned_values") ?? document.Root.Find("values");
        foreach (var change in document.Root.Find("resource_changes").Items())
        {
            if (change.Find("address").TryText(out var address) && change.Find("deposed") is null &&
                change.Find("change").Find("after_unknown") is { } unknown)
            {
                _unknown.TryAdd(address, unknown);
            }
        }

        Collect(values.Find("root_module"), "");
        _references = new TerraformReferences(_resources);
    }

    public static void Read(Document document, Import import)
    {
        var reader = new TerraformReader(document, import);
        var others = new List<string>();
        foreach (var resource in reader._resources)
        {
            if (!reader.Take(resource))
            {
                others.Add(resource.Type);
            }
        }

        import.NoteOthers(document.File, others);
    }

    private void Collect(Node? module, string address)
    {
        foreach (var item in module.Find("resources").Items())
        {
            if (item.Find("address").TryText(out var itsAddress) && item.Find("type").TryText(out var type) &&
                item.Find("name").TryText(out var name) && item.Find("mode").TryText(out var mode) && mode == "managed" &&
                item.Find("values") is { } values)
            {
                // The JSON is one line: an address tells where to look.
                var moved = Nodes.Moved(values, values.Origin.Path, itsAddress);
                var expressions = _root.At(address).ResourceOf(type, name).Find("expressions");
                var told = Names.IsOfLoadBalancers(type)
                    ? TerraformUnknowns.Told(moved, _unknown.GetValueOrDefault(itsAddress), expressions)
                    : moved;
                _resources.Add(new TerraformResource(_file, itsAddress, type, name, address, told));
            }
        }

        foreach (var child in module.Find("child_modules").Items())
        {
            if (child.Find("address").TryText(out var itsAddress))
            {
                Collect(child, itsAddress);
            }
        }
    }

    private bool Take(TerraformResource resource)
    {
        var expressions = new TerraformExpressions(resource, _root.At(resource.Module), _references, _resources, _import);
        var type = resource.Type;
        if (Names.LoadBalancerTypes.Contains(type))
        {
            AddLoadBalancer(resource, expressions);
        }
        else if (Names.TargetGroupTypes.Contains(type))
        {
            AddTargetGroup(resource);
        }
        else if (Names.ListenerTypes.Contains(type))
        {
            AddListener(resource, expressions);
        }
        else if (Names.RuleTypes.Contains(type))
        {
            AddRule(resource, expressions);
        }
        else if (Names.AttachmentTypes.Contains(type))
        {
            AddTarget(resource, expressions);
        }
        else if (Names.TrustStoreTypes.Contains(type))
        {
            Add(ResourceKind.TrustStore, resource, []);
        }
        else if (Names.CertificateTypes.Contains(type))
        {
            AddCertificate(resource, expressions);
        }
        else if (Names.RevocationTypes.Contains(type))
        {
            _import.Note(
                resource.Values.Origin, "the revocation list is with AWS: give the trust store RevocationLists in a file beside this one");
        }
        else
        {
            AddHints(resource, expressions);
            return false;
        }

        return true;
    }

    private void AddLoadBalancer(TerraformResource resource, TerraformExpressions expressions)
    {
        var properties = new TerraformProperties(resource, Names.LoadBalancer);
        if (resource.Find("internal").TryFlag(out var isInternal) && isInternal)
        {
            properties.Entries.Add(Nodes.Entry("Scheme", Nodes.Text(resource.Values.Origin, "internal")));
        }

        foreach (var log in new[] { "access_logs", "connection_logs", "health_check_logs" })
        {
            var block = TerraformBlocks.One(resource.Values, log);
            var enabled = resource.Values.Find(log) is var written && written.IsUnknown() ? written : block.Find("enabled");
            if (TerraformBlocks.IsOn(enabled))
            {
                properties.AddAttribute($"{log}.s3.enabled", enabled);
                properties.AddAttribute($"{log}.s3.bucket", expressions.Bucket(log));
                properties.AddAttribute($"{log}.s3.prefix", block.Find("prefix"));
            }
        }

        Named(properties, resource);
        Add(ResourceKind.LoadBalancer, resource, properties.All(resource.Values.Origin));
    }

    private void AddTargetGroup(TerraformResource resource)
    {
        var properties = new TerraformProperties(resource, Names.TargetGroup);
        Named(properties, resource);
        TargetGroupBlocks.Add(resource, properties);
        Add(ResourceKind.TargetGroup, resource, properties.All(resource.Values.Origin));
    }

    private void AddListener(TerraformResource resource, TerraformExpressions expressions)
    {
        var properties = new TerraformProperties(resource, Names.Listener);
        if (_isState && resource.Find("protocol").TryText(out var protocol) && protocol == "HTTP")
        {
            // A state holds what was answered.
            properties.Entries.RemoveAll(entry => entry.Name == "SslPolicy");
        }

        properties.Entries.Add(Nodes.Entry("DefaultActions", expressions.Actions("default_action")));
        if (Certificates(resource) is { } certificates)
        {
            properties.Entries.Add(Nodes.Entry("Certificates", certificates));
        }

        var mode = TerraformBlocks.One(resource.Values, "mutual_authentication").Find("mode").TryText(out var text) ? text : "";
        if (mode is not ("" or "off"))
        {
            TerraformBlocks.Add(properties.Entries, "MutualAuthentication", resource.Values, "mutual_authentication", mutual =>
                expressions.MutualAuthentication(mutual, mode));
        }

        Add(
            ResourceKind.Listener,
            resource,
            properties.All(resource.Values.Origin),
            expressions.Reference("load_balancer_arn", Names.LoadBalancerTypes));
    }

    private void AddCertificate(TerraformResource resource, TerraformExpressions expressions)
    {
        foreach (var certificate in Certificates(resource).Items().OfType<Node.Mapping>())
        {
            var listener = expressions.Reference("listener_arn", Names.ListenerTypes);
            Add(ResourceKind.Certificate, resource, certificate.Entries, listener);
        }
    }

    /// <summary>Null where none is needed.</summary>
    private static Node.Sequence? Certificates(TerraformResource resource)
    {
        var isKnown = resource.Values.Find("certificate_arn") is not null;
        if (isKnown && resource.Find("certificate_arn") is null)
        {
            return null;
        }

        var isHttp = resource.Find("protocol").TryText(out var protocol) && protocol == "HTTP";
        var arn = resource.Find("certificate_arn") ?? Nodes.Unknown(resource.Values.Origin, "");
        return isHttp && !isKnown ? null
            : Nodes.Sequence(arn.Origin, [Nodes.Mapping(arn.Origin, Nodes.Entry("CertificateArn", arn))]);
    }

    private void AddRule(TerraformResource resource, TerraformExpressions expressions)
    {
        var properties = new TerraformProperties(resource, Names.Rule);
        var origin = resource.Values.Origin;
        properties.Entries.Add(Nodes.Entry("Conditions", TerraformBlocks.List(
            origin, resource.Values.Find("condition"), (condition, _) => TerraformBlocks.Condition(condition))));
        properties.Entries.Add(Nodes.Entry("Actions", expressions.Actions("action")));
        if (resource.Find("transform") is { } transforms)
        {
            properties.Entries.Add(Nodes.Entry("Transforms", TerraformBlocks.List(
                origin, transforms, (transform, _) => TerraformBlocks.Transform(transform))));
        }

        Add(ResourceKind.Rule, resource, properties.All(origin), expressions.Reference("listener_arn", Names.ListenerTypes));
    }

    private void AddTarget(TerraformResource resource, TerraformExpressions expressions)
    {
        var properties = new TerraformProperties(resource, Names.Attachment);
        if (!properties.Entries.Exists(entry => entry.Name == "Id"))
        {
            properties.Entries.Insert(0, Nodes.Entry("Id", expressions.Function("target_id", _import.Settings)));
        }

        Add(
            ResourceKind.Target,
            resource,
            properties.All(resource.Values.Origin),
            expressions.Reference("target_group_arn", Names.TargetGroupTypes));
    }

    private void AddHints(TerraformResource resource, TerraformExpressions expressions)
    {
        if (resource.Type != "aws_ecs_service")
        {
            return;
        }

        foreach (var (block, group) in expressions.Blocks("load_balancer", "target_group_arn", Names.TargetGroupTypes))
        {
            var container = block.Find("container_name").TryAny(out var name) ? $"container {name} of " : "";
            var port = block.Text("container_port");
            _import.Hints.Add(new TargetHint(group, $"{container}{resource.Address}", port));
        }
    }

    /// <summary>The provider makes names where none is written.</summary>
    private void Named(TerraformProperties properties, TerraformResource resource)
    {
        var at = properties.Entries.FindIndex(entry => entry.Name == "Name");
        if (at >= 0 && !properties.Entries[at].Value.IsUnknown())
        {
            return;
        }

        var prefix = resource.Find("name_prefix").TryText(out var text) ? text : "tf-";
        var name = GeneratedNames.WithPrefix(prefix, resource.Address);
        if (at >= 0)
        {
            _import.Note(properties.Entries[at].Origin, $"is known after an apply: {Quoted.Text(name)} is taken");
            properties.Entries.RemoveAt(at);
        }

        properties.Entries.Insert(0, Nodes.Entry("Name", Nodes.Text(resource.Values.Origin, name)));
    }

    private void Add(ResourceKind kind, TerraformResource resource, IReadOnlyList<Entry> properties, Node? parent = null)
    {
        List<string> names = [resource.Address, resource.Key];
        foreach (var property in new[] { "arn", "name" })
        {
            if (resource.Find(property).TryText(out var name))
            {
                names.Add(name);
            }
        }

        _import.Resources.Add(new Resource(kind, resource.Values.Origin, names, properties)
        {
            Parent = parent,
            Source = SourceKind.Terraform,
            Identity = kind is not (ResourceKind.Certificate or ResourceKind.Target) && resource.Find("arn").TryText(out var arn) ? arn : "",
        });
    }
}
