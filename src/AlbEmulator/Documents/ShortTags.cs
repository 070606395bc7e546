namespace AlbEmulator.Documents;

/// <summary>
/// CloudFormation's short form of a function in YAML: <c>!Ref X</c> stands for <c>{ Ref: X }</c>.
/// <see href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html"/>
/// </summary>
internal static class ShortTags
{
    private static readonly HashSet<string> Functions =
    [
        "Base64", "Cidr", "FindInMap", "GetAtt", "GetAZs", "If", "Equals", "Not", "And", "Or", "ImportValue", "Join",
        "Length", "Select", "Split", "Sub", "ToJsonString", "Transform", "Contains", "EachMemberEquals", "EachMemberIn", "RefAll",
        "ValueOf", "ValueOfAll",
    ];

    /// <summary>The name of the function; null where a tag is none.</summary>
    public static string? LongForm(string tag) => tag switch
    {
        "!Ref" => "Ref",
        "!Condition" => "Condition",
        ['!', .. var name] when Functions.Contains(name) => $"Fn::{name}",
        _ => null,
    };
}
