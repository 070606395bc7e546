using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Describe;

/// <summary>
/// From the JSON of <c>aws elbv2 describe-…</c> to the resources of ELBv2. One file may hold several answers.
/// <see href="https://docs.aws.amazon.com/cli/latest/reference/elbv2/"/>
/// </summary>
internal sealed class DescriptionReader(IReadOnlyList<Document> documents, Import import)
{
    private static readonly (AttributeTable Table, ResourceKind Kind, string Words)[] AttributeTables =
    [
        (Model.AttributeTables.LoadBalancer, ResourceKind.LoadBalancer, "load balancer"),
        (Model.AttributeTables.TargetGroup, ResourceKind.TargetGroup, "target group"),
        (Model.AttributeTables.Listener, ResourceKind.Listener, "listener"),
    ];

    private readonly List<Described> _things = [];
    private readonly HashSet<Described> _withAttributes = new(ReferenceEqualityComparer.Instance);

    /// <summary>What is left out, and where it stands.</summary>
    private readonly List<(Origin Origin, string Key)> _others = [];

    public void Read()
    {
        ReadThings("LoadBalancers", ResourceKind.LoadBalancer, "LoadBalancerArn", node => node.Text("LoadBalancerName"));
        ReadThings("TargetGroups", ResourceKind.TargetGroup, "TargetGroupArn", node => node.Text("TargetGroupName"));
        ReadThings("TrustStores", ResourceKind.TrustStore, "TrustStoreArn", node => node.Text("Name"));
        ReadThings("Listeners", ResourceKind.Listener, "ListenerArn", NameOfListener);
        ReadThings("Rules", ResourceKind.Rule, "RuleArn", _ => "");
        var owners = new Owners(_things, import);
        foreach (var document in documents)
        {
            ReadHealth(document, owners);
            ReadAttributes(document, owners);
            ReadCertificates(document, owners);
            CheckRest(document);
        }

        NoteOthers();

        foreach (var thing in _things)
        {
            import.Resources.Add(new Resource(
                thing.Kind,
                thing.Node.Origin,
                thing.Name.Length == 0 ? [thing.Arn] : [thing.Name, thing.Arn],
                [.. DescribedNodes.Properties(thing.Node), .. thing.More])
            {
                Parent = Parent(thing),
                Source = SourceKind.Description,
                Identity = thing.Arn,
            });
        }
    }

    private void ReadThings(string key, ResourceKind kind, string arnProperty, Func<Node, string> nameOf)
    {
        foreach (var node in documents.SelectMany(document => document.Root.Find(key).Items()))
        {
            // The default rule stands in its listener.
            var isDefault = kind == ResourceKind.Rule && node.Find("IsDefault").TryFlag(out var flag) && flag;
            if (IsOfAnotherService(node.Text(arnProperty)))
            {
                _others.Add((node.Origin, key));
            }
            else if (!isDefault && node.Find(arnProperty).TryText(out var arn))
            {
                _things.Add(new Described(kind, arn, nameOf(node), node));
            }
            else if (!isDefault)
            {
                import.Tell(node.Origin, $"{arnProperty} is missing: give the answer as AWS gave it");
            }
        }
    }

    private static Node? Parent(Described thing)
    {
        if (thing.Kind == ResourceKind.Listener)
        {
            return thing.Node.Find("LoadBalancerArn");
        }

        // …:listener-rule/app/NAME/LOADBALANCER/LISTENER/RULE
        return thing.Kind != ResourceKind.Rule ? null : Nodes.Text(
            thing.Node.Origin,
            thing.Arn[..Math.Max(0, thing.Arn.LastIndexOf('/'))].Replace(":listener-rule/", ":listener/", StringComparison.Ordinal));
    }

    private void ReadHealth(Document document, Owners owners)
    {
        var items = document.Root.Find("TargetHealthDescriptions").Items()
            .Where(item => !(item.Find("TargetHealth").Find("State").TryText(out var state) && state == "draining"))
            .ToList();
        if (items.Count == 0 ||
            owners.Find(ResourceKind.TargetGroup, "target group", document.File, items[0].Origin) is not { } group)
        {
            return;
        }

        foreach (var target in items.Select(item => item.Find("Target") ?? item))
        {
            import.Resources.Add(new Resource(
                ResourceKind.Target, target.Origin, [], DescribedNodes.Properties(target))
            {
                Parent = Nodes.Text(target.Origin, group.Arn),
                Source = SourceKind.Description,
            });
        }
    }

    private void ReadAttributes(Document document, Owners owners)
    {
        var items = document.Root.Find("Attributes").Items();
        if (items.Count == 0)
        {
            return;
        }

        var (table, kind, words) = AttributeTables.MaxBy(row => items.Count(item => row.Table.Find(item.Text("Key")) is not null));
        if (owners.Find(kind, words, document.File, items[0].Origin) is { } owner)
        {
            // AWS answers with every attribute: those with their defaults say nothing.
            var written = items.Where(item => item.Text("Value") is { Length: > 0 } value &&
                table.Find(item.Text("Key"))?.Default != value).ToList();
            if (!_withAttributes.Add(owner))
            {
                import.Tell(items[0].Origin, $"another file has the attributes of {Quoted.Text(owner.Name)}: leave out one of the two");
            }
            else if (written.Count > 0)
            {
                owner.More.Add(Nodes.Entry("Attributes", Nodes.Sequence(items[0].Origin, written)));
            }
        }
    }

    /// <summary>Those of a listener beside its first one, which stands in the listener itself.</summary>
    private void ReadCertificates(Document document, Owners owners)
    {
        var further = document.Root.Find("Certificates").Items()
            .Where(item => !(item.Find("IsDefault").TryFlag(out var isDefault) && isDefault))
            .Select(item => item is Node.Mapping mapping
                ? mapping with { Entries = [.. mapping.Entries.Where(entry => entry.Name != "IsDefault")] }
                : item)
            .ToList();
        if (further.Count > 0 && AwsCertificates.Here(import, Nodes.Sequence(further[0].Origin, further)) is { } here &&
            owners.Find(ResourceKind.Listener, "listener", document.File, here.Origin) is { } listener)
        {
            foreach (var certificate in here.Items().OfType<Node.Mapping>())
            {
                import.Resources.Add(new Resource(ResourceKind.Certificate, certificate.Origin, [], certificate.Entries)
                {
                    Parent = Nodes.Text(certificate.Origin, listener.Arn),
                });
            }
        }
    }

    private void CheckRest(Document document)
    {
        foreach (var entry in document.Root is Node.Mapping root ? root.Entries : [])
        {
            if (entry.Name is "NextMarker" or "NextToken")
            {
                if (!DescribedNodes.IsEmpty(entry.Value))
                {
                    import.Tell(entry.Origin, "the answer goes on after this one: ask for all of it");
                }
            }
            else if (entry.Name == "TrustStoreRevocations" && entry.Value.Items().Count > 0)
            {
                import.Note(entry.Origin, "the revocation list is with AWS: give the trust store RevocationLists in a file beside this one");
            }
            else if (!Sources.IsAnswer(entry.Name) || entry.Name == "TagDescriptions")
            {
                _others.Add((entry.Origin, entry.Name));
            }
        }
    }

    /// <summary>One line for all answers that change nothing.</summary>
    private void NoteOthers()
    {
        if (_others.Count > 0)
        {
            import.Note(
                _others[0].Origin.At(""),
                $"what has no effect on a load balancer is left out: {Quoted.List(_others.Select(other => other.Key).Distinct())}");
        }
    }

    /// <summary>Other services have listeners too. ARN: <c>arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE</c>.</summary>
    private static bool IsOfAnotherService(string arn) =>
        arn.Split(':') is [_, _, var service, _, _, _, ..] && service != "elasticloadbalancing";

    private string NameOfListener(Node node)
    {
        var loadBalancer = _things.Find(thing => thing.Arn == node.Text("LoadBalancerArn"))?.Name ?? "";
        return $"{loadBalancer}-{node.Text("Port")}";
    }
}
