using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>One call of an action of EC2.</summary>
/// <param name="Parameters">What was given.</param>
/// <param name="Network">What there was as it came.</param>
/// <param name="At">The same network with other records.</param>
/// <param name="Store">Where changes go.</param>
/// <param name="LoadBalancers">Who uses what there is.</param>
/// <param name="Nodes">Where those are.</param>
internal sealed record Ec2Call(
    QueryValue Parameters, Network Network, Func<NetworkRecords, Network> At, NetworkStore Store, ElbV2Changes LoadBalancers, NodePlaces Nodes)
{
    private const int MostRemembered = 1000;

    /// <summary>A change that sees what there is at its own moment.</summary>
    public QueryOutcome Change(Func<NetworkRecords, Network, (NetworkRecords Records, QueryOutcome Outcome)> change) =>
        Store.Change(records => change(records, At(records)), static problem => Ec2Errors.NotKept(problem), Parameters.Text("Action"));

    /// <summary>Any VPC. One by convention is remembered, so that its subnets and groups are known as its own later.</summary>
    public (Vpc? Vpc, QueryError? Error) FindVpc(string id)
    {
        var (vpc, problem) = VpcActions.Find(Network, id);
        problem ??= Network.KnownVpcs.Contains(vpc) ? null : Remember(id);
        return problem is null ? (vpc, null) : (null, problem);
    }

    /// <summary>The VPCs there are, and those by convention that a filter names.</summary>
    public IEnumerable<Vpc> Vpcs(string filter) =>
        Network.Vpcs.Concat(Ec2Filter.ValuesOf(Parameters, filter)
            .Where(id => ResourceIds.IsForeign(id, Vpc.Prefix) && Network.Vpcs.All(vpc => vpc.Id != id))
            .Select(id => FindVpc(id).Vpc)
            .OfType<Vpc>());

    private QueryError? Remember(string id) => Store.Change<QueryError?>(
        records => records.Vpcs.Count < MostRemembered
            ? (records with { Vpcs = records.Vpcs.Add(id) }, null)
            : (records, new QueryError(
                "VpcLimitExceeded",
                $"{MostRemembered} VPCs that stand nowhere were asked for: write those there are in Alb:Network:Vpcs")),
        Ec2Errors.NotKept);
}
