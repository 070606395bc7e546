namespace AlbEmulator.ControlPlane.Shapes;

/// <summary>What the objects and the closed choices of a topology file are called.</summary>
internal static class Names
{
    public const string Topology = "topology";
    public const string LoadBalancer = "load balancer";
    public const string Listener = "listener";
    public const string Rule = "rule";
    public const string Condition = "condition";
    public const string ConditionConfig = "configuration of a condition";
    public const string Action = "action";
    public const string Forward = "configuration of a forward action";
    public const string ForwardTargetGroup = "target group of a forward action";
    public const string Stickiness = "target group stickiness";
    public const string TargetGroup = "target group";
    public const string Target = "target";
    public const string Tag = "tag";

    public const string LoadBalancerType = "Type of a load balancer";
    public const string LoadBalancerIpAddressType = "IpAddressType of a load balancer";
    public const string TargetGroupIpAddressType = "IpAddressType of a target group";
    public const string Scheme = "Scheme";
    public const string ListenerProtocol = "Protocol of a listener";
    public const string ConditionField = "Field";
    public const string ActionType = "Type of an action";
    public const string TargetGroupProtocol = "Protocol of a target group";
    public const string ProtocolVersion = "ProtocolVersion";
    public const string TargetType = "TargetType";
}
