using System.Collections.Immutable;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;
using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// CreateTags and DeleteTags, of whatever the emulator tells of.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html"/>
/// </summary>
internal static class TagActions
{
    private const int MostTagged = 10_000;

    public static QueryOutcome Create(Ec2Call call)
    {
        var (tags, error) = Ec2Tags.Read(call.Parameters);
        return error is not null ? error
            : tags.IsEmpty ? Ec2Errors.Missing("Tag")
            : Change(call, (_, old) => old.SetItems(tags));
    }

    public static QueryOutcome Delete(Ec2Call call)
    {
        var given = call.Parameters.Items("Tag");
        return Change(call, (_, old) => given.Count == 0 ? Ec2Tags.None : old.RemoveRange(given
            .Where(tag => tag.Find("Value") is not { } value || old.GetValueOrDefault(tag.Text("Key") ?? "") == (value.Content ?? ""))
            .Select(tag => tag.Text("Key") ?? "")));
    }

    private static QueryOutcome Change(
        Ec2Call call,
        Func<string, ImmutableSortedDictionary<string, string>, ImmutableSortedDictionary<string, string>> change)
    {
        var ids = call.Parameters.Texts("ResourceId");
        return ids.Count == 0 ? Ec2Errors.Missing("ResourceId") : call.Change((records, network) =>
        {
            var tags = records.Tags;
            foreach (var id in ids)
            {
                if (ProblemWith(id, call, network) is { } problem)
                {
                    return (records, problem);
                }

                var next = change(id, Ec2Tags.None.SetItems(call.At(records with { Tags = tags }).TagsOf(id)));
                if (next.Count > Ec2Tags.Most || tags.Count >= MostTagged)
                {
                    return (records, Ec2Tags.TooMany());
                }

                tags = tags.SetItem(id, next);
            }

            return (records with { Tags = tags }, QueryOutcome.Of(static xml => xml.Flag("return", true)));
        });
    }

    private static QueryError? ProblemWith(string id, Ec2Call call, Network network) => id.Split('-')[0] switch
    {
        Vpc.Prefix => VpcActions.Find(network, id).Error,
        Subnet.Prefix => SubnetActions.Find(network, id).Error,
        SecurityGroup.Prefix => SecurityGroupActions.Find(network, id).Error,
        SecurityGroupRule.Prefix => SecurityGroupActions.RulesOf(call, network).Any(one => one.Rule.Id == id) ? null : Ec2Errors.NoRule(id),
        Instance.Prefix => InstanceActions.Find(network, id).Error,
        RouteTable.Prefix => RouteTableActions.Find(network, id).Error,
        _ => new("InvalidID", $"The ID '{Quoted.Plain(id)}' is not valid"),
    };
}
