using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>From the nodes of a listener and its rules to the model.</summary>
internal static class ListenerReader
{
    /// <summary>Null when it has no port, which was told.</summary>
    public static Listener? Read(Node node, string loadBalancerArn, ReadingContext context)
    {
        var port = ReadingContext.Integer(node, ListenerShape.Port);
        if (port == 0)
        {
            context.RefuseOpen(ReadingContext.Place(node, ListenerShape.Port), "write 80, and have Alb:PortMap:80=0 bind one that is free");
        }

        var arn = ReadingContext.GivenArn(node) ?? Arns.Listener(loadBalancerArn, port ?? 0);
        var protocol = ReadingContext.Text(node, ListenerShape.Protocol) ?? ListenerShape.Protocol.Default!;
        var end = new ListenerEnd(protocol, port ?? 0);
        var listenerProtocol = protocol == "HTTPS" ? ListenerProtocol.Https : ListenerProtocol.Http;
        var defaultActions = ActionReader.Read(node, ListenerShape.DefaultActions, end, context);
        var certificates = CertificateReader.Read(node, listenerProtocol, context);
        var policy = SslPolicy(node, listenerProtocol, context);
        var attributes = Attributes(node, listenerProtocol, context);
        TagReader.Check(node, context);
        var rules = new List<Rule>();
        foreach (var item in ReadingContext.Items(node, ListenerShape.Rules))
        {
            if (ReadRule(item, arn, end, context) is { } rule)
            {
                rules.Add(rule);
            }
        }

        return port is null ? null : new Listener
        {
            Arn = arn,
            Port = port.Value,
            Protocol = listenerProtocol,
            SslPolicy = policy ?? SslPolicies.Default,
            IsSslPolicyWritten = policy is not null,
            Certificates = certificates,
            MutualAuthentication = MutualAuthenticationReader.Read(node, listenerProtocol, context),
            Attributes = attributes,
            DefaultActions = defaultActions,
            Rules = [.. rules.OrderBy(rule => rule.Priority)],
            Origin = ReadingContext.Place(node, ListenerShape.Port),
        };
    }

    /// <summary>Null when none was written, or none that there is, which was told.</summary>
    private static SslPolicy? SslPolicy(Node node, ListenerProtocol protocol, ReadingContext context)
    {
        if (protocol == ListenerProtocol.Http)
        {
            context.Refuse(node, ListenerShape.SslPolicy, "is for HTTPS listeners: write the Protocol HTTPS, or remove it");
        }

        return ReadingContext.Text(node, ListenerShape.SslPolicy) is { } name ? SslPolicies.Find(name) : null;
    }

    private static ListenerAttributes Attributes(Node node, ListenerProtocol protocol, ReadingContext context)
    {
        var attributes = node.Find(ListenerShape.Attributes.Name);
        var written = AttributeCheck.Written(attributes, AttributeTables.Listener);
        foreach (var problem in ListenerAttributes.Problems(written, protocol))
        {
            context.Tell(
                AttributeCheck.PlaceOf(attributes, problem.Key),
                $"{problem.Key} {problem.Message}",
                problem.IsHarmless,
                new Fault.Attribute(problem.Key, IsOfLambda: false));
        }

        return ListenerAttributes.Of(written);
    }

    private static Rule? ReadRule(Node node, string listenerArn, ListenerEnd listener, ReadingContext context)
    {
        var conditions = ConditionReader.Read(node, context);
        var actions = ActionReader.Read(node, RuleShape.Actions, listener, context);
        var transforms = TransformReader.Read(node, context);
        TagReader.Check(node, context);
        return ReadingContext.Integer(node, RuleShape.Priority) is not { } priority ? null : new Rule
        {
            Arn = ReadingContext.GivenArn(node),
            ListenerArn = listenerArn,
            Priority = priority,
            Conditions = conditions,
            Actions = actions,
            Transforms = transforms,
            Origin = ReadingContext.Place(node, RuleShape.Priority),
        };
    }
}
