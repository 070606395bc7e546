using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;
using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// What clients that set up load balancers ask EC2: VPCs, subnets, security groups and what belongs to them.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/OperationList-query-vpc.html"/>
/// </summary>
internal sealed class Ec2Api(
    AlbSettings settings, NetworkDirectory networks, NetworkStore store, ElbV2Changes loadBalancers, NodePlaces nodes)
{
    private static readonly string[] Listing = ["Filter", "MaxResults", "NextToken"];

    private static readonly string[] Group = ["GroupId", "GroupName"];
    private static readonly string[] Describing = ["IpPermissions", .. Group];
    private static readonly string[] Adding = ["TagSpecification", .. Describing, .. PermissionReader.Flat];
    private static readonly string[] Removing = ["SecurityGroupRuleId", .. Describing, .. PermissionReader.Flat];

    private static readonly Dictionary<string, Ec2Action> Actions = new(StringComparer.Ordinal)
    {
        ["AuthorizeSecurityGroupEgress"] = new(Adding, static call => SecurityGroupChanges.Authorize(call, isEgress: true)),
        ["AuthorizeSecurityGroupIngress"] = new(Adding, static call => SecurityGroupChanges.Authorize(call, isEgress: false)),
        ["CreateSecurityGroup"] =
            new(["GroupName", "GroupDescription", "VpcId", "TagSpecification"], SecurityGroupChanges.Create),
        ["CreateTags"] = new(["ResourceId", "Tag"], TagActions.Create),
        ["DeleteSecurityGroup"] = new(Group, SecurityGroupChanges.DeleteAsync),
        ["DeleteTags"] = new(["ResourceId", "Tag"], TagActions.Delete),
        ["DescribeAccountAttributes"] = new(["AttributeName"], AccountActions.DescribeAttributes),
        ["DescribeAvailabilityZones"] = new(["ZoneName", "ZoneId", "AllAvailabilityZones", .. Listing], ZoneActions.Describe),
        ["DescribeInstances"] = new(["InstanceId", .. Listing], InstanceActions.Describe),
        ["DescribeInternetGateways"] = new(["InternetGatewayId", .. Listing], GatewayActions.DescribeInternet),
        ["DescribeNetworkInterfaces"] = new(["NetworkInterfaceId", .. Listing], NetworkInterfaceActions.Describe),
        ["DescribeRouteTables"] = new(["RouteTableId", .. Listing], RouteTableActions.Describe),
        ["DescribeSecurityGroupRules"] = new(["SecurityGroupRuleId", .. Listing], SecurityGroupActions.DescribeRules),
        ["DescribeSecurityGroups"] = new(["GroupId", "GroupName", .. Listing], SecurityGroupActions.Describe),
        ["DescribeSubnets"] = new(["SubnetId", .. Listing], SubnetActions.Describe),
        ["DescribeVpcAttribute"] = new(["VpcId", "Attribute"], VpcActions.DescribeAttribute),
        ["DescribeVpcs"] = new(["VpcId", .. Listing], VpcActions.Describe),
        ["DescribeVpnGateways"] = new(["VpnGatewayId", "Filter"], GatewayActions.DescribeVpn),
        ["ModifySecurityGroupRules"] = new(["GroupId", "SecurityGroupRule"], SecurityGroupRuleChanges.Modify),
        ["RevokeSecurityGroupEgress"] = new(Removing, static call => SecurityGroupChanges.Revoke(call, isEgress: true)),
        ["RevokeSecurityGroupIngress"] = new(Removing, static call => SecurityGroupChanges.Revoke(call, isEgress: false)),
        ["UpdateSecurityGroupRuleDescriptionsEgress"] =
            new(Describing, static call => SecurityGroupRuleChanges.Describe(call, isEgress: true)),
        ["UpdateSecurityGroupRuleDescriptionsIngress"] =
            new(Describing, static call => SecurityGroupRuleChanges.Describe(call, isEgress: false)),
    };

    public QueryService Service => new(
        "ec2", "2016-11-15", "http://ec2.amazonaws.com/doc/2016-11-15/", QueryForm.Ec2, AnswerAsync);

    private async Task<QueryOutcome> AnswerAsync(QueryCall call)
    {
        if (!settings.Companions)
        {
            return Companions.Off;
        }

        if (!Actions.TryGetValue(call.Action, out var action))
        {
            return Companions.NoAction(call.Action, Actions.Keys);
        }

        if (call.Parameters.Names.FirstOrDefault(name => !action.Takes(name)) is { } unknown)
        {
            return new QueryError("UnknownParameter", $"The parameter {Quoted.Plain(unknown)} is not recognized");
        }

        if (call.Parameters.Text("DryRun") == "true")
        {
            return new QueryError("DryRunOperation", "Request would have succeeded, but DryRun flag is set.")
            {
                StatusCode = StatusCodes.Status412PreconditionFailed,
            };
        }

        var old = await loadBalancers.RefreshAsync(call.Cancellation);
        if (old is not null && !call.Action.StartsWith("Describe", StringComparison.Ordinal))
        {
            return Ec2Errors.NotKept(old);
        }

        var account = call.Scope.Account(settings);
        var told = loadBalancers.View.State.LoadBalancers;
        Network At(NetworkRecords records) =>
            SubnetZones.Told(networks.Of(account, call.Scope.Region, records), told);

        return (await action.Do(new(call.Parameters, At(store.Records), At, store, loadBalancers, nodes))).MadeOf(old);
    }

    /// <param name="Parameters">Those it takes, by the first part of their names.</param>
    /// <param name="Do">Does it.</param>
    private sealed record Ec2Action(string[] Parameters, Func<Ec2Call, Task<QueryOutcome>> Do)
    {
        public Ec2Action(string[] parameters, Func<Ec2Call, QueryOutcome> act)
            : this(parameters, call => Task.FromResult(act(call)))
        {
        }

        /// <summary>Beside its own those of every action; the signature may be in parameters too.</summary>
        public bool Takes(string parameter) =>
            Parameters.Contains(parameter) || parameter is "Action" or "Version" or "DryRun"
            || parameter.StartsWith("X-Amz-", StringComparison.Ordinal);
    }
}
