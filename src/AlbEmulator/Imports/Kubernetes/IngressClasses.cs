using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>
/// Which Ingresses are the controller's, by their classes.
/// <see href="https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/ingress_class/"/>
/// </summary>
internal sealed class IngressClasses
{
    private const string Annotation = "kubernetes.io/ingress.class";
    private const string DefaultClass = "ingressclass.kubernetes.io/is-default-class";
    private const string ControllerName = "ingress.k8s.aws/alb";
    private const string Usual = "alb";

    private readonly Manifests _manifests;
    private readonly Import _import;
    private readonly string _class;
    private readonly List<Manifest> _defaults;

    public IngressClasses(Manifests manifests, Import import)
    {
        (_manifests, _import, _class) = (manifests, import, import.Settings.Kubernetes.IngressClass);
        _defaults = [.. manifests.All(ManifestKinds.IngressClass).Where(item =>
            item.Annotation(DefaultClass) is { } entry && entry.Value.TryAny(out var text) && text == "true")];
    }

    /// <summary>The Ingress with what its class says; null where it is not the controller's, which a note tells.</summary>
    public IngressMember? Member(Manifest ingress)
    {
        if (ingress.IsBeingDeleted)
        {
            return LeftOut(ingress.Origin, ingress, "it is being deleted (metadata.deletionTimestamp)");
        }

        if (ingress.Annotation(Annotation) is { } annotation)
        {
            var name = annotation.Value.AnyText();
            return name == (_class.Length == 0 ? Usual : _class) ? Of(ingress, null) : LeftOut(annotation.Origin, ingress, $"its class is {Quoted.Text(name)}");
        }

        if (ingress.Spec.Find("ingressClassName").TryAny(out var named) && named.Length > 0)
        {
            return Named(ingress, named, ingress.Spec.Find("ingressClassName")!.Origin);
        }

        if (_defaults.Count > 1)
        {
            _import.Tell(
                ingress.Origin,
                $"{ingress.Words} names no class, and {Quoted.List(_defaults.Select(item => item.Name))} are default classes: keep one of them");
            return null;
        }

        return _defaults is [var only] ? OfClass(ingress, only, ingress.Origin)
            : _class.Length == 0 ? Of(ingress, null)
            : LeftOut(ingress.Origin, ingress, $"it names no class: write spec.ingressClassName: {_class}, or set Alb:Kubernetes:IngressClass to nothing");
    }

    private IngressMember Of(Manifest ingress, Manifest? parameters) => new(ingress, parameters, new Annotations(_import, ingress));

    private IngressMember? Named(Manifest ingress, string name, Origin place) =>
        _manifests.Find(ManifestKinds.IngressClass, "", name) is { } found ? OfClass(ingress, found, place)
            : name == (_class.Length == 0 ? Usual : _class) ? Of(ingress, null)
            : LeftOut(place, ingress, $"no file has its class {Quoted.Text(name)}");

    private IngressMember? OfClass(Manifest ingress, Manifest @class, Origin place)
    {
        var controller = @class.Spec.Find("controller").TryText(out var text) ? text : "";
        if (controller != ControllerName)
        {
            return LeftOut(place, ingress, $"its class {Quoted.Text(@class.Name)} is of the controller {Quoted.Text(controller)}, not of {ControllerName}");
        }

        if (@class.Spec.Find("parameters") is not Node.Mapping parameters)
        {
            return Of(ingress, null);
        }

        var (group, kind, name) = (parameters.Text("apiGroup"), parameters.Text("kind"), parameters.Text("name"));
        if (group != ManifestKinds.Controller || kind != ManifestKinds.IngressClassParams)
        {
            return LeftOut(
                parameters.Origin,
                ingress,
                $"its class {Quoted.Text(@class.Name)} has parameters of {Quoted.Text($"{group}/{kind}")}, and not IngressClassParams of {ManifestKinds.Controller}");
        }

        if (_manifests.Find(ManifestKinds.IngressClassParams, "", name) is not { } found)
        {
            return LeftOut(parameters.Origin, ingress, $"no file has the IngressClassParams {Quoted.Text(name)} of its class: name the one that has it beside this one");
        }

        return IsChosen(ingress, found) ? Of(ingress, found)
            : LeftOut(place, ingress, $"its namespace is not one that IngressClassParams {Quoted.Plain(found.Name)} chooses");
    }

    /// <summary>Whether the class is for the namespace of an Ingress.</summary>
    private bool IsChosen(Manifest ingress, Manifest parameters) =>
        parameters.Spec.Find("namespaceSelector") is not Node.Mapping selector
        || NamespaceSelector.Chooses(
            selector, "namespaceSelector", ingress.Namespace, _manifests.Find(ManifestKinds.Namespace, "", ingress.Namespace), _import);

    private IngressMember? LeftOut(Origin place, Manifest ingress, string why)
    {
        _import.Note(place, $"{ingress.Words} is left out: {why}");
        return null;
    }
}
