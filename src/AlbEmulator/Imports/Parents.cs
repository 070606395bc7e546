using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports;

/// <summary>What belongs to what: listeners to their load balancer, rules and certificates to their listener, targets to their group.</summary>
internal sealed class Parents
{
    private readonly Import _import;
    private readonly ResourceIndex _index;
    private readonly AssumedListener _assumed;
    private readonly ILookup<object, Resource> _parts;

    public Parents(Import import, ResourceIndex index)
    {
        (_import, _index, _assumed) = (import, index, new AssumedListener(import));
        var parts = import.Resources.ToList()
            .ConvertAll(resource => (Parent: ParentOf(resource), Resource: resource))
            .FindAll(part => part.Parent is not null);
        if (_assumed.Made is { } made)
        {
            parts.Add((made.LoadBalancer, made.Listener));
        }

        _assumed.TellUnused();
        _parts = parts.ToLookup(part => (object)part.Parent!, part => part.Resource, ReferenceEqualityComparer.Instance);
    }

    public IEnumerable<Resource> PartsOf(Resource resource) => _parts[resource];

    /// <summary>How to name what another file has.</summary>
    /// <param name="source">What names it.</param>
    /// <param name="words">Such as <c>target group</c>.</param>
    public static string Elsewhere(SourceKind source, string words) => source switch
    {
        SourceKind.CloudFormation => $"name the template that has the {words} beside this one, and give the parameter or the import that "
            + "tells it the logical id that it has there, as --parameter NAME=LOGICALID or --Alb:ImportValues:NAME=LOGICALID",
        SourceKind.Terraform => $"name the plan or the state that has the {words} beside this one, with the same ARN",
        SourceKind.Kubernetes => $"define the {words} in a file beside this one, or name the template or the plan that has it",
        _ => $"add the answer of describe-{words.Replace(' ', '-')}s that has the {words}",
    };

    private Resource? ParentOf(Resource resource) => resource.Kind switch
    {
        ResourceKind.Listener => Find(resource, ResourceKind.LoadBalancer, "load balancer"),
        ResourceKind.Rule or ResourceKind.Certificate => Find(resource, ResourceKind.Listener, "listener"),
        ResourceKind.Target => Find(resource, ResourceKind.TargetGroup, "target group"),
        _ => null,
    };

    private Resource? Find(Resource resource, ResourceKind kind, string words)
    {
        if (resource.Parent is Node.Scalar name && _index.Find(kind, name, _import) is { } found)
        {
            return found;
        }

        if (resource is { Kind: ResourceKind.Target, Source: SourceKind.Kubernetes, Parent: Node.Scalar arn } && TargetGroupName.Within(arn) is { } within
            && _index.Find(kind, within, _import) is { } called)
        {
            return called;
        }

        // What has no words was told where it stands.
        var isTold = resource.Parent is Node.Scalar { Kind: ScalarKind.Unknown, Text: "" };
        if (_assumed.IsAsked && kind != ResourceKind.TargetGroup && !isTold)
        {
            return _assumed.For(resource, kind);
        }

        var others = $"{Elsewhere(resource.Source, words)}{(kind == ResourceKind.TargetGroup ? "" : "; or have one made up with --assume-listener HTTP:80")}";
        if (resource.Parent is null)
        {
            _import.Tell(resource.Origin, $"nothing names its {words}: {others}");
        }
        else if (resource.Parent is Node.Scalar { Kind: ScalarKind.Unknown } unknown)
        {
            if (!isTold)
            {
                _import.Tell(unknown.Origin, $"{unknown.Text}; {others}");
            }
        }
        else
        {
            var text = resource.Parent.TryText(out var written) ? written : "";
            _import.Tell(resource.Parent.Origin, $"no file has the {words} {Quoted.Text(text)}: {others}");
        }

        return null;
    }
}
