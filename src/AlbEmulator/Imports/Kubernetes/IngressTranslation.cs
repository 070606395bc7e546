using System.Globalization;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>A group of Ingresses as the load balancer, the listeners, the rules and the target groups that the controller makes of it.</summary>
internal sealed class IngressTranslation
{
    private const string SslRedirect = "ssl-redirect";
    private const string SslRedirectOfClass = "sslRedirectPort";

    private readonly IngressGroup _group;
    private readonly Import _import;
    private readonly IngressLoadBalancer _loadBalancer;
    private readonly IngressBackends _backends;
    private readonly IngressRules _rules;
    private readonly IngressAuthentication _authentication;
    private readonly ServerSecrets _secrets;

    private IngressTranslation(IngressGroup group, Manifests manifests, ServiceEndpoints endpoints, Import import)
    {
        (_group, _import) = (group, import);
        _loadBalancer = new IngressLoadBalancer(group, import);
        _backends = new IngressBackends(new ServiceGroups(group, _loadBalancer, manifests, endpoints, import), import);
        _rules = new IngressRules(_backends, import);
        _authentication = new IngressAuthentication(manifests);
        _secrets = new ServerSecrets(manifests, import);
    }

    public static void Translate(IngressGroup group, Manifests manifests, ServiceEndpoints endpoints, Import import) =>
        AllOrNothing.Add(import, new IngressTranslation(group, manifests, endpoints, import).Build);

    private void Build()
    {
        _import.Resources.Add(_loadBalancer.Build());
        var listeners = IngressListener.Of(_group);
        var redirect = Redirect(listeners);
        foreach (var listener in listeners)
        {
            Add(listener, redirect);
        }

        foreach (var member in _group.Members)
        {
            NotePorts(member, [.. listeners.Where(listener => listener.Members.Contains(member)).Select(listener => listener.Port)], redirect is not null);
        }
    }

    /// <summary>What one would expect of an Ingress, and does not come for want of an HTTPS listener.</summary>
    private void NotePorts(IngressMember member, IReadOnlyList<ListenPort> ports, bool isRedirected)
    {
        if (ports.Count == 0 || ports.Any(port => port.IsHttps))
        {
            return;
        }

        if (isRedirected)
        {
            _import.Note(
                member.Ingress.Origin,
                $"{member.Ingress.Words} has no rule at any port: all of its ports redirect to HTTPS. Add {{\"HTTPS\": 443}} to its {Annotations.Prefix}{ListenPort.Annotation}");
        }
        else if (member.Ingress.Spec.Find("tls") is { } tls)
        {
            _import.Note(
                tls.Origin,
                $"{member.Ingress.Words} has tls and no HTTPS listener: the controller makes one for {Annotations.Prefix}{ListenPort.CertificateArn} or "
                    + $"{Annotations.Prefix}{ListenPort.Annotation} with HTTPS alone");
        }
    }

    /// <summary>The port that all of HTTP is redirected to; null for none.</summary>
    private Node.Scalar? Redirect(IReadOnlyList<IngressListener> listeners)
    {
        var port = GroupSettings.One(_group.Members, SslRedirect, member => member.OfClass(SslRedirectOfClass) as Node.Scalar ?? member.Annotations.Integer(SslRedirect, example: "443"));
        if (port is null || listeners.Any(listener => listener.Port.IsHttps && listener.Port.Port.ToString(CultureInfo.InvariantCulture) == port.Text))
        {
            return port;
        }

        _group.Members[0].Annotations.Tell(
            SslRedirect,
            port.Origin,
            $"is {Quoted.Plain(port.Text)}, and no HTTPS listener of {_loadBalancer.Label} has that port: add {{\"HTTPS\": {Quoted.Plain(port.Text)}}} to {Annotations.Prefix}{ListenPort.Annotation}");
        return null;
    }

    private void Add(IngressListener listener, Node.Scalar? redirect)
    {
        var port = listener.Port;
        var redirects = redirect is not null && !port.IsHttps;
        var made = KubernetesResources.Listener(
            port.Origin,
            _loadBalancer.Name,
            port.Protocol,
            port.Port,
            new ListenerSettings(listener, _secrets, _import).Properties(),
            redirects ? [KubernetesActions.RedirectToHttps(redirect!)] : DefaultActions(listener));
        _import.Resources.Add(made);
        if (!redirects)
        {
            AddRules(listener, made.Names[0]);
        }
    }

    private IReadOnlyList<Node> DefaultActions(IngressListener listener)
    {
        Node? only = null;
        IReadOnlyList<Node>? actions = null;
        foreach (var member in listener.Members)
        {
            if (member.Ingress.Spec.Find("defaultBackend") is not { } backend)
            {
                continue;
            }

            if (only is not null)
            {
                _import.Tell(
                    backend.Origin,
                    $"{member.Ingress.Words} has a default backend for port {listener.Port.Port}, and so has another Ingress of the same load balancer{only.Origin.AtLine}: keep one of them");
                continue;
            }

            only = backend;
            if (IngressBackends.NameOf(backend) is { } name)
            {
                // Told where it is wrong, and without effect.
                IngressConditions.Of(member.Annotations, name);
            }

            actions = _backends.Of(member, backend) is { } read ? Actions(listener, member, read) : null;
        }

        return actions ?? [ActionNodes.NotFound(listener.Port.Origin)];
    }

    /// <summary>The action that answers, with who may pass before it where clients speak TLS.</summary>
    private IReadOnlyList<Node> Actions(IngressListener listener, IngressMember member, IngressBackend backend)
    {
        if (_authentication.Of(member, backend.Annotations) is not { } gate)
        {
            return [backend.Action];
        }

        if (listener.Port.IsHttps)
        {
            return [KubernetesActions.InOrder(gate, 1), KubernetesActions.InOrder(backend.Action, 2)];
        }

        _import.Note(
            IngressAuthentication.PlaceOf(member, backend.Annotations) ?? gate.Origin,
            $"{member.Ingress.Words} asks for no login and no token at port {listener.Port.Port}: the controller leaves that out on HTTP listeners");
        return [backend.Action];
    }

    private void AddRules(IngressListener listener, string id)
    {
        var drafts = listener.Members.SelectMany(member => _rules.Of(member).Select(draft => (member, draft))).ToList();
        var memberOf = drafts.ToDictionary(item => item.draft, item => item.member, (IEqualityComparer<RuleDraft>)ReferenceEqualityComparer.Instance);
        var kept = RuleOptimizer.Optimize(drafts.Select(item => item.draft), listener.Port, (draft, before) => _import.Note(draft.Origin, before is null
            ? $"a redirect to itself is left out at port {listener.Port.Port}"
            : $"is left out at port {listener.Port.Port}: the redirect of {before.Origin.Path} takes all its requests"));
        foreach (var (index, draft) in kept.Index())
        {
            _import.Resources.Add(KubernetesResources.Rule(
                draft.Origin,
                id,
                index + 1,
                [
                    .. draft.Others,
                    .. ConditionNodes.Of(draft.Origin, ConditionShape.HostHeader, "HostHeaderConfig", draft.Hosts, draft.HostExpressions),
                    .. ConditionNodes.Of(draft.Origin, ConditionShape.PathPattern, "PathPatternConfig", draft.Paths, draft.PathExpressions),
                ],
                Actions(listener, memberOf[draft], draft.Backend),
                draft.Backend.Transforms));
        }
    }
}
