using AlbEmulator.AwsApis.Query;
using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// Changes of rules that stay the same rules: what they let pass, and what is said about them.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySecurityGroupRules.html"/>
/// </summary>
internal static class SecurityGroupRuleChanges
{
    public static QueryOutcome Modify(Ec2Call call) => SecurityGroupChanges.ChangeGroup(call, (records, network, group) =>
    {
        var updates = call.Parameters.Items("SecurityGroupRule");
        if (updates.Count == 0)
        {
            return (records, Ec2Errors.Missing("securityGroupRule"));
        }

        var rules = group.Rules;
        foreach (var update in updates)
        {
            var id = update.Text("SecurityGroupRuleId") ?? "";
            var old = rules.FirstOrDefault(rule => rule.Id == id);
            if (old is null || update.Find("SecurityGroupRule") is not { } written)
            {
                return (records, old is null ? Ec2Errors.NoRule(id) : Ec2Errors.Missing("SecurityGroupRule"));
            }

            var (rule, error) = new PermissionReader(network, old.IsEgress).ReadOne(written);
            if (error is not null || rules.Any(other => other.Id != id && other.IsSameAs(rule!)))
            {
                return (records, error ?? SecurityGroupChanges.Duplicate(rule!));
            }

            rules = rules.Replace(old, rule! with { Id = id });
        }

        return (With(records, group, rules), Done);
    });

    public static QueryOutcome Describe(Ec2Call call, bool isEgress) =>
        SecurityGroupChanges.ChangeGroup(call, (records, network, group) =>
        {
            var (described, error) = new PermissionReader(network, isEgress).Read(call.Parameters);
            if (error is not null)
            {
                return (records, error);
            }

            var rules = group.Rules;
            foreach (var rule in described)
            {
                if (rules.FirstOrDefault(rule.IsSameAs) is not { } old)
                {
                    return (records, new QueryError(
                        "InvalidPermission.NotFound", "The specified rule does not exist in this security group."));
                }

                rules = rules.Replace(old, old with { Description = rule.Description });
            }

            return (With(records, group, rules), Done);
        });

    private static QueryOutcome Done { get; } = QueryOutcome.Of(static xml => xml.Flag("return", true));

    private static NetworkRecords With(
        NetworkRecords records, SecurityGroup group, System.Collections.Immutable.ImmutableArray<SecurityGroupRule> rules) =>
        records with { Groups = records.Groups.SetItem(group.Id, group with { Rules = rules }) };
}
