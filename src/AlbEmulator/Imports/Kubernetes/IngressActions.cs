using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>From <c>actions.NAME</c> to an action as a topology file has it.</summary>
/// <param name="groups">The target groups of Services.</param>
internal sealed class IngressActions(ServiceGroups groups)
{
    public const string UseAnnotation = "use-annotation";

    /// <summary>The action of an annotation; null where it is none, which was told.</summary>
    /// <param name="member">The Ingress.</param>
    /// <param name="name">Of the annotation, without its prefix.</param>
    public (Node.Mapping Action, Manifest? Service)? Of(IngressMember member, string name)
    {
        if (AnnotationObject.Of(member.Annotations, name) is not { } action || action.Needed("type") is not { } type)
        {
            return null;
        }

        switch (type.Text)
        {
            case ActionShape.FixedResponse when Config(action, "fixedResponseConfig") is { } config && config.Needed("statusCode") is { } status:
                return (FixedResponse(config, status), null);
            case ActionShape.Redirect when Config(action, "redirectConfig") is { } config && config.Needed("statusCode") is { } status:
                return Redirect(config, status) is { } redirect ? (redirect, null) : null;
            case ActionShape.Forward:
                return Forward(member, action);
            case ActionShape.FixedResponse or ActionShape.Redirect:
                return null;
            default:
                action.Tell($"has the type {Quoted.Text(type.Text)}: write forward, redirect or fixed-response");
                return null;
        }
    }

    private static AnnotationObject? Config(AnnotationObject action, string field)
    {
        if (!action.Has(field))
        {
            action.Tell($"has no {field}");
        }

        return action.Object(field);
    }

    private static Node.Mapping FixedResponse(AnnotationObject config, Node.Scalar status) => KubernetesActions.Of(
        config.Origin,
        ActionShape.FixedResponse,
        ActionShape.FixedResponseConfig,
        (FixedResponseShape.StatusCode, status),
        (FixedResponseShape.ContentType, config.Text("contentType")),
        (FixedResponseShape.MessageBody, config.Text("messageBody")));

    private static Node.Mapping? Redirect(AnnotationObject config, Node.Scalar status)
    {
        if (status.Text is not (RedirectShape.Permanent or RedirectShape.Temporary))
        {
            config.Tell($"has the statusCode {Quoted.Text(status.Text)}: write {RedirectShape.Permanent} or {RedirectShape.Temporary}");
            return null;
        }

        return KubernetesActions.Of(
            config.Origin,
            ActionShape.Redirect,
            ActionShape.RedirectConfig,
            (RedirectShape.StatusCode, status),
            (RedirectShape.Protocol, config.Text("protocol")),
            (RedirectShape.Host, config.Text("host")),
            (RedirectShape.Port, config.Text("port")),
            (RedirectShape.Path, config.Text("path")),
            (RedirectShape.Query, config.Text("query")));
    }

    private (Node.Mapping Action, Manifest? Service)? Forward(IngressMember member, AnnotationObject action)
    {
        var hasOne = action.Has("targetGroupARN") || action.Has("targetGroupName");
        if (hasOne == action.Has("forwardConfig"))
        {
            action.Tell(hasOne
                ? "has a target group and a forwardConfig: remove one of the two"
                : "forwards to nothing: write targetGroupARN, targetGroupName or forwardConfig");
            return null;
        }

        if (hasOne)
        {
            return GroupOf(action) is { } named ? (ActionNodes.Forward(action.Origin, named), null) : null;
        }

        var config = action.Object("forwardConfig");
        var tuples = config?.Objects("targetGroups");
        if (tuples is not { Count: > 0 })
        {
            config?.Tell("has no targetGroups");
            return null;
        }

        return Forward(member, config!, tuples);
    }

    private (Node.Mapping Action, Manifest? Service)? Forward(IngressMember member, AnnotationObject config, IReadOnlyList<AnnotationObject> tuples)
    {
        var weighted = new List<Node>();
        Manifest? only = null;
        var isWhole = true;
        foreach (var tuple in tuples)
        {
            var weight = tuple.Number("weight");
            if (weight is null && tuples.Count > 1)
            {
                tuple.Tell("has several targetGroups, and each of them must have a weight");
                isWhole = false;
            }

            if (NameOf(member, tuple, tuples.Count, out var service, out var missing) is { } name)
            {
                only = service;
                weighted.Add(Nodes.Mapping(
                    tuple.Origin,
                    [
                        Nodes.Entry(ForwardShape.TargetGroupArn.Name, Nodes.Text(tuple.Origin, name)),
                        .. weight is null ? [] : (Entry[])[Nodes.Entry(ForwardShape.Weight.Name, weight)],
                    ]));
            }
            else if (missing)
            {
                return (KubernetesActions.NoService(tuple.Origin), null);
            }
            else
            {
                isWhole = false;
            }
        }

        if (!isWhole)
        {
            return null;
        }

        var stickiness = config.Object("targetGroupStickinessConfig") is { } sticky ? Nodes.Mapping(
            sticky.Origin,
            [
                .. sticky.Flag("enabled") is { } enabled ? [Nodes.Entry(ForwardShape.Enabled.Name, enabled)] : (Entry[])[],
                .. sticky.Number("durationSeconds") is { } duration ? [Nodes.Entry(ForwardShape.DurationSeconds.Name, duration)] : (Entry[])[],
            ])
            : null;
        return (
            KubernetesActions.Of(
                config.Origin,
                ActionShape.Forward,
                ActionShape.ForwardConfig,
                (ForwardShape.TargetGroups, Nodes.Sequence(config.Origin, weighted)),
                (ForwardShape.Stickiness, stickiness)),
            tuples.Count == 1 ? only : null);
    }

    /// <summary>The target group of an entry; null where there is none, which was told unless its only Service is missing.</summary>
    private string? NameOf(IngressMember member, AnnotationObject tuple, int count, out Manifest? service, out bool isMissing)
    {
        (service, isMissing) = (null, false);
        var hasGroup = tuple.Has("targetGroupARN") || tuple.Has("targetGroupName");
        if (hasGroup == tuple.Has("serviceName"))
        {
            tuple.Tell(hasGroup
                ? "has an entry of targetGroups with a target group and a serviceName: remove one of the two"
                : "has an entry of targetGroups without targetGroupARN, targetGroupName and serviceName: write one");
            return null;
        }

        if (hasGroup)
        {
            return GroupOf(tuple);
        }

        if (tuple.Text("serviceName") is not { } name)
        {
            return null;
        }

        if (tuple.NumberOrText("servicePort") is not { } port)
        {
            tuple.Tell("has a serviceName and no servicePort");
            return null;
        }

        service = groups.Service(member.Ingress.Namespace, name.Text);
        if (service is not null)
        {
            return groups.NameOf(member, service, port with { Kind = ScalarKind.Quoted });
        }

        if (count > 1)
        {
            tuple.Tell($"forwards to the Service {Quoted.Text(name.Text)} of {Quoted.Text(member.Ingress.Namespace)}, which no file has");
        }

        isMissing = count == 1;
        if (isMissing)
        {
            tuple.Note($"forwards to the Service {Quoted.Text(name.Text)} of {Quoted.Text(member.Ingress.Namespace)}, which no file has: requests are answered with a 503");
        }

        return null;
    }

    private static string? GroupOf(AnnotationObject item)
    {
        var (arn, name) = (item.Text("targetGroupARN"), item.Text("targetGroupName"));
        if (arn is not null && name is not null)
        {
            item.Tell("has targetGroupARN and targetGroupName: remove one of the two");
            return null;
        }

        return (arn ?? name)?.Text;
    }
}
