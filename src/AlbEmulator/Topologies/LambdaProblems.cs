using AlbEmulator.Model;

namespace AlbEmulator.Topologies;

/// <summary>Functions of a topology that nothing says how to invoke.</summary>
internal static class LambdaProblems
{
    public static IEnumerable<Problem> Find(Topology topology, AlbSettings settings) =>
        from targetGroup in topology.TargetGroups
        where targetGroup.TargetType == TargetType.Lambda && settings.Lambda.Endpoint.Length == 0
        from target in targetGroup.Targets
        where target.InvokeUrl is null
        select new Problem(
            target.Origin,
            $"nothing says how the function {Quoted.Text(target.Id)} is invoked: give the target an InvokeUrl, or set "
                + "Alb:Lambda:Endpoint to what speaks Lambda's Invoke API, such as http://localhost:4566");
}
