using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>
/// What stands below the parameters of actions: every member that AWS has is taken or refused by name, and no other is
/// passed over. What a topology file has too, such as actions and conditions, is told by the shapes of files.
/// </summary>
internal static class ElbV2Members
{
    private const string OtherKind = "is for Network Load Balancers: leave it out";
    private const string NotYet = "is not supported yet: leave it out";

    /// <summary>By the parameter that is such a structure, or a list of such.</summary>
    private static readonly Dictionary<string, string[]> Taken = new(StringComparer.Ordinal)
    {
        ["Attributes"] = ["Key", "Value"],
        ["Certificates"] = ["CertificateArn"],
        ["IpamPools"] = ["Ipv4IpamPoolId"],
        ["MinimumLoadBalancerCapacity"] = ["CapacityUnits"],
        ["RevocationContents"] = ["S3Bucket", "S3Key", "RevocationType"],
        ["RulePriorities"] = ["RuleArn", "Priority"],
        ["SubnetMappings"] = ["SubnetId", "AllocationId"],
        ["Tags"] = ["Key", "Value"],
        ["Targets"] = ["Id", "Port", "AvailabilityZone"],
    };

    private static readonly Dictionary<(string Parameter, string Member), string> Refused = new()
    {
        [("Certificates", "IsDefault")] = "is what AWS answers: leave it out",
        [("RevocationContents", "S3ObjectVersion")] = NotYet,
        [("SubnetMappings", "PrivateIPv4Address")] = OtherKind,
        [("SubnetMappings", "IPv6Address")] = OtherKind,
        [("SubnetMappings", "SourceNatIpv6Prefix")] = OtherKind,
        [("Targets", "QuicServerId")] = OtherKind,
    };

    /// <summary>Parameters that are read by the shapes of topology files, which tell what they do not have.</summary>
    private static readonly string[] OfShapes =
        ["DefaultActions", "Actions", "Conditions", "Transforms", "Matcher", "MutualAuthentication"];

    /// <summary>Whether a member of a parameter is taken, or refused with words of its own.</summary>
    public static bool Knows(string parameter, string member) =>
        (Taken.TryGetValue(parameter, out var taken) && taken.Contains(member)) || Refused.ContainsKey((parameter, member));

    /// <summary>What stands where nothing of the kind is.</summary>
    public static QueryError? Problem(ElbV2Action action, QueryValue parameters)
    {
        foreach (var parameter in action.Parameters)
        {
            if (parameters.Find(parameter.Name) is { IsAbsent: false } value && Problem(parameter, value) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static QueryError? Problem(ElbV2Parameter parameter, QueryValue value)
    {
        var name = parameter.Name;
        if (parameter.IsList && !value.IsList)
        {
            return ElbV2Errors.Validation($"{name} is a list: write {name}.member.1, {name}.member.2 …");
        }

        if (OfShapes.Contains(name))
        {
            return null;
        }

        return (parameter.IsList ? value.Items() : [value]).Select(item => Problem(name, item)).FirstOrDefault(found => found is not null);
    }

    private static QueryError? Problem(string parameter, QueryValue item)
    {
        if (!Taken.TryGetValue(parameter, out var taken))
        {
            return item.Names.Count == 0
                ? null
                : ElbV2Errors.Validation($"{parameter} is a text and has no {Quoted.Text(item.Names.First())}");
        }

        if (!string.IsNullOrEmpty(item.Content))
        {
            return ElbV2Errors.Validation($"{parameter} is a structure with {string.Join(", ", taken)}, and not a text");
        }

        foreach (var member in item.Names)
        {
            if (Refused.TryGetValue((parameter, member), out var reason))
            {
                return ElbV2Errors.Validation($"{parameter}: {member} {reason}");
            }

            if (!taken.Contains(member))
            {
                return ElbV2Errors.Validation(
                    $"{parameter}: {Quoted.Text(member)} is not a member of it: it has {string.Join(", ", taken)}");
            }

            if (item.Find(member)!.Names.Count > 0)
            {
                return ElbV2Errors.Validation($"{parameter}: {member} is a text and has no members");
            }
        }

        return null;
    }
}
