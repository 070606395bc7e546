namespace AlbEmulator;

/// <summary>The section <c>Alb:Kubernetes</c>.</summary>
public sealed record KubernetesSettings
{
    /// <summary>Where the targets of Services are.</summary>
    public KubernetesTargets Targets { get; set; } = KubernetesTargets.Endpoints;

    /// <summary>The type of targets where neither a class nor an annotation says it, as <c>--default-target-type</c> of the controller.</summary>
    public KubernetesTargetType TargetType { get; set; } = KubernetesTargetType.Instance;

    /// <summary>
    /// The class whose Ingresses are run, as <c>--ingress-class</c> of the controller; empty for <c>alb</c>, and also for
    /// Ingresses without a class.
    /// </summary>
    public string IngressClass { get; set; } = "alb";

    /// <summary>The name of the cluster, which names of load balancers and target groups are made of, and which their tags tell.</summary>
    public string ClusterName { get; set; } = "kubernetes";
}

/// <summary>
/// <c>Alb:Kubernetes:Targets</c>: the pods that <c>Endpoints</c> tell among the manifests, <c>Services</c> by their names, or
/// <c>Localhost</c>, where <c>kubectl port-forward</c> has brought the ports of Services.
/// </summary>
public enum KubernetesTargets
{
    Endpoints,
    Services,
    Localhost,
}

/// <summary><c>Alb:Kubernetes:TargetType</c>: targets are pods (<c>Ip</c>) or nodes (<c>Instance</c>).</summary>
public enum KubernetesTargetType
{
    Instance,
    Ip,
}
