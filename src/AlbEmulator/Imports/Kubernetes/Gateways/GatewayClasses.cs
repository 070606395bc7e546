using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>Which Gateways are the controller's, by their classes, and what configures them.</summary>
internal sealed class GatewayClasses(Manifests manifests, SpecCheck check, IngressAnnotations annotations, Import import)
{
    private const string ControllerName = "gateway.k8s.aws/alb";
    private const string NetworkControllerName = "gateway.k8s.aws/nlb";
    private const string Usual = "alb";
    private const string DryRun = "gateway.k8s.aws/dry-run";
    private const string ParametersRef = "parametersRef";

    /// <summary>The Gateway; null where it is not the controller's, which a note tells, or what configures it is not there.</summary>
    public GatewayMember? Member(Manifest gateway)
    {
        if (gateway.IsBeingDeleted)
        {
            return null;
        }

        var name = gateway.Spec.Text("gatewayClassName");
        if (name.Length == 0)
        {
            import.Tell(gateway.Origin, $"{gateway.Words} has no spec.gatewayClassName: write that of a GatewayClass of the controller {ControllerName}");
            return null;
        }

        var place = gateway.Spec.Find("gatewayClassName")!.Origin;
        if (manifests.Find(ManifestKinds.GatewayClass, "", name) is not { } found)
        {
            return name == ClassName ? Of(gateway, null)
                : LeftOut(place, gateway, $"no file has its class {Quoted.Text(name)}: name the one that has it beside this one");
        }

        var controller = found.Spec.Text("controllerName");
        return controller switch
        {
            ControllerName => Of(gateway, found),
            NetworkControllerName => LeftOut(place, gateway, $"its class {Quoted.Text(name)} is of {NetworkControllerName}, for a Network Load Balancer"),
            _ => LeftOut(place, gateway, $"its class {Quoted.Text(name)} is of the controller {Quoted.Text(controller)}, not of {ControllerName}"),
        };
    }

    /// <summary>The class that counts although no file has it.</summary>
    private string ClassName => import.Settings.Kubernetes.IngressClass is { Length: > 0 } name ? name : Usual;

    private GatewayMember? Of(Manifest gateway, Manifest? @class)
    {
        check.Check(gateway, GatewayShapes.Gateway);
        annotations.Note(gateway, $"a {ManifestKinds.LoadBalancerConfiguration}");
        if (gateway.Annotation(DryRun) is { } dry && dry.Value.TryAny(out var text) && text == "true")
        {
            import.Note(dry.Origin, $"{gateway.Words} has {DryRun}, with which the controller only writes what it would make: it is run here");
        }

        Manifest? ofClass = null;
        if (@class is not null)
        {
            check.Check(@class, GatewayShapes.GatewayClass);
            if (@class.Spec.Field(ParametersRef) is { } parameters)
            {
                var space = parameters.Text("namespace");
                if (space.Length == 0)
                {
                    import.Tell(parameters.Origin, $"{ManifestKinds.GatewayClass} {Quoted.Plain(@class.Name)}: spec.parametersRef has no namespace: write that of the {ManifestKinds.LoadBalancerConfiguration}");
                    return null;
                }

                if ((ofClass = Configuration($"{ManifestKinds.GatewayClass} {Quoted.Plain(@class.Name)}: spec.parametersRef", parameters, space)) is null)
                {
                    return null;
                }
            }
        }

        if (gateway.Spec.Field("infrastructure").Field(ParametersRef) is not { } own)
        {
            return new GatewayMember(gateway, new LoadBalancerSettings(ofClass, null));
        }

        return Configuration($"{gateway.Words}: spec.infrastructure.parametersRef", own, gateway.Namespace) is { } configuration
            ? new GatewayMember(gateway, new LoadBalancerSettings(ofClass, configuration))
            : null;
    }

    private Manifest? Configuration(string words, Node reference, string space)
    {
        var (group, kind, name) = (reference.Text("group"), reference.Text("kind"), reference.Text("name"));
        if (group != ManifestKinds.ControllerGateways || kind != ManifestKinds.LoadBalancerConfiguration)
        {
            import.Tell(
                reference.Origin,
                $"{words} is of {Quoted.Text($"{group}/{kind}")}: it must be a {ManifestKinds.LoadBalancerConfiguration} of {ManifestKinds.ControllerGateways}");
            return null;
        }

        if (manifests.Find(ManifestKinds.LoadBalancerConfiguration, space, name) is not { } found)
        {
            import.Tell(
                reference.Origin,
                $"{words} names the {ManifestKinds.LoadBalancerConfiguration} {Quoted.Text(name)} of {Quoted.Text(space)}, which no file has: name the one that has it beside this one");
            return null;
        }

        check.Check(found, ControllerShapes.LoadBalancerConfiguration);
        return found;
    }

    private GatewayMember? LeftOut(Origin place, Manifest gateway, string why)
    {
        import.Note(place, $"{gateway.Words} is left out: {why}");
        return null;
    }
}
