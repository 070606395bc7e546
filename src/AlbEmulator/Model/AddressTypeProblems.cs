namespace AlbEmulator.Model;

/// <summary>
/// What cannot be right about the IP address types of load balancers and target groups together.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-ip-address-type"/>
/// </summary>
public static class AddressTypeProblems
{
    public static IEnumerable<Problem> Find(Topology topology)
    {
        var ipv6 = topology.TargetGroups.Where(group => group.IpAddressType == TargetGroupAddressType.Ipv6)
            .DistinctBy(group => group.Arn).ToDictionary(group => group.Arn);
        return
            from loadBalancer in topology.LoadBalancers
            where ipv6.Count > 0 && loadBalancer.IpAddressType == LoadBalancerAddressType.Ipv4
            from listener in loadBalancer.Listeners
            from place in listener.Rules.Select(rule => (rule.Origin, Actions: rule.Actions))
                .Append((listener.Origin, Actions: listener.DefaultActions))
            from behind in place.Actions.OfType<RuleAction.Forward>().SelectMany(forward => forward.TargetGroups)
                .Select(used => ipv6.GetValueOrDefault(used.TargetGroupArn)).OfType<TargetGroup>()
            select new Problem(
                place.Origin,
                $"forwards to {Quoted.Text(behind.Name)}, whose IpAddressType is ipv6, and only load balancers that are " +
                    $"dualstack may: write IpAddressType dualstack for the load balancer {Quoted.Text(loadBalancer.Name)}")
            {
                Fault = new Fault.AddressTypeMismatch(),
            };
    }
}
