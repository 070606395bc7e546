using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>An Ingress that counts, with what its class says.</summary>
/// <param name="Ingress">The Ingress.</param>
/// <param name="Class">The parameters of its class; null for none.</param>
/// <param name="Annotations">Those of the Ingress.</param>
internal sealed record IngressMember(Manifest Ingress, Manifest? Class, Annotations Annotations)
{
    /// <summary>A property of the spec of the class' parameters; null where it says none.</summary>
    public Node? OfClass(string name) => Class?.Spec.Find(name) is { } node and not Node.Scalar { Kind: ScalarKind.Null } and not Node.Scalar { Text: "" } ? node : null;

    /// <summary>A setting that the class may say, and else the annotation.</summary>
    public Node.Scalar? Text(string ofClass, string annotation) => OfClass(ofClass) as Node.Scalar ?? Annotations.Text(annotation);
}
