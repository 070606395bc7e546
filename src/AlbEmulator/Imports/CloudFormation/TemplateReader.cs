using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.CloudFormation;

/// <summary>From the resources of a template to those of ELBv2.</summary>
internal sealed class TemplateReader(Evaluator evaluator)
{
    /// <summary>Macros that change nothing of load balancers, or only bring functions that are refused by name.</summary>
    private static readonly HashSet<string> HarmlessTransforms =
        ["AWS::Serverless-2016-10-31", "AWS::LanguageExtensions", "AWS::CodeDeployBlueGreen", "AWS::SecretsManager-2020-07-23",
            "AWS::SecretsManager-2024-09-16"];

    /// <summary>What has an effect only inside AWS.</summary>
    private static readonly HashSet<string> WithoutEffect =
    [
        "Subnets", "SubnetMappings", "SecurityGroups", "VpcId", "Tags", "Ipv4IpamPoolId", "MinimumLoadBalancerCapacity",
        "EnableCapacityReservationProvisionStabilize",
    ];

    private static readonly Dictionary<string, string> CalledHere = new(StringComparer.Ordinal)
    {
        ["LoadBalancerAttributes"] = "Attributes",
        ["ListenerAttributes"] = "Attributes",
        ["TargetGroupAttributes"] = "Attributes",
    };

    private Import Import => evaluator.Import;

    public static void Read(IReadOnlyList<Document> documents, Import import)
    {
        var (budget, exports) = (new Budget(), new Exports());
        var evaluators = documents.Select(document =>
            new Evaluator(new Template(document, import.Settings.StackName), import, budget, exports)).ToList();
        TellStacks(evaluators.ConvertAll(item => item.Template), import);
        GivenParameters.Check(evaluators.Select(item => item.Template).ToList(), import);
        evaluators.ForEach(exports.Add);
        evaluators.ForEach(item => new TemplateReader(item).Read());
    }

    /// <summary>A stack is one template; that of two files has the name of one would go unseen where they name nothing alike.</summary>
    private static void TellStacks(List<Template> templates, Import import)
    {
        foreach (var stack in templates.GroupBy(template => template.StackName).Where(stack => stack.Count() > 1))
        {
            foreach (var template in stack.Skip(1))
            {
                import.Tell(
                    template.Root.Origin,
                    $"its stack would be called {Quoted.Text(stack.Key)}, as that of {stack.First().File} is: rename one of the two files");
            }
        }
    }

    private void Read()
    {
        var template = evaluator.Template;
        CheckTransforms(template.Root.Find("Transform"));
        if (template.Root.Find("Resources") is not Node.Mapping)
        {
            Import.Tell(template.Root.Origin, "Resources is missing: a template has an object of them");
        }

        var others = new List<string>();
        foreach (var (logicalId, origin, resource) in template.Resources.Entries)
        {
            var type = Template.TypeOf(resource);
            if (type.Length == 0)
            {
                Import.Tell(origin, logicalId.StartsWith("Fn::", StringComparison.Ordinal)
                    ? $"{Quoted.Text(logicalId)} is not supported: give the template as AWS has it after its transforms"
                    : "Type is missing: write the type of the resource");
                continue;
            }

            var made = evaluator.References.IsMade(resource);
            if (made.Unknown is { } unknown)
            {
                Unknowns.Told(unknown, Import);
            }
            else if (made.Holds && !Take(logicalId, origin, resource, type))
            {
                others.Add(type);
            }
        }

        Import.NoteOthers(template.File, others);
    }

    private void CheckTransforms(Node? transforms)
    {
        foreach (var transform in transforms is Node.Sequence list ? list.Items : transforms is null ? [] : [transforms])
        {
            if (!transform.TryAny(out var name) || !HarmlessTransforms.Contains(name))
            {
                Import.Tell(
                    transform.Origin,
                    "this macro runs at AWS: give the template as it is after it (aws cloudformation get-template "
                        + "--template-stage Processed)");
            }
        }
    }

    /// <summary>Whether a resource is one of a load balancer's, or tells something of one.</summary>
    private bool Take(string logicalId, Origin origin, Node resource, string type)
    {
        switch (type)
        {
            case ResourceTypes.LoadBalancer:
                Add(ResourceKind.LoadBalancer, logicalId, origin, resource, parent: null);
                return true;
            case ResourceTypes.Listener:
                Add(ResourceKind.Listener, logicalId, origin, resource, "LoadBalancerArn");
                return true;
            case ResourceTypes.Rule:
                Add(ResourceKind.Rule, logicalId, origin, resource, "ListenerArn");
                return true;
            case ResourceTypes.TargetGroup:
                Add(ResourceKind.TargetGroup, logicalId, origin, resource, parent: null);
                return true;
            case ResourceTypes.TrustStore:
                Import.Resources.Add(new Resource(ResourceKind.TrustStore, origin, Names(logicalId, origin, resource), []));
                return true;
            case ResourceTypes.TrustStoreRevocation:
                Import.Note(origin, "the revocation list is with AWS: give the trust store RevocationLists in a file beside this one");
                return true;
            case ResourceTypes.ListenerCertificate:
                AddCertificates(origin, resource);
                return true;
            case ResourceTypes.EcsService:
                AddHints(logicalId, resource);
                return false;
            default:
                return false;
        }
    }

    private void Add(ResourceKind kind, string logicalId, Origin origin, Node resource, string? parent)
    {
        var properties = new List<Entry>();
        Node? parentNode = null;
        var written = resource.Find("Properties") as Node.Mapping;
        foreach (var entry in written?.Entries ?? [])
        {
            if (WithoutEffect.Contains(entry.Name) || evaluator.Evaluate(entry.Value) is not { } value)
            {
                continue;
            }

            if (entry.Name == parent)
            {
                parentNode = value;
            }
            else if (Value(entry.Name, value) is { } told)
            {
                properties.Add(new Entry(CalledHere.GetValueOrDefault(entry.Name, entry.Name), entry.Origin, told));
            }
        }

        if (kind is ResourceKind.LoadBalancer or ResourceKind.TargetGroup && !properties.Exists(entry => entry.Name == "Name"))
        {
            var name = GeneratedNames.OfStack(evaluator.Template.StackName, logicalId);
            properties.Insert(0, Nodes.Entry("Name", Nodes.Text(origin, name)));
        }

        var place = written?.Origin ?? origin;
        Import.Resources.Add(new Resource(kind, place, Names(logicalId, origin, resource), properties)
        {
            Parent = parentNode,
            Source = SourceKind.CloudFormation,
        });
    }

    private Node? Value(string property, Node value) => property switch
    {
        "Certificates" => Import.WithoutCertificatesOfAws(value),
        "Targets" when value is Node.Sequence targets => targets with { Items = [.. targets.Items.Select(ToldButId)] },
        _ => Unknowns.Told(value, Import),
    };

    /// <summary>A target that only AWS knows is told with its group.</summary>
    private Node ToldButId(Node target) => target is not Node.Mapping mapping ? target : mapping with
    {
        Entries =
        [
            .. mapping.Entries.Select(entry =>
                entry.Name == TargetGroupShape.Id.Name ? entry : entry with { Value = Unknowns.Told(entry.Value, Import) }),
        ],
    };

    private List<string> Names(string logicalId, Origin origin, Node resource)
    {
        var names = new List<string> { logicalId, $"{evaluator.Template.StackName}.{logicalId}" };
        if (evaluator.References.Ref(Nodes.Text(origin, logicalId), origin).TryAny(out var arn))
        {
            names.Add(arn);
        }

        if (ResourceValues.Name(evaluator, logicalId, resource, "Name") is { } name)
        {
            names.Add(name);
        }

        return names;
    }

    private void AddCertificates(Origin origin, Node resource)
    {
        var properties = resource.Find("Properties");
        var listener = properties.Find("ListenerArn") is { } parent && evaluator.Evaluate(parent) is { } value
            ? value
            : null;
        var certificates = properties.Find("Certificates") is { } written ? evaluator.Evaluate(written) : null;
        foreach (var certificate in Import.WithoutCertificatesOfAws(certificates).Items())
        {
            Import.Resources.Add(new Resource(
                ResourceKind.Certificate, origin, [], certificate is Node.Mapping mapping ? mapping.Entries : [])
            {
                Parent = listener,
                Source = SourceKind.CloudFormation,
            });
        }
    }

    private void AddHints(string logicalId, Node resource)
    {
        var written = resource.Find("Properties").Find("LoadBalancers");
        foreach (var item in (written is null ? null : evaluator.Evaluate(written)).Items())
        {
            if (item.Find("TargetGroupArn").TryAny(out var group))
            {
                var container = item.Find("ContainerName").TryAny(out var name) ? $"container {name} of " : "";
                var port = item.Find("ContainerPort").TryAny(out var text) ? text : "";
                Import.Hints.Add(new TargetHint(group, $"{container}the ECS service {logicalId}", port));
            }
        }
    }
}
