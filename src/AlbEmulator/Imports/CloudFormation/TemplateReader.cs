using AlbEmulator.Documents;
using AlbEmulator.Model;

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

    public static void Read(IReadOnlyList<Source> sources, Import import)
    {
        var stacks = Stacks.Of(sources, import);
        GivenParameters.Check(stacks.Select(stack => stack.Template).ToList(), import);
        foreach (var stack in stacks)
        {
            new TemplateReader(stack).Read();
        }
    }

    private void Read()
    {
        var template = evaluator.Template;
        CheckTransforms(template.Root.Find("Transform"));
        new ParameterRules(evaluator).Check();
        if (template.Root.Find("Hooks") is { } hooks)
        {
            Import.Note(hooks.Origin, "hooks are left out: they run when AWS deploys");
        }

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
            case ResourceTypes.Stack or ResourceTypes.Application:
                CheckNested(logicalId, origin, resource);
                return true;
            case ResourceTypes.EcsService:
                AddHints(logicalId, resource);
                return false;
            default:
                return false;
        }
    }

    /// <summary>
    /// What a nested stack has is read with the others. One whose template is not here is left out, unless it is given something
    /// of a load balancer and so must have to do with it; of its outputs whoever needs one tells.
    /// </summary>
    private void CheckNested(string logicalId, Origin origin, Node resource)
    {
        var stack = evaluator.NestedStacks.Of(logicalId, resource);
        if (stack.Evaluator is not null || stack.Missing.Length == 0)
        {
            return;
        }

        var given = resource.Find("Properties").Find("Parameters") as Node.Mapping;
        if (given?.Entries.Any(entry => evaluator.Evaluate(entry.Value).TryAny(out var text)
            && text.Contains(":elasticloadbalancing:", StringComparison.Ordinal)) == true)
        {
            Import.Tell(origin, stack.Missing);
        }
        else
        {
            Import.Note(origin, $"a nested stack is left out: {stack.Missing}");
        }
    }

    private void Add(ResourceKind kind, string logicalId, Origin origin, Node resource, string? parent)
    {
        var properties = new List<Entry>();
        Node? parentNode = null;
        var all = resource.Find("Properties") as Node.Mapping;
        foreach (var entry in all?.Entries ?? [])
        {
            if (WithoutEffect.Contains(entry.Name) || evaluator.Evaluate(entry.Value) is not { } value)
            {
                continue;
            }

            if (entry.Name == parent)
            {
                parentNode = value;
            }
            else if (Written.Of(value) is { } written)
            {
                properties.Add(new Entry(CalledHere.GetValueOrDefault(entry.Name, entry.Name), entry.Origin, written));
            }
        }

        if (kind is ResourceKind.LoadBalancer or ResourceKind.TargetGroup && !properties.Exists(entry => entry.Name == "Name"))
        {
            var name = GeneratedNames.OfStack(evaluator.Template.StackName, logicalId);
            properties.Insert(0, Nodes.Entry("Name", Nodes.Text(origin, name)));
        }

        var place = all?.Origin ?? origin;
        Import.Resources.Add(new Resource(kind, place, Names(logicalId, origin, resource), properties)
        {
            Parent = parentNode,
            Source = SourceKind.CloudFormation,
        });
    }

    private List<string> Names(string logicalId, Origin origin, Node resource)
    {
        var names = new List<string> { logicalId, $"{evaluator.Template.Stack.Label}.{logicalId}" };
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
        foreach (var certificate in Written.Of(certificates).Items())
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
                var port = item.Text("ContainerPort");
                Import.Hints.Add(new TargetHint(group, $"{container}the ECS service {logicalId}", port));
            }
        }
    }
}
