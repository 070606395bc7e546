namespace AlbEmulator.Shapes;

/// <summary>What a topology file may hold.</summary>
internal static class TopologyShape
{
    public static readonly Property LoadBalancers = new(
        "LoadBalancers", new Shape.List(LoadBalancerShape.Object), "The load balancers.");

    public static readonly Property TargetGroups = new(
        "TargetGroups", new Shape.List(TargetGroupShape.Object), "The target groups that actions forward to.");

    public static readonly Property TrustStores = new(
        "TrustStores", new Shape.List(TrustStoreShape.Object), "The trust stores of listeners that verify clients.");

    public static readonly Property Targets = new(
        "Targets", new Shape.Map(TargetGroupShape.Targets.Shape),
        "Beyond AWS: the targets of target groups that have none in their own file, such as a template or a plan, by name, " +
        "logical id or address.");

    public static readonly Property EchoUsers = new(
        "EchoUsers", new Shape.List(EchoUserShape.Object),
        "Beyond AWS: who can log in with the provider that the emulator runs (Issuer echo:PORT); two of its own unless they are said.");

    public static readonly Shape.Object Object = CommonShapes.Object(Names.Topology,
    [
        new("$schema", CommonShapes.Text, "The JSON schema of this file, for editors."),
        LoadBalancers,
        TargetGroups,
        TrustStores,
        Targets,
        EchoUsers,
    ]);
}
